import { type BootstrapStepName, repeatableStepsOf } from '../../bootstrap/step-names';
import type { Checks } from '../../common/checks';
import { RERUN_REASON } from '../../common/rerun';
import { isRecord } from '../../common/shapes';
import type { Capacity } from '../capacity/capacity';
import { type CapacityPlan, describeShortfalls } from '../capacity/capacity-plan';
import type { GatewayClusterProps } from '../props/gateway-cluster-props';
import { MEMBER_SETTINGS, type MemberSettings } from '../props/member-settings';
import { type MemberCount, type MembershipInput, resolveMembership } from '../machine/member-keys';
import {
  catalogueSizes,
  GATEWAY_HARDWARE,
  resolveVirtualMachineSize,
  type VirtualMachineSize,
} from '../machine/virtual-machine-size';
import type { Workload } from '../capacity/workload';

/** Members and their sizes: as given, or as the capacity asks for. */
export interface Machines {
  readonly keys: readonly string[];
  readonly primary: string;
  /** Size of a member that has none of its own. */
  readonly size: VirtualMachineSize;
  readonly sizes: ReadonlyMap<string, VirtualMachineSize>;
  /** How the capacity is met; nothing where none was declared. */
  readonly capacityPlan: CapacityPlan | undefined;
}

/** Decides who is in the cluster, and on which machines. */
export function resolveMachines(
  props: GatewayClusterProps,
  capacity: Capacity | undefined,
  workload: Workload,
  checks: Checks,
): Machines | undefined {
  const before = checks.problems.length;
  capacity?.check('capacity', checks);
  const size = props.size === undefined ? undefined : resolveVirtualMachineSize('size', props.size, checks);
  const counted = props.members !== undefined || props.memberKeys !== undefined;
  // Without a number the capacity decides, if there is one; a broken one has been reported already.
  const given = counted || props.capacity === undefined ? resolveMembership(membershipOf(props), checks) : undefined;
  if (checks.problems.length > before || (capacity === undefined && props.capacity !== undefined)) return undefined;

  const capacityPlan = capacity?.planInto(
    {
      ...(given === undefined ? {} : { members: given.keys.length as MemberCount }),
      ...(size === undefined ? {} : { size }),
    },
    checks,
  );
  if (checks.problems.length > before) return undefined;
  const membership = given ?? resolveMembership({ ...membershipOf(props), members: capacityPlan?.members }, checks);
  if (membership === undefined) return undefined;

  checkMemberSettings(props.memberSettings ?? {}, membership.keys, repeatableStepsOf(props), checks);
  const common = size ?? capacityPlan?.size ?? defaultSize(workload);
  const sizes = resolveSizes(props, membership.keys, common, checks);
  if (capacity !== undefined) checkOwnSizes(capacity, sizes, common, checks);
  return { ...membership, size: common, sizes, capacityPlan };
}

/** What members get where nothing is said: the cores that Microsoft recommends, in the first family of the workload. */
function defaultSize({ sizeFamilies }: Workload): VirtualMachineSize {
  const sizes = catalogueSizes(sizeFamilies.slice(0, 1));
  return sizes.find(({ vCpus }) => vCpus >= GATEWAY_HARDWARE.recommendedCores) as VirtualMachineSize;
}

function membershipOf({ members, memberKeys, primary }: GatewayClusterProps): MembershipInput {
  return { members, memberKeys, primary };
}

function resolveSizes(
  { memberSettings }: GatewayClusterProps,
  keys: readonly string[],
  common: VirtualMachineSize,
  checks: Checks,
): ReadonlyMap<string, VirtualMachineSize> {
  return new Map(
    keys.map((key) => {
      const own = memberSettings?.[key]?.size;
      if (own === undefined) return [key, common];
      return [key, resolveVirtualMachineSize(`memberSettings.${key}.size`, own, checks) ?? common];
    }),
  );
}

function checkMemberSettings(
  settings: Readonly<Record<string, MemberSettings>>,
  keys: readonly string[],
  repeatable: readonly BootstrapStepName[],
  checks: Checks,
): void {
  const addresses = new Map<string, string>();
  for (const [key, own] of Object.entries(settings)) {
    const property = `memberSettings.${key}`;
    if (!keys.includes(key)) {
      const fix = 'Name a member of the cluster, or remove the settings of one that is gone.';
      checks.add({ property, got: own, allowed: `settings of ${keys.join(', ')}`, fix });
      continue;
    }
    const inside = checks.within(property);
    inside.knownProperties(own, MEMBER_SETTINGS);
    checkRerun(own.rerun, repeatable, inside);
    const address = own.privateIpAddress;
    if (address === undefined) continue;
    inside.ipv4Address(
      'privateIpAddress',
      address,
      'Choose a free address of the subnet; Azure keeps the first four and the last.',
    );
    const other = addresses.get(address);
    if (other !== undefined) {
      const fix = `Member ${other} has it already.`;
      inside.add({ property: 'privateIpAddress', got: address, allowed: 'an address of its own', fix });
    }
    addresses.set(address, key);
  }
}

function checkRerun(rerun: MemberSettings['rerun'], repeatable: readonly BootstrapStepName[], checks: Checks): void {
  if (rerun === undefined) return;
  const fix = "Write { configure: 'after the upgrade of 2026-11' }.";
  if (!isRecord(rerun)) {
    checks.add({ property: 'rerun', got: rerun, allowed: 'a text by name of step', fix });
    return;
  }
  const own = checks.within('rerun');
  own.knownProperties(rerun, repeatable);
  for (const step of repeatable.filter((name) => rerun[name] !== undefined)) {
    own.text(step, rerun[step], { ...RERUN_REASON, fix });
  }
}

/** The plan has proven the common size; a member with a size of its own must carry its share as well. */
function checkOwnSizes(
  capacity: Capacity,
  sizes: ReadonlyMap<string, VirtualMachineSize>,
  common: VirtualMachineSize,
  checks: Checks,
): void {
  for (const [key, size] of sizes) {
    const shortfalls = size.name === common.name ? [] : capacity.shortfalls(sizes.size, size);
    if (shortfalls.length === 0) continue;
    checks.add({
      property: `memberSettings.${key}.size`,
      got: size.name,
      allowed: `with one member gone, this one needs ${describeShortfalls(shortfalls)}`,
      fix: 'Give it a larger size, or leave it out for the size of the cluster.',
    });
  }
}
