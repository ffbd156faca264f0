import { contains, isPublic, prefixLength } from './ipv4';
import { HOST_ADDRESS, METADATA_ADDRESS, type World } from './service-tags';
import { type Block, type Configuration, isUnknown } from './terraform';

/** Where a route sends a flow, in Azure's words. */
export type NextHop = 'VirtualAppliance' | 'Internet' | 'VnetLocal' | 'VirtualNetworkGateway' | 'None';

/** A user-defined route, or one of Azure's own. */
export interface Route {
  readonly prefix: string;
  readonly nextHop: NextHop;
  /** Address of the appliance. */
  readonly address?: string;
}

/** A route table with its routes. */
export interface RouteTable {
  /** What associations write: `${azurerm_route_table.x.id}`. */
  readonly id: string;
  readonly routes: readonly Route[];
}

/** The route tables of a configuration: routes within the table, and routes that are resources of their own. */
export function routeTables(configuration: Configuration): readonly RouteTable[] {
  const apart = configuration.ofType('azurerm_route');
  const tables = configuration.ofType('azurerm_route_table');
  const lost = apart.find((route) => !tables.some((table) => belongs(route, table)));
  if (lost !== undefined) throw new Error(`${lost.address} is of a table that is not here`);
  return tables.map((table) => {
    const blocks = [...table.blocks('route'), ...apart.filter((route) => belongs(route, table))];
    return { id: table.id, routes: blocks.map(userRoute) };
  });
}

function belongs(route: Block, table: Block): boolean {
  return (
    route.text('route_table_name') === table.text('name') &&
    route.text('resource_group_name') === table.text('resource_group_name')
  );
}

function userRoute(block: Block): Route {
  const prefix = block.text('address_prefix');
  const nextHop = block.word('next_hop_type', [
    'VirtualAppliance',
    'Internet',
    'VnetLocal',
    'VirtualNetworkGateway',
    'None',
  ]);
  const address = block.optionalText('next_hop_in_ip_address');
  if ((nextHop === 'VirtualAppliance') !== (address !== undefined))
    throw new Error(`${block.address}: an address belongs to the next hop VirtualAppliance, and to no other`);
  return { prefix, nextHop, ...(address === undefined ? {} : { address }) };
}

/** Prefixes that Azure drops where nothing else is said (azure-docs, virtual-networks-udr-overview.md, 2023-05-27). */
const DROPPED = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];

/**
 * The route that a flow takes to an address: the longest prefix wins, and among equals the user's (the same page). Routes
 * that a gateway learns are not known here.
 *
 * @returns `host` for what Azure's host serves itself, whatever the routes.
 */
export function routeTo(address: string, routes: readonly Route[], world: World): Route | 'host' {
  if (address === HOST_ADDRESS || address === METADATA_ADDRESS) return 'host';
  if (isUnknown(address)) throw new Error(`no route can be told to ${address}: give its value`);
  const system: readonly Route[] = [
    ...world.virtualNetwork.map((prefix) => ({ prefix, nextHop: 'VnetLocal' as const })),
    ...DROPPED.map((prefix) => ({ prefix, nextHop: 'None' as const })),
    { prefix: '0.0.0.0/0', nextHop: 'Internet' },
  ];
  // The sort keeps the order of equals: what is first stays first.
  const [best] = [...routes, ...system]
    .filter(({ prefix }) => contains(prefix, address))
    .sort((a, b) => prefixLength(b.prefix) - prefixLength(a.prefix));
  if (best === undefined) throw new Error(`no route to ${address}`);
  if (best.nextHop === 'Internet' && !isPublic(address)) return { ...best, nextHop: 'None' };
  return best;
}
