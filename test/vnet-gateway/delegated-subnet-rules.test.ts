import fc from 'fast-check';
import { type DataSourceRule, delegatedSubnetRules } from '../../lib/vnet-gateway';

const SUBNET = { addressPrefix: '10.20.4.0/28', storageEndpoint: false };

const source: fc.Arbitrary<DataSourceRule> = fc.oneof(
  fc.record({
    addresses: fc.array(fc.ipV4(), { minLength: 1, maxLength: 4 }),
    ports: fc.array(fc.integer({ min: 1, max: 65535 }), { minLength: 1, maxLength: 4 }),
  }),
  fc.record({ serviceTag: fc.constant('Sql'), ports: fc.constant([1433]) }),
);

const sources = fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/), source, { minKeys: 1, maxKeys: 300 });

test('names and priorities are different in each direction, and within what Azure takes', () => {
  fc.assert(
    fc.property(sources, fc.boolean(), (given, storageEndpoint) => {
      const rules = delegatedSubnetRules({ sources: given, dnsServers: ['10.0.0.4'] }, { ...SUBNET, storageEndpoint });
      expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
      for (const direction of ['Inbound', 'Outbound']) {
        const priorities = rules.filter((rule) => rule.direction === direction).map(({ priority }) => priority);
        expect(new Set(priorities).size).toBe(priorities.length);
        for (const priority of priorities) {
          expect(priority).toBeGreaterThanOrEqual(100);
          expect(priority).toBeLessThanOrEqual(4096);
        }
      }
    }),
  );
});

test('each side of a rule says one thing, as azurerm demands', () => {
  fc.assert(
    fc.property(sources, (given) => {
      for (const rule of delegatedSubnetRules({ sources: given }, SUBNET)) {
        expect((rule.destinationAddressPrefix === undefined) !== (rule.destinationAddressPrefixes === undefined)).toBe(
          true,
        );
        expect((rule.destinationPortRange === undefined) !== (rule.destinationPortRanges === undefined)).toBe(true);
        expect(rule.description.length).toBeLessThanOrEqual(140);
        expect(rule.name.length).toBeLessThanOrEqual(80);
      }
    }),
  );
});

test('everything that is not allowed is denied, last, both ways', () => {
  const rules = delegatedSubnetRules({ sources: { sql: { addresses: ['10.30.0.4'], ports: [1433] } } }, SUBNET);
  const denied = rules.filter(({ access }) => access === 'Deny');
  expect(denied.map(({ direction, priority, protocol }) => [direction, priority, protocol])).toEqual([
    ['Inbound', 4096, '*'],
    ['Outbound', 4096, '*'],
  ]);
  // The one way in is from the subnet itself.
  const allowedIn = rules.filter(({ access, direction }) => access === 'Allow' && direction === 'Inbound');
  expect(allowedIn.map(({ sourceAddressPrefix }) => sourceAddressPrefix)).toEqual([SUBNET.addressPrefix]);
});

test('a further source at the end moves no rule before it', () => {
  const sql: DataSourceRule = { addresses: ['10.30.0.4'], ports: [1433] };
  const one = delegatedSubnetRules({ sources: { sql } }, SUBNET);
  const two = delegatedSubnetRules({ sources: { sql, oracle: { ...sql, ports: [1521] } } }, SUBNET);
  for (const rule of one) expect(two).toContainEqual(rule);
});

test('what is closed has no rule', () => {
  const names = delegatedSubnetRules(
    { sources: { sql: { addresses: ['10.30.0.4'], ports: [1433] } }, signIn: false, certificateLists: false },
    SUBNET,
  ).map(({ name }) => name);
  expect(names).toEqual([
    'allow-members-inbound',
    'deny-all-inbound',
    'allow-members-outbound',
    'allow-source-sql',
    'deny-all-outbound',
  ]);
});
