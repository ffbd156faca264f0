import { Ipv4Range, prefixLengthFor } from '../common/cidr';
import type { Checks } from '../common/checks';

/** Addresses that Azure keeps in every subnet: the first four and the last (MicrosoftDocs/azure-docs, virtual-networks-faq). */
export const RESERVED_ADDRESSES = 5;

/** Smallest subnet that Azure takes (the same page). */
const LONGEST_PREFIX = 29;

/** How large a subnet is, and where it lies. */
export class SubnetSize {
  /**
   * Room for so many members: Azure's five addresses, one a member, and one more a member, for a machine is replaced by
   * building another beside it.
   *
   * @param members of all clusters in the subnet together, 2 to 500.
   */
  public static forMembers(members: number): SubnetSize {
    return new SubnetSize('members', members, undefined);
  }

  /**
   * A prefix of so many bits: 27 for 32 addresses. 16 to 29.
   *
   * @param bits length of the prefix.
   */
  public static prefixLength(bits: number): SubnetSize {
    return new SubnetSize('prefix', bits, undefined);
  }

  /**
   * A range, such as `10.60.0.0/27`: required in an existing network, whose ranges nobody here knows.
   *
   * @param addressPrefix IPv4 range in CIDR notation.
   */
  public static at(addressPrefix: string): SubnetSize {
    return new SubnetSize('at', undefined, addressPrefix);
  }

  private constructor(
    private readonly kind: 'members' | 'prefix' | 'at',
    private readonly number: number | undefined,
    /** Where it lies, if that is given. */
    public readonly addressPrefix: string | undefined,
  ) {
    Object.freeze(this);
  }

  /** The range, where it is given and known when the app runs. @internal */
  public get range(): Ipv4Range | undefined {
    return Ipv4Range.parse(this.addressPrefix);
  }

  /** How many bits its addresses have in common. */
  public get bits(): number {
    if (this.kind === 'at') return this.range?.prefixLength ?? LONGEST_PREFIX;
    if (this.kind === 'prefix') return this.number ?? LONGEST_PREFIX;
    return prefixLengthFor(RESERVED_ADDRESSES + 2 * (this.number ?? 0));
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    if (this.kind === 'members') {
      const fix = 'Give the number of members of all clusters that share the subnet.';
      if (checks.known(property, this.number, 'Ranges are laid out when the app runs: write it out.'))
        checks.integer(property, this.number, { min: 2, max: 500, unit: 'members', fix });
    } else if (this.kind === 'prefix') {
      const fix = 'Azure takes no smaller subnet than /29; larger than /16 is no subnet for gateways.';
      if (checks.known(property, this.number, 'Ranges are laid out when the app runs: write it out.'))
        checks.integer(property, this.number, { min: 16, max: LONGEST_PREFIX, unit: 'bits', fix });
    } else this.checkPlace(property, checks);
  }

  private checkPlace(property: string, checks: Checks): void {
    if (checks.isUnknown(this.addressPrefix)) return;
    const { range } = this;
    if (range !== undefined && range.prefixLength <= LONGEST_PREFIX) return;
    const allowed = 'an IPv4 range of at least 8 addresses, such as 10.60.0.0/27';
    const fix =
      range === undefined
        ? 'Write the length of its prefix too. A range begins where its prefix ends: all bits behind it are 0.'
        : 'Azure takes no smaller subnet than /29.';
    checks.add({ property, got: this.addressPrefix, allowed, fix });
  }
}
