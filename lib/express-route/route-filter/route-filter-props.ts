import type { ResourceNaming } from '../../common/resource-naming';
import type { PowerPlatformRoute } from '../../regions/route/power-platform-route';

/** Properties of a RouteFilter. */
export interface RouteFilterProps {
  /** Names of resources are made of it: 2 to 40 characters. */
  readonly name: string;

  /**
   * Azure region of the filter. Fixed for its life.
   *
   * @default that of the `GatewayDefaults` around it; required without
   */
  readonly location?: string;

  /**
   * Resource group of the filter. Fixed for its life.
   *
   * @default that of the `GatewayDefaults` around it; required without
   */
  readonly resourceGroupName?: string;

  /** What it lets through: a change of the geos changes its rule, and the filter stays. */
  readonly route: PowerPlatformRoute;

  /**
   * Resource id of a filter that exists, whose rule is taken over from here on: Terraform imports it, its communities become
   * those of `route` alone, its tags `tags`, and the rest stays, also the peerings that it is attached to. It lies in the
   * subscription of the stack, and keeps its own name and place. Needs Terraform 1.5.
   *
   * @default a new one
   */
  readonly adoptRouteFilterId?: string;

  /**
   * Name of the one rule. Of a filter that is taken over give the name that its rule has: whether Azure renames a rule without
   * an outage no page says.
   *
   * @default 'power-platform'
   */
  readonly ruleName?: string;

  /**
   * What it is called in Azure. Fixed for its life.
   *
   * @default that of the `GatewayDefaults` around it, else ResourceNaming.standard(): `rf-NAME`
   */
  readonly naming?: ResourceNaming;

  /**
   * Whether Terraform refuses to destroy or replace it. A filter that is replaced is an outage of all circuits that use it.
   *
   * @default true
   */
  readonly preventDestroy?: boolean;

  /**
   * Protects it from deletion by others (lock CanNotDelete). Its rule can be changed all the same. The deployer needs
   * Microsoft.Authorization/locks/*.
   *
   * @default that of the `GatewayDefaults` around it, else false
   */
  readonly lock?: boolean;

  /**
   * Tags. They come on top of those of the `GatewayDefaults` around it.
   *
   * @default those of the `GatewayDefaults` alone
   */
  readonly tags?: Readonly<Record<string, string>>;
}
