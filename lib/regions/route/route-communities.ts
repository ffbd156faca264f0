import type { AzureCloudName } from '../azure-clouds';

/** A BGP community of a route, with everything that a reviewer asks. */
export interface RouteCommunity {
  /** `12076:51002`. */
  readonly value: string;
  /** Region or service: `West Europe`. */
  readonly name: string;
  /**
   * Programmatic name of the region.
   *
   * @default none: it is of a service
   */
  readonly region?: string;
  /** Cloud that it is advertised in. */
  readonly azureCloud: AzureCloudName;
  /** Names of the geos that it is for; none for what is allowed beside them. */
  readonly geos: readonly string[];
  /** Why it is part of the route: `hosts Europe`. */
  readonly reason: string;
  /** Where the value is from. */
  readonly source: string;
}

/** Each value once, with all geos and reasons that it has, sorted by number; what Terraform computes comes last, by region. */
export function mergeCommunities(communities: readonly RouteCommunity[]): readonly RouteCommunity[] {
  const byValue = new Map<string, RouteCommunity>();
  for (const community of communities) {
    const known = byValue.get(community.value);
    byValue.set(community.value, known === undefined ? community : merge(known, community));
  }
  return [...byValue.values()].sort((one, other) => compare(keyOf(one), keyOf(other)));
}

function merge(one: RouteCommunity, other: RouteCommunity): RouteCommunity {
  return {
    ...one,
    geos: unique([...one.geos, ...other.geos]),
    reason: unique([...one.reason.split('; '), other.reason]).join('; '),
  };
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

function keyOf({ value, region = '' }: RouteCommunity): string {
  return /^\d/.test(value) ? value.slice(value.indexOf(':') + 1).padStart(5, '0') : `~${region}`;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : 1;
}
