import { Subnet } from '@cdktf/provider-azurerm/lib/subnet';
import { SubnetNetworkSecurityGroupAssociation } from '@cdktf/provider-azurerm/lib/subnet-network-security-group-association';
import { VirtualNetwork } from '@cdktf/provider-azurerm/lib/virtual-network';
import { Annotations, type ITerraformDependable, type TerraformResource, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { KEPT_FOR_LIFE } from '../common/azure-rules';
import { inherit } from '../defaults/scope-defaults';
import { DeletionLock } from '../terraform/deletion-lock';
import { constructChecks, throwProblems } from '../terraform/construct-checks';
import { comeAfter, stackOf } from '../terraform/order';
import type { DnsServers } from './dns-servers';
import type { Egress } from './egress/egress';
import type { IGatewayNetwork, IGatewaySecurityGroup, IMemberSubnet } from './egress-guard';
import type { GatewayNetworkProps } from './gateway-network-props';
import { GatewaySecurityGroup } from './gateway-security-group';
import { contributeNetwork } from './describe-network';
import { MemberOrder } from './member-order';
import { claimNetwork } from './network-claims';
import { connect, defineWayOut, type WayOut } from './way-out';
import { type NetworkSettings, resolveNetwork, type SubnetPlan } from './network-settings';
import { takeRanges } from './subnet-ranges';

/** The virtual network of a `GatewayNetwork`. */
export interface VirtualNetworkAttributes {
  /** Name of the virtual network. */
  readonly name: string;
  /** Its resource group. */
  readonly resourceGroupName: string;
  /** Azure region. */
  readonly location: string;
  /** Resource id; nothing for one that exists, of which only the name is known. */
  readonly id: string | undefined;
}

/**
 * A network for members: a virtual network, new or existing, with subnets that let out what an `Egress` names and nothing
 * else, and let nothing in. No machine in it gets an address of Azure's by default: what goes out goes out by the way that
 * is chosen here.
 *
 * A cluster takes a subnet of it as `subnet`, and refuses one that lacks what its members need.
 *
 * @throws DataGatewayError with all problems of the input at once.
 */
export class GatewayNetwork extends Construct implements IGatewaySecurityGroup, IGatewayNetwork {
  /** The virtual network. */
  public readonly virtualNetwork: VirtualNetworkAttributes;
  /** Resource id of the network security group of all subnets. */
  public readonly networkSecurityGroupId: string;
  public readonly egress: Egress;
  public readonly location: string;
  /** The DNS servers. */
  public readonly dns: DnsServers;
  /** Ranges of all subnets: the sources of rules in a firewall. */
  public readonly addressPrefixes: readonly string[];

  private readonly subnets = new Map<string, IMemberSubnet>();
  /** The lock of the virtual network, where it has one. */
  private lock: DeletionLock | undefined;
  private readonly order = new MemberOrder();
  /** What comes last in each subnet. */
  private readonly lastOfSubnets: TerraformResource[] = [];

  /** Defines the subnets with what guards them, and the virtual network where it is new. */
  public constructor(scope: Construct, id: string, props: GatewayNetworkProps) {
    super(scope, id);
    const settings = this.settle(props);
    if (props.lock === true && settings.place.exists && settings.outbound.kind !== 'natGateway') {
      Annotations.of(this).addInfo('lock: there is nothing to lock: virtual network and way out are owned by others.');
    }
    this.egress = settings.egress;
    this.location = settings.common.location;
    this.dns = settings.dns;
    this.virtualNetwork = this.defineVirtualNetwork(settings);
    this.takeRanges(settings);
    const guard = this.defineSecurityGroup(settings);
    this.networkSecurityGroupId = guard.networkSecurityGroupId;
    const way = defineWayOut(this, settings);
    for (const plan of settings.subnets) {
      const subnet = this.defineSubnet(plan, settings, guard, way);
      this.order.holds(subnet);
      this.subnets.set(plan.key, subnet);
    }
    this.addressPrefixes = settings.subnets.map(({ addressPrefix }) => addressPrefix);
    contributeNetwork(this, settings, this.subnets);
  }

  /**
   * A subnet, by its key.
   *
   * @param key key of the subnet, as in `subnets`.
   * @throws DataGatewayError where there is none.
   */
  public subnet(key = 'members'): IMemberSubnet {
    const found = this.subnets.get(key);
    if (found === undefined) {
      const checks = constructChecks();
      const fix = 'Name it in the `subnets` of the network.';
      checks.add({ property: 'subnet', got: key, allowed: [...this.subnets.keys()].join(', '), fix });
      throwProblems(this, 'GatewayNetwork', checks);
    }
    return found as IMemberSubnet;
  }

  /**
   * Lets members wait for more than the network itself: the rules of a firewall, peerings, the link of a private zone.
   * Without it they may start before their way out is open, and wait for it in vain.
   *
   * What stands in another stack is waited for by the stacks of the clusters that have a subnet of the network, and not by the
   * network itself, which it may need first.
   *
   * @throws DataGatewayError where such a stack comes after the one with the cluster.
   */
  public waitFor(...what: readonly ITerraformDependable[]): void {
    const own = TerraformStack.of(this);
    const here = what.filter((awaited) => (stackOf(awaited) ?? own) === own);
    for (const resource of this.lastOfSubnets) comeAfter(resource, here);
    for (const awaited of what) {
      const stack = stackOf(awaited) ?? own;
      if (stack !== own) this.order.waitFor(stack);
    }
  }

  private settle(props: GatewayNetworkProps): NetworkSettings {
    const checks = constructChecks();
    const placed = inherit(this, props, ['location', 'resourceGroupName', 'tags', 'naming', 'lock']);
    const settings = resolveNetwork(placed, checks);
    if (settings !== undefined && checks.problems.length === 0) claimNetwork(this, settings, checks);
    throwProblems(this, 'GatewayNetwork', checks);
    // Where nothing could be settled, a problem has been reported.
    return settings as NetworkSettings;
  }

  private defineVirtualNetwork(settings: NetworkSettings): VirtualNetworkAttributes {
    const { place, names, common, dns } = settings;
    const { location } = common;
    if (place.network !== undefined) return { ...place.network, location, id: undefined };
    const network = new VirtualNetwork(this, 'virtual-network', {
      name: names.virtualNetwork,
      ...common,
      addressSpace: [...(place.addressSpace ?? [])],
      // Empty and not left out for Azure's own: azurerm keeps the old ones otherwise.
      dnsServers: [...dns.addresses],
      lifecycle: { ignoreChanges: [...KEPT_FOR_LIFE] },
    });
    const { id, name, resourceGroupName } = network;
    if (settings.locks !== undefined) {
      const why = 'Virtual network of data gateways: without it no member reaches anything.';
      const lock = { name: settings.locks.virtualNetwork, resourceId: id, why, children: 'Subnets' };
      this.lock = new DeletionLock(this, 'lock', lock);
    }
    return { id, name, resourceGroupName, location };
  }

  /** The network is known by references to it, and by what it is called. */
  private takeRanges({ place, names, common: { resourceGroupName }, subnets }: NetworkSettings): void {
    const { name, resourceGroupName: group } = this.virtualNetwork;
    const known = [{ virtualNetworkName: name, resourceGroupName: group }];
    if (!place.exists) {
      known.push({ virtualNetworkName: name, resourceGroupName });
      known.push({ virtualNetworkName: names.virtualNetwork, resourceGroupName });
    }
    const prefixes = subnets.map(({ addressPrefix }) => addressPrefix);
    takeRanges(this, known, prefixes, place.ranges);
  }

  private defineSecurityGroup({ names, common, egress, dns, inbound }: NetworkSettings): IGatewaySecurityGroup {
    const { networkSecurityGroup: name } = names;
    return new GatewaySecurityGroup(this, 'guard', { name, ...common, egress, dns, inbound });
  }

  /** Members take the id from what comes last, so that no machine starts in a subnet that is not guarded yet. */
  private defineSubnet(
    plan: SubnetPlan,
    { common: { location }, dns }: NetworkSettings,
    guard: IGatewaySecurityGroup,
    way: WayOut | undefined,
  ): IMemberSubnet {
    const place = new Construct(this, `subnet-${plan.key}`);
    const subnet = new Subnet(place, 'subnet', {
      name: plan.name,
      resourceGroupName: this.virtualNetwork.resourceGroupName,
      virtualNetworkName: this.virtualNetwork.name,
      addressPrefixes: [plan.addressPrefix],
      defaultOutboundAccessEnabled: false,
      lifecycle: { ignoreChanges: ['name', 'resource_group_name', 'virtual_network_name'] },
    });
    this.lock?.guard(plan.key, subnet);
    const { networkSecurityGroupId } = guard;
    const guarded = new SubnetNetworkSecurityGroupAssociation(place, 'guarded', {
      subnetId: subnet.id,
      networkSecurityGroupId,
    });
    const ready = way === undefined ? guarded : connect(place, subnet.id, way, guarded);
    this.lastOfSubnets.push(ready);
    // The argument of the association, which stays known in a plan that replaces it.
    return { subnetId: ready.subnetId, addressPrefix: plan.addressPrefix, location, dns, egress: this.egress };
  }
}
