import { AvailabilitySet } from '@cdktf/provider-azurerm/lib/availability-set';
import { Annotations, type ITerraformDependable, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import type { CapacityPlan } from './capacity/capacity-plan';
import { adviseOn } from './settings/cluster-advice';
import { claimNames } from './settings/cluster-claims';
import { type ClusterSettings, resolveClusterSettings } from './settings/cluster-settings';
import type { GatewayClusterProps, PlacedClusterProps } from './props/gateway-cluster-props';
import type {
  GatewayIdentityAttributes,
  GatewayMembers,
  IGatewayCluster,
  IGatewayMember,
} from './props/gateway-cluster-interface';
import { bootstrapSteps } from './steps/member-steps';
import { MemberOrder } from '../network/member-order';
import { MemberScripts } from '../bootstrap/steps/member-scripts';
import { constructChecks, throwProblems } from '../terraform/construct-checks';
import { beside } from '../terraform/order';
import { adviseOnRegion } from '../terraform/region-advice';
import { GatewayMember } from './gateway-member';
import { type GatewayClusterAttributes, ImportedGatewayCluster } from './imported-gateway-cluster';
import type { LoadBalancing } from './props/load-balancing';
import { contributeCluster } from './manifest/describe-cluster';
import { KEPT_FOR_LIFE } from '../common/azure-rules';
import { inherit } from '../defaults/scope-defaults';
import { tagged } from './member-configuration';
import { type ClusterForSteps, type IMemberStep, inStepOrder } from './props/member-step';
import { defineAccess, defineIdentity, secretsOf } from './cluster-access';
import { ClusterDirectory } from './cluster-directory';
import { surroundingAdvice, surroundingProblems } from './settings/directory-surroundings';
import { domainProblems } from './settings/domain-needs';
import { checkGuard } from './settings/egress-needs';
import { claimRoom } from './settings/subnet-room';
import { withNetwork } from './settings/network-says';
import { egressTestsOf } from './settings/egress-tests';

/**
 * A cluster of Microsoft on-premises data gateways: 2 to 10 Windows machines with one gateway each, spread over zones,
 * with one identity that may read the cluster's secrets and nothing else.
 *
 * It reads no secret and creates no network: it takes a subnet and references to Key Vault, new or existing.
 *
 * @throws DataGatewayError with all problems of the input at once.
 */
export class GatewayCluster extends Construct implements IGatewayCluster {
  /**
   * A cluster that another stack or tool owns; nothing of it is created or changed. That exactly one member is the primary
   * is checked, the rest is taken as it is.
   */
  public static fromGatewayClusterAttributes(
    scope: Construct,
    id: string,
    attributes: GatewayClusterAttributes,
  ): IGatewayCluster {
    return new ImportedGatewayCluster(scope, id, attributes);
  }

  public readonly gatewayName: string;
  public readonly location: string;
  public readonly resourceGroupName: string;
  public readonly members: GatewayMembers;
  public readonly primary: IGatewayMember;
  public readonly identity: GatewayIdentityAttributes;

  /** How the service chooses the member that gets a request. */
  public readonly loadBalancing: LoadBalancing;
  /** How the declared capacity is met; nothing where none was declared. */
  public readonly capacityPlan: CapacityPlan | undefined;
  /**
   * Path of the script that an administrator of the domain runs, from the folder of the synthesized stack; nothing
   * without `DirectorySetup.byAdministrator`.
   */
  public readonly directoryScript: string | undefined;
  /**
   * Path of the script that looks on a member whether account and delegation are as they should be, from the folder of the
   * synthesized stack; nothing where the members need no domain, or Terraform alone knows a name.
   */
  public readonly directoryCheck: string | undefined;

  /** Defines the members of a cluster, their identity and the steps that make them serve. */
  public constructor(scope: Construct, id: string, props: GatewayClusterProps) {
    super(scope, id);
    const settings = this.settle(props);
    // A cluster whose construction was cut short, say by a step that throws, must not be synthesized in part.
    let complete = false;
    const { path } = this.node;
    this.node.addValidation({
      validate: () =>
        complete
          ? [...domainProblems(this, settings, props.steps ?? []), ...surroundingProblems(this, settings)]
          : [`GatewayCluster '${path}' was not completed: an error ended its construction.`],
    });
    this.gatewayName = settings.gatewayName;
    this.location = settings.location;
    this.resourceGroupName = settings.resourceGroupName;
    this.loadBalancing = settings.loadBalancing;
    this.capacityPlan = settings.capacityPlan;

    this.identity = defineIdentity(this, settings);
    const prerequisites = [...defineAccess(this, settings, this.identity), ...beside(this, props.waitFor ?? [])];
    const availabilitySetId = this.defineAvailabilitySet(settings);
    const identityId = this.identity.id;
    const members = new Map<string, GatewayMember>();
    const scripts = new MemberScripts(this, 'scripts');
    const directory = this.defineDirectory(settings, scripts);
    const steps = this.defineSteps(settings, props.steps ?? [], scripts, directory);
    const cluster = this.describeForSteps(settings);
    const common = { settings, identityId, availabilitySetId, steps, cluster, prerequisites };
    let after: readonly ITerraformDependable[] = [];
    for (const plan of settings.membersInRolloutOrder) {
      const [primary] = members.values();
      const member = new GatewayMember(this, `member-${plan.key}`, { ...common, plan, primary, after });
      members.set(plan.key, member);
      if (settings.rollout.mode === 'serial') after = [member.settled];
    }
    this.members = settings.members.map(({ key }) => members.get(key)) as unknown as GatewayMembers;
    this.primary = this.members.find(({ isPrimary }) => isPrimary) as IGatewayMember;

    directory?.finish(this.members);
    this.directoryScript = directory?.setupScript;
    this.directoryCheck = directory?.checkScript;

    adviseOnRegion(this, 'location', settings.location);
    const { warnings, notes } = adviseOn(settings);
    for (const warning of [...warnings, ...surroundingAdvice(this, settings)]) Annotations.of(this).addWarning(warning);
    for (const note of notes) Annotations.of(this).addInfo(note);
    contributeCluster(this, { settings, identity: this.identity, steps });
    complete = true;
  }

  private settle(props: GatewayClusterProps): ClusterSettings {
    const checks = constructChecks();
    const settings = resolveClusterSettings(this.inherited(props), checks);
    if (settings !== undefined) {
      const { attributes, grantsSecretAccess } = settings.identity;
      // A new identity is the cluster's own; an existing one may serve several.
      const shared = attributes !== undefined && grantsSecretAccess ? attributes.id : undefined;
      const grants = shared === undefined ? [] : secretsOf(settings).map(([, scope]) => `${shared} ${scope}`);
      const stack = TerraformStack.of(this);
      const warnings = [
        ...claimNames(this, stack, settings, grants, checks),
        ...settings.guards.flatMap((guard) => checkGuard(guard, settings, checks)),
      ];
      claimRoom(this, settings.subnet, settings.members.length, checks);
      if (settings.subnet !== undefined) MemberOrder.join(settings.subnet, this);
      for (const warning of warnings) Annotations.of(this).addWarning(warning);
    }
    throwProblems(this, 'GatewayCluster', checks);
    // Where nothing could be settled, a problem has been reported.
    return settings as ClusterSettings;
  }

  /** The network comes before the defaults: members lie in the region of their subnet, whatever is said farther out. */
  private inherited(props: GatewayClusterProps): PlacedClusterProps {
    return inherit(this, withNetwork(props), ['location', 'resourceGroupName', 'tags', 'naming', 'lock']);
  }

  private defineDirectory(settings: ClusterSettings, scripts: MemberScripts): ClusterDirectory | undefined {
    const { setup } = settings;
    if (setup?.serviceAccount.needsDomain !== true) return undefined;
    return new ClusterDirectory(this, 'directory', { settings, setup, scripts, tagged: tagged(settings) });
  }

  private defineSteps(
    settings: ClusterSettings,
    own: readonly IMemberStep[],
    scripts: MemberScripts,
    directory: ClusterDirectory | undefined,
  ): readonly IMemberStep[] {
    const { setup, administratorUsername, dataDisk, members } = settings;
    if (setup === undefined) return own;
    const rerun = new Map(members.map((member) => [member.key, member.rerun]));
    const { before, install, after } = bootstrapSteps({
      setup,
      scripts,
      administratorUsername,
      tagged: tagged(settings),
      dataDisk,
      egressTests: egressTestsOf(settings),
      directory: directory?.forSteps,
      rerun: (key, step) => rerun.get(key)?.[step],
    });
    return inStepOrder([install], [...before, ...own], after);
  }

  private describeForSteps(settings: ClusterSettings): ClusterForSteps {
    const { gatewayName, location, resourceGroupName, recoveryKey, registration, administrators, loadBalancing } =
      settings;
    const primaryKey = settings.membersInRolloutOrder[0]?.key ?? '';
    const service = { recoveryKey, registration, administrators, loadBalancing };
    return { gatewayName, location, resourceGroupName, primaryKey, identity: this.identity, ...service };
  }

  private defineAvailabilitySet(settings: ClusterSettings): string | undefined {
    const { placement } = settings;
    if (placement.kind !== 'availabilitySet') return undefined;
    return new AvailabilitySet(this, 'availability-set', {
      name: settings.availabilitySetName ?? '',
      location: settings.location,
      resourceGroupName: settings.resourceGroupName,
      platformFaultDomainCount: placement.faultDomains,
      platformUpdateDomainCount: placement.updateDomains,
      ...tagged(settings),
      lifecycle: {
        ignoreChanges: [...KEPT_FOR_LIFE, 'platform_fault_domain_count', 'platform_update_domain_count'],
      },
    }).id;
  }
}
