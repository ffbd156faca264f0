import type { Construct } from 'constructs';
import { addressAt, addressesBelow } from '../terraform/addresses';
import { describeThing } from '../manifest/describe-thing';
import { contribute } from '../manifest/contributions';
import type { ExpressRouteProps } from './express-route-props';
import type { ExpressRouteSettings } from './express-route-settings';
import { describeCircuits } from './describe-circuits';
import { describeRoute } from '../manifest/describe-route';

/** What there is to know of an ExpressRoute beside its tree. */
export interface ExpressRouteToDescribe {
  readonly props: ExpressRouteProps;
  readonly settings: ExpressRouteSettings;
  /** Resource ids of the circuits, by key. */
  readonly circuitIds: ReadonlyMap<string, string>;
  readonly routeFilterId: string | undefined;
  readonly report: string;
}

/** Puts an ExpressRoute into the manifest of its stack. */
export function contributeExpressRoute(construct: Construct, described: ExpressRouteToDescribe): void {
  const { props, settings, circuitIds, routeFilterId, report } = described;
  const { name, circuits, microsoftPeering, routeFilter } = props;
  const { location, resourceGroupName } = settings.common;
  contribute(construct, 'expressRoutes', () => {
    const plans = settings.circuits.map((plan) => ({ plan, id: circuitIds.get(plan.circuit.key) ?? '' }));
    const filter = routeFilter ?? construct.node.tryFindChild('route-filter');
    return {
      name,
      location,
      resourceGroupName,
      resiliency: circuits.resiliency,
      virtualNetworkRegions: [...settings.virtualNetworkRegions].sort(),
      route: microsoftPeering === undefined ? undefined : describeRoute(microsoftPeering.route),
      routeFilter: routeFilterId === undefined ? undefined : describeThing(filter, routeFilterId),
      circuits: describeCircuits(construct, plans, props),
      report,
      resources: {
        routeFilterAttached: addressAt(construct, 'route-filter-attached'),
        authorizations: addressesBelow(construct, 'azurerm_express_route_circuit_authorization'),
      },
    };
  });
}
