import { isTagOfFirewall } from './service-tags';
import { isRange } from './ipv4';
import { type Block, type Configuration, isUnknown } from './terraform';

/** What a rule says of the machines that ask. */
interface RuleOfAnyKind {
  readonly name: string;
  /** `*`, addresses and ranges. */
  readonly sources: readonly string[];
}

/** A rule for addresses, or for names that the firewall resolves. */
export interface NetworkRule extends RuleOfAnyKind {
  readonly protocols: readonly ('Any' | 'TCP' | 'UDP' | 'ICMP')[];
  readonly ports: readonly string[];
  /** `*`, addresses, ranges and service tags. */
  readonly addresses: readonly string[];
  /** Names, each by itself. */
  readonly names: readonly string[];
}

/** A rule for names that the client asks for. */
export interface ApplicationRule extends RuleOfAnyKind {
  /** None for a rule with tags of names, which know their own. */
  readonly protocols: readonly { readonly type: 'Http' | 'Https' | 'Mssql'; readonly port: number }[];
  /** Names, also with an asterisk at the left. */
  readonly names: readonly string[];
  /** Tags of names, as `WindowsUpdate`. */
  readonly tags: readonly string[];
}

/** Rules that share a priority and what is done with what they match. */
export interface RuleCollection<Rule> {
  readonly name: string;
  readonly priority: number;
  readonly action: 'Allow' | 'Deny';
  readonly rules: readonly Rule[];
}

/** Rule collections that share a priority. */
export interface RuleCollectionGroup {
  /** Where it stands: `azurerm_firewall_policy_rule_collection_group.x`. */
  readonly address: string;
  readonly policyId: string;
  readonly priority: number;
  readonly network: readonly RuleCollection<NetworkRule>[];
  readonly application: readonly RuleCollection<ApplicationRule>[];
}

const CLASSIC = ['network', 'application', 'nat'].map((kind) => `azurerm_firewall_${kind}_rule_collection`);

/** The rule collection groups of the Azure Firewall policies of a configuration. */
export function ruleCollectionGroups(configuration: Configuration): readonly RuleCollectionGroup[] {
  const [classic] = CLASSIC.flatMap((type) => configuration.ofType(type));
  if (classic !== undefined)
    throw new Error(`${classic.address}: rules of a firewall without a policy are not understood`);
  const groupsOfAddresses = ipGroups(configuration);
  return configuration.ofType('azurerm_firewall_policy_rule_collection_group').map((group) => {
    group.refuse('nat_rule_collection');
    const policyId = group.text('firewall_policy_id');
    const network = collections(group, 'network_rule_collection', (rule) => networkRule(rule, groupsOfAddresses));
    if (network.some(({ rules }) => rules.some(({ names }) => names.length > 0)))
      requireDnsProxy(configuration, policyId);
    return {
      address: group.address,
      policyId,
      priority: group.wholeNumber('priority'),
      network,
      application: collections(group, 'application_rule_collection', (rule) =>
        applicationRule(rule, groupsOfAddresses),
      ),
    };
  });
}

/** A network rule knows names only where the firewall is the machines' DNS server (fqdn-filtering-network-rules, 2026-03-28). */
function requireDnsProxy(configuration: Configuration, policyId: string): void {
  const policy = configuration.ofType('azurerm_firewall_policy').find(({ id }) => id === policyId);
  if (policy === undefined) return;
  const proxy = policy.blocks('dns').some((dns) => dns.optionalText('proxy_enabled') === 'true');
  if (!proxy) throw new Error(`${policy.address} has network rules with names, and no DNS proxy to resolve them`);
}

function collections<Rule>(group: Block, field: string, read: (rule: Block) => Rule): readonly RuleCollection<Rule>[] {
  return group.blocks(field).map((collection) => {
    collection.only('name', 'priority', 'action', 'rule');
    return {
      name: collection.text('name'),
      priority: collection.wholeNumber('priority'),
      action: collection.word('action', ['Allow', 'Deny']),
      rules: collection.blocks('rule').map(read),
    };
  });
}

type AddressesById = ReadonlyMap<string, readonly string[]>;

function networkRule(block: Block, groups: AddressesById): NetworkRule {
  block.only(
    ...['name', 'description', 'source_addresses', 'source_ip_groups'],
    ...['protocols', 'destination_ports', 'destination_addresses', 'destination_fqdns'],
  );
  const protocols = block.texts('protocols').map((protocol) => {
    const known = (['Any', 'TCP', 'UDP', 'ICMP'] as const).find((name) => name === protocol);
    if (known === undefined) throw new Error(`${block.address}: '${protocol}' is no protocol of network rules`);
    return known;
  });
  const names = block.texts('destination_fqdns');
  const wildcard = names.find((name) => name.includes('*'));
  if (wildcard !== undefined)
    throw new Error(`${block.address}: Azure refuses '${wildcard}', network rules know no asterisk`);
  const addresses = block.texts('destination_addresses');
  checkAddresses(block, addresses, isTagOfFirewall);
  const ports = block.texts('destination_ports');
  for (const [field, list] of Object.entries({ protocols, ports, destinations: [...names, ...addresses] }))
    if (list.length === 0) throw new Error(`${block.address}: no ${field}`);
  return { name: block.text('name'), sources: sources(block, groups), protocols, ports, addresses, names };
}

function applicationRule(block: Block, groups: AddressesById): ApplicationRule {
  block.only(
    ...['name', 'description', 'source_addresses', 'source_ip_groups'],
    ...['protocols', 'destination_fqdns', 'destination_fqdn_tags'],
  );
  const protocols = block.blocks('protocols').map((protocol) => ({
    type: protocol.word('type', ['Http', 'Https', 'Mssql']),
    port: protocol.wholeNumber('port'),
  }));
  const names = block.texts('destination_fqdns');
  const tags = block.texts('destination_fqdn_tags');
  if ((names.length === 0) === (tags.length === 0))
    throw new Error(`${block.address}: exactly one of destination_fqdns and destination_fqdn_tags must be set`);
  if (names.length > 0 && protocols.length === 0) throw new Error(`${block.address}: no protocols`);
  return { name: block.text('name'), sources: sources(block, groups), protocols, names, tags };
}

function sources(block: Block, groups: AddressesById): readonly string[] {
  const addresses = block.texts('source_addresses');
  checkAddresses(block, addresses, () => false);
  const ofGroups = block.texts('source_ip_groups').flatMap((id) => {
    const members = groups.get(id);
    if (members === undefined) throw new Error(`${block.address}: the IP group ${id} is not here`);
    return members;
  });
  if (addresses.length + ofGroups.length === 0) throw new Error(`${block.address}: no sources`);
  return [...addresses, ...ofGroups];
}

function checkAddresses(block: Block, addresses: readonly string[], isAllowedTag: (text: string) => boolean): void {
  const strange = addresses.find(
    (entry) => entry !== '*' && !isUnknown(entry) && !isRange(entry) && !isAllowedTag(entry),
  );
  if (strange !== undefined) throw new Error(`${block.address}: '${strange}' is not understood as an address`);
}

/** Addresses of IP groups by their ids, with those that are added to them apart. */
function ipGroups(configuration: Configuration): AddressesById {
  const apart = configuration.ofType('azurerm_ip_group_cidr');
  return new Map(
    configuration.ofType('azurerm_ip_group').map((group) => {
      const added = apart.filter((cidr) => cidr.text('ip_group_id') === group.id).map((cidr) => cidr.text('cidr'));
      return [group.id, [...group.texts('cidrs'), ...added]];
    }),
  );
}
