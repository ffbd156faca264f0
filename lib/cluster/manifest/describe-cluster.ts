import type { Construct } from 'constructs';
import type { ClusterResources, GatewayClusterEntry } from '../../manifest/entries/cluster-entry';
import type { CapacityEntry, RegistrationEntry } from '../../manifest/entries/cluster-parts';
import { type Draft, mark } from '../../manifest/entries/draft';
import { placeOfSubnet } from '../../network/subnet-places';
import { addressAt, addressesBelow } from '../../terraform/addresses';
import { contribute } from '../../manifest/contributions';
import type { GatewayIdentityAttributes } from '../props/gateway-cluster-interface';
import type { IMemberStep } from '../props/member-step';
import type { Registration } from '../props/registration';
import type { ClusterSettings } from '../settings/cluster-settings';
import { describeMember } from './describe-member';
import { describeSetup, vaultReference } from './describe-setup';

/** What there is to know of a cluster beside its tree. */
export interface ClusterToDescribe {
  readonly settings: ClusterSettings;
  readonly identity: GatewayIdentityAttributes;
  /** All steps of a member, in order. */
  readonly steps: readonly IMemberStep[];
}

/** Puts a cluster into the manifest of its stack. */
export function contributeCluster(cluster: Construct, described: ClusterToDescribe): void {
  contribute(cluster, 'clusters', () => describeCluster(cluster, described));
}

function describeCluster(
  cluster: Construct,
  { settings, identity, steps }: ClusterToDescribe,
): Draft<Omit<GatewayClusterEntry, 'constructPath'>> {
  const { gatewayName, location, resourceGroupName, placement, loadBalancing, recoveryKey } = settings;
  const { cpuThresholdPercent, memoryThresholdPercent, aggregationMinutes } = loadBalancing;
  return {
    gatewayName,
    location,
    resourceGroupName,
    workload: settings.workload.name,
    rollout: { mode: settings.rollout.mode },
    placement: { kind: placement.kind, zones: placement.kind === 'zones' ? placement.zones : undefined },
    subnet: { id: settings.subnetId, ...placeOfSubnet(settings.subnet) },
    networkSecurityGroupId: settings.networkSecurityGroupId,
    registration: describeRegistration(settings.registration),
    recoveryKey: vaultReference(recoveryKey),
    identity: { existing: mark(settings.identity.attributes !== undefined), id: identity.id },
    loadBalancing: {
      mode: loadBalancing.words.fabricRest,
      cpuThresholdPercent,
      memoryThresholdPercent,
      aggregationMinutes,
    },
    capacity: describeCapacity(settings),
    ...describeSetup(settings.setup),
    resources: describeResources(cluster),
    members: settings.membersInRolloutOrder.map((plan) =>
      describeMember(cluster.node.findChild(`member-${plan.key}`), plan, steps),
    ),
  };
}

function describeRegistration(registration: Registration): Draft<RegistrationEntry> {
  const { tenantId, environment, regionKey, applicationId, credential, existingCluster } = registration;
  return {
    kind: registration.needsOperator ? 'operator' : 'servicePrincipal',
    tenantId,
    environment,
    regionKey,
    applicationId,
    credential: credential === undefined ? undefined : vaultReference(credential),
    existingCluster,
  };
}

function describeCapacity({ capacity, capacityPlan }: ClusterSettings): Draft<CapacityEntry> | undefined {
  if (capacity === undefined || capacityPlan === undefined) return undefined;
  const { scale, parts } = capacity.load();
  const { memoryGiB, cores, networkMbps } = capacityPlan.perMember;
  return {
    scale: scale.name,
    load: parts.map(({ noun, concurrent }) => ({ operations: noun, concurrent })),
    perMember: { memoryGiB, cores, networkMbps },
  };
}

function describeResources(cluster: Construct): Draft<ClusterResources> {
  return {
    identity: addressAt(cluster, 'identity'),
    availabilitySet: addressAt(cluster, 'availability-set'),
    roleAssignments: cluster.node.children
      .flatMap((child) => (child.node.id.startsWith('read-') ? addressesBelow(child) : []))
      .sort(),
    directory: addressesBelow(cluster.node.tryFindChild('directory')),
  };
}
