const GROUPS = 8;
const GROUP_BITS = 16n;
const BITS = 128;
const GROUP = /^[0-9a-f]{1,4}$/i;
const CIDR = /^([0-9a-f:]+)\/(0|[1-9]\d{0,2})$/i;

/** A range of IPv6 addresses in CIDR notation (RFC 4291); texts are written as in RFC 5952. Pure, as `Ipv4Range` is. */
export class Ipv6Range {
  /** The range that a text names; nothing where it names none, or has bits set behind its prefix. */
  public static parse(text: unknown): Ipv6Range | undefined {
    const match = typeof text === 'string' ? CIDR.exec(text) : null;
    const first = addressNumber(match?.[1] ?? '');
    const prefixLength = Number(match?.[2]);
    if (first === undefined || !(prefixLength <= BITS)) return undefined;
    const range = new Ipv6Range(first, prefixLength);
    return first % range.size === 0n ? range : undefined;
  }

  private constructor(
    private readonly first: bigint,
    /** How many bits are the same in all addresses: 0 to 128. */
    public readonly prefixLength: number,
  ) {}

  /** How many addresses it has. */
  public get size(): bigint {
    return 1n << BigInt(BITS - this.prefixLength);
  }

  /** The address at a place in the range, from 0; nothing where the range is smaller. */
  public addressAt(index: number): string | undefined {
    const offset = BigInt(index);
    return offset >= 0n && offset < this.size ? addressText(this.first + offset) : undefined;
  }

  /** Whether every address of the other lies in this one. */
  public contains(other: Ipv6Range): boolean {
    return other.first >= this.first && other.first + other.size <= this.first + this.size;
  }

  /** Whether the two have an address in common. */
  public overlaps(other: Ipv6Range): boolean {
    return this.contains(other) || other.contains(this);
  }

  /** Its two halves, in order; nothing where it is a single address. */
  public halves(): readonly [Ipv6Range, Ipv6Range] | undefined {
    if (this.prefixLength === BITS) return undefined;
    const half = this.size / 2n;
    return [new Ipv6Range(this.first, this.prefixLength + 1), new Ipv6Range(this.first + half, this.prefixLength + 1)];
  }

  /** CIDR notation. */
  public toString(): string {
    return `${addressText(this.first)}/${String(this.prefixLength)}`;
  }
}

/** No address has an IPv4 tail here: peerings have none. */
function addressNumber(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = GROUPS - head.length - tail.length;
  // Two colons stand for one group of zeros at least.
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array<string>(missing).fill('0'), ...tail];
  if (!groups.every((group) => GROUP.test(group))) return undefined;
  return groups.reduce((sum, group) => (sum << GROUP_BITS) | BigInt(`0x${group}`), 0n);
}

function addressText(address: bigint): string {
  const groups = Array.from({ length: GROUPS }, (_, index) =>
    ((address >> (GROUP_BITS * BigInt(GROUPS - 1 - index))) & 0xffffn).toString(16),
  );
  const { start, length } = longestZeros(groups);
  if (length < 2) return groups.join(':');
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`;
}

/** The first of the longest runs of zeros. */
function longestZeros(groups: readonly string[]): { readonly start: number; readonly length: number } {
  let best = { start: 0, length: 0 };
  groups.forEach((_, start) => {
    const end = groups.findIndex((group, index) => index >= start && group !== '0');
    const length = (end < 0 ? GROUPS : end) - start;
    if (length > best.length) best = { start, length };
  });
  return best;
}
