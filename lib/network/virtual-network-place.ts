import { COMPUTE_RESOURCE_NAME, RESOURCE_GROUP_NAME } from '../common/azure-rules';
import { Ipv4Range } from '../common/cidr';
import type { Checks } from '../common/checks';
import { isOptions, readable } from '../common/options';
import { isList } from '../common/shapes';

/** A virtual network that exists. */
export interface ExistingVirtualNetwork {
  /** Name of the virtual network. */
  readonly name: string;

  /** Its resource group; subnets are made there too. */
  readonly resourceGroupName: string;
}

const EXISTING: readonly (keyof ExistingVirtualNetwork)[] = ['name', 'resourceGroupName'];
const EXAMPLE = "VirtualNetworkPlace.existing({ name: 'vnet-hub', resourceGroupName: 'rg-network' })";

/** The virtual network that subnets lie in: a new one, or one that exists, of which nothing is changed. */
export class VirtualNetworkPlace {
  /**
   * A new virtual network.
   *
   * @param addressSpace IPv4 ranges, one at least; free in every network that shall ever be connected.
   */
  public static create(addressSpace: readonly string[]): VirtualNetworkPlace {
    return new VirtualNetworkPlace(addressSpace, undefined);
  }

  /**
   * One that exists, in the subscription of the stack: subnets are added to it, and nothing else of it is touched, not even
   * its DNS servers. Whoever owns it must not list its subnets inside the virtual network itself: Terraform would take
   * these away.
   */
  public static existing(network: ExistingVirtualNetwork): VirtualNetworkPlace {
    return new VirtualNetworkPlace(undefined, network);
  }

  private constructor(
    /** Ranges of a new one. */
    public readonly addressSpace: readonly string[] | undefined,
    private readonly given: ExistingVirtualNetwork | undefined,
  ) {
    Object.freeze(this);
  }

  /** Whether it is there already. */
  public get exists(): boolean {
    return this.given !== undefined;
  }

  /** Name and resource group of one that exists. */
  public get network(): ExistingVirtualNetwork | undefined {
    return this.given;
  }

  /** Its ranges, as far as they are known when the app runs. @internal */
  public get ranges(): readonly Ipv4Range[] {
    const space = isList(this.addressSpace) ? this.addressSpace : [];
    return space.map((text) => Ipv4Range.parse(text)).filter((range) => range !== undefined);
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    if (this.given === undefined) {
      this.checkSpace(property, checks);
      return;
    }
    if (!isOptions(property, this.given, EXAMPLE, checks)) return;
    const own = checks.within(property);
    own.knownProperties(this.given, EXISTING);
    const { name, resourceGroupName } = readable(this.given);
    const fix = 'Give the name of the virtual network, not its id.';
    own.text('name', name, { ...COMPUTE_RESOURCE_NAME, fix });
    const group = 'Give the name of the resource group of the virtual network.';
    own.text('resourceGroupName', resourceGroupName, { ...RESOURCE_GROUP_NAME, fix: group });
  }

  private checkSpace(property: string, checks: Checks): void {
    const space: unknown = this.addressSpace;
    const fix = "Write it as in VirtualNetworkPlace.create(['10.60.0.0/24']).";
    if (!checks.known(property, space, 'Subnets are laid out when the app runs: write the ranges out.')) return;
    if (!Array.isArray(space) || space.length === 0) {
      checks.add({ property, got: space, allowed: 'one IPv4 range or more', fix });
      return;
    }
    const good: Ipv4Range[] = [];
    space.forEach((text: unknown, index) => {
      const place = `${property}[${String(index)}]`;
      if (!checks.known(place, text, 'Subnets are laid out when the app runs: write the range out.')) return;
      const range = Ipv4Range.parse(text);
      if (range === undefined || range.prefixLength < 8 || range.prefixLength > 29) {
        const allowed = 'an IPv4 range from /8 to /29 that begins where its prefix ends, such as 10.60.0.0/24';
        checks.add({ property: place, got: text, allowed, fix });
        return;
      }
      const other = good.find((one) => one.overlaps(range));
      if (other !== undefined) {
        const apart = 'Azure takes each address once: remove one of the two.';
        checks.add({ property: place, got: text, allowed: `a range apart from ${String(other)}`, fix: apart });
      }
      good.push(range);
    });
  }
}
