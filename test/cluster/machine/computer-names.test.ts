import fc from 'fast-check';
import { COMPUTER_NAME } from '../../../lib/common/azure-rules';
import { computerName, computerNamePrefix, PREFIX_LENGTH } from '../../../lib/cluster/machine/computer-names';

const gatewayNames = fc.oneof(
  fc.string({ minLength: 1, maxLength: 200, unit: 'grapheme' }),
  fc.stringMatching(/^[a-z][a-z -]{0,40}$/),
);
const keys = fc
  .tuple(fc.integer({ min: 1, max: 99 }), fc.constantFrom('', 'a', 'z'))
  .map(([ordinal, letter]) => String(ordinal).padStart(2, '0') + letter);

test.each([
  ['finance-prod', '01', 'finance-prod-01'],
  ['finance-prod', '02b', 'finance-prod02b'],
  ['Sales', '10', 'sales-10'],
  ['Finance & Controlling EMEA', '01', 'finance-82d0-01'],
  ['Finance & Controlling APAC', '01', 'finance-c22d-01'],
  ['経理', '01', 'gw-db60-01'],
])('%s, member %s is computer %s', (gatewayName, key, expected) => {
  expect(computerName(computerNamePrefix(gatewayName), key)).toBe(expected);
});

test('any gateway name gives computer names that Windows accepts', () => {
  fc.assert(
    fc.property(gatewayNames, keys, (gatewayName, key) => {
      const prefix = computerNamePrefix(gatewayName);
      expect(prefix.length).toBeLessThanOrEqual(PREFIX_LENGTH);
      expect(computerName(prefix, key)).toMatch(COMPUTER_NAME.pattern);
    }),
  );
});

test('members of a cluster never share a computer name', () => {
  fc.assert(
    fc.property(gatewayNames, fc.uniqueArray(keys, { minLength: 2, maxLength: 10 }), (gatewayName, members) => {
      const prefix = computerNamePrefix(gatewayName);
      const names = members.map((key) => computerName(prefix, key));
      expect(new Set(names).size).toBe(members.length);
    }),
  );
});

test('an ending stays readable, whatever comes before it', () => {
  expect(computerNamePrefix('contoso', '-dq')).toBe('contoso-dq');
  expect(computerNamePrefix('contoso-prod', '-dq')).toMatch(/^cont-[0-9a-f]{4}-dq$/);
  fc.assert(
    fc.property(gatewayNames, keys, (gatewayName, key) => {
      const prefix = computerNamePrefix(gatewayName, '-dq');
      expect(prefix).toMatch(/-dq$/);
      expect(computerName(prefix, key)).toMatch(COMPUTER_NAME.pattern);
    }),
  );
});
