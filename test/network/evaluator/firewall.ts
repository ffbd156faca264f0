import type { ApplicationRule, NetworkRule, RuleCollection, RuleCollectionGroup } from './firewall-policy';
import type { Flow, Kind, Verdict } from './flow';
import { matchesName } from './fqdn';
import { matchesPort } from './ports';
import { matchesEntry } from './service-tags';

/** Names behind a tag of names, by the tag. */
export type NameTags = Readonly<Record<string, readonly string[]>>;

/**
 * What the rule collection groups of one Azure Firewall policy say of a flow: every network rule comes before every
 * application rule, whatever the priorities of their groups and collections; within a kind, groups, then collections go by
 * priority, rules by their order; the first that matches decides; without one the flow is denied (azure-docs,
 * rule-processing.md and policy-rule-sets.md). Azure's built-in rules for its own infrastructure are left out: no one may
 * count on them.
 */
export function evaluateFirewall(groups: readonly RuleCollectionGroup[], flow: Flow, nameTags: NameTags): Verdict {
  if (new Set(groups.map(({ policyId }) => policyId)).size > 1) throw new Error('these groups are of several policies');
  const ordered = byPriority(groups, 'the policy');
  const network = ordered.flatMap((group) => found(group, group.network, (rule) => matchesNetworkRule(rule, flow)));
  const application = ordered.flatMap((group) =>
    found(group, group.application, (rule) => matchesApplicationRule(rule, flow, nameTags)),
  );
  return network[0] ?? application[0] ?? { allowed: false, by: 'no rule of the firewall' };
}

/** Azure refuses two of one priority. */
function byPriority<T extends { readonly priority: number }>(items: readonly T[], where: string): readonly T[] {
  const ordered = [...items].sort((a, b) => a.priority - b.priority);
  const twice = ordered.find(({ priority }, index) => ordered[index + 1]?.priority === priority);
  if (twice !== undefined) throw new Error(`${where} has priority ${String(twice.priority)} twice`);
  return ordered;
}

/** Verdicts of all rules of a group that match, in their order. */
function found<Rule extends { readonly name: string }>(
  group: RuleCollectionGroup,
  collections: readonly RuleCollection<Rule>[],
  matches: (rule: Rule) => boolean,
): readonly Verdict[] {
  return byPriority(collections, group.address).flatMap(({ name, action, rules }) =>
    rules.filter(matches).map((rule) => ({ allowed: action === 'Allow', by: `${group.address} ${name} ${rule.name}` })),
  );
}

function matchesNetworkRule(rule: NetworkRule, flow: Flow): boolean {
  const host = flow.destination.host?.toLowerCase();
  const isDestination =
    isAmong(rule.addresses, flow.destination) || rule.names.some((name) => name.toLowerCase() === host);
  const isPort = matchesPort(rule.ports, flow.port);
  return matchesProtocol(rule, flow) && isAmong(rule.sources, flow.source) && isDestination && isPort;
}

function matchesProtocol({ protocols }: NetworkRule, { protocol }: Flow): boolean {
  return protocols.some((name) => name === 'Any' || name === protocol.toUpperCase());
}

/** What application rules understand; all else passes by network rules alone. */
const TYPES: Partial<Readonly<Record<Kind, 'Http' | 'Https' | 'Mssql'>>> = {
  http: 'Http',
  https: 'Https',
  tds: 'Mssql',
};

/** Tags of names stand for HTTP and HTTPS where a rule with them says nothing. */
const PROTOCOLS_OF_TAGS: ApplicationRule['protocols'] = [
  { type: 'Http', port: 80 },
  { type: 'Https', port: 443 },
];

function matchesApplicationRule(rule: ApplicationRule, flow: Flow, nameTags: NameTags): boolean {
  const { host } = flow.destination;
  const ofTags = rule.tags.flatMap((tag) => {
    const names = nameTags[tag];
    if (names === undefined) throw new Error(`nothing is known of the names behind the tag '${tag}'`);
    return names;
  });
  const listed = [...rule.names, ...ofTags];
  const isNamed = listed.map((name) => matchesName(name, host ?? '')).includes(true);
  const type = flow.protocol === 'Tcp' ? TYPES[flow.kind] : undefined;
  const protocols = rule.protocols.length === 0 ? PROTOCOLS_OF_TAGS : rule.protocols;
  const isProtocol = protocols.some((protocol) => protocol.type === type && protocol.port === flow.port);
  return host !== undefined && isNamed && isProtocol && isAmong(rule.sources, flow.source);
}

function isAmong(entries: readonly string[], endpoint: Flow['source']): boolean {
  return entries.some((entry) => matchesEntry(entry, endpoint, ({ tags }) => tags));
}
