import { isList } from '../../common/shapes';

/** What can be written as a literal. */
export type PowerShellScalar = string | number | boolean | null | undefined;

/**
 * A value as PowerShell source: one line of printable ASCII, whatever is in the value. It reads the same in Windows
 * PowerShell 5.1 and in PowerShell 7, and whatever the encoding of the file it is written to.
 *
 * - Text is quoted with apostrophes, in which PowerShell expands nothing.
 * - Whatever is not printable ASCII is written by its number. That is not only about line breaks: PowerShell takes the
 *   typographic apostrophes U+2018 to U+201B for real ones, and they would end the text.
 * - Text that holds such characters begins with a quoted text, though an empty one: `+` then always joins texts.
 *
 * Not for values that only Terraform knows: an apostrophe in them would be written as it is, and end the text.
 */
export function powershellLiteral(value: PowerShellScalar | readonly PowerShellScalar[]): string {
  return isList(value) ? `@(${value.map(scalarLiteral).join(', ')})` : scalarLiteral(value);
}

function scalarLiteral(value: PowerShellScalar): string {
  if (value === undefined || value === null) return '$null';
  switch (typeof value) {
    case 'boolean':
      return value ? '$true' : '$false';
    case 'number':
      return numberLiteral(value);
    case 'string':
      return textLiteral(value);
    default:
      throw new TypeError(`A value of type ${typeof value} cannot be written as a PowerShell literal.`);
  }
}

function numberLiteral(value: number): string {
  if (Number.isNaN(value)) return '[double]::NaN';
  if (value === Number.POSITIVE_INFINITY) return '[double]::PositiveInfinity';
  if (value === Number.NEGATIVE_INFINITY) return '[double]::NegativeInfinity';
  return String(value);
}

/** Runs of printable ASCII, and single UTF-16 units of everything else. */
const PIECES = /[\x20-\x7e]+|[^\x20-\x7e]/g;

function textLiteral(text: string): string {
  const pieces = text.match(PIECES) ?? [];
  const literals = pieces.map((piece) => (isPlain(piece) ? quoted(piece) : byNumber(piece)));
  const [first = ''] = pieces;
  if (pieces.every(isPlain)) return quoted(text);
  return `(${[...(isPlain(first) ? [] : [quoted('')]), ...literals].join(' + ')})`;
}

function isPlain(piece: string): boolean {
  return /^[\x20-\x7e]/.test(piece);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function byNumber(unit: string): string {
  return `[char]0x${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
