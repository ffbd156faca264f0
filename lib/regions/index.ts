/**
 * Facts about regions, with source and date: geos of Power Platform, the Azure regions behind them, BGP communities, zones, clouds.
 *
 * @packageDocumentation
 */
export { ZONE_DATA_SOURCE, zonesOf } from './availability-zones';
export { AZURE_CLOUDS, type AzureCloud, type AzureCloudName, azureCloudOf } from './azure-clouds';
export { type BgpCommunity, SUPERSEDED_COMMUNITIES } from './communities/bgp-community';
export { GEOPOLITICAL_AREA_SOURCE, geopoliticalAreaOfRegion } from './express-route-areas';
export type { ChosenRegion, PairChoice, RegionRole } from './geos/geo-regions';
export { GeoRoute } from './geos/geo-route';
export { MacroRegion } from './geos/macro-region';
export { COUNTRIES_WITHOUT_GEO, MACRO_REGION_SOURCE } from './geos/macro-region-data';
export type { OtherCommunity } from './route/other-communities';
export { POWER_PLATFORM_GEO_SOURCE } from './geos/power-platform-geo-data';
export type {
  AdditionalRegion,
  AdditionalRegionUse,
  GeoConfidence,
  PowerPlatformGeoData,
} from './geos/power-platform-geo-row';
export { PowerPlatformGeo } from './geos/power-platform-geos';
export { PowerPlatformRoute, type RouteDestination } from './route/power-platform-route';
export { ROUTE_DATA, routeDataWarnings } from './route/region-data-age';
export {
  type CustomCommunityOptions,
  type FilterableCommunityKind,
  RegionalCommunity,
} from './communities/regional-community';
export {
  communitiesOf,
  type CommunityKind,
  REGIONAL_COMMUNITIES,
  REGIONAL_COMMUNITY_SOURCE,
  type RegionCommunities,
  regionOfCommunity,
  REGIONS_WITHOUT_COMMUNITY,
} from './communities/regional-community-data';
export type { RouteCommunity } from './route/route-communities';
export { SERVICE_CLOUDS, type ServiceCloud } from './service-clouds';
export { ServiceCommunity } from './communities/service-community';
export type { ServiceCommunityData } from './communities/service-community-data';
