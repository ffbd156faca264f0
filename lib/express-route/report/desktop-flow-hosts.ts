import type { AzureCloudName } from '../../regions/azure-clouds';

/** Where the names come from. */
export const DESKTOP_FLOW_SOURCE = {
  source: 'MicrosoftDocs/power-automate-docs articles/ip-address-configuration.md',
  date: '2026-05-13',
} as const;

/** What a machine with desktop flows reaches by a name. */
export type DesktopFlowPurpose =
  'relay' | 'machine' | 'powerPlatform' | 'dataverse' | 'revocationLists' | 'telemetry' | 'webDriver';

/** A name that machines with desktop flows of Power Automate reach. */
export interface DesktopFlowHost {
  /** Name, or all names below one: `*.servicebus.windows.net`. */
  readonly name: string;
  /** Port: 443, or 80 for revocation lists. */
  readonly port: 80 | 443;
  /** What for. */
  readonly purpose: DesktopFlowPurpose;
  /**
   * Which way it should go. Microsoft's guidance names Azure Relay alone for ExpressRoute (guidance/expressroute,
   * understanding-architecture, 2021-06-30); that Power Platform's own hosts have addresses in the regional communities is
   * UNVERIFIED: look at your routes before you close the internet for them.
   */
  readonly way: 'expressRoute' | 'internet';
}

/** For all clouds. */
const EVERYWHERE = `
telemetry: server.events.data.microsoft.com
webDriver: msedgedriver.azureedge.net chromedriver.storage.googleapis.com
`;

const PUBLIC = `
relay: *.servicebus.windows.net
machine: *.gateway.prod.island.powerapps.com
powerPlatform: *.api.powerplatform.com
dataverse: *.dynamics.com
revocationLists: ocsp.digicert.com ocsp.msocsp.com mscrl.microsoft.com crl3.digicert.com crl4.digicert.com
telemetry: emea.events.data.microsoft.com
`;

const GOVERNMENT = `
relay: *.servicebus.usgovcloudapi.net
machine: *.gateway.gov.island.powerapps.us *.gateway.gov.island.appsplatform.us
powerPlatform: *.api.gov.powerplatform.microsoft.us *.api.high.powerplatform.microsoft.us *.api.appsplatform.us
dataverse: *.microsoftdynamics.us *.crm.appsplatform.us *.dynamics.com
revocationLists: ocsp.digicert.com crl3.digicert.com crl4.digicert.com
telemetry: tb.events.data.microsoft.com
`;

/** The page names no relay in China. */
const CHINA = `
machine: *.gateway.mooncake.island.powerapps.cn
powerPlatform: *.api.powerplatform.partner.microsoftonline.cn *.api.powerautomate.cn
dataverse: *.dynamics.cn
revocationLists: crl.digicert.cn ocsp.digicert.cn
telemetry: apac.events.data.microsoft.com
`;

const OVER_EXPRESS_ROUTE: readonly string[] = ['relay', 'machine', 'powerPlatform', 'dataverse'];

/** Names that machines with desktop flows reach, by cloud. The runtime listens on Azure Relay, so it needs no open port. */
export const DESKTOP_FLOW_HOSTS: Readonly<Record<AzureCloudName, readonly DesktopFlowHost[]>> = Object.freeze({
  AzureCloud: rows(PUBLIC),
  AzureUSGovernment: rows(GOVERNMENT),
  AzureChinaCloud: rows(CHINA),
});

/** The names of one way, for the network's own rules: what a private path must lead to, or what stays on the internet. */
export function desktopFlowHosts(cloud: AzureCloudName, way: DesktopFlowHost['way']): readonly string[] {
  return DESKTOP_FLOW_HOSTS[cloud].filter((host) => host.way === way).map(({ name }) => name);
}

function rows(text: string): readonly DesktopFlowHost[] {
  const lines = `${text.trim()}\n${EVERYWHERE.trim()}`.split('\n');
  return Object.freeze(
    lines.flatMap((line) => {
      const [purpose = '', names = ''] = line.split(': ');
      return names.split(' ').map((name) =>
        Object.freeze({
          name,
          port: purpose === 'revocationLists' ? (80 as const) : (443 as const),
          purpose: purpose as DesktopFlowPurpose,
          way: OVER_EXPRESS_ROUTE.includes(purpose) ? ('expressRoute' as const) : ('internet' as const),
        }),
      );
    }),
  );
}
