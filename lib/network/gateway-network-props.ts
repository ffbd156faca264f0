import type { ResourceNaming } from '../common/resource-naming';
import type { DnsServers } from './dns-servers';
import type { Egress } from './egress/egress';
import type { InboundAccess } from './rules/inbound-access';
import type { OutboundPath } from './outbound-path';
import type { SubnetSize } from './subnet-size';
import type { VirtualNetworkPlace } from './virtual-network-place';

/** What a network for members is made from. */
export interface GatewayNetworkProps {
  /**
   * What the names of its resources are made of, such as `data-gateway`: `vnet-data-gateway`, `nsg-data-gateway`. Fixed for
   * life, as region, resource group and zone are: what runs is not replaced by a changed name.
   */
  readonly name: string;

  /**
   * Azure region, by programmatic or display name; that of the virtual network, where that exists.
   *
   * @default that of the `GatewayDefaults` around it; required without
   */
  readonly location?: string;

  /**
   * Resource group of everything that is made here; subnets of an existing virtual network lie in its own.
   *
   * @default that of the `GatewayDefaults` around it; required without
   */
  readonly resourceGroupName?: string;

  /** The virtual network: new, or existing. */
  readonly virtualNetwork: VirtualNetworkPlace;

  /** What members in it may reach. */
  readonly egress: Egress;

  /**
   * Subnets by key, laid out in this order. One added at the end moves no other; one that grows, or goes, moves those
   * behind it, which Azure refuses while machines are in them: write places down (`SubnetSize.at`) once they are in use. A
   * key becomes part of names and addresses: lower-case words and hyphens.
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
   * DNS servers. Those of an existing virtual network are not changed: name them, so that the members may ask them. Members
   * learn of new ones when they renew their address or restart, while rules change at once: keep the old ones among
   * them until then.
   *
   * @default DnsServers.azure() in a new network; required in an existing one
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
   * @default that of the `GatewayDefaults` around it, else ResourceNaming.standard()
   */
  readonly naming?: ResourceNaming;

  /**
   * Protects from deletion by others (lock CanNotDelete) what cannot be got back as it was: the virtual network, and the public
   * address of the NAT gateway, as far as they are made here. Azure locks everything below the virtual network with it:
   * nobody deletes a subnet or a peering of it while the lock stands. Terraform lifts it for the subnets that are made here;
   * before it removes those of others and peerings, take the lock off in a deployment of its own. The deployer needs
   * Microsoft.Authorization/locks/*.
   *
   * @default that of the `GatewayDefaults` around it, else false
   */
  readonly lock?: boolean;

  /**
   * Tags on everything that has tags. They come on top of those of the `GatewayDefaults` around it.
   *
   * @default those of the `GatewayDefaults` alone
   */
  readonly tags?: Readonly<Record<string, string>>;
}
