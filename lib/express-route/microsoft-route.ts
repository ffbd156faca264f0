/** A BGP community that a route filter lets through. */
export interface RouteCommunity {
  /** Its value: `12076:51002`. */
  readonly value: string;
  /** What it carries: `West Europe`. */
  readonly name: string;
}

/** What a Microsoft peering shall carry: a Power Platform route is one. */
export interface MicrosoftRoute {
  /** The communities of the route filter: sorted, each once. */
  readonly communities: readonly RouteCommunity[];
  /** Azure regions that must be reached, by programmatic name: they decide the circuits' tier. */
  readonly azureRegions: readonly string[];
}
