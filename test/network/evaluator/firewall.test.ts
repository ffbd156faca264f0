import { evaluateFirewall, type Flow, type RuleCollectionGroup, ruleCollectionGroups } from '.';
import { NAME_TAGS } from '../truth';
import {
  applicationRule,
  collection,
  configuration,
  type Fields,
  flow,
  named,
  NEIGHBOUR,
  networkRule,
  policy,
  STRANGER,
} from './written-rules';

function filtered(groups: readonly RuleCollectionGroup[], asked: Flow): boolean {
  return evaluateFirewall(groups, asked, NAME_TAGS).allowed;
}

/** A policy of one network rule. */
const network = (fields: Fields, more: Fields = {}): readonly RuleCollectionGroup[] =>
  policy({ 200: { network: [collection(100, 'Allow', networkRule(fields))] } }, more);

/** A policy of one application rule. */
const application = (
  names: readonly string[],
  fields: Fields = {},
  more: Fields = {},
): readonly RuleCollectionGroup[] =>
  policy({ 200: { application: [collection(100, 'Allow', applicationRule(names, fields))] } }, more);

describe('a firewall', () => {
  const web = named('www.a.com', 443, 'https');

  test('denies what no rule allows', () => {
    expect(evaluateFirewall(policy({}), web, {})).toEqual({ allowed: false, by: 'no rule of the firewall' });
  });

  test('goes by the priority of groups, then of collections, then by the order of rules', () => {
    const allow = (priority: number): Fields => collection(priority, 'Allow', networkRule());
    const stop = (priority: number): Fields => collection(priority, 'Deny', networkRule());
    expect(filtered(policy({ 300: { network: [allow(100)] }, 200: { network: [stop(900)] } }), web)).toBe(false);
    expect(filtered(policy({ 300: { network: [stop(100)] }, 200: { network: [allow(900)] } }), web)).toBe(true);
    expect(filtered(policy({ 200: { network: [allow(300), stop(200)] } }), web)).toBe(false);
    const two = collection(100, 'Allow', networkRule({ name: 'first' }), networkRule({ name: 'second' }));
    expect(evaluateFirewall(policy({ 200: { network: [two] } }), web, {}).by).toMatch('collection-100 first');
  });

  test('asks every network rule before any application rule, whatever the priorities', () => {
    const site = applicationRule(['www.a.com']);
    const inGroup = policy({
      200: { application: [collection(100, 'Allow', site)], network: [collection(900, 'Deny', networkRule())] },
    });
    const acrossGroups = policy({
      200: { application: [collection(100, 'Deny', site)] },
      300: { network: [collection(100, 'Allow', networkRule())] },
    });
    expect(filtered(inGroup, web)).toBe(false);
    expect(filtered(acrossGroups, web)).toBe(true);
  });

  test.each([
    [{ protocols: ['UDP'] }, false],
    [{ protocols: ['UDP', 'TCP'] }, true],
    [{ protocols: ['Any'] }, true],
    [{ destination_ports: ['80', '440-450'] }, true],
    [{ destination_ports: ['80', '444-450'] }, false],
    [{ destination_addresses: ['203.0.113.0/24'] }, true],
    [{ destination_addresses: ['203.0.113.11'] }, false],
    [{ destination_addresses: ['AzureCloud'] }, true],
    [{ destination_addresses: ['AzureKeyVault'] }, false],
    [{ destination_fqdns: ['WWW.A.com'] }, true],
    [{ destination_fqdns: ['a.com'] }, false],
    [{ source_addresses: ['10.0.1.0/24'] }, true],
    [{ source_addresses: ['10.0.2.0/24', NEIGHBOUR] }, false],
  ])('network rule %p: %p', (fields, expected) => {
    expect(filtered(network(fields), named('www.a.com', 443, 'https', ['AzureCloud']))).toBe(expected);
  });

  test.each([
    ['*.a.com', 'www.a.com', true],
    ['*.a.com', 'x.y.a.com', true],
    ['*.a.com', 'WWW.A.COM', true],
    ['*.a.com', 'a.com', false],
    ['*.a.com', 'xa.com', false],
    ['*.a.com', 'www.a.com.evil.example', false],
    ['*a.com', 'a.com', true],
    ['*a.com', 'xa.com', true],
    ['a.com', 'a.com', true],
    ['a.com', 'www.a.com', false],
    ['*', 'anything.example', true],
  ])('application rule for %s and a flow to %s: %p', (listed, host, expected) => {
    expect(filtered(application([listed]), named(host, 443, 'https'))).toBe(expected);
  });

  test.each([
    ['Https', 443, 'https', 443, true],
    ['Https', 8443, 'https', 443, false],
    ['Http', 80, 'http', 80, true],
    ['Http', 443, 'https', 443, false],
    ['Mssql', 1433, 'tds', 1433, true],
    ['Https', 5671, 'amqp', 5671, false],
    ['Https', 9350, 'tcp', 9350, false],
  ] as const)('application rule %s:%d and a flow of %s to port %d: %p', (type, port, kind, to, expected) => {
    const groups = application(['*.a.com'], { protocols: [{ type, port }] });
    expect(filtered(groups, named('www.a.com', to, kind))).toBe(expected);
  });

  test('an application rule knows names and sources, and no address without a name', () => {
    expect(filtered(application(['*']), flow(STRANGER, 443, { kind: 'https' }))).toBe(false);
    expect(filtered(application(['*']), { ...web, protocol: 'Udp' })).toBe(false);
    expect(filtered(application(['*'], { source_addresses: ['10.0.2.0/24'] }), web)).toBe(false);
    expect(filtered(application(['*'], { source_addresses: ['10.0.1.0/24'] }), web)).toBe(true);
  });

  test('sources may be a group of addresses', () => {
    const groups = {
      azurerm_ip_group: { members: { cidrs: ['10.0.1.0/28'] } },
      azurerm_ip_group_cidr: { one: { ip_group_id: '${azurerm_ip_group.members.id}', cidr: '10.0.5.5' } },
    };
    const members = { source_addresses: null, source_ip_groups: ['${azurerm_ip_group.members.id}'] };
    const elsewhere = (address: string): Flow => ({ ...web, source: { address, tags: [] } });
    for (const groupsOfRules of [application(['*'], members, groups), network(members, groups)]) {
      expect(filtered(groupsOfRules, web)).toBe(true);
      expect(filtered(groupsOfRules, elsewhere('10.0.5.5'))).toBe(true);
      expect(filtered(groupsOfRules, elsewhere('10.0.1.16'))).toBe(false);
    }
    expect(() => network(members)).toThrow('the IP group ${azurerm_ip_group.members.id} is not here');
  });

  test('a tag of names stands for its names, over HTTP and HTTPS', () => {
    const updates = { destination_fqdns: null, destination_fqdn_tags: ['WindowsUpdate'], protocols: null };
    const groups = application([], updates);
    expect(filtered(groups, named('download.windowsupdate.com', 443, 'https'))).toBe(true);
    expect(filtered(groups, named('download.windowsupdate.com', 80, 'http'))).toBe(true);
    expect(filtered(groups, named('download.windowsupdate.com', 8080, 'http'))).toBe(false);
    expect(filtered(groups, web)).toBe(false);
    const overHttps = application([], { ...updates, protocols: [{ type: 'Https', port: 443 }] });
    expect(filtered(overHttps, named('download.windowsupdate.com', 80, 'http'))).toBe(false);
    const unknown = application([], { ...updates, destination_fqdn_tags: ['AzureBackup'] });
    expect(() => filtered(unknown, web)).toThrow("the tag 'AzureBackup'");
  });

  test('network rules with names need the proxy of the policy', () => {
    const withPolicy = (dns: unknown): Fields => ({ azurerm_firewall_policy: { x: { dns } } });
    const names = { destination_fqdns: ['www.a.com'] };
    expect(filtered(network(names, withPolicy({ proxy_enabled: true })), web)).toBe(true);
    expect(() => network(names, withPolicy(null))).toThrow('no DNS proxy');
    expect(() => network(names, withPolicy([{ proxy_enabled: false }]))).toThrow('no DNS proxy');
  });

  test.each<[what: string, read: () => readonly RuleCollectionGroup[], message: string]>([
    ['an asterisk in a network rule', () => network({ destination_fqdns: ['*.a.com'] }), "Azure refuses '*.a.com'"],
    ['destination IP groups', () => network({ destination_ip_groups: ['x'] }), 'is not understood'],
    ['a tag of virtual networks', () => network({ destination_addresses: ['VirtualNetwork'] }), "'VirtualNetwork'"],
    ['the internet as a tag', () => network({ destination_addresses: ['Internet'] }), "'Internet'"],
    ['a tag as a source', () => network({ source_addresses: ['AzureCloud'] }), "'AzureCloud'"],
    [
      'a field of a collection that no one knows',
      () => policy({ 200: { network: [{ ...collection(100, 'Allow'), extra: 'x' }] } }),
      'extra is not understood',
    ],
    ['no source', () => network({ source_addresses: [] }), 'no sources'],
    ['no destination', () => network({ destination_addresses: [] }), 'no destinations'],
    ['a protocol of security groups', () => network({ protocols: ['Tcp'] }), "'Tcp' is no protocol"],
    ['addresses in URLs', () => application(['a.com'], { destination_urls: ['a.com/x'] }), 'is not understood'],
    ['web categories', () => application(['a.com'], { web_categories: ['x'] }), 'is not understood'],
    ['names and tags of names', () => application(['a.com'], { destination_fqdn_tags: ['x'] }), 'exactly one of'],
    ['names without a protocol', () => application(['a.com'], { protocols: [] }), 'no protocols'],
    [
      'rules of a firewall by itself',
      () => policy({}, { azurerm_firewall_network_rule_collection: { x: {} } }),
      'without a policy',
    ],
  ])('is not read with %s', (_, read, message) => {
    expect(read).toThrow(message);
  });

  test.each<[what: string, groups: () => readonly RuleCollectionGroup[], message: string]>([
    ['an asterisk within a name', () => application(['www.*.com']), 'an asterisk stands at the left only'],
    [
      'one priority twice',
      () => policy({ 200: { network: [collection(100, 'Allow'), collection(100, 'Deny')] } }),
      'priority 100 twice',
    ],
    [
      'groups of two policies',
      () => [...policy({ 200: {} }), { ...policy({ 300: {} })[0], policyId: 'y' } as never],
      'several policies',
    ],
  ])('is not judged with %s', (_, groups, message) => {
    const read = groups();
    expect(() => filtered(read, web)).toThrow(message);
  });

  test('is not read with rules for what comes in', () => {
    const group = { firewall_policy_id: 'x', priority: 100, nat_rule_collection: [{}] };
    const resources = { azurerm_firewall_policy_rule_collection_group: { g: group } };
    expect(() => ruleCollectionGroups(configuration(resources))).toThrow('nat_rule_collection is not understood');
  });
});
