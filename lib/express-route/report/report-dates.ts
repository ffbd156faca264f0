import { GEOPOLITICAL_AREA_SOURCE } from '../../regions/express-route-areas';
import { ROUTE_DATA } from '../../regions/route/region-data-age';
import { DESKTOP_FLOW_SOURCE } from './desktop-flow-hosts';
import type { ExpressRouteReportInput } from './report-input';
import { LOCAL_REGION_SOURCE } from '../circuits/local-regions';
import { PEERING_LOCATION_SOURCE } from '../circuits/peering-locations';

/** The data that a report rests on, with the day that each part is as good as: a reviewer sees how old it is. */
export function reportDates(input: ExpressRouteReportInput): readonly string[] {
  const { circuits, microsoftPeering, desktopFlows } = input;
  const isLocal = circuits.all.some(({ requestedTier }) => requestedTier === 'Local');
  const rows = [
    { what: 'the geopolitical areas of Azure regions, which the tier rests on', date: GEOPOLITICAL_AREA_SOURCE.date },
    { what: 'peering locations and their areas', date: PEERING_LOCATION_SOURCE.date },
    ...(isLocal ? [{ what: 'the regions that Local circuits reach', date: LOCAL_REGION_SOURCE.date }] : []),
    ...(microsoftPeering === undefined ? [] : ROUTE_DATA),
    ...(desktopFlows === true ? [{ what: 'the hosts of desktop flows', date: DESKTOP_FLOW_SOURCE.date }] : []),
  ];
  return rows.map(({ what, date }) => `${date}: ${what}.`);
}
