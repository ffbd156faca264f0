import type { PowerPlatformRoute } from '../../regions/route/power-platform-route';
import type { SecretInState } from '../secrets/secret-in-state';
import type { PeeringLinks } from './peering-links';

/** Registries that Microsoft looks prefixes and numbers up in (expressroute-routing, 2026-03-12). */
export const ROUTING_REGISTRIES = ['ARIN', 'APNIC', 'AFRINIC', 'LACNIC', 'RIPENCC', 'RADB', 'ALTDB'] as const;

/** A routing registry. */
export type RoutingRegistry = (typeof ROUTING_REGISTRIES)[number];

/** What Microsoft peering has at one circuit. */
export interface MicrosoftPeeringOnCircuit {
  /** Ranges of the two links: public ones that you own, of IPv4 and perhaps IPv6 too; others at each circuit. */
  readonly links: PeeringLinks;

  /**
   * Public IPv4 ranges that you announce there, and that your network's addresses are translated to (NAT): 1 to 200, owned
   * by you, and others at each circuit, so that an answer comes back by the circuit that the question took.
   */
  readonly advertisedPrefixes: readonly string[];

  /**
   * Public IPv6 ranges that you announce there. Only with links of IPv6.
   *
   * @default none
   */
  readonly advertisedIpv6Prefixes?: readonly string[];

  /**
   * VLAN of the peering at this circuit, 1 to 4094.
   *
   * @default that of the peering
   */
  readonly vlanId?: number;

  /**
   * Key that BGP sessions are signed with (MD5), 1 to 25 characters.
   *
   * @default none
   */
  readonly bgpKey?: SecretInState;
}

/** Options of Microsoft peering. */
export interface MicrosoftPeeringOptions {
  /** What it carries: the communities of the route filter, made of geos. */
  readonly route: PowerPlatformRoute;

  /** Number of your autonomous system. A private one is stripped from paths, and Microsoft checks prefixes by hand. */
  readonly peerAsn: number;

  /**
   * Number of the system that the prefixes are registered to, where that is another.
   *
   * @default the same
   */
  readonly customerAsn?: number;

  /** VLAN of the peering, 1 to 4094; no other peering of the circuit has it. */
  readonly vlanId: number;

  /** What it has at each circuit, by the circuit's key: `{ amsterdam: {…}, london: {…} }`. */
  readonly circuits: Readonly<Record<string, MicrosoftPeeringOnCircuit>>;

  /** Registry in which prefixes and numbers are yours. */
  readonly routingRegistry: RoutingRegistry;
}
