import type { ManifestEntry } from './common-entries';
import type { ManifestValue } from './value';

/** What a Microsoft peering carries, and why. */
export interface RouteEntry {
  /** The geos of Power Platform that it leads to, by name. */
  readonly geos: readonly GeoEntry[];

  /** The BGP communities: sorted, each once. */
  readonly communities: readonly CommunityEntry[];
}

/** A geo of Power Platform. */
export interface GeoEntry {
  /** Name: `Europe`. */
  readonly name: string;

  /** The pairs of Azure regions that its environments may lie in; one region alone where it has no second. */
  readonly regionalPairs: readonly (readonly string[])[];
}

/** A BGP community. */
export interface CommunityEntry {
  /** Number: `12076:51002`. */
  readonly value: ManifestValue<string>;

  /** Region or service: `West Europe`. */
  readonly name: string;

  /**
   * Programmatic name of the region.
   *
   * @default it is of a service
   */
  readonly region?: string;

  /** Names of the geos that it is for; none for what is allowed beside them. */
  readonly geos: readonly string[];
}

/** A route filter. */
export interface RouteFilterEntry extends ManifestEntry {
  /** Name in Azure. */
  readonly name: ManifestValue<string>;

  /** Azure region. */
  readonly location: ManifestValue<string>;

  /** Resource group. */
  readonly resourceGroupName: ManifestValue<string>;

  /** Geos and communities of its rule. */
  readonly route: RouteEntry;

  /** Terraform addresses. */
  readonly resources: RouteFilterResources;
}

/** Terraform addresses of a route filter. */
export interface RouteFilterResources {
  /** The filter, with its rule. */
  readonly routeFilter: string;

  /**
   * Its lock.
   *
   * @default none
   */
  readonly lock?: string;
}
