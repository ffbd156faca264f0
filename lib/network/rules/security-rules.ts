import { DOMAIN_CONTROLLER_PORTS } from '../destinations/domain-controllers';
import type { Egress } from '../egress/egress';
import type { RowPassage } from '../egress/passages';
import type { InboundAccess } from './inbound-access';
import { unionOfPorts } from '../destinations/ports';
import { BANDS } from '../destinations/limits';
import { placesOf } from './places';
import { allow, dataSourceRules, denyAll, dnsRules } from './rule-parts';
import { described, ruleName, type SecurityRule } from './security-rule';

/** What a network security group is made of. */
export interface SecurityRuleInput {
  /** What members may reach. */
  readonly egress: Egress;
  /** DNS servers beside Azure's own, for which no rule holds. */
  readonly dnsServers: readonly string[];
  /** Ways in that are named; everything else is denied. */
  readonly inbound: readonly InboundAccess[];
}

/**
 * The rules of the network security group of members: what `egress` lets out, in a stable order, then nothing more; and
 * nothing in but what is named. Ports by which attackers move on are denied before anything is allowed, except to machines
 * that are named one by one.
 */
export function securityRules({ egress, dnsServers, inbound }: SecurityRuleInput): readonly SecurityRule[] {
  const rules = [
    ...dataSourceRules(egress.dataSources, BANDS.exceptions),
    ...lateralRules(),
    ...tableRules(egress.passages()),
    ...privateRules(egress, dnsServers),
    ...inboundRules(inbound),
    denyAll('Outbound', 'What is not named above stays closed.'),
    denyAll('Inbound', 'A gateway is never called: all its traffic is outbound.'),
  ];
  // Not by the order of a language, whose tables take long to load.
  const isInbound = ({ direction }: SecurityRule): number => Number(direction === 'Inbound');
  return rules.sort((a, b) => isInbound(a) - isInbound(b) || a.priority - b.priority);
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
  const tags = [...destinations.entries()]
    .filter(([tag, [first]]) => first?.passage.kind === 'tag' && !TAGS.includes(tag))
    .map(([tag]) => tag);
  const isAzure = (tag: string): boolean => tag.startsWith('AzureCloud');
  const places = new Map([
    ...placesOf(tags.filter(isAzure), BANDS.azure),
    ...placesOf(
      tags.filter((tag) => !isAzure(tag)),
      BANDS.otherTags,
    ),
  ]);
  return [...destinations].map(([destination, rows]) => {
    const byName = rows.some(({ passage }) => passage.kind === 'names');
    const first = rows[0];
    const addresses = first?.passage.kind === 'addresses' ? first.passage.addresses : undefined;
    return allow({
      name: ruleName(`allow-${addresses === undefined ? nameOf(destination, byName) : destination}`),
      // Which names, its own rules say: repeated here, every row more or less would change this rule too.
      description: byName ? 'The firewall decides by names' : rows.map(({ row }) => row.id).join(', '),
      priority: priorityOf(destination, places, first),
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

function priorityOf(destination: string, places: ReadonlyMap<string, number>, first: RowPassage | undefined): number {
  if (first?.passage.kind === 'addresses') {
    return (first.passage.isPrivate ? BANDS.privateEndpoints : PLACE_OF_ADDRESSES) + first.row.number;
  }
  if (destination === 'Internet') return PLACE_OF_INTERNET;
  return places.get(destination) ?? BANDS.table + 10 * TAGS.indexOf(destination);
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
  if (proxyPlace?.script !== undefined) {
    const { addresses: destination, ports } = proxyPlace.script;
    const description = `The script that chooses a proxy: ${String(egress.proxy)}`;
    rules.push(allow({ name: 'allow-proxy-script', description, priority: BANDS.proxy + 1, destination, ports }));
  }
  rules.push(...dnsRules(dnsServers));
  if (domainControllers === undefined) return rules;
  for (const [index, protocol] of (['Tcp', 'Udp'] as const).entries()) {
    rules.push(
      allow({
        name: `allow-domain-controllers-${protocol.toLowerCase()}`,
        description: 'Active Directory',
        priority: BANDS.domainControllers + index,
        protocol,
        destination: domainControllers.addresses,
        ports: DOMAIN_CONTROLLER_PORTS[protocol],
      }),
    );
  }
  return rules;
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
