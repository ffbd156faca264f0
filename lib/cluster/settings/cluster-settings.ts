import { type GatewaySetup, resolveGatewaySetup } from '../../bootstrap/gateway-setup';
import type { Checks } from '../../common/checks';
import { ClusterIdentity } from '../../identity/cluster-identity';
import type { KeyVaultSecretReference } from '../../identity/key-vault-reference';
import { Capacity } from '../capacity/capacity';
import type { CapacityPlan } from '../capacity/capacity-plan';
import {
  checkMachineSwitches,
  checkPlace,
  checkService,
  checkUnknownProperties,
  wellFormedSettings,
} from './cluster-checks';
import { resolveMachines } from './cluster-machines';
import { type ClusterNetwork, resolveClusterNetwork } from './cluster-network';
import { checkFolderDrives } from './folder-drives';
import {
  type DataDiskOptions,
  isZoneRedundant,
  type OsDiskOptions,
  resolveDataDisk,
  resolveOsDisk,
} from '../machine/disks';
import type { GatewayClusterProps, PlacedClusterProps } from '../props/gateway-cluster-props';
import { LoadBalancing } from '../props/load-balancing';
import { resolveImages } from './member-images';
import { type MemberPlan, planMembers, resolvePrefix } from './member-plan';
import { lacksZones, type ResolvedPlacement, resolvePlacement } from '../placement/placement';
import type { Registration } from '../props/registration';
import { ResourceNaming } from '../../common/resource-naming';
import { inRolloutOrder, Rollout } from '../props/rollout';
import { valueObject } from '../../common/value-object';
import { Workload } from '../capacity/workload';

/** A cluster, decided: everything that the constructs need, checked, with all defaults in place. */
export interface ClusterSettings extends ClusterNetwork {
  readonly gatewayName: string;
  readonly location: string;
  readonly resourceGroupName: string;
  /** In stable order. */
  readonly members: readonly MemberPlan[];
  /** In the order in which changes reach them. */
  readonly membersInRolloutOrder: readonly MemberPlan[];
  readonly rollout: Rollout;
  readonly placement: ResolvedPlacement;
  readonly capacity: Capacity | undefined;
  readonly capacityPlan: CapacityPlan | undefined;
  readonly workload: Workload;
  readonly registration: Registration;
  readonly recoveryKey: KeyVaultSecretReference;
  readonly administrators: readonly string[];
  readonly loadBalancing: LoadBalancing;
  readonly identity: ClusterIdentity;
  /** Nothing where none is created. */
  readonly identityName: string | undefined;
  readonly availabilitySetName: string | undefined;
  readonly osDisk: Required<OsDiskOptions>;
  readonly dataDisk: Required<DataDiskOptions> | undefined;
  readonly encryptionAtHost: boolean;
  readonly azureHybridBenefit: boolean;
  readonly administratorUsername: string;
  readonly lock: boolean;
  readonly tags: Record<string, string> | undefined;
  /** What is put on the members; nothing where they are left alone. */
  readonly setup: GatewaySetup | undefined;
}

/**
 * Decides everything about a cluster from what its user said. Reports every problem to `checks`; where it reports one,
 * it returns nothing.
 */
