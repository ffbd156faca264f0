import fc from 'fast-check';
import { Checks } from '../../lib/common/checks';
import { DistinguishedName } from '../../lib/identity';
import {
  checkOrganizationalUnit,
  domainOf,
  formatDistinguishedName,
  parseDistinguishedName,
  type RelativeName,
} from '../../lib/identity/distinguished-name';

const hostile = fc.string({ unit: fc.constantFrom(...' #,+"\\<>;=\0\n\r\u007f/a1ü名\u{1f600}'.split(/(?:)/u)) });
const value = fc.oneof(hostile, fc.string({ unit: 'binary' }), fc.string());
const type = fc.oneof(fc.constantFrom('OU', 'CN', 'DC', 'ou', 'x-1'), fc.constant('2.5.4.11'));
const names = fc.array(fc.record({ type, value }), { maxLength: 6 });

test('what is written is read again, whatever it is', () => {
  fc.assert(
    fc.property(names, (given) => {
      expect(parseDistinguishedName(formatDistinguishedName(given))).toEqual(given);
    }),
    { numRuns: 2000 },
  );
});

test('what is written holds no line break and no comma but between parts', () => {
  fc.assert(
    fc.property(names, (given) => {
      const text = formatDistinguishedName(given);
      expect(text).not.toMatch(/[\0-\x1f]/);
      expect(text.replaceAll(/\\./gsu, '').split(',').filter(Boolean)).toHaveLength(given.length);
    }),
  );
});

test('what is read is written in one way, and any text is read or refused', () => {
  const text = fc.string({ unit: fc.constantFrom('OU=', 'DC=', 'a', ',', '\\', ' ', '2C', '#', '=', '"', '+', 'é') });
  fc.assert(
    fc.property(text, (given) => {
      const read = parseDistinguishedName(given);
      if (read !== undefined) expect(parseDistinguishedName(formatDistinguishedName(read))).toEqual(read);
    }),
    { numRuns: 2000 },
  );
});

test.each<[text: string, values: readonly string[]]>([
  ['', []],
  ['OU=a,DC=b', ['a', 'b']],
  ['OU=a\\,b', ['a,b']],
  ['OU=a\\2Cb', ['a,b']],
  ['OU=a\\2cb', ['a,b']],
  ['OU=\\#a', ['#a']],
  ['OU=\\ a\\ ', [' a ']],
  ['OU=\\ ', [' ']],
  ['OU=a=b', ['a=b']],
  ['OU=a\\=b', ['a=b']],
  ['OU=a b # c', ['a b # c']],
  ['OU=a\\\\', ['a\\']],
  ['OU=Lu\\C4\\8Di\\C4\\87', ['Lučić']],
  ['OU=\\00', ['\0']],
  ['OU=', ['']],
  ['2.5.4.11=a', ['a']],
])('%j is read', (text, values) => {
  expect(parseDistinguishedName(text)?.map((name) => name.value)).toEqual(values);
});

test.each([
  'a',
  'OU',
  '=a',
  'OU=a,',
  ',OU=a',
  'OU=a,,DC=b',
  'OU= a',
  'OU=a ',
  'OU=a\\\\ ',
  'OU=#a',
  'OU=a, DC=b',
  'OU="a"',
  'OU=a+CN=b',
  'OU=a;DC=b',
  'OU=<a>',
  'OU=a\\',
  'OU=a\\x',
  'OU=a\\C4',
  'OU=a\0',
  '1OU=a',
  '1=a',
])('%j is none', (text) => {
  expect(parseDistinguishedName(text)).toBeUndefined();
});

test('the domain is what the domain components say', () => {
  const domain = (text: string): string => domainOf(parseDistinguishedName(text) as readonly RelativeName[]);
  expect(domain('OU=Servers,DC=corp,dc=contoso,DC=com')).toBe('corp.contoso.com');
  expect(domain('OU=Servers')).toBe('');
});

test('an organizational unit is written from the outside in', () => {
  const unit = DistinguishedName.organizationalUnit('corp.contoso.com', 'Servers', 'R&D, Gateways');
  expect(String(unit)).toBe('OU=R&D\\, Gateways,OU=Servers,DC=corp,DC=contoso,DC=com');
  expect(Object.isFrozen(unit)).toBe(true);
});

test('every organizational unit that is written is taken', () => {
  const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((text) => text.trim() !== '');
  fc.assert(
    fc.property(
      fc.array(
        name.filter(({ length }) => length <= 64),
        { minLength: 1, maxLength: 4 },
      ),
      (path) => {
        const checks = new Checks();
        const unit = DistinguishedName.organizationalUnit('corp.contoso.com', ...path).toString();
        checkOrganizationalUnit('unit', unit, 'CORP.contoso.com', checks);
        expect(checks.problems).toEqual([]);
      },
    ),
  );
});

test.each([
  'OU=Servers,DC=corp,DC=contoso,DC=com',
  'ou=Servers,dc=CORP,dc=contoso,dc=com',
  'CN=Managed Service Accounts,DC=corp,DC=contoso,DC=com',
  'CN=Gateways,OU=Servers,DC=corp,DC=contoso,DC=com',
])('%s is a place for accounts', (unit) => {
  const checks = new Checks();
  checkOrganizationalUnit('unit', unit, 'corp.contoso.com', checks, { containersToo: true });
  checkOrganizationalUnit('unit', unit, undefined, checks, { containersToo: true });
  expect(checks.problems).toEqual([]);
});
