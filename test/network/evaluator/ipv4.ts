/** A range of IPv4 addresses by its bits, read without the arithmetic of the code under test. */
interface Range {
  /** The bits that all its addresses begin with. */
  readonly bits: string;
}

/** Ranges that no one reaches over the internet: RFC 1918, 6598, 3927, 1122, 5771, and Azure's own 168.63.129.16. */
const NOT_PUBLIC = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '224.0.0.0/3',
];

/** Whether a text is an address, or a range in CIDR notation. */
export function isRange(text: string): boolean {
  return parse(text) !== undefined;
}

/** Whether a text is a single address. */
export function isAddress(text: string): boolean {
  return isRange(text) && !text.includes('/');
}

/** Whether an address lies in a range; an address alone is a range of one. */
export function contains(range: string, address: string): boolean {
  return understood(address).bits.startsWith(understood(range).bits);
}

/** How many bits are the same in all addresses of a range. */
export function prefixLength(range: string): number {
  return understood(range).bits.length;
}

/** Whether the internet knows the address. */
export function isPublic(address: string): boolean {
  return !NOT_PUBLIC.some((range) => contains(range, address));
}

function understood(text: string): Range {
  const range = understoodBefore.get(text) ?? parse(text);
  if (range === undefined) throw new Error(`'${text}' is no IPv4 address and no range`);
  understoodBefore.set(text, range);
  return range;
}

/** Each rule is asked about each flow: the same few texts, a million times. */
const understoodBefore = new Map<string, Range>();

/** Nothing where the text is neither, or has bits set behind its prefix. */
function parse(text: string): Range | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(text);
  if (match === null) return undefined;
  const octets = match.slice(1, 5).map(Number);
  const length = Number(match[5] ?? 32);
  if (octets.some((octet) => octet > 255) || length > 32) return undefined;
  const bits = octets.map((octet) => octet.toString(2).padStart(8, '0')).join('');
  return /^0*$/.test(bits.slice(length)) ? { bits: bits.slice(0, length) } : undefined;
}
