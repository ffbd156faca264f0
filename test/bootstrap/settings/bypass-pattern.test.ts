import fc from 'fast-check';
import { ALWAYS_BYPASSED, bypassExpression } from '../../../lib/bootstrap/settings/bypass-pattern';

/** A request, as far as .NET looks at it. */
interface Request {
  readonly scheme: 'http' | 'https' | 'wss' | 'net.tcp';
  readonly host: string;
  readonly port: number;
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443, wss: 443 };

/** The text that .NET Framework tests an expression against, without regard to case: WebProxy.IsMatchInBypassList. */
function isBypassed(pattern: string, { scheme, host, port }: Request): boolean {
  const text = `${scheme}://${host}${DEFAULT_PORTS[scheme] === port ? '' : `:${String(port)}`}`;
  return new RegExp(bypassExpression(pattern), 'i').test(text);
}

/** What a pattern means, said without regular expressions. */
function isMeant(pattern: string, { host, port }: Request): boolean {
  const [meantHost = '', meantPort] = pattern.toLowerCase().split(':');
  if (meantPort !== undefined && Number(meantPort) !== port) return false;
  const labels = host.toLowerCase().split('.');
  const meant = meantHost.split('.');
  if (meant[0] === '*') {
    const below = meant.slice(1);
    return labels.length > below.length && below.every((label, index) => label === labels.at(index - below.length));
  }
  if (meant.at(-1) === '*') {
    const isAddress = labels.length === 4 && labels.every((label) => /^\d+$/.test(label) && Number(label) < 256);
    return isAddress && meant.slice(0, -1).every((label, index) => label === labels[index]);
  }
  return meant.length === labels.length && meant.every((label, index) => label === labels[index]);
}

// Few labels, so that hosts and patterns meet often.
const label = fc.constantFrom('contoso', 'com', 'evil', 'net', 'vault', 'a-b', 'evilcontoso', 'CORP', 'x_1');
const name = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'));
const octet = fc.constantFrom('0', '1', '10', '25', '168', '255');
const address = fc.tuple(octet, octet, octet, octet).map((octets) => octets.join('.'));
const range = fc.array(octet, { minLength: 1, maxLength: 3 }).map((octets) => `${octets.join('.')}.*`);
const port = fc.constantFrom(80, 443, 8080, 8443);
const plain = fc.oneof(
  name,
  name.map((text) => `*.${text}`),
  address,
  range,
);
const pattern = fc.oneof(
  plain,
  fc.tuple(plain, port).map(([host, number]) => `${host}:${String(number)}`),
);
const scheme = fc.constantFrom('http', 'https', 'wss', 'net.tcp');
const request: fc.Arbitrary<Request> = fc.record({ scheme, host: fc.oneof(name, address), port });

test('a pattern bypasses what it means, and nothing else', () => {
  fc.assert(
    fc.property(pattern, request, (text, asked) => {
      expect(isBypassed(text, asked)).toBe(isMeant(text, asked));
    }),
    { numRuns: 3000 },
  );
});

test('a host by itself is bypassed with every scheme and port, in any case', () => {
  fc.assert(
    fc.property(fc.oneof(name, address), scheme, port, (host, by, number) => {
      expect(isBypassed(host, { scheme: by, host: host.toUpperCase(), port: number })).toBe(true);
    }),
  );
});

test('no host that was made to look alike is bypassed', () => {
  const texts = fc.oneof(
    name,
    name.map((text) => `*.${text}`),
  );
  fc.assert(
    fc.property(texts, label, scheme, port, (text, more, by, number) => {
      const host = text.replace('*.', 'vault.');
      const inTheEnd = text.replace('*.', '');
      const lookAlikes = [
        `${host}.${more}.org`,
        `${host}x`,
        `x${inTheEnd}`,
        `evil-${inTheEnd}`,
        // A period in an expression would stand for any character.
        ...(inTheEnd.includes('.') ? [host.replaceAll('.', '-'), host.replaceAll('.', '_')] : []),
      ];
      for (const lookAlike of lookAlikes) {
        expect([lookAlike, isBypassed(text, { scheme: by, host: lookAlike, port: number })]).toEqual([
          lookAlike,
          false,
        ]);
      }
    }),
  );
});

test.each([
  ['vault.contoso.com', '^[a-z][a-z0-9+.-]*://vault\\.contoso\\.com(:[0-9]+)?$'],
  ['*.contoso.com', '^[a-z][a-z0-9+.-]*://([^./:]+\\.)+contoso\\.com(:[0-9]+)?$'],
  ['proxy:8080', '^[a-z][a-z0-9+.-]*://proxy:8080$'],
  ['Contoso.com:443', '^((https|wss)://contoso\\.com|[a-z][a-z0-9+.-]*://contoso\\.com:443)$'],
  ['10.0.0.4', '^[a-z][a-z0-9+.-]*://10\\.0\\.0\\.4(:[0-9]+)?$'],
])('%s becomes %s', (text, expression) => {
  expect(bypassExpression(text)).toBe(expression);
});

test('a range of addresses is no beginning of a name', () => {
  const asked = { scheme: 'https', port: 443 } as const;
  expect(isBypassed('10.1.*', { ...asked, host: '10.1.2.3' })).toBe(true);
  expect(isBypassed('10.1.*', { ...asked, host: '10.1.evil.net' })).toBe(false);
  expect(isBypassed('10.1.*', { ...asked, host: '10.1.2' })).toBe(false);
  expect(isBypassed('10.1.*', { ...asked, host: '110.1.2.3' })).toBe(false);
  expect(isBypassed('10.1.*', { ...asked, host: '10.1.2.3.evil.net' })).toBe(false);
});

test('the platform is always asked directly', () => {
  expect(ALWAYS_BYPASSED).toEqual(['169.254.169.254', '168.63.129.16']);
  for (const host of ALWAYS_BYPASSED) expect(isBypassed(host, { scheme: 'http', host, port: 32526 })).toBe(true);
});

test('what is no pattern is not turned into an expression', () => {
  expect(() => bypassExpression('.*')).toThrowErrorMatchingInlineSnapshot(`
    "Bypass pattern has 1 problem:
      - pattern: got ".*"; allowed: a host (vault.contoso.com, 10.0.0.4), all hosts below a name (*.contoso.com) or 10.1.*; with :port or not. A star stands for whole labels, and only at the beginning of a name or the end of an address."
  `);
});
