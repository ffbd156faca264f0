import type { DataSource, DataSourceListener } from '../data-source';
import { DOMAIN_CONTROLLER_PORTS } from '../domain-controllers';
import type { Egress } from '../egress/egress';
import type { RowPassage } from '../egress/passages';
import type { InboundAccess } from '../inbound-access';
import { portsOverlap, unionOfPorts } from '../ports';
import { BANDS, LATERAL_PORTS } from './limits';
import { placesOf } from './places';
import { described, ruleName, type SecurityRule, sourceName } from './security-rule';

/** What a network security group is made of. */
export interface SecurityRuleInput {
  readonly egress: Egress;
  /** DNS servers beside Azure's own, for which no rule holds. */
  readonly dnsServers: readonly string[];
  readonly inbound: readonly InboundAccess[];
}

/**
 * The rules of the network security group of members: what `egress` lets out, in a stable order, then nothing more; and
 * nothing in but what is named. Ports by which attackers move on are denied before anything is allowed, except to machines
 * that are named one by one.
 */
export function securityRules({ egress, dnsServers, inbound }: SecurityRuleInput): readonly SecurityRule[] {
  const rules = [
    ...dataSourceRules(egress.dataSources),
    ...lateralRules(),
    ...tableRules(egress.passages()),
    ...privateRules(egress, dnsServers),
    ...inboundRules(inbound),
    denyAll('Outbound', 'What is not named above stays closed.'),
    denyAll('Inbound', 'A gateway is never called: all its traffic is outbound.'),
  ];
  return rules.sort((a, b) => b.direction.localeCompare(a.direction) || a.priority - b.priority);
}

type Allowed = Pick<SecurityRule, 'name' | 'description' | 'priority' | 'destination' | 'ports'> &
  Partial<Pick<SecurityRule, 'protocol'>>;

function allow({ protocol = 'Tcp', description, ...rule }: Allowed): SecurityRule {
  return {
    ...rule,
    protocol,
    description: described(description),
    direction: 'Outbound',
    access: 'Allow',
    source: ['*'],
  };
}

function denyAll(direction: SecurityRule['direction'], description: string): SecurityRule {
  const name = `deny-all-${direction.toLowerCase()}`;
  const all = { source: ['*'], destination: ['*'], ports: ['*'] };
  return { name, description, priority: BANDS.denyAll, direction, access: 'Deny', protocol: '*', ...all };
}

function lateralRules(): readonly SecurityRule[] {
  const ways: readonly (readonly [string, string, readonly string[]])[] = [
    ['remote-desktop', 'Remote Desktop', ['3389']],
    ['ssh', 'SSH', ['22']],
    ['winrm', 'WinRM', ['5985-5986']],
  ];
  return ways.map(([id, title, ports], index) => ({
    name: `deny-${id}-outbound`,
    description: `${title}: a member has no business on other machines.`,
    priority: BANDS.denyLateral + index,
    direction: 'Outbound',
    access: 'Deny',
    protocol: '*',
    source: ['*'],
    destination: ['*'],
    ports,
  }));
}

/** Rules by where they lead to: all rows with the same destination share one. */
function tableRules(passages: readonly RowPassage[]): readonly SecurityRule[] {
  const destinations = new Map<string, RowPassage[]>();
  for (const rowPassage of passages) {
    for (const destination of destinationsOf(rowPassage)) {
      destinations.set(destination, [...(destinations.get(destination) ?? []), rowPassage]);
    }
  }
  const regions = placesOf(
    [...destinations.keys()].filter((tag) => tag.startsWith('AzureCloud')),
    BANDS.azure,
  );
  return [...destinations].map(([destination, rows]) => {
    const byName = rows.some(({ passage }) => passage.kind === 'names');
    const first = rows[0];
    const addresses = first?.passage.kind === 'addresses' ? first.passage.addresses : undefined;
    return allow({
      name: ruleName(`allow-${addresses === undefined ? nameOf(destination, byName) : destination}`),
      description: `${byName ? 'The firewall decides by names: ' : ''}${rows.map(({ row }) => row.id).join(', ')}`,
      priority: priorityOf(destination, regions, first),
      destination: addresses ?? [destination],
      ports: unionOfPorts(rows.flatMap(({ row }) => row.ports)),
    });
  });
}

/** Service tags; or the row itself, where it has addresses of its own. */
function destinationsOf({ row, passage }: RowPassage): readonly string[] {
  switch (passage.kind) {
    case 'tag':
      return passage.tags;
    case 'addresses':
      return [row.id];
    case 'internet':
    case 'names':
      return ['Internet'];
    default:
      return [];
  }
}

