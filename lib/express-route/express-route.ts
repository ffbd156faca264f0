import { ExpressRouteCircuit } from '@cdktf/provider-azurerm/lib/express-route-circuit';
import { ExpressRouteCircuitAuthorization } from '@cdktf/provider-azurerm/lib/express-route-circuit-authorization';
import { Annotations, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { Checks } from '../common/checks';
import type { Placed } from '../common/place';
import { inherit } from '../defaults/scope-defaults';
import { addressOf } from '../terraform/addresses';
import { constructChecks, throwProblems } from '../terraform/construct-checks';
import { adviseOnRegion } from '../terraform/region-advice';
import { TextAsset } from '../terraform/text-asset';
import { circuitConfig, orderedWithConfig } from './circuits/circuit-configuration';
import { sayWhatIsNext } from './circuits/next-step-outputs';
import { adviseOnNeighbours, premiumNote, REPLACEABLE } from './express-route-advice';
import { claimName } from './checks/express-route-claims';
import type { IExpressRouteCircuit } from './circuits/express-route-circuit-interface';
import type { ExpressRouteProps } from './express-route-props';
import { expressRouteReport } from './report/express-route-report';
import { type ExpressRouteSettings, resolveExpressRoute } from './express-route-settings';
import { neighboursOf } from './express-route-surroundings';
import { contributeExpressRoute } from './describe-express-route';
import { defineMicrosoftPeerings, definePrivatePeerings } from './peering/circuit-peerings';
import { attachedConfig, type AttachedFilter } from './peering/peering-configuration';
import { RouteFilter } from './route-filter/route-filter';
import { AUTHORIZATION_NAME, TAKEN_AUTHORIZATION } from './circuits/authorization-name';
import { existingCircuit, lockOf, type PlacedCircuit } from './circuits/placed-circuit';
import { SecretInState } from './secrets/secret-in-state';
import { checkVariable } from './secrets/secret-value';
import { today } from '../common/today';
import { TerraformData } from '../terraform/terraform-data';

/**
 * Circuits between a network and Microsoft, in two phases: ordered, when the carrier gets their service keys, and provisioned,
 * when they have peerings, with one route filter for all of them. What was made in the first phase stays as it is in the second.
 *
 * It does not replace a gateway cluster: circuits carry packets, and translate nothing.
 *
 * @throws DataGatewayError with all problems of the input at once.
 */
export class ExpressRoute extends Construct {
  /** The circuits, in the order given, for `ExpressRouteConnections`. */
  public readonly circuits: readonly IExpressRouteCircuit[];
  /** Resource id of the route filter; nothing without Microsoft peering, and before a circuit is provisioned. */
  public readonly routeFilterId: string | undefined;
  /** Path of the reachability report, from the folder of the synthesized stack. */
  public readonly report: string;

  private readonly placed: readonly PlacedCircuit[];
  private readonly authorizations = new Set<string>();

  /** Defines the circuits; peerings and the route filter of those that are provisioned. */
  public constructor(scope: Construct, id: string, props: ExpressRouteProps) {
    super(scope, id);
    const placed = inherit(this, props, ['location', 'resourceGroupName', 'tags', 'naming', 'lock']);
    const settings = this.settle(placed);
    this.placed = this.defineCircuits(settings);
    const filter = this.defineFilter(placed);
    this.routeFilterId = filter?.routeFilterId;
    if (filter !== undefined) defineMicrosoftPeerings(this, placed.microsoftPeering, filter, this.provisioned);
    const ready = definePrivatePeerings(this, placed.privatePeering, this.provisioned);
    this.circuits = this.placed.map(({ circuit, id: circuitId }) => ({
      key: circuit.key,
      circuitId,
      isProvisioned: circuit.phase.allowsPeerings,
      hasPrivatePeering: placed.privatePeering !== undefined,
      mbps: circuit.mbps,
      ready: ready.get(circuit.key) ?? [],
    }));
    this.report = this.writeReport(placed, settings);
    sayWhatIsNext(this, this.placed);
    this.advise(placed, settings);
    const circuitIds = new Map(this.circuits.map(({ key, circuitId }) => [key, circuitId]));
    const { routeFilterId, report } = this;
    contributeExpressRoute(this, { props: placed, settings, circuitIds, routeFilterId, report });
  }

  /**
   * Lets somebody in another subscription connect with a circuit: one authorization is for one connection.
   *
   * @param circuitKey key of the circuit.
   * @param name of the authorization, such as that of the team. Fixed for its life.
   * @returns the key, for `CircuitConnection.toForeignCircuit` in the same app, or for a sensitive output.
   * @throws DataGatewayError where there is no such circuit, or such a name.
   */
  public authorize(circuitKey: string, name: string): SecretInState {
    const checks = constructChecks();
    const keys = this.placed.map(({ circuit }) => circuit.key);
    checks.oneOf('circuitKey', circuitKey, keys, 'Give the key of a circuit.');
    const isName = checks.text('name', name, AUTHORIZATION_NAME);
    if (isName && checks.known('name', name, 'The address in Terraform is made of it: write it out.')) {
      const taken = `${circuitKey} ${name.toLowerCase()}`;
      if (this.authorizations.has(taken)) checks.add({ property: 'name', got: name, ...TAKEN_AUTHORIZATION });
      this.authorizations.add(taken);
    }
    throwProblems(this, 'ExpressRoute.authorize', checks);
    const {
      name: expressRouteCircuitName,
      resourceGroupName,
      lock,
    } = this.placed.find(({ circuit }) => circuit.key === circuitKey) as PlacedCircuit;
    const authorization = new ExpressRouteCircuitAuthorization(this, `authorization-${circuitKey}-${name}`, {
      name,
      expressRouteCircuitName,
      resourceGroupName,
      // Another one would cut the connection that was made with it.
      lifecycle: { ignoreChanges: ['name', 'resource_group_name', 'express_route_circuit_name'] },
    });
    lock?.guard(`authorization ${name}`, authorization);
    return SecretInState.computed(authorization.authorizationKey);
  }

  private settle(props: Placed<ExpressRouteProps>): ExpressRouteSettings {
    const checks = constructChecks();
    const settings = resolveExpressRoute(props, checks);
    if (settings !== undefined) {
      this.checkSecrets(props, checks);
      this.claimNames(settings, checks);
    }
    throwProblems(this, 'ExpressRoute', checks);
    // Where nothing could be settled, a problem has been reported.
    return settings as ExpressRouteSettings;
  }

  private checkSecrets({ circuits, microsoftPeering, privatePeering }: ExpressRouteProps, checks: Checks): void {
    for (const key of circuits.keys) {
      const place = `circuits.${key}.bgpKey`;
      checkVariable(this, place, microsoftPeering?.at(key)?.bgpKey, checks.within('microsoftPeering'));
      checkVariable(this, place, privatePeering?.at(key)?.bgpKey, checks.within('privatePeering'));
    }
  }

  private claimNames({ circuits, common }: ExpressRouteSettings, checks: Checks): void {
    const { resourceGroupName } = common;
    for (const { name, existingId } of circuits) {
      if (existingId !== undefined) continue;
      claimName(this, { what: 'circuit', resourceGroupName, name, property: 'name' }, checks);
    }
  }

  /** One after another, so that a change that fails at the first does not reach the second. */
  private defineCircuits(settings: ExpressRouteSettings): readonly PlacedCircuit[] {
    let after: readonly ITerraformDependable[] = [];
    return settings.circuits.map((plan) => {
      if (plan.existingId !== undefined) return existingCircuit(plan, plan.existingId);
      const { circuit } = plan;
      const orderedWith = new TerraformData(this, `ordered-with-${circuit.key}`, orderedWithConfig(plan));
      const resource = new ExpressRouteCircuit(
        this,
        `circuit-${circuit.key}`,
        circuitConfig(plan, settings.common, orderedWith.fqn, settings.preventDestroy, after),
      );
      after = [resource];
      // Read from the resource, for names are kept: today's input may say something else.
      const { id, name, resourceGroupName } = resource;
      const lock = lockOf(this, plan, id);
      return { circuit, id, name, resourceGroupName, resource, lock };
    });
  }

  private defineFilter(props: Placed<ExpressRouteProps>): AttachedFilter | undefined {
    const { microsoftPeering, routeFilter, name, location, resourceGroupName, naming, preventDestroy, tags, lock } =
      props;
    if (microsoftPeering === undefined || this.provisioned.length === 0) return undefined;
    const own = (): RouteFilter =>
      new RouteFilter(this, 'route-filter', {
        name,
        location,
        resourceGroupName,
        route: microsoftPeering.route,
        ...(naming === undefined ? {} : { naming }),
        ...(preventDestroy === undefined ? {} : { preventDestroy }),
        ...(lock === undefined ? {} : { lock }),
        ...(tags === undefined ? {} : { tags }),
      }).after(this.placed.flatMap(({ resource }) => resource ?? []));
    const { routeFilterId } = routeFilter ?? own();
    const isReplaceable = props.replacePeerings !== undefined;
    const guard = new TerraformData(this, 'route-filter-attached', attachedConfig(routeFilterId, isReplaceable));
    return { routeFilterId, guard: addressOf(guard), isReplaceable };
  }

  private get provisioned(): readonly PlacedCircuit[] {
    return this.placed.filter(({ circuit }) => circuit.phase.allowsPeerings);
  }

  private writeReport(props: ExpressRouteProps, { virtualNetworkRegions }: ExpressRouteSettings): string {
    const { circuits, microsoftPeering, privatePeering, desktopFlows, name } = props;
    const text = expressRouteReport({
      circuits,
      ...(microsoftPeering === undefined ? {} : { microsoftPeering }),
      ...(privatePeering === undefined ? {} : { privatePeering, virtualNetworkRegions }),
      ...(desktopFlows === undefined ? {} : { desktopFlows }),
    });
    return new TextAsset(this, 'report', `reachability-${name}.txt`, text).path;
  }

  private advise(props: ExpressRouteProps, settings: ExpressRouteSettings): void {
    const { circuits, microsoftPeering, privatePeering, routeFilter } = props;
    const reached = [...(microsoftPeering?.regions ?? []), ...settings.virtualNetworkRegions];
    adviseOnRegion(this, 'location', settings.common.location);
    for (const plan of settings.circuits)
      for (const note of premiumNote(plan, reached)) Annotations.of(this).addInfo(note);
    if (props.replacePeerings !== undefined) Annotations.of(this).addWarning(REPLACEABLE);
    const warnings = [...circuits.warnings, ...(microsoftPeering?.warnings ?? [])];
    // A filter says them itself, once it is there; the carriers are given an order before.
    if (this.routeFilterId === undefined && routeFilter === undefined)
      warnings.push(...(microsoftPeering?.route.warningsAt(today()) ?? []));
    for (const warning of warnings) Annotations.of(this).addWarning(warning);
    for (const note of circuits.notes) Annotations.of(this).addInfo(note);
    const peerings = {
      microsoft: microsoftPeering !== undefined,
      private: privatePeering !== undefined,
      provisioned: this.provisioned.length > 0,
    };
    let advised = false;
    // What stands beside it is known when the app is whole.
    this.node.addValidation({
      validate: () => {
        const notes = advised ? [] : adviseOnNeighbours(peerings, neighboursOf(this), this.report);
        advised = true;
        for (const note of notes) Annotations.of(this).addInfo(note);
        return [];
      },
    });
  }
}
