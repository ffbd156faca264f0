import type { TerraformStack } from 'cdktf';
import {
  Circuit,
  CircuitPhase,
  Circuits,
  ExpressRoute,
  type ExpressRouteProps,
  MicrosoftPeering,
  type MicrosoftPeeringOptions,
  PeeringLinks,
  PrivatePeering,
  type PrivatePeeringOptions,
} from '../../lib/express-route';

import { PowerPlatformGeo, PowerPlatformRoute } from '../../lib/regions';
import { synthesize, type Synthesized } from '../support/synthesize';

const GROUP = '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-network/providers';

export const CIRCUIT_ID = `${GROUP}/Microsoft.Network/expressRouteCircuits/erc-old`;
export const FILTER_ID = `${GROUP}/Microsoft.Network/routeFilters/rf-old`;
export const NETWORK_ID = `${GROUP}/Microsoft.Network/virtualNetworks/vnet-hub`;
export const GATEWAY_ID = `${GROUP}/Microsoft.Network/virtualNetworkGateways/vgw-old`;
export const PORT_ID = `${GROUP}/Microsoft.Network/expressRoutePorts/erp-old`;
export const VAULT_ID = `${GROUP}/Microsoft.KeyVault/vaults/kv-network`;

export const ORDERED = CircuitPhase.ordered();
export const PROVISIONED = CircuitPhase.provisioned();

/** Two circuits, each in a phase of its own. */
export function pair(first = ORDERED, second = first): Circuits {
  return Circuits.pair(
    Circuit.ofProvider({ provider: 'Equinix', peeringLocation: 'Amsterdam', bandwidthMbps: 200, phase: first }),
    Circuit.ofProvider({ provider: 'BT', peeringLocation: 'London', bandwidthMbps: 200, phase: second }),
  );
}

/** Europe and the United Kingdom, over both circuits. */
export function microsoft(options: Partial<MicrosoftPeeringOptions> = {}): MicrosoftPeering {
  return MicrosoftPeering.of({
    route: PowerPlatformRoute.toGeos([PowerPlatformGeo.EUROPE, PowerPlatformGeo.UNITED_KINGDOM]),
    peerAsn: 65_000,
    vlanId: 200,
    routingRegistry: 'RIPENCC',
    circuits: {
      amsterdam: { links: PeeringLinks.of({ ipv4: '20.1.0.0/29' }), advertisedPrefixes: ['20.1.1.0/28'] },
      london: { links: PeeringLinks.of({ ipv4: '20.2.0.0/29' }), advertisedPrefixes: ['20.2.1.0/28'] },
    },
    ...options,
  });
}

/** Virtual networks, over both circuits. */
export function privatePeering(options: Partial<PrivatePeeringOptions> = {}): PrivatePeering {
  return PrivatePeering.of({
    peerAsn: 65_000,
    vlanId: 100,
    circuits: {
      amsterdam: { links: PeeringLinks.of({ ipv4: '172.16.0.0/29' }) },
      london: { links: PeeringLinks.of({ ipv4: '172.16.0.8/29' }) },
    },
    ...options,
  });
}

/** The least that an ExpressRoute needs. */
export function minimalProps(): ExpressRouteProps {
  return { name: 'power-platform', location: 'westeurope', resourceGroupName: 'rg-network', circuits: pair() };
}

/** An ExpressRoute in a stack of its own. */
export function expressRoute(
  props: Partial<ExpressRouteProps> = {},
  more: (route: ExpressRoute, stack: TerraformStack) => void = () => undefined,
): Synthesized<ExpressRoute> {
  return synthesize((stack) => {
    const route = new ExpressRoute(stack, 'express-route', { ...minimalProps(), ...props });
    more(route, stack);
    return route;
  });
}
