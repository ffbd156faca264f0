import {
  addressSpaces,
  evaluatePath,
  type Flow,
  type PathVerdict,
  placeOf,
  type RuleCollectionGroup,
  type Surroundings,
} from './evaluator';
import { matchesName } from './evaluator/fqdn';
import { isTag } from './evaluator/service-tags';
import {
  applicationRule,
  collection,
  configuration,
  deny,
  denyIn,
  type Fields,
  flow,
  group,
  inbound,
  MEMBER,
  named,
  NEIGHBOUR,
  networkRule,
  policy,
  rule,
  STRANGER,
} from './evaluator/written-rules';
import { type Cloud, CLOUDS, forbiddenFlows, fromMember, NAME_TAGS, requiredFlows } from './truth';

const FIREWALL = '10.9.0.4';
const DEFAULT_ROUTE = {
  address_prefix: '0.0.0.0/0',
  next_hop_type: 'VirtualAppliance',
  next_hop_in_ip_address: FIREWALL,
};

/** What a network has of its own; nothing is bound where nothing is given. */
interface Network {
  readonly ofSubnet?: readonly Fields[];
  readonly ofInterface?: readonly Fields[];
  readonly routes?: readonly Fields[];
  readonly firewall?: readonly RuleCollectionGroup[];
  readonly more?: Fields;
}

/** A member in a network, as synthesized Terraform writes it. */
function judge({ ofSubnet, ofInterface, routes, firewall, more = {} }: Network, asked: Flow): PathVerdict {
  const associated = (owner: string, target: string): Fields => ({
    x: { [`${owner}_id`]: `\${azurerm_${owner}.x.id}`, [`${target}_id`]: `\${azurerm_${target}.${owner}.id}` },
  });
  const written = configuration({
    azurerm_virtual_network: { x: { address_space: ['10.0.0.0/16'] } },
    azurerm_network_interface: { x: { ip_configuration: [{ subnet_id: '${azurerm_subnet.x.id}' }] } },
    azurerm_network_security_group: {
      subnet: group(...(ofSubnet ?? [])),
      network_interface: group(...(ofInterface ?? [])),
    },
    ...(ofSubnet && {
      azurerm_subnet_network_security_group_association: associated('subnet', 'network_security_group'),
    }),
    ...(ofInterface && {
      azurerm_network_interface_security_group_association: associated('network_interface', 'network_security_group'),
    }),
    azurerm_route_table: { subnet: { name: 'rt', resource_group_name: 'rg', route: routes ?? [] } },
    ...(routes && { azurerm_subnet_route_table_association: associated('subnet', 'route_table') }),
    ...more,
  });
  const surroundings: Surroundings = {
    configuration: written,
    virtualNetwork: addressSpaces(written),
    ...(firewall && { firewall: { address: FIREWALL, groups: firewall, nameTags: NAME_TAGS } }),
  };
  return evaluatePath(placeOf(written, 'azurerm_network_interface.x'), asked, surroundings);
}

const outcome = (network: Network, asked: Flow): string => judge(network, asked).outcome;

