import { RouteFilter as RouteFilterResource } from '@cdktf/provider-azurerm/lib/route-filter';
import { Annotations, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { COMPUTE_RESOURCE_NAME, KEPT_FOR_LIFE } from '../../common/azure-rules';
import { isOptions } from '../../common/options';
import { PowerPlatformRoute } from '../../regions/route/power-platform-route';
import { DeletionLock } from '../../terraform/deletion-lock';
import { constructChecks, throwProblems } from '../../terraform/construct-checks';
import { checkPlaced } from '../checks/express-route-checks';
import { lockedNames, type LockedNames } from '../checks/locked-names';
import { claimName } from '../checks/express-route-claims';
import type { IRouteFilter } from './route-filter-interface';
import { ROUTE_FILTER_ID } from '../checks/network-ids';
import { requiredValue } from '../../common/required-value';
import type { Placed } from '../../common/place';
import { inherit } from '../../defaults/scope-defaults';
import { contributeRouteFilter } from './describe-route-filter';
import { ImportBlock } from '../../terraform/import-block';
import { comeAfter } from '../../terraform/order';
import { adviseOnRegion } from '../../terraform/region-advice';
import type { RouteFilterProps } from './route-filter-props';
import { today } from '../../common/today';

const PROPERTIES: Readonly<Record<keyof RouteFilterProps, true>> = {
  name: true,
  location: true,
  resourceGroupName: true,
  route: true,
  adoptRouteFilterId: true,
  ruleName: true,
  naming: true,
  preventDestroy: true,
  lock: true,
  tags: true,
};

const RULE_NAME = 'power-platform';

/**
 * A route filter: what Microsoft announces on Microsoft peering. It stays what it is for its life, and only the communities
 * in its rule follow the route, which Azure takes without an outage: azurerm attaches a filter to a peering when the peering
 * is made, and never sends another one later.
 *
 * `ExpressRoute` makes one by itself. Make it yourself to share it, or to take over the rule of a filter that exists and
 * leave the peerings alone.
 *
 * @throws DataGatewayError with all problems of the input at once.
 */
export class RouteFilter extends Construct implements IRouteFilter {
  /**
   * A filter that another stack or tool owns; nothing of it is created or changed, and its rule is theirs.
   *
   * @param routeFilterId resource id, written out, or that of a resource of the app. Peerings are made with it once: an id that
   *   is known only in the apply leaves the plan without the answer whether it is still the same filter.
   */
  public static fromRouteFilterId(scope: Construct, id: string, routeFilterId: string): IRouteFilter {
    const place = new Construct(scope, id);
    const checks = constructChecks();
    checks.text('routeFilterId', routeFilterId, ROUTE_FILTER_ID);
    throwProblems(place, 'RouteFilter.fromRouteFilterId', checks);
    return Object.freeze({ routeFilterId });
  }

  public readonly routeFilterId: string;
  /** The communities that it lets through: sorted, each once. */
  public readonly communities: readonly string[];

  private readonly resource: RouteFilterResource;

  /** Defines the filter, or the rule of one that exists. */
  public constructor(scope: Construct, id: string, props: RouteFilterProps) {
    super(scope, id);
    const placed = inherit(this, props, ['location', 'resourceGroupName', 'tags', 'naming', 'lock']);
    const { name, lockName } = this.settle(placed);
    const { location, resourceGroupName, route, ruleName = RULE_NAME, preventDestroy = true, tags } = placed;
    const { adoptRouteFilterId } = placed;
    this.communities = route.communityValues;
    this.resource = new RouteFilterResource(this, 'filter', {
      name,
      location,
      resourceGroupName,
      rule: [{ name: ruleName, access: 'Allow', ruleType: 'Community', communities: [...this.communities] }],
      ...(tags === undefined ? {} : { tags }),
      lifecycle: { ignoreChanges: [...KEPT_FOR_LIFE], preventDestroy },
    });
    if (adoptRouteFilterId !== undefined) new ImportBlock(this, 'import', this.resource, adoptRouteFilterId);
    this.routeFilterId = this.resource.id;
    if (lockName !== undefined) {
      const why = 'Route filter of ExpressRoute: without it Microsoft announces nothing to its peerings.';
      new DeletionLock(this, 'lock', { name: lockName, resourceId: this.routeFilterId, why });
    }
    adviseOnRegion(this, 'location', location);
    for (const warning of route.warningsAt(today())) Annotations.of(this).addWarning(warning);
    for (const note of route.notes) Annotations.of(this).addInfo(note);
    contributeRouteFilter(this, name, placed);
  }

  /**
   * Lets the rule wait for circuits: more regions may need a higher tier first. @internal
   */
  public after(circuits: readonly ITerraformDependable[]): this {
    comeAfter(this.resource, circuits);
    return this;
  }

  private settle(props: Placed<RouteFilterProps>): LockedNames {
    const checks = constructChecks();
    let names: LockedNames = { name: '', lockName: undefined };
    if (isOptions('props', props, 'new RouteFilter(stack, id, { … })', checks)) {
      checks.knownProperties(props, Object.keys(PROPERTIES));
      const naming = checkPlaced(props, checks);
      requiredValue(
        'route',
        props.route,
        PowerPlatformRoute,
        'PowerPlatformRoute.toGeos([PowerPlatformGeo.EUROPE])',
        checks,
      );
      const { adoptRouteFilterId } = props;
      // An import block takes nothing that Terraform would have to work out first.
      const why = 'Terraform imports it by the id: write it out.';
      if (adoptRouteFilterId !== undefined && checks.known('adoptRouteFilterId', adoptRouteFilterId, why))
        checks.text('adoptRouteFilterId', adoptRouteFilterId, ROUTE_FILTER_ID);
      if (props.ruleName !== undefined) {
        const fix = "Leave it out for 'power-platform'.";
        checks.text('ruleName', props.ruleName, { ...COMPUTE_RESOURCE_NAME, fix });
      }
      if (checks.problems.length === 0) names = lockedNames(naming, 'routeFilter', props, props.lock === true, checks);
    }
    if (checks.problems.length === 0) {
      const { resourceGroupName } = props;
      claimName(this, { what: 'route filter', resourceGroupName, name: names.name, property: 'name' }, checks);
    }
    throwProblems(this, 'RouteFilter', checks);
    return names;
  }
}
