import { Subnet } from '@cdktf/provider-azurerm/lib/subnet';
import { SubnetNatGatewayAssociation } from '@cdktf/provider-azurerm/lib/subnet-nat-gateway-association';
import { SubnetNetworkSecurityGroupAssociation } from '@cdktf/provider-azurerm/lib/subnet-network-security-group-association';
import { SubnetRouteTableAssociation } from '@cdktf/provider-azurerm/lib/subnet-route-table-association';
import { Fn, type ITerraformDependable, ref, TerraformStack, Token } from 'cdktf';
import type { Construct } from 'constructs';
import { NAT_GATEWAY_ID, ROUTE_TABLE_ID, SECURITY_GROUP_ID } from '../../common/azure-rules';
import type { Checks } from '../../common/checks';
import { isComputedByTerraform } from '../../terraform/construct-checks';
import { beside } from '../../terraform/order';
import { claim } from '../../terraform/claims';
import { comparable } from '../../terraform/tree';
import { DELEGATION_ACTIONS, type PowerPlatformDelegation } from './delegations';
import type { SubnetNames } from './network-rules';
import { type DelegatedSubnetEndpoint, serviceEndpointArguments } from './service-endpoints';

/** What stands between a subnet and the rest of the world. */
export interface SubnetGuards {
  /**
   * Resource id of an existing network security group for the subnet.
   *
   * @default none
   */
  readonly networkSecurityGroupId?: string;

  /**
   * Resource id of an existing NAT gateway for the subnet.
   *
   * @default none
   */
  readonly natGatewayId?: string;

  /**
   * Resource id of an existing route table for the subnet. A default route to a firewall may cut off storage in the same region:
   * the service endpoint Microsoft.Storage of a DelegatedSubnet mends that.
   *
   * @default none
   */
  readonly routeTableId?: string;
}

/** A subnet, settled. */
export interface GuardedSubnetSettings {
  readonly names: SubnetNames;
  readonly addressPrefix: string;
  readonly delegation: PowerPlatformDelegation;
  readonly endpoints: readonly DelegatedSubnetEndpoint[];
  readonly guards: Readonly<Partial<Record<keyof SubnetGuards, string | undefined>>>;
  readonly options: SubnetOptions;
  readonly after: ITerraformDependable | undefined;
}

/** Options that subnets of both delegations have. */
export interface SubnetOptions {
  /** @default false */
  readonly defaultOutboundAccess?: boolean;
  /** @default true */
  readonly preventDestroy?: boolean;
}

/** Reports options of a subnet that are none. */
export function checkSubnetOptions({ defaultOutboundAccess, preventDestroy }: SubnetOptions, checks: Checks): void {
  checks.flag('defaultOutboundAccess', defaultOutboundAccess, 'Leave it out for false.');
  checks.flag('preventDestroy', preventDestroy, 'Leave it out for true.');
}

/** Takes a subnet for a construct, in its stack, which stands for a subscription; reports one that another has taken. */
export function claimSubnet(construct: Construct, names: SubnetNames, property: string, checks: Checks): void {
  const { subnetName, virtualNetworkName, resourceGroupName } = names;
  const stack = TerraformStack.of(construct).node.path;
  const what = ['subnet', stack, comparable(construct, [resourceGroupName, virtualNetworkName, subnetName])]
    .join(' ')
    .toLowerCase();
  const owner = claim(construct, what);
  if (owner === undefined) return;
  const allowed = `a name that '${owner.node.path}' has not taken in this virtual network`;
  const fix = 'Choose another name: services share no subnet, and gateways share one DelegatedSubnet.';
  checks.add({ property, got: subnetName, allowed, fix });
}

/** Reports ids of guards that are none. */
export function checkGuards(guards: SubnetGuards, checks: Checks): void {
  const { networkSecurityGroupId, natGatewayId, routeTableId } = guards;
  if (networkSecurityGroupId !== undefined)
    checks.text('networkSecurityGroupId', networkSecurityGroupId, SECURITY_GROUP_ID);
  if (natGatewayId !== undefined) checks.text('natGatewayId', natGatewayId, NAT_GATEWAY_ID);
  if (routeTableId !== undefined) checks.text('routeTableId', routeTableId, ROUTE_TABLE_ID);
}

/**
 * Makes a subnet and what guards it, one after another.
 *
 * @returns its resource id, read from what guards it last: whoever uses it comes after all guards.
 */
export function defineGuardedSubnet(scope: Construct, settings: GuardedSubnetSettings): string {
  const { names, guards, options } = settings;
  const { natGatewayId, networkSecurityGroupId, routeTableId } = guards;
  const after = beside(scope, settings.after === undefined ? [] : [settings.after]);
  const subnet = new Subnet(scope, 'subnet', {
    name: names.subnetName,
    resourceGroupName: names.resourceGroupName,
    virtualNetworkName: names.virtualNetworkName,
    addressPrefixes: [settings.addressPrefix],
    delegation: [
      {
        name: 'power-platform',
        serviceDelegation: { name: settings.delegation, actions: [...DELEGATION_ACTIONS] },
      },
    ],
    ...serviceEndpointArguments(settings.endpoints),
    defaultOutboundAccessEnabled: options.defaultOutboundAccess ?? false,
    lifecycle: { preventDestroy: options.preventDestroy ?? true },
    ...(after.length === 0 ? {} : { dependsOn: [...after] }),
  });
  let subnetId = subnet.id;
  if (routeTableId !== undefined)
    ({ subnetId } = new SubnetRouteTableAssociation(scope, 'route-table-association', { subnetId, routeTableId }));
  if (natGatewayId !== undefined)
    ({ subnetId } = new SubnetNatGatewayAssociation(scope, 'nat-gateway-association', { subnetId, natGatewayId }));
  if (networkSecurityGroupId !== undefined) {
    const guarded = { subnetId, networkSecurityGroupId };
    ({ subnetId } = new SubnetNetworkSecurityGroupAssociation(scope, 'security-group-association', guarded));
  }
  return subnetId;
}

/** Where in a subnet's id its parts stand: /subscriptions/2/resourceGroups/4/…/virtualNetworks/8/subnets/10. */
const PLACES = { subscriptionId: 2, resourceGroupName: 4, virtualNetworkName: 8, subnetName: 10 } as const;

/** A part of the id of a subnet, which Terraform takes out where only it knows the id. */
export function partOfSubnetId(subnetId: string, part: keyof typeof PLACES): string {
  return segment(subnetId, '/', PLACES[part]);
}

/** The id of the virtual network of a subnet. */
export function networkOfSubnetId(subnetId: string): string {
  return segment(subnetId, '/subnets/', 0);
}

function segment(subnetId: string, separator: string, place: number): string {
  // An id may be written out but for some of its names: those are tokens, which hold no slash.
  if (!isComputedByTerraform(subnetId) || subnetId.startsWith('/subscriptions/'))
    return subnetId.split(separator)[place] ?? '';
  const expression = /^\$\{([^{}]+)\}$/.exec(subnetId)?.[1];
  // What is written as an expression must be marked as one, or cdktf takes it for a text.
  const id = expression === undefined || Token.isUnresolved(subnetId) ? subnetId : ref(expression);
  return Fn.element(Fn.split(separator, id as string), place) as string;
}
