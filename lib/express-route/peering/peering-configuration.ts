import type { ExpressRouteCircuitPeeringConfig } from '@cdktf/provider-azurerm/lib/express-route-circuit-peering';
import { type ITerraformDependable, Op, ref } from 'cdktf';
import type { CircuitNames, Precondition } from '../circuits/circuit-configuration';
import type { MicrosoftPeering } from './microsoft-peering';
import type { MicrosoftPeeringOnCircuit } from './microsoft-peering-options';
import { lowerCaseId } from '../checks/network-ids';
import type { PeeringLinkPair, PeeringLinks } from './peering-links';
import type { PrivatePeering } from './private-peering';
import type { TerraformDataConfig } from '../../terraform/terraform-data';

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
  /** Whether another filter may replace the peerings. */
  readonly isReplaceable: boolean;
}

/**
 * The filter that peerings were made with; without leave it stays that one, and the plan stops. One id in two spellings is one
 * filter, for Azure does not keep the case.
 */
export function attachedConfig(routeFilterId: string, isReplaceable: boolean): TerraformDataConfig {
  return {
    input: { routeFilterId: lowerCaseId(routeFilterId) },
    ...(isReplaceable ? {} : { lifecycle: { ignoreChanges: ['input'] } }),
  };
}

/** Microsoft peering at a circuit. */
export function microsoftPeeringConfig(
  peering: MicrosoftPeering,
  filter: AttachedFilter,
  surroundings: PeeringSurroundings,
): ExpressRouteCircuitPeeringConfig {
  const { routeFilterId, guard } = filter;
  const { circuitKey, preconditions: own } = surroundings;
  const preconditions = [...own, ...sameFilter(circuitKey, filter)];
  const site = peering.at(circuitKey) as MicrosoftPeeringOnCircuit;
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
      // As an address: cdktf renders a resource here as "${TYPE.ID}", which Terraform refuses.
      replaceTriggeredBy: [guard],
      ...(preconditions.length === 0 ? {} : { precondition: preconditions }),
    },
  };
}

function sameFilter(circuitKey: string, { routeFilterId, guard, isReplaceable }: AttachedFilter): Precondition[] {
  if (isReplaceable) return [];
  const was = `${guard}.input.routeFilterId`;
  return [
    {
      condition: Op.eq(ref(was), lowerCaseId(routeFilterId)),
      errorMessage:
        `Microsoft peering at circuit ${circuitKey} was made with route filter \${${was}}. Now it is: ${routeFilterId}. Another ` +
        'filter removes the Microsoft peerings of all circuits and makes them again, an outage of each. Keep the filter and ' +
        "change its route; or set replacePeerings: 'acknowledged' for this one deployment, in a maintenance window.",
    },
  ];
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
