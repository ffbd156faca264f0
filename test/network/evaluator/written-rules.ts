import {
  Configuration,
  type Endpoint,
  type Flow,
  networkSecurityGroups,
  type RuleCollectionGroup,
  ruleCollectionGroups,
  type SecurityRule,
  type World,
} from '.';

/** Rules and flows as the tests of the evaluator write them down. */
export const MEMBER = '10.0.1.4';
export const NEIGHBOUR = '10.0.9.4';
export const STRANGER = '203.0.113.10';
export const WORLD: World = { virtualNetwork: ['10.0.0.0/16'] };
/** As it is where a user-defined route leads everything to a firewall. */
export const ROUTED: World = { ...WORLD, routed: ['0.0.0.0/0'] };

export type Fields = Readonly<Record<string, unknown>>;

/** A flow from a member. */
export function flow(to: string | Endpoint, port: number, rest: Partial<Flow> = {}): Flow {
  const destination = typeof to === 'string' ? { address: to, tags: [] } : to;
  const source = { address: MEMBER, tags: [] };
  return { direction: 'Outbound', protocol: 'Tcp', kind: 'tcp', source, destination, port, ...rest };
}

/** A flow that reaches for a member. */
export function inbound(from: string, port: number, rest: Partial<Flow> = {}): Flow {
  return flow(MEMBER, port, { direction: 'Inbound', source: { address: from, tags: [] }, ...rest });
}

export function named(host: string, port: number, kind: Flow['kind'], tags: readonly string[] = []): Flow {
  return flow({ address: STRANGER, host, tags }, port, { kind });
}

/** A rule of a group: everything outbound is allowed, where nothing else is said. */
export function rule(priority: number, fields: Fields = {}): Fields {
  return {
    name: `rule-${String(priority)}`,
    priority,
    direction: 'Outbound',
    access: 'Allow',
    protocol: '*',
    source_address_prefix: '*',
    source_port_range: '*',
    ...('destination_address_prefixes' in fields ? {} : { destination_address_prefix: '*' }),
    ...('destination_port_ranges' in fields ? {} : { destination_port_range: '*' }),
    ...fields,
  };
}

export const deny = (priority: number, fields: Fields = {}): Fields => rule(priority, { access: 'Deny', ...fields });
export const denyIn = (priority: number, fields: Fields = {}): Fields =>
  deny(priority, { direction: 'Inbound', ...fields });

export function group(...rules: Fields[]): Fields {
  return { name: 'nsg', resource_group_name: 'rg', security_rule: rules };
}

export function configuration(resource: Fields, known = {}): Configuration {
  return new Configuration([{ resource }], known);
}

export function rulesOf(...rules: Fields[]): readonly SecurityRule[] {
  const [read] = networkSecurityGroups(configuration({ azurerm_network_security_group: { x: group(...rules) } }));
  if (read === undefined) throw new Error('no group');
  return read.rules;
}

/** A network rule: all over TCP is allowed, where nothing else is said. */
export function networkRule(fields: Fields = {}): Fields {
  return {
    name: 'network-rule',
    source_addresses: ['*'],
    protocols: ['TCP'],
    destination_ports: ['*'],
    ...('destination_fqdns' in fields ? {} : { destination_addresses: ['*'] }),
    ...fields,
  };
}

export function applicationRule(destination_fqdns: readonly string[], fields: Fields = {}): Fields {
  return {
    name: 'application-rule',
    source_addresses: ['*'],
    protocols: [{ type: 'Https', port: 443 }],
    destination_fqdns,
    ...fields,
  };
}

export const collection = (priority: number, action: string, ...rules: Fields[]): Fields => ({
  name: `collection-${String(priority)}`,
  priority,
  action,
  rule: rules,
});

export interface Collections {
  readonly network?: readonly Fields[];
  readonly application?: readonly Fields[];
}

export function policy(
  groups: Readonly<Record<number, Collections>>,
  more: Fields = {},
): readonly RuleCollectionGroup[] {
  const read = Object.entries(groups).map(([priority, { network = [], application = [] }]) => [
    `g${priority}`,
    {
      firewall_policy_id: '${azurerm_firewall_policy.x.id}',
      priority: Number(priority),
      network_rule_collection: network,
      application_rule_collection: application,
    },
  ]);
  const group = Object.fromEntries(read) as Fields;
  return ruleCollectionGroups(configuration({ azurerm_firewall_policy_rule_collection_group: group, ...more }));
}
