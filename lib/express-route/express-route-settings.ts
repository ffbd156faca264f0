import { Ipv4Range } from '../common/cidr';
import type { Checks } from '../common/checks';
import { isOptions } from '../common/options';
import type { Placed } from '../common/place';
import type { ResourceNaming } from '../common/resource-naming';
import { isRecord } from '../common/shapes';
import type { CircuitPlan, ExpressRouteCommon } from './circuits/circuit-configuration';
import { Circuits } from './circuits/circuits';
import { lockedNames } from './checks/locked-names';
import { checkPlaced } from './checks/express-route-checks';
import type { ExpressRouteProps } from './express-route-props';
import { Ipv6Range } from '../common/ipv6-range';
import { MicrosoftPeering } from './peering/microsoft-peering';
import { CIRCUIT_ID, ROUTE_FILTER_ID } from './checks/network-ids';
import { PrivatePeering } from './peering/private-peering';
import { optionalValue, requiredValue } from '../common/required-value';

/** An ExpressRoute, decided. */
export interface ExpressRouteSettings {
  readonly circuits: readonly CircuitPlan[];
  readonly common: ExpressRouteCommon;
  /** Azure regions of the virtual networks behind private peering. */
  readonly virtualNetworkRegions: readonly string[];
  readonly preventDestroy: boolean;
}

const PROPERTIES: Readonly<Record<keyof ExpressRouteProps, true>> = {
  name: true,
  location: true,
  resourceGroupName: true,
  circuits: true,
  existingCircuitIds: true,
  microsoftPeering: true,
  routeFilter: true,
  replacePeerings: true,
  privatePeering: true,
  virtualNetworkRegions: true,
  virtualNetworkAddressSpace: true,
  desktopFlows: true,
  naming: true,
  preventDestroy: true,
  lock: true,
  tags: true,
};

/** Decides everything about an ExpressRoute, and reports every problem; where there is one, it returns nothing. */
export function resolveExpressRoute(
  props: Placed<ExpressRouteProps>,
  checks: Checks,
): ExpressRouteSettings | undefined {
  if (!isOptions('props', props, 'new ExpressRoute(stack, id, { name, location, … })', checks)) return undefined;
  checks.knownProperties(props, Object.keys(PROPERTIES));
  const naming = checkPlaced(props, checks);
  checks.flag('desktopFlows', props.desktopFlows, 'Leave it out for false.');
  const circuits = requiredValue('circuits', props.circuits, Circuits, 'Circuits.pair(first, second)', checks);
  const microsoft = optionalValue(
    'microsoftPeering',
    props.microsoftPeering,
    MicrosoftPeering,
    'MicrosoftPeering.of({ route, … })',
    checks,
  );
  const network = optionalValue(
    'privatePeering',
    props.privatePeering,
    PrivatePeering,
    'PrivatePeering.of({ … })',
    checks,
  );
  checkFilter(props, checks);
  const regions = virtualNetworkRegions(props, checks);
  checkRanges(props.virtualNetworkAddressSpace, checks);
  // What follows looks at several of them together, and would say the same again of what is wrong in itself.
  if (circuits === undefined || checks.problems.length > 0) return undefined;

  checkExisting(props.existingCircuitIds, circuits, checks);
  microsoft?.checkCircuits('microsoftPeering', circuits, checks);
  network?.checkCircuits('privatePeering', circuits, checks);
  if (microsoft !== undefined) network?.checkBeside('privatePeering', microsoft, circuits, checks);
  network?.checkNetworks('privatePeering', props.virtualNetworkAddressSpace ?? [], checks);
  const reached = [...(microsoft?.regions ?? []), ...regions];
  circuits.checkReach('circuits', reached, checks);
  if (checks.problems.length > 0) return undefined;

  const plans = plansOf(props, circuits, reached, naming, checks);
  const { location, resourceGroupName, tags, preventDestroy = true } = props;
  return {
    circuits: plans,
    common: { location, resourceGroupName, ...(tags === undefined ? {} : { tags }) },
    virtualNetworkRegions: regions,
    preventDestroy,
  };
}

