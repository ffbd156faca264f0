import type { Checks } from '../common/checks';
import { isOptions, readable } from '../common/options';
import { checkGatewaySubnet, checkGatewaySubnetId } from './gateway-subnet-rule';
import { VIRTUAL_NETWORK_ID } from './network-ids';

/** A subnet that is made for a gateway. */
export interface GatewaySubnetOptions {
  /** Resource id of the virtual network, new or existing. It has one ExpressRoute gateway at most. */
  readonly virtualNetworkId: string;

  /** IPv4 range: /27 or larger, /26 or larger for 16 circuits. A subnet in use cannot grow. */
  readonly addressPrefix: string;
}

const OPTIONS: readonly (keyof GatewaySubnetOptions)[] = ['virtualNetworkId', 'addressPrefix'];

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

  /**
   * @param circuits how many circuits the gateway takes: many need more addresses.
   * @internal
   */
  public checkFor(property: string, circuits: number, checks: Checks): void {
    if (this.given === undefined) {
      checkGatewaySubnetId(property, this.subnetId, checks);
      return;
    }
    const example = "GatewaySubnet.create({ virtualNetworkId, addressPrefix: '10.60.255.0/27' })";
    if (!isOptions(property, this.given, example, checks)) return;
    const own = checks.within(property);
    own.knownProperties(this.given, OPTIONS);
    own.text('virtualNetworkId', this.virtualNetworkId, VIRTUAL_NETWORK_ID);
    checkGatewaySubnet('addressPrefix', this.addressPrefix, circuits, own);
  }
}
