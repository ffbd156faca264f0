import type { AzureCloudName } from '../../regions/azure-clouds';
import type { DirectGbps, ProviderMbps } from './circuit-bandwidth';
import type { CircuitPhase } from './circuit-phase';
import type { GeopoliticalArea } from './peering-locations';

/** How data that leaves Azure is paid. */
export type CircuitBilling = 'metered' | 'unlimited';

/** How far a circuit reaches: regions beside it, its geopolitical area, or all areas of its cloud. */
export type CircuitTier = 'Local' | 'Standard' | 'Premium';

/** Options of every circuit. */
export interface CircuitOptions {
  /**
   * Peering location as Azure writes it: `Amsterdam`, `London2`, `Zurich Metro`. Fixed for the life of the circuit: another
   * one is another circuit. `az network express-route list-service-providers` lists them by carrier.
   */
  readonly peeringLocation: string;

  /**
   * How data that leaves Azure is paid. From metered to unlimited it can be changed later, never back (MicrosoftDocs/
   * azure-docs, expressroute-faqs, 2026-03-31).
   *
   * @default 'metered'
   */
  readonly billing?: CircuitBilling;

  /**
   * Tier, where more is wanted than reach needs: Premium for more routes or more virtual networks. Less is refused. `Local`
   * is for a single site, with unlimited data, and reaches the regions beside the location alone.
   *
   * @default Standard where all regions lie in the circuit's geopolitical area, Premium otherwise
   */
  readonly tier?: CircuitTier;

  /**
   * Geopolitical area of the peering location.
   *
   * @default that of the location, as of `PEERING_LOCATION_SOURCE`; required for a location that is not listed there
   */
  readonly geopoliticalArea?: GeopoliticalArea;

  /**
   * Cloud of the circuit: a circuit reaches regions of its own cloud alone.
   *
   * @default 'AzureCloud'
   */
  readonly azureCloud?: AzureCloudName;

  /**
   * What the circuit is called inside the stack; names and addresses are made of it.
   *
   * @default the peering location in lower case, with hyphens: `silicon-valley2`
   */
  readonly key?: string;

  /**
   * How far the carrier is, or the cross-connects of your own ports. Without default: leaving it out of a circuit that runs
   * would remove its peerings.
   */
  readonly phase: CircuitPhase;
}

/** Options of a circuit through a carrier. */
export interface ProviderCircuitOptions extends CircuitOptions {
  /** Carrier as Azure writes it: `Equinix`. Fixed for the life of the circuit. */
  readonly provider: string;

  /**
   * Bandwidth in Mbps. It can be raised later; lowering it replaces the circuit, with an outage and a new order.
   */
  readonly bandwidthMbps: ProviderMbps;
}

/** Options of a circuit on a port pair of your own (ExpressRoute Direct). */
export interface DirectCircuitOptions extends CircuitOptions {
  /** Resource id of the port pair: `/subscriptions/…/providers/Microsoft.Network/expressRoutePorts/…`. */
  readonly portId: string;

  /** Bandwidth in Gbps: 1, 2, 5 or 10 on ports of 10 Gbps; 5, 10, 40 or 100 on ports of 100 Gbps. It can be raised later. */
  readonly bandwidthGbps: DirectGbps;

  /**
   * Whether Azure holds the circuit to its bandwidth; without it, it may use the port's.
   *
   * @default false, as azurerm has it
   */
  readonly rateLimiting?: boolean;
}
