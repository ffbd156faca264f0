import type { Checks } from '../../common/checks';
import { isOptions, readable } from '../../common/options';
import { checkGatewaySubnet, checkGatewaySubnetId } from './gateway-subnet-rule';
import { VIRTUAL_NETWORK_ID } from '../checks/network-ids';

/** A subnet that is made for a gateway. */
export interface GatewaySubnetOptions {
  /** Resource id of the virtual network, new or existing. It has one ExpressRoute gateway at most. */
  readonly virtualNetworkId: string;

  /** IPv4 range: /27 or larger, /26 or larger for 16 circuits. A subnet in use cannot grow. */
  readonly addressPrefix: string;

  /**
   * How many circuits shall ever be connected, 1 to 16: 16 need a larger range.
   *
   * @default fewer than 16
   */
  readonly circuits?: number;
}

const OPTIONS: readonly (keyof GatewaySubnetOptions)[] = ['virtualNetworkId', 'addressPrefix', 'circuits'];

/**
 * The subnet of an ExpressRoute gateway. It is called `GatewaySubnet`, which Azure demands, and has no network security group,
 * which Azure refuses there (MicrosoftDocs/azure-docs, expressroute-about-virtual-network-gateways).
 */
export class GatewaySubnet {
  /** A new one in a virtual network. */
  public static create(options: GatewaySubnetOptions): GatewaySubnet {
    return new GatewaySubnet(undefined, options);
  }

  /**
   * One that exists, /27 or larger.
   *
   * @param subnetId resource id, which ends in `/subnets/GatewaySubnet`.
   */
  public static existing(subnetId: string): GatewaySubnet {
    return new GatewaySubnet(subnetId, undefined);
  }

  /** Resource id of the virtual network of a new one. */
  public readonly virtualNetworkId: string | undefined;
  /** Range of a new one. */
  public readonly addressPrefix: string | undefined;

  private constructor(
    /** Resource id of one that exists. */
    public readonly subnetId: string | undefined,
    private readonly given: GatewaySubnetOptions | undefined,
  ) {
    const { virtualNetworkId, addressPrefix } = readable(given);
    this.virtualNetworkId = virtualNetworkId;
    this.addressPrefix = addressPrefix;
    Object.freeze(this);
  }

  /** For messages. */
  public toString(): string {
    return this.subnetId ?? `GatewaySubnet ${String(this.addressPrefix)}`;
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    if (this.given === undefined) {
      checkGatewaySubnetId(property, this.subnetId, checks);
      return;
    }
    const example = "GatewaySubnet.create({ virtualNetworkId, addressPrefix: '10.60.255.0/27' })";
    if (!isOptions(property, this.given, example, checks)) return;
    const own = checks.within(property);
    const { circuits = 1 } = readable(this.given);
    own.knownProperties(this.given, OPTIONS);
    own.text('virtualNetworkId', this.virtualNetworkId, VIRTUAL_NETWORK_ID);
    const fix = 'The largest gateway takes 16 circuits.';
    const isKnown = own.known('circuits', circuits, 'The size of the subnet follows from it: write it out.');
    if (!isKnown || !own.integer('circuits', circuits, { min: 1, max: 16, fix })) return;
    checkGatewaySubnet('addressPrefix', this.addressPrefix, circuits, own);
  }
}
