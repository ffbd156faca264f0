import { BANDS, PRIORITIES } from '../../network/destinations/limits';
import type { DataSource } from '../../network/destinations/data-source';
import type { DnsServers } from '../../network/dns-servers';
import { allow, dataSourceRules, denyAll, dnsRules, type Opening } from '../../network/rules/rule-parts';
import type { SecurityRule } from '../../network/rules/security-rule';

/** What a delegated subnet may do. */
export interface DelegatedSubnetRulesOptions {
  /**
   * The data sources, one or more. One without addresses is looked for in the private ranges of RFC 1918, on its own ports
   * alone: private endpoints lie there too. A source on the internet needs `addresses` or `serviceTag`.
   */
  readonly sources: readonly DataSource[];

  /**
   * Opens TCP 443 to the sign-in service: needed for OAuth and service principals.
   *
   * @default true
   */
  readonly signIn?: boolean;

  /**
   * Opens TCP 80 to the internet, for the lists of revoked certificates: needed for sources that speak HTTPS. Their hosts
   * have no fixed addresses, and rules cannot name hosts.
   *
   * @default true
   */
  readonly certificateLists?: boolean;

  /**
   * Opens TCP 443 to Azure Storage.
   *
   * @default true with the service endpoint Microsoft.Storage, else false
   */
  readonly storage?: boolean;

  /**
   * The DNS servers of the virtual network: the members may ask them, and no others. Servers of your own must resolve public
   * names, for no proxy does it for the members.
   *
   * @default DnsServers.azure()
   */
  readonly dns?: DnsServers;
}

/** What the rules depend on beside the options. */
export interface SubnetForRules {
  /** Address prefix of the subnet. */
  readonly addressPrefix: string;
  /** Whether it has the service endpoint Microsoft.Storage. */
  readonly storageEndpoint: boolean;
}

/**
 * The rules of a delegated subnet, in the order in which Azure asks them: members reach each other, sign-in, lists of revoked
 * certificates, DNS servers and the data sources; everything else is closed, both ways. No inbound port is needed
 * (MicrosoftDocs/data-integration, vnet/data-gateway-architecture, 2025-06-26). Microsoft publishes no complete list of what a
 * member calls: try it out.
 *
 * A data source has the name that it has in the group of a cluster's members, and a place that follows from the name: adding
 * or removing one changes no other rule, but where two names meet on one place.
 *
 * Remote Desktop, SSH and WinRM have no rules of their own here: nothing opens them but a data source that names single
 * addresses, and the end closes them. A rule against them before all others would stand between the members too, whose
 * ports Microsoft does not publish, and wants open.
 */
export function delegatedSubnetRules(
  options: DelegatedSubnetRulesOptions,
  { addressPrefix, storageEndpoint }: SubnetForRules,
): readonly SecurityRule[] {
  const { sources, signIn = true, certificateLists = true, storage = storageEndpoint, dns } = options;
  const openings = [
    { ...AMONG_MEMBERS, name: 'allow-members-outbound', destination: [addressPrefix] },
    ...(signIn ? [SIGN_IN] : []),
    ...(certificateLists ? [CERTIFICATE_LISTS] : []),
    ...(storage ? [STORAGE] : []),
  ];
  const outbound = [
    ...openings.map(allow),
    ...dnsRules(dns?.addresses ?? []),
    ...dataSourceRules(sources, BANDS.dataSources),
  ];
  return [
    ...outbound.sort((a, b) => a.priority - b.priority),
    denyAll('Outbound', 'Nothing else is reached.'),
    {
      ...AMONG_MEMBERS,
      name: 'allow-members-inbound',
      direction: 'Inbound',
      access: 'Allow',
      source: [addressPrefix],
      destination: [addressPrefix],
    },
    denyAll('Inbound', 'A gateway is never called from outside.'),
  ];
}

const AMONG_MEMBERS = {
  description: 'Members of a gateway talk to each other.',
  priority: PRIORITIES.first,
  protocol: '*',
  ports: ['*'],
} as const;

const SIGN_IN: Opening = {
  name: 'allow-sign-in',
  description: 'OAuth and service principals sign in at Microsoft Entra ID.',
  priority: BANDS.table,
  destination: ['AzureActiveDirectory'],
  ports: ['443'],
};

const CERTIFICATE_LISTS: Opening = {
  name: 'allow-certificate-lists',
  description: 'Lists of revoked certificates, for sources that speak HTTPS.',
  priority: BANDS.table + 10,
  destination: ['Internet'],
  ports: ['80'],
};

const STORAGE: Opening = {
  name: 'allow-storage',
  description: 'Azure Storage, for large datasets.',
  priority: BANDS.table + 20,
  destination: ['Storage'],
  ports: ['443'],
};
