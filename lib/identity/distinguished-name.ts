import type { Checks } from '../common/checks';

/** One part of a distinguished name: `OU=Servers`. */
export interface RelativeName {
  /** Type of the attribute, in any case: `OU`, `CN`, `DC`. */
  readonly type: string;
  /** Its value, without escapes. */
  readonly value: string;
}

/** A piece of a value: what stands for itself, or what is escaped, as a character or as octets of UTF-8. */
const PIECE = /[^"+,;<>\\\0]|\\["+,;<>#=\\ ]|(?:\\[0-9A-Fa-f]{2})+/uy;
const TYPE = /([A-Za-z][A-Za-z0-9-]*|[0-9]+(?:\.[0-9]+)+)=/uy;

/**
 * Takes a distinguished name apart, the innermost part first, as RFC 4514 writes it; nothing where it is none. Quoted
 * values and spaces behind commas (RFC 2253), values in hexadecimal (`#04…`) and parts of several attributes (`+`) are
 * not taken: nothing in Active Directory needs them.
 */
export function parseDistinguishedName(text: string): readonly RelativeName[] | undefined {
  const names: RelativeName[] = [];
  let position = 0;
  while (text !== '') {
    const type = matchAt(TYPE, text, position);
    if (type === undefined) return undefined;
    const pieces = piecesAt(text, position + type.length);
    position += [type, ...pieces].join('').length;
    const value = valueOf(pieces);
    if (value === undefined) return undefined;
    names.push(Object.freeze({ type: type.slice(0, -1), value }));
    if (position === text.length) break;
    if (text[position] !== ',') return undefined;
    position += 1;
  }
  return Object.freeze(names);
}

function piecesAt(text: string, start: number): readonly string[] {
  const pieces: string[] = [];
  for (let position = start, piece = ''; ; position += piece.length) {
    piece = matchAt(PIECE, text, position) ?? '';
    if (piece === '') return pieces;
    pieces.push(piece);
  }
}

/** Spaces at the ends and a `#` in front have a meaning too, unless they are escaped. */
function valueOf(pieces: readonly string[]): string | undefined {
  if (pieces[0] === ' ' || pieces[0] === '#' || pieces.at(-1) === ' ') return undefined;
  try {
    return pieces.map(unescaped).join('');
  } catch {
    // Octets that are no UTF-8.
    return undefined;
  }
}

function unescaped(piece: string): string {
  if (!piece.startsWith('\\')) return piece;
  return piece.length === 2 ? piece.slice(1) : utf8(piece);
}

function utf8(octets: string): string {
  const bytes = Buffer.from(octets.replaceAll('\\', ''), 'hex');
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}

function matchAt(pattern: RegExp, text: string, position: number): string | undefined {
  pattern.lastIndex = position;
  return pattern.exec(text)?.[0];
}

/** Puts a distinguished name together, the innermost part first, and escapes what has a meaning. */
export function formatDistinguishedName(names: readonly RelativeName[]): string {
  return names.map(({ type, value }) => `${type}=${escaped(value)}`).join(',');
}

/** RFC 4514, section 2.4; `=` and control characters too, as Microsoft advises (MicrosoftDocs/win32, distinguished-names). */
function escaped(value: string): string {
  return value
    .replaceAll(/[\\"+,;<>=]/gu, '\\$&')
    .replaceAll(
      /[\0-\x1f\x7f]/gu,
      (control) => `\\${control.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`,
    )
    .replace(/^[ #]/u, '\\$&')
    .replace(/(?<!^\\) $/u, '\\ ');
}

/** DNS name of the domain that a distinguished name lies in: `corp.contoso.com`; empty where it says none. */
export function domainOf(names: readonly RelativeName[]): string {
  return names
    .filter(isDomainPart)
    .map(({ value }) => value)
    .join('.');
}

function isDomainPart({ type }: RelativeName): boolean {
  return /^DC$/iu.test(type);
}

/** The name of an object of Active Directory, by its place. */
export class DistinguishedName {
  /**
   * An organizational unit, from the outside in:
   * `DistinguishedName.organizationalUnit('corp.contoso.com', 'Servers', 'R&D, Gateways').toString()` is
   * `OU=R&D\, Gateways,OU=Servers,DC=corp,DC=contoso,DC=com`.
   *
   * @param domain DNS name of its domain, known when the app runs: it is written in parts.
   * @param path names of the units, 1 to 64 characters each, as the directory shows them: they are escaped here. What
   * Terraform computes is not.
   */
  public static organizationalUnit(domain: string, ...path: readonly string[]): DistinguishedName {
    const units = path.map((value) => ({ type: 'OU', value: text(value) })).reverse();
    return new DistinguishedName(formatDistinguishedName([...units, ...partsOf(text(domain))]));
  }

  private constructor(private readonly written: string) {
    Object.freeze(this);
  }

  /** The name as the directory writes it. */
  public toString(): string {
    return this.written;
  }
}

function partsOf(domain: string): readonly RelativeName[] {
  return domain.split('.').map((value) => ({ type: 'DC', value }));
}

/** From JavaScript comes anything: it is reported where the name is used, and not thrown here. */
function text(value: unknown): string {
  return String(value);
}

/** What may be said beside a name. */
export interface OrganizationalUnitRule {
  /**
   * Whether containers (`CN=`) are taken too: accounts and groups can lie in them.
   *
   * @default false
   */
  readonly containersToo?: boolean;
}

/** Longest name of an organizational unit (article 909264 of Microsoft's support), and of a container. */
const MAX_NAME = 64;

const WRITE_IT =
  "Write it by DistinguishedName.organizationalUnit('corp.contoso.com', 'Servers', 'Gateways').toString().";

/** Reports what is no organizational unit of a domain, with what it was probably meant to be. */
export function checkOrganizationalUnit(
  property: string,
  value: unknown,
  domain: string | undefined,
  checks: Checks,
  { containersToo = false }: OrganizationalUnitRule = {},
): void {
  const names = typeof value === 'string' ? parseDistinguishedName(value) : undefined;
  if (names !== undefined && isTornApart(names)) {
    checks.known(property, domainOf(names), 'The name of a domain is written in parts: write it out.');
    return;
  }
  if (checks.isUnknown(value)) return;
  const kinds = containersToo ? 'OU= or CN=' : 'OU=';
  const allowed = `${kinds} and names of at most ${String(MAX_NAME)} characters, then DC=, such as OU=Gateways,OU=Servers,DC=corp,DC=contoso,DC=com`;
  const fix = adviceOn(value, names, containersToo);
  if (names === undefined || fix !== undefined) {
    checks.add({ property, got: value, allowed, fix: fix ?? WRITE_IT });
    return;
  }
  const own = domainOf(names);
  if (typeof domain !== 'string' || checks.isUnknown(domain) || own.toLowerCase() === domain.toLowerCase()) return;
  const mend = 'Name one of the same domain: what belongs together lies in one domain here.';
  checks.add({ property, got: value, allowed: `one that ends in ${inParts(domain)}`, fix: mend });
}

/** Whether a domain that Terraform computes was split at the periods within its expression. */
function isTornApart(names: readonly RelativeName[]): boolean {
  return names.some((name) => isDomainPart(name) && /[$%]\{[^}]*$/u.test(name.value));
}

function inParts(domain: string): string {
  return formatDistinguishedName(partsOf(domain));
}

function adviceOn(
  value: unknown,
  names: readonly RelativeName[] | undefined,
  containersToo: boolean,
): string | undefined {
  if (names === undefined) return adviceOnText(value);
  const [first] = names;
  const types = names.map(({ type }) => type.toUpperCase());
  if (!containersToo && first !== undefined && /^CN$/iu.test(first.type)) {
    return /^Computers$/iu.test(first.value)
      ? 'Leave it out: Computers is a container, where computers lie anyway. A join that names it fails with 2, then 1332.'
      : 'This is a container: a join takes organizational units only. Name one, or leave it out.';
  }
  if (!(containersToo ? /^((OU|CN) )+(DC ?)+$/u : /^(OU )+(DC ?)+$/u).test(types.join(' '))) return WRITE_IT;
  const empty = names.find((name) => name.value.trim() === '');
  if (empty !== undefined) return 'Give every part a name.';
  const isTooLong = names.some((name) => name.value.length > MAX_NAME);
  return isTooLong ? 'Give the names that the directory shows: it takes no longer ones.' : undefined;
}

function adviceOnText(value: unknown): string {
  const text = typeof value === 'string' ? value : '';
  if (text.includes('"')) return `Leave quotes out and escape instead. ${WRITE_IT}`;
  if (/, +[A-Za-z]+=/u.test(text)) return 'Leave out the spaces behind the commas.';
  if (text.includes('/')) return `This is a canonical name, or a path of LDAP. ${WRITE_IT}`;
  return WRITE_IT;
}
