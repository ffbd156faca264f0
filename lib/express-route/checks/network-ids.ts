import { Fn, ref, Token } from 'cdktf';
import { armId } from '../../common/azure-rules';
import { isComputedByTerraform } from '../../terraform/construct-checks';

const PROVIDER = 'Microsoft.Network';

/** Id of a circuit. */
export const CIRCUIT_ID = armId(
  PROVIDER,
  ['expressRouteCircuits'],
  'Give the resource id of the circuit (`az network express-route show --query id`).',
);

/** Id of a route filter. */
export const ROUTE_FILTER_ID = armId(
  PROVIDER,
  ['routeFilters'],
  'Give the resource id of the route filter (`az network route-filter show --query id`).',
);

/** Id of a gateway. */
export const GATEWAY_ID = armId(
  PROVIDER,
  ['virtualNetworkGateways'],
  'Give the resource id of the gateway (`az network vnet-gateway show --query id`).',
);

/** Id of a virtual network. */
export const VIRTUAL_NETWORK_ID = armId(
  PROVIDER,
  ['virtualNetworks'],
  'Give the resource id of the virtual network (`az network vnet show --query id`), not its name.',
);

/** Where in an id its parts stand: /subscriptions/2/resourceGroups/4/providers/…/TYPE/8. */
const PLACES = { resourceGroupName: 4, name: 8 } as const;

/** A part of the id of a network resource, which Terraform takes out where only it knows the id. */
export function partOfId(id: string, part: keyof typeof PLACES): string {
  const place = PLACES[part];
  if (!isComputedByTerraform(id)) return id.split('/')[place] ?? '';
  return Fn.element(Fn.split('/', asArgument(id)), place) as string;
}

/** An id to compare with: Azure answers with cases of its own. */
export function lowerCaseId(id: string): string {
  return isComputedByTerraform(id) ? Fn.lower(asArgument(id)) : id.toLowerCase();
}

/** What is written as an expression must be marked as one, or cdktf takes it for a text. */
function asArgument(id: string): string {
  const expression = /^\$\{([^{}]+)\}$/.exec(id)?.[1];
  return expression === undefined || Token.isUnresolved(id) ? id : (ref(expression) as unknown as string);
}
