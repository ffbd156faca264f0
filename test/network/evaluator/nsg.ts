import { DYNAMIC_PORT, type Flow, type Verdict } from './flow';
import { matchesPort } from './ports';
import type { SecurityRule } from './security-rules';
import { matchesEntry, tagsInGroup, type World } from './service-tags';

/**
 * What a network security group says of a flow (azure-docs, network-security-groups-overview.md, 2025-07-15): the first rule
 * of the flow's direction that matches decides, in the order of priorities; Azure's own rules come last. What the host
 * serves is not subject to rules, but to those that name the service's tag.
 */
export function evaluateNsg(rules: readonly SecurityRule[], flow: Flow, world: World): Verdict {
  const ordered = [...rules, ...DEFAULT_RULES]
    .filter(({ direction }) => direction === flow.direction)
    .sort((a, b) => a.priority - b.priority);
  const matching = ordered.filter((rule) => matches(rule, flow, world));
  const service = platformService(flow, world);
  if (service === undefined) return verdict(matching[0]);
  const [named] = matching.filter(({ destinations }) => destinations.includes(service));
  return named === undefined ? { allowed: true, by: `${service}, which no rule names` } : verdict(named);
}

function verdict(rule: SecurityRule | undefined): Verdict {
  if (rule === undefined) throw new Error('the last of the default rules matches everything');
  return { allowed: rule.access === 'Allow', by: `${String(rule.priority)} ${rule.name}` };
}

/** Every part of a rule is looked at, so that what is not understood does not hide behind what does not match. */
function matches(rule: SecurityRule, flow: Flow, world: World): boolean {
  const tags = (endpoint: Flow['source']): readonly string[] => tagsInGroup(endpoint, world);
  const isAmong = (entries: readonly string[], endpoint: Flow['source']): boolean =>
    entries.map((entry) => matchesEntry(entry, endpoint, tags)).includes(true);
  return [
    rule.protocol === '*' || rule.protocol === flow.protocol,
    isAmong(rule.sources, flow.source),
    matchesPort(rule.sourcePorts, flow.sourcePort ?? DYNAMIC_PORT),
    isAmong(rule.destinations, flow.destination),
    matchesPort(rule.destinationPorts, flow.port),
  ].every(Boolean);
}

/**
 * The tag of the host's service that a flow asks for. Activation is such a service only where no route to `0.0.0.0/0` is
 * set (the same page).
 */
function platformService({ direction, destination, port }: Flow, world: World): string | undefined {
  if (direction === 'Inbound') return undefined;
  const tags = tagsInGroup(destination, world);
  const isService = (tag: string): boolean =>
    tag === 'AzurePlatformLKM'
      ? port === ACTIVATION_PORT && !(world.routed ?? []).includes('0.0.0.0/0')
      : tag === 'AzurePlatformDNS' || tag === 'AzurePlatformIMDS';
  return tags.find(isService);
}

/** Key management service, where Windows asks for its activation. */
const ACTIVATION_PORT = 1688;

/** The rules that Azure puts into every group (the same page). */
const DEFAULT_RULES: readonly SecurityRule[] = [
  defaultRule(65_000, 'AllowVnetInBound', 'Inbound', 'Allow', 'VirtualNetwork', 'VirtualNetwork'),
  defaultRule(65_001, 'AllowAzureLoadBalancerInBound', 'Inbound', 'Allow', 'AzureLoadBalancer', '*'),
  defaultRule(65_500, 'DenyAllInBound', 'Inbound', 'Deny', '*', '*'),
  defaultRule(65_000, 'AllowVnetOutBound', 'Outbound', 'Allow', 'VirtualNetwork', 'VirtualNetwork'),
  defaultRule(65_001, 'AllowInternetOutBound', 'Outbound', 'Allow', '*', 'Internet'),
  defaultRule(65_500, 'DenyAllOutBound', 'Outbound', 'Deny', '*', '*'),
];

function defaultRule(
  priority: number,
  name: string,
  direction: SecurityRule['direction'],
  access: SecurityRule['access'],
  source: string,
  destination: string,
): SecurityRule {
  return {
    name,
    priority,
    direction,
    access,
    protocol: '*',
    sources: [source],
    sourcePorts: ['*'],
    destinations: [destination],
    destinationPorts: ['*'],
  };
}
