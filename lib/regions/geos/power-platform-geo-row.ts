import type { ServiceCloud } from '../service-clouds';

/**
 * How sure the row of a geo is: `high` where Microsoft's pages agree, `medium` where they differ or one is silent, `low` where
 * what could be read is derived, `unverified` where nothing could be read, `given` where the values are yours.
 */
export type GeoConfidence = 'high' | 'medium' | 'low' | 'unverified' | 'given';

/** What is known of a geo. What is unknown is left out, and never guessed. */
export interface PowerPlatformGeoData {
  /** Name that no other geo has, in lower case: `europe`, `usgov-gcchigh`. */
  readonly key: string;
  /** Name that people read. */
  readonly displayName: string;
  /** Cloud that it belongs to. */
  readonly cloud: ServiceCloud;
  /**
   * Name in the API of the admin center (BAP): `unitedkingdom`.
   *
   * @default unknown
   */
  readonly bapName?: string;
  /**
   * Code of the geo: `EMEA`.
   *
   * @default unknown
   */
  readonly geoCode?: string;
  /**
   * Location of an enterprise policy, which differs from the name in the API at times: `uk`.
   *
   * @default unknown, or there is none
   */
  readonly enterprisePolicyLocation?: string;
  /**
   * What the host name of an environment ends in: `crm4.dynamics.com`.
   *
   * @default unknown
   */
  readonly dataverseHost?: string;
  /**
   * Azure regions that host it: its pair, or the one that there is.
   *
   * @default unknown
   */
  readonly azureRegions?: readonly string[];
  /**
   * Other pairs that environments of the geo may lie in.
   *
   * @default none
   */
  readonly alternatePairs?: readonly (readonly string[])[];
  /**
   * Whether it has Virtual Network support (enterprise policies).
   *
   * @default unknown
   */
  readonly supportsVirtualNetworks?: boolean;
  /**
   * Azure regions that may host it, taken from a geo like it because no page names its own. Routes are made of them with a
   * warning; nothing else is.
   *
   * @default none
   */
  readonly derivedRegions?: readonly string[];
  /**
   * Azure regions beside its pairs that some page names for it.
   *
   * @default none
   */
  readonly additionalRegions?: readonly AdditionalRegion[];
  /**
   * Whether Microsoft offers ExpressRoute to it.
   *
   * @default unknown
   */
  readonly supportsExpressRoute?: boolean;
  /**
   * ExpressRoute geopolitical area that it lies in: `Europe`.
   *
   * @default unknown
   */
  readonly geopoliticalArea?: string;
  /**
   * What to know about the row.
   *
   * @default nothing
   */
  readonly remark?: string;
  /**
   * Pages that the row is from.
   *
   * @default none
   */
  readonly sources?: readonly string[];
  /** How sure the row is. */
  readonly confidence: GeoConfidence;
}

/**
 * What a region beside the pairs is for: `connectors` call from it, `gateways` are made in it, `disasterRecovery` replicates to
 * it, or it is a `formerPair` of the geo's region, which is harmless to allow.
 */
export type AdditionalRegionUse = 'connectors' | 'gateways' | 'disasterRecovery' | 'formerPair';

/** An Azure region that a geo uses beside its pairs. */
export interface AdditionalRegion {
  /** Programmatic name. */
  readonly region: string;
  /** What for. */
  readonly use: AdditionalRegionUse;
}