describe('the path of a flow', () => {
  const web = named('www.a.com', 443, 'https');
  const toSite = policy({ 200: { application: [collection(100, 'Allow', applicationRule(['www.a.com']))] } });

  test('without groups everything passes, as far as routes go', () => {
    expect(outcome({}, flow(STRANGER, 3389))).toBe('passes');
    expect(outcome({}, inbound(STRANGER, 3389))).toBe('passes');
    expect(outcome({}, flow('10.1.0.4', 443))).toBe('blocked');
  });

  test('both groups must allow it', () => {
    for (const asked of [flow(STRANGER, 443), inbound(NEIGHBOUR, 443)]) {
      const [allowing, denying] = [[], [deny(100), denyIn(100)]];
      expect(outcome({ ofSubnet: allowing, ofInterface: allowing }, asked)).toBe('passes');
      expect(outcome({ ofSubnet: denying, ofInterface: allowing }, asked)).toBe('blocked');
      expect(outcome({ ofSubnet: allowing, ofInterface: denying }, asked)).toBe('blocked');
    }
  });

  test('where the route leads to a firewall, its rules are asked as well', () => {
    const routed = { routes: [DEFAULT_ROUTE], firewall: toSite };
    expect(outcome(routed, web)).toBe('passes');
    expect(outcome(routed, named('www.b.com', 443, 'https'))).toBe('blocked');
    expect(outcome(routed, flow(NEIGHBOUR, 443))).toBe('passes');
    expect(outcome({ ...routed, ofSubnet: [deny(100)] }, web)).toBe('blocked');
    const direct = { address_prefix: '203.0.113.0/24', next_hop_type: 'Internet' };
    expect(outcome({ ...routed, routes: [DEFAULT_ROUTE, direct] }, named('www.b.com', 443, 'https'))).toBe('passes');
    expect(outcome({ routes: [{ address_prefix: '0.0.0.0/0', next_hop_type: 'None' }] }, web)).toBe('blocked');
  });

  test('what leads to places without known rules is refused', () => {
    expect(() => judge({ routes: [DEFAULT_ROUTE] }, web)).toThrow('no rules are given for the route 0.0.0.0/0');
    const other = { ...DEFAULT_ROUTE, next_hop_in_ip_address: '10.9.0.5' };
    expect(() => judge({ routes: [other], firewall: toSite }, web)).toThrow('to VirtualAppliance 10.9.0.5');
    const gateway = { address_prefix: '0.0.0.0/0', next_hop_type: 'VirtualNetworkGateway' };
    expect(() => judge({ routes: [gateway] }, web)).toThrow('leads out of what is known');
  });

  test('it depends where the default route may be in the tag of the network', () => {
    const routed = { routes: [DEFAULT_ROUTE], firewall: toSite };
    const network = { destination_address_prefix: 'VirtualNetwork' };
    expect(outcome({ ...routed, ofSubnet: [rule(100, network), deny(200)] }, web)).toBe('depends');
    expect(outcome({ ...routed, ofSubnet: [deny(100, network), rule(200)] }, web)).toBe('depends');
    expect(outcome({ ...routed, ofSubnet: [] }, inbound(STRANGER, 443))).toBe('depends');
    expect(outcome({ ...routed, ofSubnet: [denyIn(4096)] }, inbound(STRANGER, 443))).toBe('blocked');
    expect(judge({ ...routed, ofSubnet: [rule(100, network), deny(200)] }, web).why).toBe(
      'Outbound Tcp 10.0.1.4 -> www.a.com (203.0.113.10):443: allowed by 100 rule-100; ' +
        'allowed by the route 0.0.0.0/0 to VirtualAppliance; ' +
        'allowed by azurerm_firewall_policy_rule_collection_group.g200 collection-100 application-rule | or: ' +
        'denied by 200 rule-200; allowed by the route 0.0.0.0/0 to VirtualAppliance; ' +
        'allowed by azurerm_firewall_policy_rule_collection_group.g200 collection-100 application-rule',
    );
  });

  test("the host's services are reached whatever the rules and routes, and metadata by the machine alone", () => {
    const closed = { ofSubnet: [deny(100), denyIn(100)], routes: [DEFAULT_ROUTE], firewall: policy({}) };
    expect(outcome(closed, flow('168.63.129.16', 80))).toBe('passes');
    expect(outcome(closed, flow('169.254.169.254', 80))).toBe('passes');
    const fromNeighbour = { ...inbound(NEIGHBOUR, 80), destination: { address: '169.254.169.254', tags: [] } };
    const open = { ofSubnet: [rule(100, { direction: 'Inbound' })] };
    expect(outcome(open, fromNeighbour)).toBe('blocked');
    expect(outcome(open, inbound(NEIGHBOUR, 80))).toBe('passes');
  });

  test('activation needs a way of its own once a default route is set', () => {
    const activation = flow({ address: '20.118.99.224', tags: ['AzurePlatformLKM'] }, 1688);
    const direct = { address_prefix: '20.118.99.224/32', next_hop_type: 'Internet' };
    const allowed = rule(100, { destination_address_prefix: '20.118.99.224', destination_port_range: '1688' });
    const firewall = policy({});
    expect(outcome({ ofSubnet: [deny(200)] }, activation)).toBe('passes');
    expect(outcome({ ofSubnet: [deny(200)], routes: [DEFAULT_ROUTE, direct], firewall }, activation)).toBe('blocked');
    expect(outcome({ ofSubnet: [allowed], routes: [DEFAULT_ROUTE], firewall }, activation)).toBe('blocked');
    expect(outcome({ ofSubnet: [allowed, deny(200)], routes: [DEFAULT_ROUTE, direct], firewall }, activation)).toBe(
      'passes',
    );
  });

  test.each<[what: string, more: Fields, message: string]>([
    [
      'a group that exists elsewhere',
      {
        azurerm_subnet_network_security_group_association: {
          x: { subnet_id: '${azurerm_subnet.x.id}', network_security_group_id: '/x' },
        },
      },
      'the security group /x is not here',
    ],
    [
      'a table that exists elsewhere',
      { azurerm_subnet_route_table_association: { x: { subnet_id: '${azurerm_subnet.x.id}', route_table_id: '/x' } } },
      'the route table /x is not here',
    ],
    [
      'subnets within a network',
      { azurerm_virtual_network: { x: { address_space: [], subnet: [{}] } } },
      'subnet is not understood',
    ],
    [
      'two groups at one subnet',
      {
        azurerm_subnet_network_security_group_association: {
          x: { subnet_id: '${azurerm_subnet.x.id}', network_security_group_id: '/x' },
          y: { subnet_id: '${azurerm_subnet.x.id}', network_security_group_id: '/y' },
        },
      },
      '${azurerm_subnet.x.id} has several associations',
    ],
    [
      'an interface in two subnets',
      { azurerm_network_interface: { x: { ip_configuration: [{ subnet_id: '/x' }, { subnet_id: '/y' }] } } },
      'azurerm_network_interface.x is not in one subnet',
    ],
    ['no such interface', { azurerm_network_interface: {} }, 'azurerm_network_interface.x is not in one subnet'],
  ])('is not told with %s', (_, more, message) => {
    expect(() => judge({ more }, flow(STRANGER, 443))).toThrow(message);
  });
});

