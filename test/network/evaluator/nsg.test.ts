import fc from 'fast-check';
import { evaluateNsg, type Flow, networkSecurityGroups, type World } from '.';
import {
  configuration,
  deny,
  denyIn,
  type Fields,
  flow,
  group,
  inbound,
  NEIGHBOUR,
  MEMBER,
  ROUTED,
  rule,
  rulesOf,
  STRANGER,
  WORLD,
} from './written-rules';

/** Whether a group with these rules lets a flow pass. */
function passes(rules: readonly Fields[], asked: Flow, world = WORLD): boolean {
  return evaluateNsg(rulesOf(...rules), asked, world).allowed;
}

describe('a security group', () => {
  test('goes by priority, not by the order of writing; the first rule that matches decides', () => {
    expect(evaluateNsg(rulesOf(deny(300), rule(200), deny(400)), flow(STRANGER, 443), WORLD)).toEqual({
      allowed: true,
      by: '200 rule-200',
    });
    expect(passes([rule(300), deny(200)], flow(STRANGER, 443))).toBe(false);
    expect(passes([deny(200, { destination_port_range: '80' }), rule(300)], flow(STRANGER, 443))).toBe(true);
  });

  test('says the same in whatever order its rules are written', () => {
    const rules = [rule(100, { destination_port_range: '443' }), deny(200, { protocol: 'Tcp' }), rule(300), deny(4096)];
    const order = fc.shuffledSubarray(rules, { minLength: rules.length, maxLength: rules.length });
    fc.assert(
      fc.property(order, fc.constantFrom(80, 443), fc.constantFrom('Tcp', 'Udp'), (shuffled, port, protocol) => {
        const expected = port === 443 || protocol === 'Udp';
        expect(passes(shuffled, flow(STRANGER, port, { protocol }))).toBe(expected);
      }),
    );
  });

  test('has rules of its own behind those that are written', () => {
    const by = (asked: Flow, world = WORLD): string => evaluateNsg([], asked, world).by;
    expect(by(flow(NEIGHBOUR, 445))).toBe('65000 AllowVnetOutBound');
    expect(by(flow(STRANGER, 445))).toBe('65001 AllowInternetOutBound');
    expect(by(flow('192.168.7.7', 445))).toBe('65500 DenyAllOutBound');
    expect(evaluateNsg([], flow('192.168.7.7', 445), WORLD).allowed).toBe(false);
    expect(by(inbound(NEIGHBOUR, 3389))).toBe('65000 AllowVnetInBound');
    expect(by(inbound('168.63.129.16', 80))).toBe('65000 AllowVnetInBound');
    expect(by(inbound('168.63.129.16', 80), { virtualNetwork: ['10.0.9.0/24'] })).toBe(
      '65001 AllowAzureLoadBalancerInBound',
    );
    expect(by(inbound(STRANGER, 443))).toBe('65500 DenyAllInBound');
  });

  test('keeps the two directions apart', () => {
    expect(passes([rule(100, { direction: 'Inbound' }), deny(200)], flow(STRANGER, 443))).toBe(false);
    expect(passes([denyIn(100)], flow(STRANGER, 443))).toBe(true);
    expect(passes([rule(100), denyIn(200)], inbound(NEIGHBOUR, 443))).toBe(false);
  });

  test.each([
    ['Tcp', 'Tcp', true],
    ['Udp', 'Tcp', false],
    ['*', 'Udp', true],
    ['Icmp', 'Icmp', true],
    ['Esp', 'Tcp', false],
  ] as const)('protocol %s and a flow of %s: %p', (protocol, of, expected) => {
    expect(passes([rule(100, { protocol }), deny(200)], flow(STRANGER, 443, { protocol: of }))).toBe(expected);
  });

  test.each([
    ['443', 443, true],
    ['443', 444, false],
    ['9350-9354', 9349, false],
    ['9350-9354', 9350, true],
    ['9350-9354', 9354, true],
    ['9350-9354', 9355, false],
    ['*', 1, true],
    [['80', '5671-5672'], 5672, true],
    [['80', '5671-5672'], 80, true],
    [['80', '5671-5672'], 443, false],
  ] as const)('ports %p and a flow to %d: %p', (ports, port, expected) => {
    const field = typeof ports === 'string' ? { destination_port_range: ports } : { destination_port_ranges: ports };
    expect(passes([rule(100, field), deny(200)], flow(STRANGER, port))).toBe(expected);
  });

  test('looks at the port of the source as well', () => {
    const rules = [rule(100, { source_port_range: '1000-2000' }), deny(200)];
    expect(passes(rules, flow(STRANGER, 443))).toBe(false);
    expect(passes(rules, flow(STRANGER, 443, { sourcePort: 1500 }))).toBe(true);
  });

  test.each([
    [{ destination_address_prefix: '203.0.113.0/28' }, true],
    [{ destination_address_prefix: '203.0.113.0/29' }, false],
    [{ destination_address_prefix: STRANGER }, true],
    [{ destination_address_prefix: '203.0.113.1' }, false],
    [{ destination_address_prefixes: ['192.0.2.1', '203.0.113.8/29'] }, true],
    [{ destination_address_prefixes: ['192.0.2.1', '203.0.113.16/28'] }, false],
    [{ source_address_prefix: '10.0.1.0/24' }, true],
    [{ source_address_prefix: '10.0.2.0/24' }, false],
    [{ source_address_prefix: null, source_address_prefixes: ['10.0.2.0/24', MEMBER] }, true],
  ])('addresses %p: %p', (fields, expected) => {
    expect(passes([rule(100, fields), deny(200)], flow(STRANGER, 443))).toBe(expected);
  });

  test('a service tag has what the flow says of it, of all regions or of one', () => {
    const to = (tag: string): readonly Fields[] => [rule(100, { destination_address_prefix: tag }), deny(200)];
    const relay = flow({ address: STRANGER, tags: ['AzureCloud', 'AzureCloud.WestEurope'] }, 443);
    expect(passes(to('AzureCloud'), relay)).toBe(true);
    expect(passes(to('AzureCloud.WestEurope'), relay)).toBe(true);
    expect(passes(to('AzureCloud.NorthEurope'), relay)).toBe(false);
    expect(passes(to('ServiceBus'), relay)).toBe(false);
    expect(passes(to('Internet'), relay)).toBe(true);
  });

  test('the internet is what is public and not in the network; the network is what is told', () => {
    const internet = [rule(100, { destination_address_prefix: 'Internet' }), deny(200)];
    const network = [rule(100, { destination_address_prefix: 'VirtualNetwork' }), deny(200)];
    const own: World = { virtualNetwork: ['203.0.113.0/24'] };
    expect(passes(internet, flow(STRANGER, 443))).toBe(true);
    expect(passes(internet, flow(STRANGER, 443), own)).toBe(false);
    expect(passes(network, flow(STRANGER, 443), own)).toBe(true);
    expect(passes(internet, flow(NEIGHBOUR, 443))).toBe(false);
    expect(passes(network, flow(NEIGHBOUR, 443))).toBe(true);
    expect(passes(internet, flow('192.168.7.7', 443))).toBe(false);
    expect(passes(network, flow('192.168.7.7', 443))).toBe(false);
  });

  test('the network may have the prefixes of user-defined routes as well', () => {
    const rules = [rule(100, { destination_address_prefix: 'VirtualNetwork' }), deny(200)];
    expect(passes(rules, flow(STRANGER, 443), ROUTED)).toBe(true);
    expect(passes(rules, flow(STRANGER, 443), { ...ROUTED, routedInTag: false })).toBe(false);
    expect(passes([], inbound(STRANGER, 3389), ROUTED)).toBe(true);
    expect(passes([], inbound(STRANGER, 3389), { ...ROUTED, routedInTag: false })).toBe(false);
  });

  test("rules do not apply to the host's services, but for those that name them", () => {
    const services = [
      ['168.63.129.16', 53, 'AzurePlatformDNS'],
      ['169.254.169.254', 80, 'AzurePlatformIMDS'],
    ] as const;
    for (const [address, port, tag] of services) {
      const to = { destination_address_prefix: tag };
      const asked = flow(address, port);
      expect(passes([deny(100)], asked)).toBe(true);
      expect(passes([deny(100), deny(200, to)], asked)).toBe(false);
      expect(passes([deny(100), rule(200, to), deny(300, to)], asked)).toBe(true);
      expect(passes([deny(100, { ...to, destination_port_range: '1' })], asked)).toBe(true);
      expect(passes([denyIn(100)], inbound(address, port))).toBe(false);
      expect(passes([denyIn(100)], { ...inbound(NEIGHBOUR, port), destination: asked.destination })).toBe(false);
    }
  });

  test('activation is a service of the host until a default route is set', () => {
    const activation = flow({ address: '20.118.99.224', tags: ['AzurePlatformLKM'] }, 1688);
    expect(passes([deny(100)], activation)).toBe(true);
    expect(passes([deny(100)], activation, ROUTED)).toBe(false);
    expect(passes([deny(100)], activation, { ...WORLD, routed: ['203.0.113.0/24'] })).toBe(true);
    expect(passes([deny(100)], { ...activation, port: 443 })).toBe(false);
    const allowed = rule(100, { destination_address_prefix: 'AzurePlatformLKM', destination_port_range: '1688' });
    expect(passes([allowed, deny(200)], activation, ROUTED)).toBe(true);
  });

  test('rules may be resources of their own', () => {
    const apart = (name: string, rest: Fields): Fields => ({
      ...rule(100, rest),
      network_security_group_name: name,
      resource_group_name: 'rg',
    });
    const read = (name: string, ...rules: Fields[]): ReturnType<typeof networkSecurityGroups> =>
      networkSecurityGroups(
        configuration({
          azurerm_network_security_group: { x: group(...rules), y: { name: 'other', resource_group_name: 'rg' } },
          azurerm_network_security_rule: { r: apart(name, { access: 'Deny' }) },
        }),
      );
    const [x, y] = read('${azurerm_network_security_group.x.name}');
    expect([x?.rules.length, y?.rules.length]).toEqual([1, 0]);
    expect(evaluateNsg(x?.rules ?? [], flow(STRANGER, 443), WORLD).by).toBe('100 rule-100');
    expect(() => read('nsg', rule(200))).toThrow('has rules within and apart');
    expect(() => read('missing')).toThrow('azurerm_network_security_rule.r is of a group that is not here');
  });

  test.each<[what: string, rules: readonly Fields[], message: string]>([
    ['one priority twice', [rule(100), deny(100)], 'has two rules Outbound 100'],
    ['a priority that is too low', [rule(99)], 'no priority from 100 to 4096'],
    ['a priority that is too high', [rule(4097)], 'no priority from 100 to 4096'],
    ['a protocol in capitals', [rule(100, { protocol: 'TCP' })], "protocol is 'TCP'"],
    [
      'an application security group',
      [rule(100, { source_application_security_group_ids: ['x'] })],
      'is not understood',
    ],
    ['no destination', [rule(100, { destination_address_prefix: null })], 'exactly one of destination_address_prefix'],
    ['a tag in a list', [rule(100, { destination_address_prefixes: ['Storage'] })], "'Storage' belongs in"],
  ])('is not read with %s', (_, rules, message) => {
    expect(() => rulesOf(...rules)).toThrow(message);
  });

  test.each<[what: string, fields: Fields, message: string]>([
    ['a tag that no one knows', { destination_address_prefix: 'AzureActiveDirectry' }, 'no service tag that is known'],
    ['a region of a tag without regions', { destination_address_prefix: 'PowerBI.WestEurope' }, 'no service tag'],
    ['bits behind a prefix', { destination_address_prefix: '10.0.0.1/24' }, "'10.0.0.1/24' is no address"],
    ['IPv6', { destination_address_prefix: '::/0' }, "'::/0' is no address"],
    ['ports in one text', { destination_port_range: '80,443' }, "'80,443' is no port"],
    ['a port that is none', { destination_port_range: '65536' }, "'65536' is no port"],
    ['ports that run backwards', { destination_port_range: '9354-9350' }, "'9354-9350' is no port"],
  ])('is not judged with %s, even where another part does not match', (_, fields, message) => {
    expect(() => passes([rule(100, { protocol: 'Udp', ...fields })], flow(STRANGER, 443))).toThrow(message);
  });

  test('an address that is not known says by a tag where it is', () => {
    const member = { address: '${azurerm_network_interface.x.private_ip_address}', tags: [] };
    expect(() => passes([], flow(STRANGER, 443, { source: member }))).toThrow('say which by a tag');
    const told = { ...member, tags: ['VirtualNetwork'] };
    const fromMember = [rule(100, { source_address_prefix: member.address }), deny(200)];
    expect(passes(fromMember, flow(STRANGER, 443, { source: told }))).toBe(true);
    expect(passes(fromMember, flow(STRANGER, 443))).toBe(false);
    const fromRange = [rule(100, { source_address_prefix: '10.0.0.0/8' }), deny(200)];
    expect(passes(fromRange, flow(STRANGER, 443, { source: told }))).toBe(false);
  });
});
