import type { IConstruct } from 'constructs';
import { sortedBy } from '../manifest/arrange';
import { type Draft, mark } from '../manifest/entries/draft';
import type { CircuitEntry } from '../manifest/entries/express-route-entry';
import type { MicrosoftPeeringEntry, PeeringLinksEntry, PrivatePeeringEntry } from '../manifest/entries/peering-entry';
import { addressAt } from '../terraform/addresses';
import type { CircuitPlan } from './circuits/circuit-configuration';
import type { ExpressRouteProps } from './express-route-props';
import type { MicrosoftPeering } from './peering/microsoft-peering';
import type { PeeringLinkPair, PeeringLinks } from './peering/peering-links';
import type { PrivatePeering } from './peering/private-peering';

type Peerings = Pick<ExpressRouteProps, 'microsoftPeering' | 'privatePeering'>;

/** A circuit, where it is. */
export interface CircuitToDescribe {
  readonly plan: CircuitPlan;
  /** Resource id. */
  readonly id: string;
}

/** Circuits with their peerings, in a manifest. The key that BGP is signed with is no part of it. */
export function describeCircuits(
  scope: IConstruct,
  circuits: readonly CircuitToDescribe[],
  peerings: Peerings,
): readonly Draft<CircuitEntry>[] {
  return sortedBy(circuits, ({ plan }) => plan.circuit.key).map((circuit) => describeCircuit(scope, circuit, peerings));
}

function describeCircuit(
  scope: IConstruct,
  { plan: { circuit, tier, name, existingId }, id }: CircuitToDescribe,
  { microsoftPeering, privatePeering }: Peerings,
): Draft<CircuitEntry> {
  const { key, peeringLocation, geopoliticalArea, provider, portId, mbps, billing, phase } = circuit;
  return {
    key,
    existing: mark(existingId !== undefined),
    name: existingId === undefined ? name : undefined,
    id,
    peeringLocation,
    geopoliticalArea,
    provider,
    portId,
    mbps,
    tier,
    billing,
    phase: phase.state,
    privatePeering: privatePeering === undefined ? undefined : describePrivate(scope, key, privatePeering),
    microsoftPeering: microsoftPeering === undefined ? undefined : describeMicrosoft(scope, key, microsoftPeering),
    resources: {
      circuit: addressAt(scope, `circuit-${key}`),
      orderedWith: addressAt(scope, `ordered-with-${key}`),
      lock: addressAt(scope, `lock-${key}`),
    },
  };
}

function describePrivate(scope: IConstruct, key: string, peering: PrivatePeering): Draft<PrivatePeeringEntry> {
  return describeAny(scope, key, 'private', peering, peering.at(key)?.links);
}

function describeMicrosoft(scope: IConstruct, key: string, peering: MicrosoftPeering): Draft<MicrosoftPeeringEntry> {
  const site = peering.at(key);
  const prefixes = [...(site?.advertisedPrefixes ?? []), ...(site?.advertisedIpv6Prefixes ?? [])];
  const { resources, ...common } = describeAny(scope, key, 'microsoft', peering, site?.links);
  return {
    ...common,
    customerAsn: peering.customerAsn,
    routingRegistry: peering.routingRegistry,
    advertisedPrefixes: prefixes.sort(),
    resources,
  };
}

function describeAny(
  scope: IConstruct,
  key: string,
  type: 'private' | 'microsoft',
  peering: PrivatePeering | MicrosoftPeering,
  links: PeeringLinks | undefined,
): Draft<PrivatePeeringEntry> {
  return {
    vlanId: peering.vlanAt(key),
    peerAsn: peering.peerAsn,
    ipv4: describeLinks(links?.ipv4),
    ipv6: describeLinks(links?.ipv6),
    resources: {
      peering: addressAt(scope, `${type}-peering-${key}`),
      madeIn: addressAt(scope, `${type}-made-in-${key}`),
    },
  };
}

function describeLinks(links: PeeringLinkPair | undefined): Draft<PeeringLinksEntry> | undefined {
  return links === undefined ? undefined : { primary: links.primary.prefix, secondary: links.secondary.prefix };
}
