import { type Cloud, type Row, TAGS } from './cloud';

type Government = Extract<Cloud, 'gcc' | 'gccHigh' | 'dod'>;

/** Names that the three do not share; GCC High and DoD take more of the sign-in from Microsoft 365's own lists. */
const OWN: Readonly<Record<Government, { powerBi: string[]; signIn: string[]; features: string }>> = {
  gcc: {
    powerBi: ['*.powerbigov.us', '*.powerbi.com', '*.analysis.usgovcloudapi.net'],
    signIn: ['*.login.windows.net', '*.login.live.com', '*.aadcdn.msauth.net', '*.login.microsoftonline.com'],
    features: 'gccmod.ecs.office.com',
  },
  gccHigh: {
    powerBi: ['*.high.powerbigov.us', '*.high.analysis.usgovcloudapi.net'],
    signIn: ['*.login.microsoftonline.us'],
    features: 'config.ecs.gov.teams.microsoft.us',
  },
  dod: {
    powerBi: ['*.mil.powerbigov.us', '*.mil.analysis.usgovcloudapi.net'],
    signIn: ['*.login.microsoftonline.us'],
    features: 'config.ecs.dod.teams.microsoft.us',
  },
};

/**
 * Gateway rows of the clouds for the government of the United States: Microsoft's gateway page
 * (service-gateway-communication.md, 2026-02-25), ports as it has them. Tags are those of Azure Government: a member in
 * another cloud of Azure has no tag for these addresses.
 */
export function governmentGateway(cloud: Government): readonly Row[] {
  const { powerBi, signIn, features } = OWN[cloud];
  return [
    https('installer and versions', '*.download.microsoft.com', TAGS.none),
    ...powerBi.map((name) => https('cluster of Power BI', name, TAGS.powerBi)),
    ...[...signIn, '*.microsoftonline-p.com'].map((name) => https('sign-in', name, TAGS.signIn)),
    {
      group: 'gateway',
      row: 'Azure Relay and AMQP',
      name: '*.servicebus.usgovcloudapi.net',
      ports: [443, 5671, 5672, 9350, 9351, 9352, 9353, 9354],
      tags: TAGS.relay,
      region: 'tenant',
    },
    https('test of the connection', '*.msftncsi.com', TAGS.none),
    https('telemetry', '*.dc.applicationinsights.us', TAGS.monitor),
    https('features', features, TAGS.none),
  ];
}

/** What dataflows write to: the same page. */
export const GOVERNMENT_FABRIC: readonly Row[] = [
  { ...https('Dataflow Gen1', '*.core.usgovcloudapi.net', TAGS.storage), group: 'fabric' },
];

function https(row: string, name: string, tags: readonly string[]): Row {
  return { group: 'gateway', row, name, ports: [443], tags };
}
