import fc from 'fast-check';
import { powershellLiteral, type PowerShellScalar } from '../../../lib/bootstrap/steps/powershell-literal';

/**
 * Reads exactly what is written: quoted texts, characters by number, their sum, $true, $false, $null, numbers and arrays
 * of them. Anything else is an error.
 */
function read(source: string): unknown {
  const array = /^@\((.*)\)$/.exec(source);
  if (array !== null) return splitOutside(array[1] ?? '', ', ').map(readScalar);
  return readScalar(source);
}

function readScalar(source: string): unknown {
  if (source === '$null') return null;
  if (source === '$true' || source === '$false') return source === '$true';
  if (source.startsWith("'")) return readQuoted(source);
  const sum = /^\((.*)\)$/.exec(source);
  if (sum === null) return readNumber(source);
  const [first = '', ...rest] = splitOutside(sum[1] ?? '', ' + ');
  // What comes first decides what + does: it must be a text.
  return [readQuoted(first), ...rest.map(readPiece)].join('');
}

function readPiece(source: string): string {
  const code = /^\[char\]0x([0-9a-f]{4})$/.exec(source);
  return code === null ? readQuoted(source) : String.fromCharCode(Number.parseInt(code[1] ?? '', 16));
}

function readQuoted(source: string): string {
  const text = /^'((?:[^']|'')*)'$/.exec(source);
  if (text === null) throw new Error(`no quoted text: ${source}`);
  return (text[1] ?? '').replaceAll("''", "'");
}

function readNumber(source: string): number {
  const special = { NaN, PositiveInfinity: Infinity, NegativeInfinity: -Infinity };
  const name = /^\[double\]::(\w+)$/.exec(source)?.[1];
  if (name !== undefined) return special[name as keyof typeof special];
  if (!/^-?\d+(\.\d+)?(e[+-]\d+)?$/.test(source)) throw new Error(`no number: ${source}`);
  return Number(source);
}

/** Splits where the separator is outside of quotes. */
function splitOutside(source: string, separator: string): string[] {
  const parts: string[] = [];
  let current = '';
  let isQuoted = false;
  for (let index = 0; index < source.length; index += 1) {
    if (source[index] === "'") isQuoted = !isQuoted;
    if (!isQuoted && source.startsWith(separator, index)) {
      parts.push(current);
      current = '';
      index += separator.length - 1;
    } else {
      current += source[index] ?? '';
    }
  }
  if (isQuoted) throw new Error(`quotes are not balanced: ${source}`);
  return source === '' ? [] : [...parts, current];
}

/** Texts with much of what is dangerous in PowerShell, and halves of surrogate pairs. */
const dangerous = fc.constantFrom(
  "'",
  '"',
  '`',
  '$',
  '‘',
  '’',
  '‚',
  '‛',
  '“',
  '\n',
  '\r',
  '\0',
  '\\',
  ',',
  ' + ',
  '(',
  ')',
);
const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
const text = fc
  .array(fc.oneof(dangerous, unit, fc.string({ maxLength: 4 })), { maxLength: 20 })
  .map((all) => all.join(''));
const scalar: fc.Arbitrary<PowerShellScalar> = fc.oneof(
  text,
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constantFrom(null, undefined),
);

/** What a value is after it was there: nothing is $null, and there is one zero. */
const meant = (value: PowerShellScalar): unknown => (value === undefined ? null : value === 0 ? 0 : value);

test('a value that is read again is the same', () => {
  fc.assert(
    fc.property(scalar, (value) => {
      expect(read(powershellLiteral(value))).toEqual(meant(value));
    }),
    { numRuns: 2000 },
  );
});

test('an array that is read again is the same', () => {
  fc.assert(
    fc.property(fc.array(scalar, { maxLength: 6 }), (values) => {
      expect(read(powershellLiteral(values))).toEqual(values.map(meant));
    }),
  );
});

test('everything is one line of printable ASCII', () => {
  fc.assert(
    fc.property(fc.oneof(scalar, fc.array(scalar)), (value) => {
      expect(powershellLiteral(value)).toMatch(/^[\x20-\x7e]+$/);
    }),
    { numRuns: 1000 },
  );
});

test.each<[unknown, string]>([
  ['', "''"],
  ["O'Hara", "'O''Hara'"],
  ['$env:TEMP `n "x"', `'$env:TEMP \`n "x"'`],
  ['a\nb', "('a' + [char]0x000a + 'b')"],
  ['ä', "('' + [char]0x00e4)"],
  ['it’s', "('it' + [char]0x2019 + 's')"],
  ['😀', "('' + [char]0xd83d + [char]0xde00)"],
  [undefined, '$null'],
  [null, '$null'],
  [true, '$true'],
  [false, '$false'],
  [42, '42'],
  [-0, '0'],
  [1.5, '1.5'],
  [1e21, '1e+21'],
  [Number.NaN, '[double]::NaN'],
  [Number.POSITIVE_INFINITY, '[double]::PositiveInfinity'],
  [Number.NEGATIVE_INFINITY, '[double]::NegativeInfinity'],
  [[], '@()'],
  [['a', "b'", 3, false], "@('a', 'b''', 3, $false)"],
])('%j is %s', (value, literal) => {
  expect(powershellLiteral(value as PowerShellScalar)).toBe(literal);
});

test('what is no literal is refused', () => {
  expect(() => powershellLiteral({} as never)).toThrow('A value of type object cannot be written');
  expect(() => powershellLiteral([['a']] as never)).toThrow('A value of type object cannot be written');
});
