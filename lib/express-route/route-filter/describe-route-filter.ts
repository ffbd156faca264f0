import type { Construct } from 'constructs';
import type { Placed } from '../../common/place';
import { addressAt, addressIn } from '../../terraform/addresses';
import { contribute } from '../../manifest/contributions';
import type { RouteFilterProps } from './route-filter-props';
import { describeRoute } from '../../manifest/describe-route';

/** Puts a route filter into the manifest of its stack. */
export function contributeRouteFilter(filter: Construct, name: string, props: Placed<RouteFilterProps>): void {
  const { location, resourceGroupName, route } = props;
  contribute(filter, 'routeFilters', () => ({
    name,
    location,
    resourceGroupName,
    route: describeRoute(route),
    resources: { routeFilter: addressIn(filter, 'filter'), lock: addressAt(filter, 'lock') },
  }));
}