describe.each(CLOUDS)('the table of the cloud %s', (cloud) => {
  const required = requiredFlows(cloud, { region: 'WestEurope', tenantRegion: 'NorthEurope' });

  test('has every port of Azure Relay, under no tag but that of the cloud', () => {
    const relay = required.filter(({ name }) => name.startsWith('*.servicebus.'));
    const ports = relay.map(({ port }) => port).sort((a, b) => a - b);
    expect(ports).toEqual([443, 5671, 5672, 9350, 9351, 9352, 9353, 9354]);
    for (const { tags } of relay) expect(tags).toEqual(['AzureCloud', 'AzureCloud.NorthEurope']);
  });

  test('has hosts of the names it lists, tags that exist, and nothing twice', () => {
    for (const { host, name, tags } of required) {
      expect(matchesName(name, host)).toBe(true);
      expect(host).not.toMatch(/\*/);
      expect(tags.filter((tag) => !isTag(tag))).toEqual([]);
    }
    const places = required.map(({ host, address, port, protocol }) => [host, address, port, protocol].join(' '));
    const gateway = required.filter(({ group: of }) => of === 'gateway').length;
    expect(new Set(places.slice(0, gateway)).size).toBe(gateway);
  });

  test('passes a network that is made for it, and what must not pass does not', () => {
    const made = madeFor(cloud);
    const judged = required.map((item) => judge(made, fromMember(item, MEMBER)));
    expect(judged.filter((verdict) => verdict.outcome !== 'passes')).toEqual([]);
    const stopped = forbiddenFlows(cloud, { member: MEMBER, neighbour: NEIGHBOUR })
      .filter(({ at, reason }) => at === 'path' && reason !== 'foreign storage')
      .map(({ flow: asked }) => judge(made, asked));
    expect(stopped.filter((verdict) => verdict.outcome !== 'blocked')).toEqual([]);
  });

  test('cannot be met by names alone: what is neither web nor SQL needs network rules', () => {
    const made = madeFor(cloud);
    const [rules] = made.firewall;
    if (rules === undefined) throw new Error('no rules');
    const byNames = { ...made, firewall: [{ ...rules, network: [] }] };
    const blocked = required.filter((item) => outcome(byNames, fromMember(item, MEMBER)) === 'blocked');
    const ports = [...new Set(blocked.map(({ port }) => port))].sort((a, b) => a - b);
    const services = cloud === 'public' ? [1443, 1688] : [1688];
    expect(ports).toEqual([...services, 5671, 5672, 9350, 9351, 9352, 9353, 9354]);
  });

  test('names nothing as forbidden that could not pass at all: an open network lets it through', () => {
    const open = { ofSubnet: [rule(100), rule(100, { direction: 'Inbound' })] };
    const everything = policy({ 200: { network: [collection(100, 'Allow', networkRule({ protocols: ['Any'] }))] } });
    const forbidden = forbiddenFlows(cloud, { member: MEMBER, neighbour: NEIGHBOUR });
    const unreachable = ({ destination }: Flow): boolean => destination.address === '169.254.169.254';
    for (const { flow: asked, at } of forbidden) {
      const network = at === 'path' ? open : { routes: [DEFAULT_ROUTE], firewall: everything };
      const expected = at === 'path' && unreachable(asked) ? 'blocked' : 'passes';
      expect(outcome(network, asked)).toBe(expected);
    }
  });
});