function nameOf(tag: string, byName: boolean): string {
  if (tag !== 'Internet') return tag;
  return byName ? 'names-of-firewall' : 'names-without-tag';
}

/** Tags in the order in which they stand. */
const TAGS: readonly string[] = [
  'AzureActiveDirectory',
  'PowerBI',
  'AzureKeyVault',
  'Storage',
  'AzureMonitor',
  'AzureResourceManager',
];

const PLACE_OF_ADDRESSES = 450;
const PLACE_OF_INTERNET = 500;

function priorityOf(destination: string, regions: ReadonlyMap<string, number>, first: RowPassage | undefined): number {
  if (first?.passage.kind === 'addresses') {
    return (first.passage.isPrivate ? BANDS.privateEndpoints : PLACE_OF_ADDRESSES) + first.row.number;
  }
  if (destination === 'Internet') return PLACE_OF_INTERNET;
  return regions.get(destination) ?? BANDS.table + 10 * TAGS.indexOf(destination);
}

/** The proxy, DNS and the domain. */
function privateRules(egress: Egress, dnsServers: readonly string[]): readonly SecurityRule[] {
  const { proxyPlace, domainControllers } = egress;
  const rules: SecurityRule[] = [];
  if (proxyPlace !== undefined) {
    const description = `The proxy of the gateway: ${String(egress.proxy)}`;
    const { addresses, ports } = proxyPlace;
    rules.push(allow({ name: 'allow-proxy', description, priority: BANDS.proxy, destination: addresses, ports }));
  }
  for (const [index, protocol] of (['Tcp', 'Udp'] as const).entries()) {
    const way = protocol.toLowerCase();
    if (dnsServers.length > 0) {
      const dns = { name: `allow-dns-${way}`, description: 'DNS servers of the network', protocol };
      rules.push(allow({ ...dns, priority: BANDS.dns + index, destination: dnsServers, ports: ['53'] }));
    }
    if (domainControllers !== undefined) {
      const domain = { name: `allow-domain-controllers-${way}`, description: 'Active Directory', protocol };
      const { addresses: destination } = domainControllers;
      const ports = DOMAIN_CONTROLLER_PORTS[protocol];
      rules.push(allow({ ...domain, priority: BANDS.domainControllers + index, destination, ports }));
    }
  }
  return rules;
}

interface NamedSource {
  readonly name: string;
  readonly source: DataSource;
  readonly listener: DataSourceListener;
}

function dataSourceRules(sources: readonly DataSource[]): readonly SecurityRule[] {
  const named = sources.flatMap((source) =>
    source.listeners.map((listener, index): NamedSource => {
      return { name: ruleName(`allow-${sourceName(source, index)}`), source, listener };
    }),
  );
  const lateral = named.filter(({ listener }) => portsOverlap(listener.ports, LATERAL_PORTS));
  const others = named.filter((one) => !lateral.includes(one));
  return [...sourceRules(lateral, BANDS.exceptions), ...sourceRules(others, BANDS.dataSources)];
}

function sourceRules(
  named: readonly NamedSource[],
  band: { readonly first: number; readonly count: number },
): readonly SecurityRule[] {
  const places = placesOf(
    named.map(({ name }) => name),
    band,
  );
  return named.map(({ name, source, listener: { protocol, ports } }) => {
    const { serviceTag, addresses } = source;
    const place = serviceTag ?? (source.isPlaced ? undefined : 'any private address');
    return allow({
      name,
      description: place === undefined ? String(source) : `${String(source)} (${place})`,
      priority: places.get(name) ?? band.first,
      protocol,
      destination: serviceTag === undefined ? addresses : [serviceTag],
      ports: unionOfPorts(ports),
    });
  });
}

function inboundRules(inbound: readonly InboundAccess[]): readonly SecurityRule[] {
  const places = placesOf(
    inbound.map(({ name }) => name),
    BANDS.inbound,
  );
  return inbound.map(({ name, from, ports }) => ({
    name: ruleName(`allow-inbound-${name}`),
    description: described(`Named way in: ${name}`),
    priority: places.get(name) ?? BANDS.inbound.first,
    direction: 'Inbound',
    access: 'Allow',
    protocol: 'Tcp',
    source: from,
    destination: ['*'],
    ports: unionOfPorts(ports),
  }));
}
