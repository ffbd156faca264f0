import fc from 'fast-check';
import {
  DataSource,
  delegatedSubnetRules,
  type DelegatedSubnetRulesOptions,
  DelegatedSubnet,
  DelegatedSubnetRules,
  Egress,
  type SecurityRule,
  securityRules,
} from '../../../lib';
import { LATERAL_PORTS, MAX_DATA_SOURCES } from '../../../lib/network/destinations/limits';
import { portsOverlap } from '../../../lib/network/destinations/ports';
import { ALL_SOURCES, DNS } from '../../network/fixtures';
import { Configuration, evaluateNsg, type Flow, networkSecurityGroups } from '../../network/evaluator';
import { SQL, subnet, subnetProps } from '../fixtures';
import { synthesize } from '../../support/synthesize';

const SUBNET = { addressPrefix: '10.20.4.0/28', storageEndpoint: false };

/** Sources of several kinds, each at a host of its own. */
const sources: fc.Arbitrary<readonly DataSource[]> = fc
  .uniqueArray(fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/), { minLength: 1, maxLength: 60 })
  .chain((hosts) => fc.tuple(...hosts.map((host) => sourceAt(host))));

function sourceAt(host: string): fc.Arbitrary<DataSource> {
  const name = `${host}.corp.contoso.com`;
  return fc.oneof(
    fc.boolean().map((browser) => DataSource.sqlServer(name, { browser })),
    fc.ipV4().map((address) => DataSource.oracle(name, { addresses: [address] })),
    fc.constant(DataSource.custom(name, { serviceTag: 'Sql.WestEurope', ports: [1433, '11000-11999'] })),
    fc.integer({ min: 0, max: 99 }).map((instanceNumber) => DataSource.sapHana(name, { instanceNumber })),
  );
}

function rulesOf(options: Partial<DelegatedSubnetRulesOptions> = {}): readonly SecurityRule[] {
  return delegatedSubnetRules({ sources: [SQL], ...options }, SUBNET);
}

/** Rules by name, without those of the other direction. */
function outboundOf(rules: readonly SecurityRule[]): ReadonlyMap<string, SecurityRule> {
  return new Map(rules.filter(({ direction }) => direction === 'Outbound').map((rule) => [rule.name, rule]));
}

test('names and priorities are different in each direction, within what Azure takes, and in the order of asking', () => {
  fc.assert(
    fc.property(sources, fc.boolean(), (given, storage) => {
      const rules = rulesOf({ sources: given, storage, dns: DNS });
      expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
      for (const direction of ['Inbound', 'Outbound']) {
        const priorities = rules.filter((rule) => rule.direction === direction).map(({ priority }) => priority);
        expect(new Set(priorities).size).toBe(priorities.length);
        expect([...priorities].sort((a, b) => a - b)).toEqual(priorities);
        expect(priorities[0]).toBeGreaterThanOrEqual(100);
        expect(priorities.at(-1)).toBe(4096);
      }
      for (const { name, description } of rules) {
        expect(name.length).toBeLessThanOrEqual(80);
        expect(description.length).toBeLessThanOrEqual(140);
      }
    }),
  );
});

test('as many sources as a network may have, of two rules each, find room', () => {
  const many = Array.from({ length: MAX_DATA_SOURCES }, (_, index) =>
    DataSource.sqlServer(`sql${String(index)}.corp.contoso.com`, { browser: true }),
  );
  const priorities = [...outboundOf(rulesOf({ sources: many })).values()].map(({ priority }) => priority);
  expect(priorities.filter((priority) => priority >= 1000 && priority < 3000)).toHaveLength(2 * MAX_DATA_SOURCES);
  expect(new Set(priorities).size).toBe(priorities.length);
});

test('a long host is cut in name and description', () => {
  const host = `${Array.from({ length: 3 }, () => 'x'.repeat(60)).join('.')}.contoso.com`;
  const found = rulesOf({ sources: [DataSource.mySql(host)] }).find(({ name }) => name.startsWith('allow-mysql'));
  expect(found?.name).toMatch(/^allow-mysql-x.*-[0-9a-f]{8}$/);
  expect(found?.name).toHaveLength(80);
  expect(found?.description).toHaveLength(140);
});

test('a data source has the rules that it has in the group of a cluster', () => {
  const cluster = outboundOf(
    securityRules({ egress: Egress.byServiceTags({ dataSources: ALL_SOURCES }), dnsServers: [], inbound: [] }),
  );
  const gateway = outboundOf(rulesOf({ sources: ALL_SOURCES }));
  const names = [...gateway.keys()].filter((name) => !/-(members-outbound|sign-in|certificate-lists)$/.test(name));
  // One rule for each listener, and the end.
  expect(names).toHaveLength(ALL_SOURCES.flatMap(({ listeners }) => listeners).length + 1);
  for (const name of names.filter((one) => one !== 'deny-all-outbound')) {
    const { priority, ...rule } = gateway.get(name) as SecurityRule;
    expect({ ...cluster.get(name), priority }).toEqual({ ...rule, priority });
    // Ports of administration stand elsewhere in a cluster: before the rules that deny them.
    if (!portsOverlap(rule.ports, LATERAL_PORTS)) expect(cluster.get(name)?.priority).toBe(priority);
  }
});