/** A tight network for a cloud, made of the table itself: it shows that table and evaluator fit together. */
function madeFor(cloud: Cloud): Network & { readonly firewall: readonly RuleCollectionGroup[] } {
  const required = requiredFlows(cloud);
  const outside = required.filter(({ group: of }) => of !== 'host');
  const byName = outside.filter(({ port }) => [80, 443, 1433].includes(port));
  const activation = [...new Set(outside.filter(({ port }) => port === 1688).map(({ address }) => address))];
  const types: Readonly<Record<number, string>> = { 80: 'Http', 443: 'Https', 1433: 'Mssql' };
  const application = byName.map(({ name, port }) =>
    applicationRule([name], { protocols: [{ type: types[port], port }] }),
  );
  const relay = networkRule({
    destination_addresses: ['AzureCloud'],
    destination_ports: ['1443', '5671-5672', '9350-9354'],
  });
  const windows = networkRule({ destination_addresses: activation, destination_ports: ['1688'] });
  const internet = { destination_address_prefix: 'Internet', destination_port_ranges: ['80', '443'] };
  const azure = {
    destination_address_prefix: 'AzureCloud',
    destination_port_ranges: ['1433', '1443', '5671-5672', '9350-9354'],
  };
  return {
    ofSubnet: [
      rule(100, { ...internet, protocol: 'Tcp' }),
      rule(110, { ...azure, protocol: 'Tcp' }),
      rule(120, { destination_address_prefixes: activation, destination_port_range: '1688' }),
      deny(4000),
      denyIn(4000),
    ],
    routes: [DEFAULT_ROUTE],
    firewall: policy({
      200: {
        network: [collection(100, 'Allow', relay, windows)],
        application: [collection(200, 'Allow', ...application)],
      },
    }),
  };
}
