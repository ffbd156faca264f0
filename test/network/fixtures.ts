import {
  AdditionalNames,
  AzureAddresses,
  DataSource,
  DnsServers,
  DomainControllers,
  Egress,
  type EgressOptions,
  type FirewallEgressOptions,
  type FirewallEgressRulesProps,
  type GatewayNetworkProps,
  GatewayProxy,
  GatewaySettings,
  InboundAccess,
  OutboundPath,
  type Passage,
  ResourceNaming,
  type ServiceTagEgressOptions,
  SubnetSize,
  VirtualNetworkPlace,
} from '../../lib';

const GROUP = '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-network/providers';

export const FIREWALL_POLICY_ID = `${GROUP}/Microsoft.Network/firewallPolicies/fwp-hub`;
export const NAT_GATEWAY_ID = `${GROUP}/Microsoft.Network/natGateways/ng-hub`;
export const ROUTE_TABLE_ID = `${GROUP}/Microsoft.Network/routeTables/rt-hub`;

/** Rules in the policy of a firewall for members in a range. */
export function rulesByRange(): FirewallEgressRulesProps {
  return {
    name: 'rcg-gateway',
    firewallPolicyId: FIREWALL_POLICY_ID,
    priority: 1000,
    egress: firewall(),
    sourceAddresses: ['10.60.0.0/27'],
    dnsProxy: true,
  };
}

export const HTTPS_MODE = GatewaySettings.of({ connectivityMode: 'Https' });

export const WEST_EUROPE = AzureAddresses.inRegions(['westeurope']);

/** A proxy at an address that rules can be made of. */
export const PROXY = GatewayProxy.at('http://10.1.0.8:8080');

/** One data source of each kind. */
export const ALL_SOURCES: readonly DataSource[] = [
  DataSource.sqlServer('sql01.corp.contoso.com', { addresses: ['10.1.2.4'] }),
  DataSource.sqlServer('sql02.corp.contoso.com', { addresses: ['10.1.2.5', '10.1.2.6'], browser: true }),
  DataSource.analysisServices('as01.corp.contoso.com', { addresses: ['10.1.3.0/28'], browser: true, port: 2383 }),
  DataSource.oracle('ora01.corp.contoso.com', { addresses: ['10.1.4.4'], port: 1522 }),
  DataSource.postgreSql('10.1.5.4'),
  DataSource.mySql('mysql01.corp.contoso.com'),
  DataSource.sapHana('hana.corp.contoso.com', { addresses: ['10.1.7.4'], instanceNumber: 7 }),
  DataSource.sapHana('tenant.corp.contoso.com', { addresses: ['10.1.7.5'], port: 30041 }),
  DataSource.sapBw('bw.corp.contoso.com', { addresses: ['10.1.8.4'], messageServer: true, snc: true }),
  DataSource.fileShare('files.corp.contoso.com', { addresses: ['10.1.9.4'] }),
  DataSource.custom('sftp.corp.contoso.com', { addresses: ['10.1.10.4'], ports: [22] }),
  DataSource.custom('syslog.corp.contoso.com', { addresses: ['10.1.11.4'], ports: [514], protocol: 'Udp' }),
  DataSource.custom('warehouse.database.windows.net', { serviceTag: 'Sql.WestEurope', ports: [1433, '11000-11999'] }),
];

export const CONTROLLERS = DomainControllers.at(['10.1.0.4', '10.1.0.5']);
export const DNS = DnsServers.custom(['10.1.0.4', '10.1.0.5'], { publicNames: 'forwarded' });
export const BASTION = InboundAccess.named('bastion', { from: ['10.1.250.0/26'], ports: [3389] });

/** Names of one's own: with a service tag, with a tag of the firewall, and with neither. */
export const ADDITIONAL_NAMES: readonly AdditionalNames[] = [
  AdditionalNames.of('backup', {
    names: ['*.backup.windowsazure.com'],
    use: 'backup of the machines',
    serviceTag: 'AzureBackup',
  }),
  AdditionalNames.of('defender', {
    names: ['*.wdcp.microsoft.com'],
    use: 'signatures of Defender',
    firewallTag: 'MicrosoftActiveProtectionService',
  }),
  AdditionalNames.of('antivirus', {
    names: ['*.antivirus.contoso.com', 'updates.contoso.com'],
    use: 'updates of the virus scanner',
    ports: [80, 8443],
  }),
];

/** Everything that can be asked for, but a proxy. */
export const EVERYTHING: EgressOptions = {
  workloads: ['dataflowGen1', 'dataflowGen2', 'oneLake', 'pipelines'],
  interactiveSignIn: true,
  monitoring: true,
  deviceRegistration: true,
  additionalNames: ADDITIONAL_NAMES,
  dataSources: ALL_SOURCES,
  domainControllers: CONTROLLERS,
};

export function tags(options: ServiceTagEgressOptions = {}): Egress {
  return Egress.byServiceTags({ azureAddresses: WEST_EUROPE, namesWithoutTag: 'internet', ...options });
}

export function firewall(options: FirewallEgressOptions = {}): Egress {
  return Egress.byFirewall({ gatewaySettings: HTTPS_MODE, ...options });
}

export function proxied(options: ServiceTagEgressOptions = {}): Egress {
  return Egress.byProxy({ proxy: PROXY, ...options });
}

/** The way of a row, said shortly: `tag AzureCloud.westeurope`, `closed: HTTPS mode`. */
export function wayOf(egress: Egress, id: string): string {
  const passage = egress.passages().find(({ row }) => row.id === id)?.passage;
  return passage === undefined ? 'no row' : said(passage);
}

/** The ways of all rows that get out. */
export function waysOf(egress: Egress): Readonly<Record<string, string>> {
  const open = egress.passages().filter(({ passage }) => passage.kind !== 'closed');
  return Object.fromEntries(open.map(({ row, passage }) => [row.id, said(passage)]));
}

function said(passage: Passage): string {
  switch (passage.kind) {
    case 'tag':
      return `tag ${passage.tags.join(' ')}`;
    case 'addresses':
      return `${passage.isPrivate ? 'private' : 'public'} ${passage.addresses.join(' ')}`;
    case 'closed':
      return `closed: ${passage.reason}`;
    default:
      return passage.kind;
  }
}

/** The least that a network needs. */
export function minimalNetwork(): GatewayNetworkProps {
  return {
    name: 'data-gateway',
    location: 'westeurope',
    resourceGroupName: 'rg-network',
    virtualNetwork: VirtualNetworkPlace.create(['10.60.0.0/24']),
    egress: tags(),
  };
}

/** Every property set, each to something that differs from its default. */
export function fullNetwork(): Required<GatewayNetworkProps> {
  return {
    ...minimalNetwork(),
    virtualNetwork: VirtualNetworkPlace.create(['10.60.0.0/24', '10.61.0.0/24']),
    egress: tags(EVERYTHING),
    subnets: {
      finance: SubnetSize.forMembers(4),
      sales: SubnetSize.at('10.61.0.64/27'),
      spare: SubnetSize.prefixLength(28),
    },
    outbound: OutboundPath.natGateway({ zone: 2, idleTimeoutMinutes: 20 }),
    dns: DNS,
    inbound: [BASTION],
    location: 'westeurope',
    resourceGroupName: 'rg-network',
    lock: true,
    naming: ResourceNaming.custom(({ proposed }) => `contoso-${proposed}`),
    tags: { 'cost-center': '4711' },
  };
}
