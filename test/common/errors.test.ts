import { DataGatewayError } from '../../lib';
import { Checks } from '../../lib/common/checks';

const rule = { min: 1, max: 3, unit: 'cups', fix: 'Pour less.' };

function messageOf(report: (checks: Checks) => void, path = 'app/tea'): string {
  const checks = new Checks((value) => value === 'TOKEN');
  report(checks);
  try {
    checks.throwIfAny('Teapot', path);
  } catch (error) {
    if (DataGatewayError.isDataGatewayError(error)) return error.message;
    throw error;
  }
  return '';
}

test('one error carries all problems: path, value, what is allowed, what to do', () => {
  const message = messageOf((checks) => {
    checks.integer('cups', 9, rule);
    checks.oneOf('kind', 'coffee', ['green', 'black'], 'Choose a tea.');
  });
  expect(message).toBe(
    [
      "Teapot 'app/tea' has 2 problems:",
      '  - cups: got 9; allowed: a whole number, 1 to 3 cups. Pour less.',
      '  - kind: got "coffee"; allowed: green, black. Choose a tea.',
    ].join('\n'),
  );
});

test('a value object has no path', () => {
  expect(messageOf((checks) => checks.integer('cups', 0, rule), '')).toContain('Teapot has 1 problem:');
});

test('no problem, no error', () => {
  expect(
    messageOf((checks) => {
      checks.integer('cups', 3, rule);
      checks.number('weight', 0.5, { min: 0, fix: '' });
      checks.flag('hot', true, '');
      checks.ipv4Address('address', '10.0.0.255', '');
      checks.guid('id', '00000000-0000-0000-0000-000000000000', '');
    }),
  ).toBe('');
});

test('what Terraform computes passes, except where the library must know it', () => {
  expect(messageOf((checks) => checks.integer('cups', 'TOKEN', rule))).toBe('');
  expect(messageOf((checks) => checks.text('name', 'TOKEN', { pattern: /^x$/, allowed: 'x', fix: '' }))).toBe('');
  expect(messageOf((checks) => checks.known('cups', 'TOKEN', 'Write the number.'))).toContain(
    'cups: got a value that only Terraform knows; allowed: a value known when the app runs. Write the number.',
  );
});

test('a value that may be a secret is never shown', () => {
  const finding = { property: 'key', allowed: 'a reference', fix: 'Refer to it.' };
  const message = messageOf((checks) => {
    checks.addHidden({ ...finding, got: 'hunter2' });
    checks.addHidden({ ...finding, got: undefined });
  });
  expect(message).not.toContain('hunter2');
  expect(message).toContain('key: got a value of type string (not shown); allowed: a reference');
  expect(message).toContain('key: got nothing; allowed: a reference');
});

test('property names carry the place that they are in', () => {
  const message = messageOf((checks) => checks.within('disk').within('os').integer('size', 0, rule));
  expect(message).toContain('disk.os.size: got 0');
});

const circular: Record<string, unknown> = {};
circular['self'] = circular;

test.each([
  [undefined, 'nothing'],
  [null, 'null'],
  [Number.NaN, 'NaN'],
  [Number.POSITIVE_INFINITY, 'Infinity'],
  [10n, '10'],
  [Symbol('s'), 'Symbol(s)'],
  [(): void => undefined, 'a function'],
  [circular, 'an object that cannot be shown'],
  ['x'.repeat(200), `"${'x'.repeat(99)}…`],
])('any value can be shown: %#', (value, shown) => {
  const message = messageOf((checks) => {
    checks.add({ property: 'p', got: value, allowed: 'a', fix: 'F.' });
  });
  expect(message).toContain(`p: got ${shown}; allowed: a. F.`);
});

test.each(['1.2.3', '256.0.0.1', '10.0.0.4 ', 'a.b.c.d', '10.0.0.4.5'])('%s is no IPv4 address', (address) => {
  expect(
    messageOf((checks) => {
      checks.ipv4Address('address', address, 'Mend it.');
    }),
  ).toContain('an IPv4 address');
});

test('unknown properties are named with the known ones', () => {
  const message = messageOf((checks) => {
    checks.knownProperties({ a: 1, c: 2 }, ['a', 'b'], 'Mend the spelling.');
  });
  expect(message).toContain('c: got a value of type number (not shown); allowed: a, b. Mend the spelling.');
});

test('only errors of this library are taken for one', () => {
  expect(DataGatewayError.isDataGatewayError(new Error('x'))).toBe(false);
  expect(DataGatewayError.isDataGatewayError(undefined)).toBe(false);
  const problem = { property: 'p', got: '1', allowed: '2', fix: 'F.' };
  const error = new DataGatewayError('Teapot', 'a/b', [problem]);
  expect(error).toMatchObject({ name: 'DataGatewayError', subject: 'Teapot', path: 'a/b', problems: [problem] });
});
