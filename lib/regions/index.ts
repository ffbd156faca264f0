export { ZONE_DATA_SOURCE, zonesOf } from './availability-zones';
export { AZURE_CLOUDS, type AzureCloud, type AzureCloudName, cloudOf } from './azure-clouds';
export { type BgpCommunity, SUPERSEDED_COMMUNITIES } from './bgp-community';
export { EXPRESS_ROUTE_AREA_SOURCE, expressRouteAreaOf } from './express-route-areas';
export type { ChosenRegion, PairChoice, RegionRole } from './geo-regions';
export { GeoRoute } from './geo-route';
export { MacroRegion } from './macro-region';
export { COUNTRIES_WITHOUT_GEO, MACRO_REGION_SOURCE } from './macro-region-data';
export type { OtherCommunity } from './other-communities';
export { POWER_PLATFORM_GEO_SOURCE } from './power-platform-geo-data';
export type {
  AdditionalRegion,
  AdditionalRegionUse,
  GeoConfidence,
  PowerPlatformCloud,
  PowerPlatformGeoData,
} from './power-platform-geo-row';
export { PowerPlatformGeo } from './power-platform-geos';
export { PowerPlatformRoute, type RouteDestination } from './power-platform-route';
export { ROUTE_DATA, warnOfAge } from './region-data-age';
export { type CustomCommunityOptions, type FilterableCommunityKind, RegionalCommunity } from './regional-community';
export {
  communitiesOf,
  type CommunityKind,
  REGIONAL_COMMUNITIES,
  REGIONAL_COMMUNITY_SOURCE,
  type RegionCommunities,
  regionOfCommunity,
  REGIONS_WITHOUT_COMMUNITY,
} from './regional-community-data';
export type { RouteCommunity } from './route-communities';
export { ServiceCommunity } from './service-community';
export type { ServiceCommunityData } from './service-community-data';
