import type { ManifestEntry, ResourceReference } from './common-entries';
import type { MicrosoftPeeringEntry, PrivatePeeringEntry } from './peering-entry';
import type { RouteEntry } from './route-entry';
import type { ManifestValue } from './value';

/** Circuits between a network and Microsoft, with their peerings. */
export interface ExpressRouteEntry extends ManifestEntry {
  /** What names of resources are made of. */
  readonly name: ManifestValue<string>;

  /** Azure region of the resources. */
  readonly location: ManifestValue<string>;

  /** Resource group. */
  readonly resourceGroupName: ManifestValue<string>;

  /** Two circuits in two places, one whose links end in two sites of a city, or one in a single site. */
  readonly resiliency: 'pair' | 'metro' | 'singleSite';

  /** Azure regions of the virtual networks behind private peering. */
  readonly virtualNetworkRegions: readonly ManifestValue<string>[];

  /**
   * What Microsoft peering carries.
   *
   * @default there is no Microsoft peering
   */
  readonly route?: RouteEntry;

  /**
   * The route filter of the Microsoft peerings.
   *
   * @default there is none, or not before a circuit is provisioned
   */
  readonly routeFilter?: ResourceReference;

  /** The circuits, by key. */
  readonly circuits: readonly CircuitEntry[];

  /** Path of the reachability report, from the folder of the stack. */
  readonly report: string;

  /** Terraform addresses of what the circuits share. */
  readonly resources: ExpressRouteResources;
}

/** Terraform addresses of what circuits share. */
export interface ExpressRouteResources {
  /**
   * What remembers the route filter, and stops plans that would attach another.
   *
   * @default no Microsoft peering is made
   */
  readonly routeFilterAttached?: string;

  /** Authorizations for others to connect, by address. */
  readonly authorizations: readonly string[];
}

/** A circuit. */
export interface CircuitEntry {
  /** What it is called inside the stack: `amsterdam`. */
  readonly key: string;

  /**
   * True for one that exists.
   *
   * @default it is made here
   */
  readonly existing?: true;

  /**
   * Name in Azure.
   *
   * @default it exists: its id ends with it
   */
  readonly name?: ManifestValue<string>;

  /** Resource id. */
  readonly id: ManifestValue<string>;

  /** Where it ends, as Azure writes it. */
  readonly peeringLocation: ManifestValue<string>;

  /**
   * Geopolitical area that it lies in.
   *
   * @default not known
   */
  readonly geopoliticalArea?: string;

  /**
   * Carrier.
   *
   * @default a port of your own
   */
  readonly provider?: ManifestValue<string>;

  /**
   * Resource id of the port pair.
   *
   * @default a carrier
   */
  readonly portId?: ManifestValue<string>;

  /** Bandwidth in Mbps. */
  readonly mbps: ManifestValue<number>;

  /** Tier: `Local`, `Standard` or `Premium`. */
  readonly tier: string;

  /** How data that leaves Azure is paid. */
  readonly billing: 'metered' | 'unlimited';

  /** How far the carrier is: peerings come when it is provisioned. */
  readonly phase: 'ordered' | 'provisioned';

  /**
   * Its private peering.
   *
   * @default none
   */
  readonly privatePeering?: PrivatePeeringEntry;

  /**
   * Its Microsoft peering.
   *
   * @default none
   */
  readonly microsoftPeering?: MicrosoftPeeringEntry;

  /** Terraform addresses. */
  readonly resources: CircuitResources;
}

/** Terraform addresses of a circuit. */
export interface CircuitResources {
  /**
   * The circuit.
   *
   * @default it exists
   */
  readonly circuit?: string;

  /**
   * What remembers what it was ordered with, and stops plans that would replace it.
   *
   * @default it exists
   */
  readonly orderedWith?: string;

  /**
   * Its lock.
   *
   * @default none
   */
  readonly lock?: string;
}
