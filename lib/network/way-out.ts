import { NatGateway } from '@cdktf/provider-azurerm/lib/nat-gateway';
import { NatGatewayPublicIpAssociation } from '@cdktf/provider-azurerm/lib/nat-gateway-public-ip-association';
import { PublicIp } from '@cdktf/provider-azurerm/lib/public-ip';
import { RouteTable } from '@cdktf/provider-azurerm/lib/route-table';
import { SubnetNatGatewayAssociation } from '@cdktf/provider-azurerm/lib/subnet-nat-gateway-association';
import { SubnetRouteTableAssociation } from '@cdktf/provider-azurerm/lib/subnet-route-table-association';
import type { ITerraformDependable, TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import { KEPT_FOR_LIFE } from '../common/azure-rules';
import { DeletionLock } from '../terraform/deletion-lock';
import type { NetworkSettings } from './network-settings';

/** The way out of all subnets: what it is, and what must be there before it is used. */
export interface WayOut {
  readonly kind: 'natGateway' | 'routeTable';
  readonly id: string;
  readonly ready: readonly ITerraformDependable[];
}

/** A running network is not replaced by a changed name: everything in it would be cut, and Azure would refuse half-way. */
const KEPT = { ignoreChanges: [...KEPT_FOR_LIFE] };
const KEPT_IN_ZONE = { ignoreChanges: [...KEPT_FOR_LIFE, 'zones'] };

/** Makes the way out of a network, where it is made here; nothing where there is none. */
export function defineWayOut(network: Construct, settings: NetworkSettings): WayOut | undefined {
  const { outbound } = settings;
  switch (outbound.kind) {
    case 'natGateway':
      return defineNatGateway(network, settings);
    case 'firewall':
      return defineRouteTable(network, settings);
    case 'existingNatGateway':
      return { kind: 'natGateway', id: String(outbound.id), ready: [] };
    case 'existingRouteTable':
      return { kind: 'routeTable', id: String(outbound.id), ready: [] };
    default:
      return undefined;
  }
}

function defineNatGateway(network: Construct, { names, common, outbound, locks }: NetworkSettings): WayOut {
  const { zone, idleTimeoutMinutes } = outbound.nat;
  const zones = zone === undefined ? {} : { zones: [String(zone)] };
  const address = new PublicIp(network, 'egress-address', {
    name: names.publicIp,
    ...common,
    allocationMethod: 'Static',
    sku: 'Standard',
    ...zones,
    lifecycle: KEPT_IN_ZONE,
  });
  if (locks !== undefined) {
    const why = 'Public address of data gateways: others let it in, and Azure never gives the same one again.';
    new DeletionLock(network, 'egress-lock', { name: locks.publicIp, resourceId: address.id, why });
  }
  const gateway = new NatGateway(network, 'egress', {
    name: names.natGateway,
    ...common,
    skuName: 'Standard',
    idleTimeoutInMinutes: idleTimeoutMinutes,
    ...zones,
    lifecycle: KEPT_IN_ZONE,
  });
  const addressed = new NatGatewayPublicIpAssociation(network, 'egress-public-address', {
    natGatewayId: gateway.id,
    publicIpAddressId: address.id,
  });
  return { kind: 'natGateway', id: gateway.id, ready: [addressed] };
}

function defineRouteTable(network: Construct, { names, common, outbound }: NetworkSettings): WayOut {
  const { privateIpAddress, keepLearnedRoutes } = outbound.firewall;
  const table = new RouteTable(network, 'routes', {
    name: names.routeTable,
    ...common,
    bgpRoutePropagationEnabled: keepLearnedRoutes,
    route: [
      {
        name: 'everything-by-the-firewall',
        addressPrefix: '0.0.0.0/0',
        nextHopType: 'VirtualAppliance',
        nextHopInIpAddress: privateIpAddress,
      },
    ],
    lifecycle: KEPT,
  });
  return { kind: 'routeTable', id: table.id, ready: [] };
}

/** One association after the other: Azure changes a subnet once at a time. */
export function connect(
  place: Construct,
  subnetId: string,
  way: WayOut,
  guarded: TerraformResource,
): TerraformResource & { readonly subnetId: string } {
  const dependsOn = [guarded, ...way.ready];
  return way.kind === 'natGateway'
    ? new SubnetNatGatewayAssociation(place, 'connected', { subnetId, natGatewayId: way.id, dependsOn })
    : new SubnetRouteTableAssociation(place, 'connected', { subnetId, routeTableId: way.id, dependsOn });
}