function plansOf(
  { name, location, lock, existingCircuitIds = {} }: Placed<ExpressRouteProps>,
  circuits: Circuits,
  reached: readonly string[],
  naming: ResourceNaming,
  checks: Checks,
): readonly CircuitPlan[] {
  const plans = circuits.all.map((circuit) => {
    const subject = { name, key: circuit.key, location };
    const existingId = existingCircuitIds[circuit.key];
    const isLocked = lock === true && existingId === undefined;
    return {
      circuit,
      tier: circuits.tierOf(circuit, reached),
      ...lockedNames(naming, 'expressRouteCircuit', subject, isLocked, checks),
      existingId,
    };
  });
  plans.forEach((plan, index) => {
    const other = plans.slice(0, index).find((one) => one.name.toLowerCase() === plan.name.toLowerCase());
    if (other === undefined) return;
    checks.add({
      property: `naming (expressRouteCircuit of ${plan.circuit.key})`,
      got: plan.name,
      allowed: `another name than that of ${other.circuit.key}`,
      fix: 'Change the rule given to ResourceNaming.custom.',
    });
  });
  return plans;
}

function checkExisting(ids: unknown, circuits: Circuits, checks: Checks): void {
  if (ids === undefined) return;
  const { keys } = circuits;
  if (!isRecord(ids)) {
    const fix = 'Write them by key, or leave it out where all circuits are made here.';
    checks.add({ property: 'existingCircuitIds', got: ids, allowed: `ids for some of ${keys.join(', ')}`, fix });
    return;
  }
  const own = checks.within('existingCircuitIds');
  own.knownProperties(ids, keys, 'No circuit has this key: mend the spelling.');
  for (const key of keys) if (ids[key] !== undefined) own.text(key, ids[key], CIRCUIT_ID);
}

function checkFilter({ routeFilter, replacePeerings, microsoftPeering }: ExpressRouteProps, checks: Checks): void {
  if (replacePeerings !== undefined) {
    const fix = "Leave it out, unless this deployment shall attach another filter: then write 'acknowledged'.";
    checks.oneOf('replacePeerings', replacePeerings, ['acknowledged'], fix);
  }
  if (routeFilter === undefined) return;
  const id: unknown = isRecord(routeFilter) ? (routeFilter as { routeFilterId?: unknown }).routeFilterId : undefined;
  if (typeof id !== 'string') {
    const fix = 'Give a RouteFilter, or RouteFilter.fromRouteFilterId(…).';
    checks.add({ property: 'routeFilter', got: typeof routeFilter, allowed: 'a route filter', fix });
    return;
  }
  checks.text('routeFilter.routeFilterId', id, ROUTE_FILTER_ID);
  if (microsoftPeering !== undefined) return;
  const fix = 'Leave it out, or give microsoftPeering: nothing else uses a filter.';
  checks.add({ property: 'routeFilter', got: 'a filter', allowed: 'none without microsoftPeering', fix });
}

function virtualNetworkRegions(props: Placed<ExpressRouteProps>, checks: Checks): readonly string[] {
  const { virtualNetworkRegions: regions, privatePeering, location } = props;
  if (regions === undefined) return privatePeering === undefined || checks.isUnknown(location) ? [] : [location];
  const fix = "Write them as in ['westeurope']: the tier of the circuits follows from them.";
  const given: unknown = regions;
  const isList = Array.isArray(given) && given.every((one) => typeof one === 'string' && !checks.isUnknown(one));
  if (!isList) {
    checks.add({ property: 'virtualNetworkRegions', got: given, allowed: 'an array of Azure regions', fix });
    return [];
  }
  if (privatePeering === undefined) {
    const mend = 'Leave it out, or give privatePeering: nothing else reaches virtual networks.';
    checks.add({ property: 'virtualNetworkRegions', got: given, allowed: 'none without privatePeering', fix: mend });
  }
  return regions;
}

function checkRanges(space: unknown, checks: Checks): void {
  if (space === undefined) return;
  const property = 'virtualNetworkAddressSpace';
  const fix = "Write it as in ['10.60.0.0/16']: all bits behind the prefix are 0.";
  if (!Array.isArray(space)) {
    checks.add({ property, got: space, allowed: 'an array of ranges in CIDR notation', fix });
    return;
  }
  space.forEach((text: unknown, index) => {
    if (checks.isUnknown(text) || Ipv4Range.parse(text) !== undefined || Ipv6Range.parse(text) !== undefined) return;
    checks.add({ property: `${property}[${String(index)}]`, got: text, allowed: 'a range in CIDR notation', fix });
  });
}
