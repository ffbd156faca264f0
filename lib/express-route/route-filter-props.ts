import type { ResourceNaming } from '../common/resource-naming';
import type { PowerPlatformRoute } from '../regions/power-platform-route';

/** Properties of a RouteFilter. */
export interface RouteFilterProps {
  /** Names of resources are made of it: 2 to 40 characters. */
  readonly name: string;

  /** Azure region of the filter. Fixed for its life. */
  readonly location: string;

  /** Resource group of the filter. Fixed for its life. */
  readonly resourceGroupName: string;

  /** What it lets through: a change of the geos changes its rule, and the filter stays. */
  readonly route: PowerPlatformRoute;

  /**
   * Resource id of a filter that exists, whose rule is taken over from here on: Terraform imports it, and everything else of
   * it stays, also the peerings that it is attached to. Its tags become `tags`. The `name` above is only ours then.
   *
   * @default a new one
   */
  readonly adoptRouteFilterId?: string;

  /**
   * What it is called in Azure. Fixed for its life.
   *
   * @default ResourceNaming.standard(): `rf-NAME`
   */
  readonly naming?: ResourceNaming;

  /**
   * Whether Terraform refuses to destroy or replace it. A filter that is replaced is an outage of all circuits that use it.
   *
   * @default true
   */
  readonly preventDestroy?: boolean;

  /**
   * Tags.
   *
   * @default none
   */
  readonly tags?: Record<string, string>;
}