test('one source more or less changes no other rule, but where two meet on one place', () => {
  fc.assert(
    fc.property(sources, (given) => {
      const all = outboundOf(rulesOf({ sources: given }));
      const places = given.flatMap((source) => [...outboundOf(rulesOf({ sources: [source] })).values()]);
      const own = new Map(places.map(({ name, priority }) => [name, priority]));
      const isAlone = (name: string): boolean => all.get(name)?.priority === own.get(name);
      for (const rule of outboundOf(rulesOf({ sources: given.slice(1) })).values()) {
        const { priority } = rule;
        expect({ ...all.get(rule.name), priority }).toEqual(rule);
        if ([...all.keys()].every(isAlone)) expect(all.get(rule.name)?.priority).toBe(priority);
      }
    }),
  );
});

test('two names of one machine have a rule each', () => {
  const again = DataSource.custom('alias.corp.contoso.com', { addresses: SQL.addresses, ports: [1433] });
  const props = { ...subnetProps(), securityRules: DelegatedSubnetRules.of({ sources: [SQL, again] }) };
  const { ofType } = synthesize((stack) => new DelegatedSubnet(stack, 'subnet', props));
  const [group] = ofType('azurerm_network_security_group');
  const rules = (group?.['security_rule'] ?? []) as readonly Record<string, unknown>[];
  const opened = rules.filter(({ destination_port_range: port }) => port === '1433');
  expect(new Set(opened.map(({ name }) => name)).size).toBe(2);
});

test('the order of sources says nothing', () => {
  expect(rulesOf({ sources: [...ALL_SOURCES].reverse() })).toEqual(rulesOf({ sources: ALL_SOURCES }));
});

test('ports of administration are open among members, and to sources that name them; no rule denies them before', () => {
  const rules = rulesOf({ sources: ALL_SOURCES, storage: true, dns: DNS });
  const open = rules.filter(
    ({ direction, access, ports }) =>
      direction === 'Outbound' && access === 'Allow' && (ports.includes('*') || portsOverlap(ports, LATERAL_PORTS)),
  );
  expect(open.map(({ name, destination }) => [name, destination])).toEqual([
    ['allow-members-outbound', [SUBNET.addressPrefix]],
    ['allow-data-source-sftp.corp.contoso.com', ['10.1.10.4']],
  ]);
  expect(rules.filter(({ access }) => access === 'Deny').map(({ name }) => name)).toEqual([
    'deny-all-outbound',
    'deny-all-inbound',
  ]);
});

test('what is closed has no rule', () => {
  const names = rulesOf({ signIn: false, certificateLists: false }).map(({ name }) => name);
  expect(names).toEqual([
    'allow-members-outbound',
    'allow-sql-server-sql01.corp.contoso.com',
    'deny-all-outbound',
    'allow-members-inbound',
    'deny-all-inbound',
  ]);
});

describe('connections, as Azure would judge them', () => {
  const MEMBER = '10.20.4.4';
  const { parsed } = subnet({
    securityRules: DelegatedSubnetRules.of({
      sources: [SQL, DataSource.postgreSql('pg01.corp.contoso.com')],
      dns: DNS,
    }),
  });
  const [group] = networkSecurityGroups(new Configuration([parsed]));
  const out = (address: string, port: number, tags: readonly string[] = [], protocol: 'Tcp' | 'Udp' = 'Tcp'): Flow => ({
    direction: 'Outbound',
    protocol,
    kind: protocol === 'Tcp' ? 'tcp' : 'udp',
    source: { address: MEMBER, tags: [] },
    destination: { address, tags },
    port,
  });
  const into = (from: string, port: number): Flow => ({
    ...out(MEMBER, port),
    direction: 'Inbound',
    source: { address: from, tags: [] },
  });
  const passes = (flow: Flow): boolean =>
    evaluateNsg(group?.rules ?? [], flow, { virtualNetwork: ['10.20.0.0/16', '10.30.0.0/16'] }).allowed;

  test.each([
    ['a member, on any port', out('10.20.4.5', 40_000)],
    ['a member, by SSH: what members speak is not published', out('10.20.4.5', 22)],
    ['a member that calls', into('10.20.4.5', 40_000)],
    ['the source', out('10.30.0.4', 1433)],
    ['a source somewhere in the network', out('172.16.8.9', 5432)],
    ['sign-in', out('20.190.128.1', 443, ['AzureActiveDirectory'])],
    ['lists of revoked certificates', out('203.0.113.10', 80)],
    ['DNS', out('10.1.0.4', 53, [], 'Udp')],
    ['DNS by TCP', out('10.1.0.5', 53)],
  ])('pass: %s', (_, flow) => {
    expect(passes(flow)).toBe(true);
  });

  test.each([
    ['another port of the source', out('10.30.0.4', 3389)],
    ['a neighbour of the source', out('10.30.0.5', 1433)],
    ['a machine of the network, by SSH', out('10.20.5.4', 22)],
    ['a machine of the network, by WinRM', out('10.30.0.4', 5985)],
    ['a web site', out('203.0.113.10', 443)],
    ['a source without addresses, on the internet', out('203.0.113.10', 5432)],
    ['storage, for which there is no endpoint', out('20.60.0.1', 443, ['Storage'])],
    ['DNS of others', out('8.8.8.8', 53, [], 'Udp')],
    ['a neighbour that calls', into('10.20.5.4', 443)],
    ['a stranger that calls', into('203.0.113.10', 443)],
  ])('are stopped: %s', (_, flow) => {
    expect(passes(flow)).toBe(false);
  });
});