export function resolveClusterSettings(given: PlacedClusterProps, checks: Checks): ClusterSettings | undefined {
  const props = { ...given, memberSettings: wellFormedSettings(given.memberSettings, checks) };
  checkUnknownProperties(props, checks);
  checkPlace(props, checks);
  const network = resolveClusterNetwork(props, checks);
  checkService(props, checks);
  checkMachineSwitches(props, checks);

  const setup = resolveGatewaySetup(props, checks);
  const images = resolveImages(props, checks);
  const identity = valueObject('identity', props.identity, ClusterIdentity, checks) ?? ClusterIdentity.create();
  identity.check('identity', checks);
  const rollout = valueObject('rollout', props.rollout, Rollout, checks) ?? Rollout.serial();
  const naming = valueObject('naming', props.naming, ResourceNaming, checks) ?? ResourceNaming.standard();
  const loadBalancing =
    valueObject('loadBalancing', props.loadBalancing, LoadBalancing, checks) ?? LoadBalancing.failover();
  loadBalancing.check('loadBalancing', checks);

  const workload =
    valueObject('workload', props.workload, Workload, checks) ??
    (props.capacity instanceof Capacity ? props.capacity.workload : Workload.MIXED);
  const capacity = capacityFor(props, workload, checks);
  const machines = resolveMachines(props, capacity, workload, checks);
  const placement = resolvePlacement(props.placement, props.location, checks);
  const osDisk = resolveOsDisk(props.osDisk, checks);
  const dataDisk = resolveDataDisk(props.dataDisk ?? workloadDisk(workload), checks);
  if (placement !== undefined) checkRedundantDisks(props.location, placement, osDisk, dataDisk, checks);
  const prefix = resolvePrefix(props, checks);

  // Names and zones follow from keys: without them there is nothing more to find out.
  if (machines === undefined || placement === undefined || prefix === undefined) return undefined;
  const members = planMembers(props, machines, images, placement, dataDisk, prefix, naming, checks);
  checkFolderDrives(
    setup,
    dataDisk?.letter,
    members.map(({ size }) => size),
    checks,
  );
  const subject = { name: prefix, location: props.location };
  const identityName = identity.attributes === undefined ? naming.nameOf('identity', subject, checks) : undefined;
  const availabilitySetName =
    placement.kind === 'availabilitySet' ? naming.nameOf('availabilitySet', subject, checks) : undefined;
  if (checks.problems.length > 0) return undefined;

  return {
    gatewayName: props.gatewayName,
    location: props.location,
    resourceGroupName: props.resourceGroupName,
    ...network,
    members,
    membersInRolloutOrder: inRolloutOrder(members),
    rollout,
    placement,
    capacity,
    capacityPlan: machines.capacityPlan,
    workload,
    registration: props.registration,
    recoveryKey: props.recoveryKey,
    administrators: [...(props.administrators ?? [])],
    loadBalancing,
    identity,
    identityName,
    availabilitySetName,
    osDisk,
    dataDisk,
    encryptionAtHost: props.encryptionAtHost ?? true,
    azureHybridBenefit: props.azureHybridBenefit ?? false,
    administratorUsername: props.administratorUsername ?? 'gwadmin',
    lock: props.lock ?? false,
    tags: props.tags,
    setup,
  };
}

/**
 * The declared capacity, for the workload of the cluster: a capacity of no kind takes on that of the cluster, one of
 * another kind is a contradiction.
 */
function capacityFor({ capacity }: GatewayClusterProps, workload: Workload, checks: Checks): Capacity | undefined {
  const declared = valueObject('capacity', capacity, Capacity, checks);
  if (declared === undefined || declared.workload === workload) return declared;
  if (!declared.isOfNoKind && workload !== Workload.MIXED) {
    const fix = 'Leave `workload` out, or declare the capacity for it.';
    checks.add({
      property: 'workload',
      got: workload.name,
      allowed: `${declared.workload.name}, as the capacity`,
      fix,
    });
  }
  return declared.as(workload);
}

function workloadDisk({ dataDiskGiB }: Workload): DataDiskOptions | undefined {
  return dataDiskGiB === undefined ? undefined : { sizeGiB: dataDiskGiB };
}

function checkRedundantDisks(
  location: string,
  placement: ResolvedPlacement,
  osDisk: Required<OsDiskOptions>,
  dataDisk: Required<DataDiskOptions> | undefined,
  checks: Checks,
): void {
  if (placement.kind !== 'availabilitySet' && !lacksZones(location, checks)) return;
  const fix = 'A disk kept in three zones needs a region with zones: use Premium_LRS.';
  for (const [property, disk] of [
    ['osDisk.type', osDisk],
    ['dataDisk.type', dataDisk],
  ] as const) {
    if (disk === undefined || !isZoneRedundant(disk.type)) continue;
    checks.add({ property, got: disk.type, allowed: 'Premium_LRS or StandardSSD_LRS, without zones', fix });
  }
}
