import { delegationAdvice } from '../../bootstrap/domain-checks';
import { constructChecks } from '../../terraform/construct-checks';
import type { ClusterSettings } from './cluster-settings';
import { scaleOfMembers } from '../capacity/deployment-scale';
import { GATEWAY_HARDWARE } from '../machine/virtual-machine-size';
import { assessSpread } from '../placement/zone-spread';

/** What a reviewer should know about a cluster that is allowed as it is. */
export interface ClusterAdvice {
  /** What is likely to be regretted. */
  readonly warnings: readonly string[];
  /** What is good to know. */
  readonly notes: readonly string[];
}

/** Looks at a decided cluster for what is allowed and still worth a word. */
export function adviseOn(settings: ClusterSettings): ClusterAdvice {
  const warnings = [
    ...spreadWarnings(settings),
    ...workloadWarnings(settings),
    ...sizeWarnings(settings),
    ...patchingWarnings(settings),
    ...registrationWarnings(settings),
    ...primaryWarnings(settings),
    ...(settings.setup === undefined ? [] : delegationAdvice(settings.setup, constructChecks())),
  ];
  return { warnings, notes: [...zoneNotes(settings), ...sizeNotes(settings), ...replacementNotes(settings)] };
}

function zonesOfMembers({ members }: ClusterSettings): ReadonlyMap<string, string> {
  return new Map(members.flatMap(({ key, zone }) => (zone === undefined ? [] : [[key, zone] as const])));
}

function spreadWarnings(settings: ClusterSettings): string[] {
  const { placement, members } = settings;
  if (placement.kind === 'unplaced') {
    return ['members are not kept apart: two of them may share a rack, a zone and a maintenance window.'];
  }
  if (placement.kind !== 'zones') return [];
  const assignment = zonesOfMembers(settings);
  const { singleZone, uneven, largest } = assessSpread(assignment, placement.zones);
  const where = [...assignment].map(([key, zone]) => `${key} in zone ${zone}`).join(', ');
  if (singleZone)
    return [`all ${String(members.length)} members lie in one zone; its loss takes the whole cluster (${where}).`];
  if (!uneven) return [];
  return [`members are spread unevenly: one zone holds ${String(largest)} of ${String(members.length)} (${where}).`];
}

/** The N-1 rule covers one member; a zone may hold more. */
function zoneNotes(settings: ClusterSettings): string[] {
  const { placement, members, capacity } = settings;
  if (placement.kind !== 'zones' || capacity === undefined) return [];
  const { largest, singleZone, uneven } = assessSpread(zonesOfMembers(settings), placement.zones);
  if (largest === 1 || singleZone || uneven) return [];
  return [
    `capacity holds with one member gone; one zone holds ${String(largest)} of ${String(members.length)} members, so that the loss of a zone takes more.`,
  ];
}

function workloadWarnings({ workload, capacity, members }: ClusterSettings): string[] {
  if (workload.name !== 'mixed') return [];
  const scale = capacity?.load().scale ?? scaleOfMembers(members.length);
  if (scale.name !== 'large' && scale.name !== 'enterprise') return [];
  return [
    `one cluster for mixed workloads at ${scale.name} scale: a large scheduled refresh can take all resources of the members and make DirectQuery time out. Build a cluster per workload (GatewayEstate), or name the \`workload\` if this cluster has one.`,
  ];
}

function sizeWarnings({ members }: ClusterSettings): string[] {
  return [...new Map(members.map(({ size }) => [size.name, size])).values()].flatMap((size) => {
    const { retirement } = size;
    const warnings: string[] = [];
    if (retirement !== undefined) {
      warnings.push(
        `size ${size.name} belongs to a series (${retirement.series}) that Azure retires on ${retirement.retires}.`,
      );
    }
    if (size.vCpus < GATEWAY_HARDWARE.recommendedCores) {
      const recommended = String(GATEWAY_HARDWARE.recommendedCores);
      warnings.push(
        `size ${size.name} has ${String(size.vCpus)} vCPU; Microsoft recommends at least ${recommended} cores for a gateway.`,
      );
    }
    return warnings;
  });
}

function sizeNotes({ members }: ClusterSettings): string[] {
  const sizes = new Set(members.map(({ size }) => size.name));
  return sizes.size > 1
    ? [`members have different sizes (${[...sizes].join(', ')}); finish the move to one of them.`]
    : [];
}

function patchingWarnings({ members }: ClusterSettings): string[] {
  if (members.filter(({ patching }) => patching.patchMode === 'AutomaticByOS').length < 2) return [];
  return ['members update and reboot each on its own clock (AutomaticByOS); nothing keeps them from doing so at once.'];
}

function registrationWarnings({ registration }: ClusterSettings): string[] {
  if (registration.regionKey === undefined) return [];
  return [
    `\`regionKey\` is set: Power BI can use a gateway in the tenant's default region only, and the recovery key cannot be changed elsewhere.`,
  ];
}

/** A key such as 02b says that the machine of 02 was replaced. */
function replacedKeys({ members, setup }: ClusterSettings): readonly string[] {
  return setup === undefined ? [] : members.map(({ key }) => key).filter((key) => /[a-z]$/.test(key));
}

function replacementNotes(settings: ClusterSettings): string[] {
  const keys = replacedKeys(settings);
  if (keys.length === 0) return [];
  return [
    `members ${keys.join(', ')} replaced others: the service lists the earlier ones as offline until somebody removes them there (docs/member.md, "Replaced and removed members").`,
  ];
}

function primaryWarnings(settings: ClusterSettings): string[] {
  const { members, registration } = settings;
  const key = members.find(({ isPrimary }) => isPrimary)?.key ?? '';
  if (registration.needsOperator || registration.existingCluster === 'join') return [];
  if (!replacedKeys(settings).includes(key)) return [];
  return [
    `primary ${key} is a new machine: where the cluster exists already, register refuses it unless the registration says existingCluster: 'join'.`,
  ];
}
