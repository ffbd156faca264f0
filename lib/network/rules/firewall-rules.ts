import { isAddress } from '../destinations/address-rules';
import { DOMAIN_CONTROLLER_PORTS } from '../destinations/domain-controllers';
import type { Egress } from '../egress/egress';
import type { EgressRow } from '../egress/egress-row';
import type { RowPassage } from '../egress/passages';
import { unionOfPorts } from '../destinations/ports';
import { described, ruleName, sourceName } from './security-rule';

/** A rule of Azure Firewall that decides by names. */
export interface FirewallApplicationRule {
  /** Name, after the row or the data source. */
  readonly name: string;
  /** One line for people. */
  readonly description: string;
  /** What is spoken, and on which ports. */
  readonly protocols: readonly {
    /** Protocol, as Azure Firewall calls it. */
    readonly type: 'Http' | 'Https' | 'Mssql';
    /** TCP port. */
    readonly port: number;
  }[];
  /** Hosts, `*.` for all below; or tags. */
  readonly destinationFqdns: readonly string[];
  /** Tags that stand for the hosts of a service; none where hosts are named. */
  readonly destinationFqdnTags: readonly string[];
}

/** A rule of Azure Firewall that decides by addresses and ports. */
export interface FirewallNetworkRule {
  /** Name, after the row or the data source. */
  readonly name: string;
  /** One line for people. */
  readonly description: string;
  /** Protocols of the transport. */
  readonly protocols: readonly ('TCP' | 'UDP')[];
  /** Addresses, ranges or service tags; or hosts, where the firewall resolves them. */
  readonly destinationAddresses: readonly string[];
  /** Hosts, where the firewall resolves them; none where addresses are given. */
  readonly destinationFqdns: readonly string[];
  /** Ports and ranges of ports. */
  readonly destinationPorts: readonly string[];
}

/** What a firewall is to let through for members. */
export interface FirewallRules {
  /** Rules by names. */
  readonly application: readonly FirewallApplicationRule[];
  /** Rules by addresses and ports, which are asked before those by names. */
  readonly network: readonly FirewallNetworkRule[];
}

/**
 * The rules of a firewall on the members' way out. Names go by application rules; what is no HTTP goes by addresses and
 * service tags.
 *
 * Data sources, DNS servers and domain controllers are among them, for networks in which such traffic passes the firewall
 * too; where it does not, their rules are never asked.
 *
 * @param dnsServers IPv4 addresses of the DNS servers that members ask.
 */
export function firewallRules(egress: Egress, dnsServers: readonly string[]): FirewallRules {
  const passages = egress.passages();
  return {
    application: passages.filter(({ passage }) => passage.kind === 'names').map(({ row }) => applicationRule(row)),
    network: [
      ...passages.flatMap(networkRulesOfRow),
      ...proxyRules(egress),
      ...privateRules(egress, dnsServers),
      ...dataSourceRules(egress),
    ],
  };
}

function applicationRule(row: EgressRow): FirewallApplicationRule {
  const { id, use, firewallTag } = row;
  return {
    name: id,
    description: described(use),
    protocols: row.ports.map((port) => ({ type: typeOf(row, port), port: Number(port) })),
    destinationFqdns: firewallTag === undefined ? [...row.names, ...row.alsoNames] : [],
    destinationFqdnTags: firewallTag === undefined ? [] : [firewallTag],
  };
}

function typeOf({ protocol }: EgressRow, port: string): 'Http' | 'Https' | 'Mssql' {
  if (protocol === 'tds') return 'Mssql';
  return port === '80' ? 'Http' : 'Https';
}

function networkRulesOfRow({ row, passage }: RowPassage): readonly FirewallNetworkRule[] {
  if (passage.kind !== 'tag' && passage.kind !== 'addresses') return [];
  const destinationAddresses = passage.kind === 'tag' ? passage.tags : passage.addresses;
  return [toAddresses(row.id, row.use, 'TCP', destinationAddresses, row.ports)];
}

function proxyRules({ proxyPlace, proxy }: Egress): readonly FirewallNetworkRule[] {
  if (proxyPlace === undefined) return [];
  const description = `The proxy of the gateway: ${String(proxy)}`;
  const { addresses, ports, script } = proxyPlace;
  const about = `The script that chooses a proxy: ${String(proxy)}`;
  return [
    toAddresses('proxy', description, 'TCP', addresses, ports),
    ...(script === undefined ? [] : [toAddresses('proxy-script', about, 'TCP', script.addresses, script.ports)]),
  ];
}

function privateRules({ domainControllers }: Egress, dnsServers: readonly string[]): readonly FirewallNetworkRule[] {
  return (['Tcp', 'Udp'] as const).flatMap((protocol) => {
    const name = protocol.toUpperCase() as 'TCP' | 'UDP';
    const dns = toAddresses(`dns-${name.toLowerCase()}`, 'DNS servers of the network', name, dnsServers, ['53']);
    const domain =
      domainControllers === undefined
        ? []
        : [
            toAddresses(
              `domain-controllers-${name.toLowerCase()}`,
              'Active Directory',
              name,
              domainControllers.addresses,
              DOMAIN_CONTROLLER_PORTS[protocol],
            ),
          ];
    return [...(dnsServers.length > 0 ? [dns] : []), ...domain];
  });
}

function dataSourceRules({ dataSources }: Egress): readonly FirewallNetworkRule[] {
  return dataSources.flatMap((source) =>
    source.listeners.map(({ protocol, ports }, index) => {
      const name = ruleName(sourceName(source, index));
      const type = protocol.toUpperCase() as 'TCP' | 'UDP';
      const place = source.serviceTag === undefined ? source.addresses : [source.serviceTag];
      const byName = !source.isPlaced && !isAddress(source.host);
      const rule = toAddresses(name, String(source), type, byName ? [] : place, ports);
      // In lower case, as names are: a plan must not show what Azure writes otherwise.
      return byName ? { ...rule, destinationFqdns: [source.host.toLowerCase()] } : rule;
    }),
  );
}

function toAddresses(
  name: string,
  description: string,
  protocol: 'TCP' | 'UDP',
  destinationAddresses: readonly string[],
  ports: readonly string[],
): FirewallNetworkRule {
  const destinationPorts = unionOfPorts(ports);
  return {
    name,
    description: described(description),
    protocols: [protocol],
    destinationAddresses,
    destinationFqdns: [],
    destinationPorts,
  };
}

/** Whether a firewall must resolve names for network rules: its policy needs the DNS proxy then. */
export function needsDnsProxy({ network }: FirewallRules): boolean {
  return network.some(({ destinationFqdns }) => destinationFqdns.length > 0);
}
