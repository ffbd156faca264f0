/**
 * Arithmetic of IPv4 ranges in CIDR notation (RFC 4632). Pure: texts in, texts out; nothing here knows Azure.
 */

/** A range of IPv4 addresses: all that begin with the same bits. */
export class Ipv4Range {
  /** The range that a text names; nothing where it names none, or has bits set behind its prefix (`10.0.0.1/24`). */
  public static parse(text: unknown): Ipv4Range | undefined {
    const match = typeof text === 'string' ? CIDR.exec(text) : null;
    if (match === null) return undefined;
    const first = addressNumber(match[1] ?? '');
    const prefixLength = Number(match[2]);
    if (first === undefined || prefixLength > 32) return undefined;
    const range = new Ipv4Range(first, prefixLength);
    return first % range.size === 0 ? range : undefined;
  }

  /** As `parse`, where a single address stands for a range of one. */
  public static parseAddressOrRange(text: unknown): Ipv4Range | undefined {
    return Ipv4Range.parse(text) ?? Ipv4Range.parse(`${String(text)}/32`);
  }

  private constructor(
    private readonly first: number,
    /** How many bits are the same in all addresses: 0 to 32. */
    public readonly prefixLength: number,
  ) {}

  /** How many addresses it has. */
  public get size(): number {
    return 2 ** (32 - this.prefixLength);
  }

  /** Its first address. */
  public get firstAddress(): string {
    return addressText(this.first);
  }

  /** Its last address. */
  public get lastAddress(): string {
    return addressText(this.first + this.size - 1);
  }

  /**
   * The address at a place in the range.
   *
   * @param index from 0; negative from the end, as `-1` for the last.
   * @returns nothing where the range is smaller.
   */
  public addressAt(index: number): string | undefined {
    const offset = index < 0 ? this.size + index : index;
    return offset >= 0 && offset < this.size ? addressText(this.first + offset) : undefined;
  }

  /** Whether every address of the other lies in this one. */
  public contains(other: Ipv4Range): boolean {
    return other.first >= this.first && other.first + other.size <= this.first + this.size;
  }

  /** Whether the two have an address in common. */
  public overlaps(other: Ipv4Range): boolean {
    return this.contains(other) || other.contains(this);
  }

  /**
   * The ranges of a smaller size that it is made of, in order.
   *
   * @param prefixLength of the parts, at least its own.
   */
  public *split(prefixLength: number): Generator<Ipv4Range> {
    const size = 2 ** (32 - prefixLength);
    for (let first = this.first; first < this.first + this.size; first += size)
      yield new Ipv4Range(first, prefixLength);
  }

  /** CIDR notation. */
  public toString(): string {
    return `${this.firstAddress}/${String(this.prefixLength)}`;
  }
}

/** Longest prefix of a range that has at least so many addresses: 27 for 25. */
export function prefixLengthFor(addresses: number): number {
  return 32 - Math.ceil(Math.log2(Math.max(addresses, 1)));
}

/** A range to be laid out: at a place of its own, or wherever there is room. */
export interface RangeRequest {
  readonly prefixLength: number;
  /**
   * Where it lies.
   *
   * @default the first room behind those before it
   */
  readonly at?: Ipv4Range;
}

/**
 * Lays ranges out in spaces, in the order given: each at its own place, or at the first that those before it have left
 * free. Adding one at the end moves no other; two with places of their own may overlap.
 *
 * @returns a range for each request; nothing where there is no room for it.
 */
export function layOut(
  spaces: readonly Ipv4Range[],
  requests: readonly RangeRequest[],
): readonly (Ipv4Range | undefined)[] {
  const taken: Ipv4Range[] = [];
  return requests.map(({ prefixLength, at }) => {
    const free = at ?? firstFree(spaces, prefixLength, taken);
    if (free !== undefined) taken.push(free);
    return free;
  });
}

/** The first range of a size in spaces that overlaps nothing that is taken; nothing where there is no room for it. */
export function firstFree(
  spaces: readonly Ipv4Range[],
  prefixLength: number,
  taken: readonly Ipv4Range[],
): Ipv4Range | undefined {
  for (const space of spaces) {
    if (space.prefixLength > prefixLength) continue;
    for (const candidate of space.split(prefixLength)) {
      if (!taken.some((range) => range.overlaps(candidate))) return candidate;
    }
  }
  return undefined;
}

const CIDR = /^([\d.]+)\/(0|[1-9]\d?)$/;
const OCTET = /^(0|[1-9]\d{0,2})$/;

function addressNumber(text: string): number | undefined {
  const octets = text.split('.');
  if (octets.length !== 4 || !octets.every((octet) => OCTET.test(octet) && Number(octet) <= 255)) return undefined;
  return octets.reduce((sum, octet) => sum * 256 + Number(octet), 0);
}

function addressText(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}
