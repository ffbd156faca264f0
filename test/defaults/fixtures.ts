import { type App, type TerraformStack, Testing } from 'cdktf';
import type { Construct } from 'constructs';
import {
  CircuitConnection,
  DelegatedSubnet,
  DelegatedSubnetRules,
  DnsServers,
  ExpressRoute,
  ExpressRouteConnections,
  ExpressRouteGateway,
  GatewayCluster,
  GatewayEstate,
  GatewayNetwork,
  GatewaySecurityGroup,
  Capacity,
  RouteFilter,
  VirtualNetworkSupport,
} from '../../lib';
import * as route from '../express-route/construct-fixtures';
import * as network from '../network/fixtures';
import { minimalProps } from '../support/fixtures';
import { type Block, newStack, type StackJson } from '../support/synthesize';
import * as vnet from '../vnet-gateway/fixtures';

/** An app of some stacks with the provider that every resource needs. */
export function stacks<K extends string>(...names: readonly K[]): { readonly app: App } & Record<K, TerraformStack> {
  const app = Testing.app();
  return { app, ...Object.fromEntries(names.map((name) => [name, newStack(app, name)])) } as never;
}

/** The resources of a stack, by address; validated. */
export function resourcesIn(stack: TerraformStack): Readonly<Record<string, Block>> {
  const { resource = {} } = JSON.parse(Testing.synth(stack, true)) as StackJson;
  return Object.fromEntries(
    Object.entries(resource).flatMap(([type, blocks]) =>
      Object.entries(blocks).map(([name, block]) => [`${type}.${name}`, block]),
    ),
  );
}

function without<T extends object, K extends keyof T>(props: T, ...names: readonly K[]): Omit<T, K> {
  return Object.fromEntries(Object.entries(props).filter(([name]) => !names.includes(name as K))) as Omit<T, K>;
}

const PLACE = ['location', 'resourceGroupName'] as const;

/** Every construct that reads defaults, given nothing that they say. */
export const CONSTRUCTS: Readonly<Record<string, (scope: Construct) => unknown>> = {
  GatewayCluster: (scope) => new GatewayCluster(scope, 'cluster', without(minimalProps(), ...PLACE)),
  GatewayEstate: (scope) =>
    new GatewayEstate(scope, 'estate', {
      ...without(minimalProps(), ...PLACE, 'members'),
      refresh: { capacity: Capacity.forRefreshes({ concurrent: 4, averageDatasetGiB: 1 }) },
    }),
  GatewayNetwork: (scope) => new GatewayNetwork(scope, 'network', without(network.minimalNetwork(), ...PLACE)),
  GatewaySecurityGroup: (scope) =>
    new GatewaySecurityGroup(scope, 'guard', { name: 'nsg-finance', egress: network.tags(), dns: DnsServers.azure() }),
  DelegatedSubnet: (scope) =>
    new DelegatedSubnet(scope, 'subnet', {
      ...without(vnet.subnetProps(), ...PLACE),
      securityRules: DelegatedSubnetRules.of({ sources: [vnet.SQL] }),
    }),
  VirtualNetworkSupport: (scope) =>
    new VirtualNetworkSupport(scope, 'support', {
      ...vnet.supportProps(),
      networks: [
        without(vnet.supportNetwork('westeurope', '10.20.8.0/25'), ...PLACE),
        without(vnet.supportNetwork('northeurope', '10.21.8.0/25'), 'resourceGroupName'),
      ],
    }),
  ExpressRoute: (scope) =>
    new ExpressRoute(scope, 'express-route', {
      ...without(route.minimalProps(), ...PLACE),
      circuits: route.pair(route.PROVISIONED),
      microsoftPeering: route.microsoft(),
    }),
  RouteFilter: (scope) => new RouteFilter(scope, 'filter', { name: 'power-platform', route: route.microsoft().route }),
  ExpressRouteGateway: (scope) => new ExpressRouteGateway(scope, 'gateway', without(route.gatewayProps(), ...PLACE)),
  ExpressRouteConnections: (scope) =>
    new ExpressRouteConnections(scope, 'connections', {
      name: 'hub',
      gateway: ExpressRouteGateway.fromExpressRouteGatewayAttributes(scope, 'other', {
        gatewayId: route.GATEWAY_ID,
        location: 'westeurope',
        resourceGroupName: 'rg-all',
      }),
      circuits: [{ key: 'a', circuitId: route.CIRCUIT_ID, isProvisioned: true, hasPrivatePeering: true, ready: [] }],
      connections: [CircuitConnection.toCircuit('a')],
    }),
};
