import type { ExpressRouteCircuitPeeringConfig } from '@cdktf/provider-azurerm/lib/express-route-circuit-peering';
import type { ITerraformDependable } from 'cdktf';
import type { Precondition } from './circuit-configuration';
import type { MicrosoftPeering, MicrosoftPeeringSite } from './microsoft-peering';
import type { PeeringLinkPair, PeeringLinks } from './peering-links';
import type { PrivatePeering } from './private-peering';

/** A circuit, as its peerings name it. */
export interface CircuitNames {
  readonly name: string;
  readonly resourceGroupName: string;
}

/** What a peering needs of its neighbours. */
export interface PeeringSurroundings {
  readonly circuitKey: string;
  readonly names: CircuitNames;
  /** Key of BGP, as an expression; nothing without. */
  readonly sharedKey: string | undefined;
  readonly preconditions: readonly Precondition[];
  /** The peering of the circuit before, so that a change that fails there does not reach this one. */
  readonly after: readonly ITerraformDependable[];
}

/** The route filter of a Microsoft peering, and what tells that it has become another. */
export interface AttachedFilter {
  readonly routeFilterId: string;
  /** Address of what changes with the filter: azurerm sends a filter when a peering is made, and never again. */
  readonly guard: string;
}

/** Microsoft peering at a circuit. */
export function microsoftPeeringConfig(
  peering: MicrosoftPeering,
  { routeFilterId, guard }: AttachedFilter,
  surroundings: PeeringSurroundings,
): ExpressRouteCircuitPeeringConfig {
  const { circuitKey, preconditions } = surroundings;
  const site = peering.at(circuitKey) as MicrosoftPeeringSite;
  const registered = {
    ...(peering.customerAsn === undefined ? {} : { customerAsn: peering.customerAsn }),
    routingRegistryName: peering.routingRegistry,
  };
  return {
    peeringType: 'MicrosoftPeering',
    ...common(surroundings, peering.vlanAt(circuitKey)),
    peerAsn: peering.peerAsn,
    ...ipv4(site.links),
    ...(site.links.ipv4 === undefined
      ? {}
      : {
          routeFilterId,
          microsoftPeeringConfig: { advertisedPublicPrefixes: [...site.advertisedPrefixes], ...registered },
        }),
    ...ipv6(site.links.ipv6, {
      routeFilterId,
      microsoftPeering: { advertisedPublicPrefixes: [...(site.advertisedIpv6Prefixes ?? [])], ...registered },
    }),
    lifecycle: {
      // As an address: cdktf renders a resource here as "${…}", which Terraform refuses.
      replaceTriggeredBy: [guard],
      ...(preconditions.length === 0 ? {} : { precondition: [...preconditions] }),
    },
  };
}

/** Private peering at a circuit. */
export function privatePeeringConfig(
  peering: PrivatePeering,
  surroundings: PeeringSurroundings,
): ExpressRouteCircuitPeeringConfig {
  const { circuitKey, preconditions } = surroundings;
  const links = peering.at(circuitKey)?.links as PeeringLinks;
  return {
    peeringType: 'AzurePrivatePeering',
    ...common(surroundings, peering.vlanAt(circuitKey)),
    peerAsn: peering.peerAsn,
    ...ipv4(links),
    ...ipv6(links.ipv6, {}),
    ...(preconditions.length === 0 ? {} : { lifecycle: { precondition: [...preconditions] } }),
  };
}

type Ipv6Block = NonNullable<ExpressRouteCircuitPeeringConfig['ipv6']>;
type Ipv6Rest = Omit<Ipv6Block, 'primaryPeerAddressPrefix' | 'secondaryPeerAddressPrefix'>;

function common(
  { names, sharedKey, after }: PeeringSurroundings,
  vlanId: number,
): Pick<
  ExpressRouteCircuitPeeringConfig,
  'expressRouteCircuitName' | 'resourceGroupName' | 'vlanId' | 'sharedKey' | 'dependsOn'
> {
  return {
    expressRouteCircuitName: names.name,
    resourceGroupName: names.resourceGroupName,
    vlanId,
    ...(sharedKey === undefined ? {} : { sharedKey }),
    ...(after.length === 0 ? {} : { dependsOn: [...after] }),
  };
}

function ipv4({ ipv4: links }: PeeringLinks): Partial<ExpressRouteCircuitPeeringConfig> {
  // azurerm has it enabled unless told otherwise.
  return links === undefined ? { ipv4Enabled: false } : prefixes(links);
}

function ipv6(links: PeeringLinkPair | undefined, rest: Ipv6Rest): Pick<ExpressRouteCircuitPeeringConfig, 'ipv6'> {
  return links === undefined ? {} : { ipv6: { ...prefixes(links), ...rest } };
}

function prefixes({
  primary,
  secondary,
}: PeeringLinkPair): Pick<Ipv6Block, 'primaryPeerAddressPrefix' | 'secondaryPeerAddressPrefix'> {
  return { primaryPeerAddressPrefix: primary.prefix, secondaryPeerAddressPrefix: secondary.prefix };
}
