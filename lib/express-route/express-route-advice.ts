import type { CircuitPlan } from './circuits/circuit-configuration';
import { tierNeed } from './circuits/circuit-tier';
import { GATEWAY_REMAINS, NOT_CARRIED } from './report/not-carried';

/** What an app holds beside its circuits, as far as it matters for them. */
export interface ExpressRouteNeighbours {
  /** Whether there is a gateway cluster or a VNet data gateway. */
  readonly hasDataGateway: boolean;
  /** Whether members of a cluster run in Azure. */
  readonly hasMembersInAzure: boolean;
  /** Whether environments reach virtual networks by Virtual Network support. */
  readonly hasVirtualNetworkSupport: boolean;
  /** Services that Microsoft peering does not carry, by the types of their resources. */
  readonly notCarried: readonly string[];
  /** Whether something connects a virtual network to a circuit. */
  readonly hasConnection: boolean;
}

/** Which peerings circuits have. */
export interface PeeringsInUse {
  readonly microsoft: boolean;
  readonly private: boolean;
  /** Whether a carrier is done, so that there is something to connect with. */
  readonly provisioned: boolean;
}

/** Services that Microsoft peering does not carry, by the beginnings of their resources' types (expressroute-faqs, 2026-03-31). */
export const TYPES_NOT_CARRIED: Readonly<Record<string, string>> = {
  azurerm_logic_app_: 'Logic Apps',
  azurerm_cdn_: 'content delivery networks and Front Door',
  azurerm_frontdoor: 'content delivery networks and Front Door',
  azurerm_traffic_manager_: 'Traffic Manager',
};

/**
 * What a stack looks like that expects something of ExpressRoute which it does not do.
 *
 * @param reportPath where the report lies.
 */
export function adviseOnNeighbours(
  peerings: PeeringsInUse,
  neighbours: ExpressRouteNeighbours,
  reportPath: string,
): readonly string[] {
  const { hasDataGateway, hasMembersInAzure, hasVirtualNetworkSupport, notCarried, hasConnection } = neighbours;
  const notes: string[] = [];
  if (peerings.microsoft) {
    const what = NOT_CARRIED.map((row) => row.what).join('; ');
    notes.push(`Not over ExpressRoute: ${what}. ${reportPath} says what goes which way.`);
    if (!hasDataGateway) notes.push(`${GATEWAY_REMAINS} There is none in this app: nothing to do if you have one.`);
    if (notCarried.length > 0)
      notes.push(`This app has ${notCarried.join(', ')}: they are not reached over Microsoft peering.`);
    if (hasVirtualNetworkSupport)
      notes.push(
        'Virtual Network support does without ExpressRoute: between Power Platform and Azure nothing takes it.',
      );
  }
  if (peerings.microsoft && !peerings.private && hasMembersInAzure) {
    notes.push(
      'Members that run in Azure reach Microsoft without ExpressRoute. Sources in your own network they reach over private ' +
        'peering, which these circuits do not have.',
    );
  }
  if (peerings.private && peerings.provisioned && !hasConnection)
    notes.push(
      'Private peering reaches nothing: no virtual network is connected in this app (ExpressRouteConnections).',
    );
  return notes;
}

/**
 * Why a circuit becomes Premium where nobody asked for it.
 *
 * @param reached regions of the geos, and of the virtual networks.
 */
export function premiumNote({ circuit, tier, existingId }: CircuitPlan, reached: readonly string[]): readonly string[] {
  if (tier !== 'Premium' || circuit.requestedTier !== undefined || existingId !== undefined) return [];
  const { outside } = tierNeed(circuit.geopoliticalArea, reached);
  const why =
    outside.length > 0
      ? `${outside.join(', ')} ${outside.length === 1 ? 'lies' : 'lie'} outside ${String(circuit.geopoliticalArea)}`
      : 'whether Standard reaches all its regions is not known';
  return [
    `Circuit ${circuit.key} is Premium, which costs more than Standard: ${why}. Write tier: 'Premium' if that is meant; a ` +
      'circuit that is Standard today is upgraded in the next deployment.',
  ];
}

/** For the deployments after the one that it was meant for. */
export const REPLACEABLE =
  'Another route filter replaces the Microsoft peerings, an outage of all circuits, and no plan stops it (replacePeerings). Take ' +
  'replacePeerings out after this deployment.';
