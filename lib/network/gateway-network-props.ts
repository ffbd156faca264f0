import type { ResourceNaming } from '../common/resource-naming';
import type { DnsServers } from './dns-servers';
import type { Egress } from './egress/egress';
import type { InboundAccess } from './inbound-access';
import type { OutboundPath } from './outbound-path';
import type { SubnetSize } from './subnet-size';
import type { VirtualNetworkPlace } from './virtual-network-place';

/** What a network for members is made from. */
export interface GatewayNetworkProps {
  /** What the names of its resources are made of, such as `data-gateway`: `vnet-data-gateway`, `nsg-data-gateway`. */
  readonly name: string;

  /** Azure region, by programmatic or display name; that of the virtual network, where that exists. */
  readonly location: string;

  /** Resource group of everything that is made here; subnets of an existing virtual network lie in its own. */
  readonly resourceGroupName: string;

  /** The virtual network: new, or existing. */
  readonly virtualNetwork: VirtualNetworkPlace;

  /** What members in it may reach. */
  readonly egress: Egress;

  /**
   * Subnets by key, laid out in this order. One added at the end moves no other. A key becomes part of names and
   * addresses: lower-case words and hyphens.
   *
   * @default { members: SubnetSize.forMembers(10) }
   */
  readonly subnets?: Readonly<Record<string, SubnetSize>>;

  /**
   * How traffic leaves.
   *
   * @default OutboundPath.natGateway() with `Egress.byServiceTags`; required with a firewall or a proxy
   */
  readonly outbound?: OutboundPath;

  /**
   * DNS servers. Those of an existing virtual network are not changed: name them, so that the members may ask them.
   *
   * @default DnsServers.azure()
   */
  readonly dns?: DnsServers;

  /**
   * Ways into the members. The gateway needs none.
   *
   * @default none
   */
  readonly inbound?: readonly InboundAccess[];

  /**
   * What the resources are called.
   *
   * @default ResourceNaming.standard()
   */
  readonly naming?: ResourceNaming;

  /**
   * Tags on everything that has tags.
   *
   * @default none
   */
  readonly tags?: Readonly<Record<string, string>>;
}
