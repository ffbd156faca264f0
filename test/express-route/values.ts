import {
  Circuit,
  CircuitPhase,
  Circuits,
  MicrosoftPeering,
  type MicrosoftPeeringOptions,
  type MicrosoftPeeringOnCircuit,
  PeeringLinks,
  PrivatePeering,
  type ProviderCircuitOptions,
} from '../../lib/express-route';
import { PowerPlatformGeo } from '../../lib/regions/geos/power-platform-geos';
import { PowerPlatformRoute } from '../../lib/regions/route/power-platform-route';

/** A circuit through a carrier, provisioned. */
export function circuitIn(peeringLocation: string, options: Partial<ProviderCircuitOptions> = {}): Circuit {
  const phase = CircuitPhase.provisioned();
  return Circuit.ofProvider({ provider: 'Equinix', peeringLocation, bandwidthMbps: 200, phase, ...options });
}

/** Two circuits in Europe. */
export const pair = (): Circuits => Circuits.pair(circuitIn('Amsterdam'), circuitIn('London'));

/** What Microsoft peering has at Amsterdam, and at London. */
export const amsterdam: MicrosoftPeeringOnCircuit = {
  links: PeeringLinks.of({ ipv4: '203.0.113.0/29' }),
  advertisedPrefixes: ['203.0.113.64/27'],
};
export const london: MicrosoftPeeringOnCircuit = {
  links: PeeringLinks.of({ ipv4: ['198.51.100.0/30', '198.51.100.4/30'] }),
  advertisedPrefixes: ['198.51.100.64/27'],
};

/** Microsoft peering to Europe over the pair. */
export function microsoftPeering(options: Partial<MicrosoftPeeringOptions> = {}): MicrosoftPeering {
  return MicrosoftPeering.of({
    route: PowerPlatformRoute.toGeos([PowerPlatformGeo.EUROPE]),
    peerAsn: 3333,
    vlanId: 200,
    routingRegistry: 'RIPENCC',
    circuits: { amsterdam, london },
    ...options,
  });
}

/** Private peering over the pair. */
export function privatePeering(): PrivatePeering {
  const links = (ipv4: string): PeeringLinks => PeeringLinks.of({ ipv4 });
  return PrivatePeering.of({
    peerAsn: 64600,
    vlanId: 100,
    circuits: { amsterdam: { links: links('10.255.0.0/29') }, london: { links: links('10.255.0.8/29') } },
  });
}
