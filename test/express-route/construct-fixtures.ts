import { App, type TerraformStack, Testing } from 'cdktf';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Circuit,
  CircuitPhase,
  Circuits,
  ExpressRoute,
  type ExpressRouteGatewayProps,
  type ExpressRouteProps,
  GatewaySubnet,
  MicrosoftPeering,
  type MicrosoftPeeringOptions,
  PeeringLinks,
  PrivatePeering,
  type PrivatePeeringOptions,
} from '../../lib/express-route';

import { PowerPlatformGeo, PowerPlatformRoute } from '../../lib/regions';
import { type Block, newStack, synthesize, type Synthesized } from '../support/synthesize';

const GROUP = '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-network/providers';

export const CIRCUIT_ID = `${GROUP}/Microsoft.Network/expressRouteCircuits/erc-old`;
export const FILTER_ID = `${GROUP}/Microsoft.Network/routeFilters/rf-old`;
export const NETWORK_ID = `${GROUP}/Microsoft.Network/virtualNetworks/vnet-hub`;
export const GATEWAY_ID = `${GROUP}/Microsoft.Network/virtualNetworkGateways/vgw-old`;
export const PORT_ID = `${GROUP}/Microsoft.Network/expressRoutePorts/erp-old`;
export const VAULT_ID = `${GROUP}/Microsoft.KeyVault/vaults/kv-network`;

export const ORDERED = CircuitPhase.ordered();
export const PROVISIONED = CircuitPhase.provisioned();

/** A day on which no data is old: what is said of its age must not change with the calendar. */
process.env['SOURCE_DATE_EPOCH'] = String(Date.UTC(2026, 10, 22) / 1000);

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
      amsterdam: { links: PeeringLinks.of({ ipv4: '203.0.113.0/29' }), advertisedPrefixes: ['203.0.113.64/27'] },
      london: { links: PeeringLinks.of({ ipv4: '198.51.100.0/29' }), advertisedPrefixes: ['198.51.100.64/27'] },
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

/** The least that a gateway needs. */
export function gatewayProps(): ExpressRouteGatewayProps {
  return {
    name: 'hub',
    location: 'westeurope',
    resourceGroupName: 'rg-network',
    subnet: GatewaySubnet.create({ virtualNetworkId: NETWORK_ID, addressPrefix: '10.60.255.0/27' }),
  };
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

/** An ExpressRoute that carries everything, over circuits that are there. */
export function provisioned(props: Partial<ExpressRouteProps> = {}): Synthesized<ExpressRoute> {
  return expressRoute({
    circuits: pair(PROVISIONED),
    microsoftPeering: microsoft(),
    privatePeering: privatePeering(),
    ...props,
  });
}

/** A block of a type, by a word in its address. */
export function block({ resources }: Synthesized<unknown>, type: string, word: string): Block {
  const found = Object.entries(resources).filter(
    ([address]) => address.startsWith(`${type}.`) && address.includes(word),
  );
  if (found.length !== 1) throw new Error(`${String(found.length)} blocks of ${type} with ${word}`);
  return found[0]?.[1] as Block;
}

/** What a whole app writes beside its stack, read as people get it. */
export function written(props: ExpressRouteProps): { readonly path: string; readonly text: string } {
  const outdir = mkdtempSync(join(tmpdir(), 'express-route-'));
  try {
    const app = Testing.stubVersion(new App({ outdir, stackTraces: false }));
    const { report } = new ExpressRoute(newStack(app), 'express-route', props);
    app.synth();
    return { path: report, text: readFileSync(join(outdir, 'stacks/stack', report), 'utf8') };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
