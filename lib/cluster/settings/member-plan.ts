import { bootstrapStepsOf } from '../../bootstrap/step-names';
import { COMPUTER_NAME } from '../../common/azure-rules';
import type { Checks } from '../../common/checks';
import type { Machines } from './cluster-machines';
import { computerName, computerNamePrefix, PREFIX_LENGTH } from '../machine/computer-names';
import type { GatewayClusterProps, PlacedClusterProps } from '../props/gateway-cluster-props';
import type { MemberSettings } from '../props/member-settings';
import { type IMemberStep, inStepOrder } from '../props/member-step';
import type { ResolvedPlacement } from '../placement/placement';
import type { DataDiskOptions } from '../machine/disks';
import type { ResolvedPatching } from '../machine/patching';
import type { ResourceNaming } from '../../common/resource-naming';
import type { VirtualMachineSize } from '../machine/virtual-machine-size';
import type { WindowsImage } from '../machine/windows-image';
import type { resolveImages } from './member-images';
import { spreadOverZones } from '../placement/zone-spread';

/** Names of what belongs to one member. */
export interface MemberNames {
  readonly virtualMachine: string;
  readonly networkInterface: string;
  readonly osDisk: string;
  /** Nothing where the member has none. */
  readonly dataDisk: string | undefined;
  readonly lock: string | undefined;
}

/** One member, decided. */
export interface MemberPlan {
  readonly key: string;
  readonly isPrimary: boolean;
  readonly computerName: string;
  readonly names: MemberNames;
  readonly size: VirtualMachineSize;
  readonly image: WindowsImage;
  readonly patching: ResolvedPatching;
  readonly zone: string | undefined;
  readonly privateIpAddress: string | undefined;
  readonly stepNames: readonly string[];
  readonly rerun: NonNullable<MemberSettings['rerun']>;
}

export function resolvePrefix(
  { gatewayName, computerNamePrefix: given }: GatewayClusterProps,
  checks: Checks,
): string | undefined {
  const property = 'computerNamePrefix';
  if (given === undefined) {
    if (typeof gatewayName !== 'string') return undefined;
    return checks.known(
      'gatewayName',
      gatewayName,
      `Give \`${property}\`: computer names must be known when the app runs.`,
    )
      ? computerNamePrefix(gatewayName)
      : undefined;
  }
  const fix = 'Leave it out to have it derived from `gatewayName`.';
  if (!checks.known(property, given, fix)) return undefined;
  const allowed = `1 to ${String(PREFIX_LENGTH)} letters, digits or hyphens, beginning with a letter or digit`;
  const pattern = new RegExp(`^[A-Za-z0-9][A-Za-z0-9-]{0,${String(PREFIX_LENGTH - 1)}}$`);
  return checks.text(property, given, { pattern, allowed, fix }) ? given : undefined;
}

export function planMembers(
  props: PlacedClusterProps,
  machines: Machines,
  images: ReturnType<typeof resolveImages>,
  placement: ResolvedPlacement,
  dataDisk: DataDiskOptions | undefined,
  prefix: string,
  naming: ResourceNaming,
  checks: Checks,
): readonly MemberPlan[] {
  const zones = resolveZones(props.memberSettings ?? {}, machines.keys, placement, checks);
  const stepNames = checks.problems.length > 0 ? [] : namesOfSteps(props);
  const members = machines.keys.map((key): MemberPlan => {
    const computer = computerName(prefix, key);
    checks.text(`computer name of member ${key}`, computer, {
      ...COMPUTER_NAME,
      fix: 'Give another `computerNamePrefix`.',
    });
    const named = { memberKey: key, computerName: computer };
    const nameOf = (kind: keyof MemberNames): string =>
      naming.nameOf(kind, { name: prefix, location: props.location, member: named }, checks);
    return {
      key,
      isPrimary: key === machines.primary,
      computerName: computer,
      names: {
        virtualMachine: nameOf('virtualMachine'),
        networkInterface: nameOf('networkInterface'),
        osDisk: nameOf('osDisk'),
        dataDisk: dataDisk === undefined ? undefined : nameOf('dataDisk'),
        lock: props.lock === true ? nameOf('lock') : undefined,
      },
      size: machines.sizes.get(key) ?? machines.size,
      ...(images.byMember.get(key) ?? images.common),
      zone: zones.get(key),
      privateIpAddress: props.memberSettings?.[key]?.privateIpAddress,
      stepNames,
      rerun: props.memberSettings?.[key]?.rerun ?? {},
    };
  });
  checkUniqueNames(members, checks);
  checkDiskNames(members, checks);
  return members;
}

/** In the order in which they are done. */
function namesOfSteps(props: GatewayClusterProps): readonly string[] {
  const { steps = [], bootstrap } = props;
  if (bootstrap === false) return steps.map(({ name }) => name);
  const own = bootstrapStepsOf(props);
  const install = own.indexOf('install');
  const named = (names: readonly string[]): readonly { name: string }[] => names.map((name) => ({ name }));
  const around = inStepOrder<Pick<IMemberStep, 'name' | 'joinsDomain'>>(
    named(['install']),
    steps,
    named(own.slice(install + 1)),
  );
  return [...own.slice(0, install), ...around.map(({ name }) => name)];
}

function resolveZones(
  settings: Readonly<Record<string, MemberSettings>>,
  keys: readonly string[],
  placement: ResolvedPlacement,
  checks: Checks,
): ReadonlyMap<string, string> {
  const pinned = new Map(
    Object.entries(settings).flatMap(([key, { zone }]) => (zone === undefined ? [] : [[key, zone]])),
  );
  for (const [key, zone] of pinned) {
    const property = `memberSettings.${key}.zone`;
    if (placement.kind !== 'zones') {
      const fix = 'Remove it, or use Placement.acrossZones().';
      checks.add({ property, got: zone, allowed: 'no zone with this placement', fix });
    } else if (checks.known(property, zone, 'The spread is worked out when the app runs.')) {
      checks.oneOf(property, zone, placement.zones, 'Choose one of the zones of the placement.');
    }
  }
  return placement.kind === 'zones' && placement.zones.length > 0
    ? spreadOverZones(keys, placement.zones, pinned)
    : new Map();
}

/** Both are disks of one resource group. One rule gives the names of all members: one mention is enough. */
function checkDiskNames(members: readonly MemberPlan[], checks: Checks): void {
  const clash = members.find(({ names }) => names.dataDisk !== undefined && names.dataDisk === names.osDisk);
  if (clash === undefined) return;
  const fix = 'Use `kind` in the rule given to ResourceNaming.custom.';
  const allowed = 'another name than the OS disk has';
  checks.add({ property: 'naming (dataDisk)', got: clash.names.dataDisk, allowed, fix });
}

function checkUniqueNames(members: readonly MemberPlan[], checks: Checks): void {
  const kinds = Object.keys(members[0]?.names ?? {}) as (keyof MemberNames)[];
  for (const kind of kinds) {
    // A rule that gives no text has been reported already.
    const names = members.map(({ names: { [kind]: name } }) =>
      typeof name === 'string' ? name.toLowerCase() : undefined,
    );
    names.forEach((name, index) => {
      if (name === undefined || names.indexOf(name) === index) return;
      const fix = 'Use `computerName` or `memberKey` in the rule given to ResourceNaming.custom.';
      checks.add({ property: `naming (${kind})`, got: name, allowed: 'a different name for each member', fix });
    });
  }
}
