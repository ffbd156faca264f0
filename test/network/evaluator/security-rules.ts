import { isTag } from './service-tags';
import { type Block, type Configuration, isUnknown } from './terraform';

/** A rule of a network security group. */
export interface SecurityRule {
  readonly name: string;
  readonly priority: number;
  readonly direction: 'Inbound' | 'Outbound';
  readonly access: 'Allow' | 'Deny';
  readonly protocol: '*' | 'Tcp' | 'Udp' | 'Icmp' | 'Esp' | 'Ah';
  readonly sources: readonly string[];
  readonly sourcePorts: readonly string[];
  readonly destinations: readonly string[];
  readonly destinationPorts: readonly string[];
}

/** A network security group with the rules that are written down for it. */
export interface SecurityGroup {
  /** What associations write: `${azurerm_network_security_group.x.id}`. */
  readonly id: string;
  readonly rules: readonly SecurityRule[];
}

/** The network security groups of a configuration: rules within the group, and rules that are resources of their own. */
export function networkSecurityGroups(configuration: Configuration): readonly SecurityGroup[] {
  const groups = configuration.ofType('azurerm_network_security_group');
  const apart = configuration.ofType('azurerm_network_security_rule');
  const taken = new Set<Block>();
  const read = groups.map((group) => {
    const own = group.blocks('security_rule');
    const others = apart.filter((rule) => belongs(rule, group));
    for (const rule of others) taken.add(rule);
    if (own.length > 0 && others.length > 0)
      throw new Error(`${group.address} has rules within and apart: Terraform would take turns with them`);
    return { id: group.id, rules: checked(group.address, [...own, ...others].map(securityRule)) };
  });
  const lost = apart.find((rule) => !taken.has(rule));
  if (lost !== undefined) throw new Error(`${lost.address} is of a group that is not here`);
  return read;
}

function belongs(rule: Block, group: Block): boolean {
  return (
    rule.text('network_security_group_name') === group.text('name') &&
    rule.text('resource_group_name') === group.text('resource_group_name')
  );
}

/** Azure refuses two rules with one priority in a direction, and priorities out of their range. */
function checked(group: string, rules: readonly SecurityRule[]): readonly SecurityRule[] {
  const places = rules.map(({ direction, priority }) => `${direction} ${String(priority)}`);
  const twice = places.find((place, index) => places.indexOf(place) !== index);
  if (twice !== undefined) throw new Error(`${group} has two rules ${twice}`);
  const outside = rules.find(({ priority }) => priority < 100 || priority > 4096);
  if (outside !== undefined) throw new Error(`${group}: ${outside.name} has no priority from 100 to 4096`);
  return rules;
}

/** Fields of a rule, within a group and apart. */
const FIELDS = [
  '//',
  'access',
  'depends_on',
  'description',
  'destination_address_prefix',
  'destination_address_prefixes',
  'destination_port_range',
  'destination_port_ranges',
  'direction',
  'lifecycle',
  'name',
  'network_security_group_name',
  'priority',
  'protocol',
  'provider',
  'resource_group_name',
  'source_address_prefix',
  'source_address_prefixes',
  'source_port_range',
  'source_port_ranges',
  'timeouts',
];

function securityRule(block: Block): SecurityRule {
  block.only(...FIELDS);
  return {
    name: block.text('name'),
    priority: block.wholeNumber('priority'),
    direction: block.word('direction', ['Inbound', 'Outbound']),
    access: block.word('access', ['Allow', 'Deny']),
    protocol: block.word('protocol', ['*', 'Tcp', 'Udp', 'Icmp', 'Esp', 'Ah']),
    sources: addresses(block, 'source_address_prefix', 'source_address_prefixes'),
    sourcePorts: oneOrMany(block, 'source_port_range', 'source_port_ranges'),
    destinations: addresses(block, 'destination_address_prefix', 'destination_address_prefixes'),
    destinationPorts: oneOrMany(block, 'destination_port_range', 'destination_port_ranges'),
  };
}

/** A tag, and `*`, stand alone: azurerm and Azure refuse them in the list. */
function addresses(block: Block, one: string, many: string): readonly string[] {
  const entries = oneOrMany(block, one, many);
  const alone = block.texts(many).find((entry) => entry === '*' || (!isUnknown(entry) && isTag(entry)));
  if (alone !== undefined) throw new Error(`${block.address}: '${alone}' belongs in ${one}, not in ${many}`);
  return entries;
}

function oneOrMany(block: Block, one: string, many: string): readonly string[] {
  const single = block.optionalText(one);
  const list = block.texts(many);
  if ((single === undefined) === (list.length === 0))
    throw new Error(`${block.address}: exactly one of ${one} and ${many} must be set`);
  return single === undefined ? list : [single];
}
