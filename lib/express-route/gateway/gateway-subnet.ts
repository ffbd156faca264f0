import type { Checks } from '../../common/checks';
import { isOptions, readable } from '../../common/options';
import { checkGatewaySubnet, checkGatewaySubnetId } from './gateway-subnet-rule';
import { isRecord } from '../../common/shapes';
import type { VirtualNetworkAttributes } from '../../network/gateway-network';
import { VIRTUAL_NETWORK_ID } from '../checks/network-ids';

/** A subnet that is made for a gateway. */
export interface GatewaySubnetOptions {
  /**
   * The virtual network, new or existing, of a `GatewayNetwork`. It has one ExpressRoute gateway at most.
   *
   * @default the one of `virtualNetworkId`; one of the two is required
   */
  readonly virtualNetwork?: VirtualNetworkAttributes;

  /**
   * Resource id of the virtual network, where another hand made it.
   *
   * @default that of `virtualNetwork`
   */
  readonly virtualNetworkId?: string;

  /** IPv4 range: /27 or larger, /26 or larger for 16 circuits. A subnet in use cannot grow. */
  readonly addressPrefix: string;

  /**
   * How many circuits shall ever be connected, 1 to 16: 16 need a larger range.
   *
   * @default fewer than 16
   */
  readonly circuits?: number;
}

const OPTIONS: readonly (keyof GatewaySubnetOptions)[] = [
  'virtualNetwork',
  'virtualNetworkId',
  'addressPrefix',
  'circuits',
];

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

  /** Name and resource group of the virtual network of a new one; nothing where an id is given. */
  public readonly virtualNetwork: VirtualNetworkAttributes | undefined;
  /** Resource id of the virtual network of a new one. */
  public readonly virtualNetworkId: string | undefined;
  /** Range of a new one. */
  public readonly addressPrefix: string | undefined;

  private constructor(
    /** Resource id of one that exists. */
    public readonly subnetId: string | undefined,
    private readonly given: GatewaySubnetOptions | undefined,
  ) {
    const { virtualNetwork, virtualNetworkId, addressPrefix } = readable(given);
    this.virtualNetwork = virtualNetwork;
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
    this.checkNetwork(own);
    const fix = 'The largest gateway takes 16 circuits.';
    const isKnown = own.known('circuits', circuits, 'The size of the subnet follows from it: write it out.');
    if (!isKnown || !own.integer('circuits', circuits, { min: 1, max: 16, fix })) return;
    checkGatewaySubnet('addressPrefix', this.addressPrefix, circuits, own);
  }

  private checkNetwork(own: Checks): void {
    const network: unknown = this.virtualNetwork;
    if (network === undefined) {
      own.text('virtualNetworkId', this.virtualNetworkId, VIRTUAL_NETWORK_ID);
      return;
    }
    if (!isRecord(network) || typeof network['name'] !== 'string' || typeof network['resourceGroupName'] !== 'string') {
      const fix = 'Give `network.virtualNetwork`, or an id as `virtualNetworkId`.';
      own.addHidden({ property: 'virtualNetwork', got: network, allowed: 'that of a GatewayNetwork', fix });
    }
    if (this.virtualNetworkId === undefined) return;
    const allowed = 'nothing beside `virtualNetwork`';
    own.add({ property: 'virtualNetworkId', got: this.virtualNetworkId, allowed, fix: 'Remove one of the two.' });
  }
}
