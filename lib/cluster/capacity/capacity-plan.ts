import type { Checks } from '../../common/checks';
import type { Load } from './load';
import { MEMBER_LIMITS, type MemberCount } from '../machine/member-keys';
import { catalogueSizes, GATEWAY_HARDWARE, type VirtualMachineSize } from '../machine/virtual-machine-size';
import type { VirtualMachineFamilyName } from '../machine/virtual-machine-catalogue';

/** What is already decided when a plan is made. */
export interface CapacityPlanOptions {
  /**
   * Number of members.
   *
   * @default the fewest that the sizing table names for the scale, more if no size fits
   */
  readonly members?: MemberCount;
  /**
   * Size of every member.
   *
   * @default the smallest that fits, from the workload's families
   */
  readonly size?: VirtualMachineSize;
  /**
   * Families to choose a size from, in order of preference. Which sizes a region and subscription offer, only
   * `az vm list-skus` knows.
   *
   * @default the families of the workload
   */
  readonly sizeFamilies?: readonly VirtualMachineFamilyName[];
}

/** What one member must be able to carry while another is gone. */
export interface MemberRequirement {
  /** Operations, by kind. */
  readonly operations: readonly {
    /** What is counted: `refreshes`, `queries`. */
    readonly noun: string;
    /** How many at the same time. */
    readonly count: number;
  }[];
  /** Memory in GiB. */
  readonly memoryGiB: number;
  /** Cores. */
  readonly cores: number;
  /** Network in Mbps, towards sources and Azure together. */
  readonly networkMbps: number;
}

/** A figure in which a cluster falls short of its load. */
export interface CapacityShortfall {
  /** Which figure. */
  readonly figure: 'members' | 'memory' | 'cores' | 'network' | 'queries';
  /** How much the load needs. */
  readonly needed: number;
  /** How much there is. */
  readonly given: number;
  /** In what both are counted. */
  readonly unit: string;
}

/** The outcome: members, size, and the reasons. */
export interface CapacityPlan {
  /** Number of members. */
  readonly members: MemberCount;
  /** Size of each. */
  readonly size: VirtualMachineSize;
  /** What each must carry while another is gone. */
  readonly perMember: MemberRequirement;
  /** Text fit for a design document. */
  readonly explanation: string;
}

/** Memory that Windows takes, in GiB (EPC Group's guide, read 2026-11). */
export const OPERATING_SYSTEM_GIB = 4;

/** Parallel queries on one machine above which Microsoft says to scale out (MicrosoftDocs/data-integration, plan-scale-maintain). */
export const QUERIES_PER_MEMBER = 40;

const SOURCES =
  'formulas, table and N-1 rule: "Power BI Gateway Architecture and High Availability Guide", EPC Group (read 2026-11); ' +
  '8 cores and 40 parallel queries: MicrosoftDocs/data-integration (2026-07-24); sizes: MicrosoftDocs/azure-compute-docs';

/** What one of `members` must carry while another is gone. */
export function requirementOf(load: Load, members: number): MemberRequirement {
  const carriers = members - 1;
  const shares = load.parts.map((part) => ({ ...part, count: Math.ceil(part.concurrent / carriers) }));
  const working = shares.reduce((sum, { count, memoryGiBPerOperation }) => sum + count * memoryGiBPerOperation, 0);
  const busyCores = shares.reduce((sum, { count, coresPerOperation }) => sum + count * coresPerOperation, 0);
  return {
    operations: shares.map(({ noun, count }) => ({ noun, count })),
    memoryGiB: Math.max(load.floorMemoryGiB, round(working + OPERATING_SYSTEM_GIB)),
    cores: Math.max(load.floorCores, Math.ceil(busyCores)),
    networkMbps: load.workload.minimumNetworkMbps,
  };
}

/** In what a cluster of these members falls short; empty where it carries the load. */
export function shortfallsOf(load: Load, members: number, size: VirtualMachineSize): readonly CapacityShortfall[] {
  const need = requirementOf(load, members);
  const queries = need.operations.find(({ noun }) => noun === 'queries')?.count ?? 0;
  // A table row names its number of machines; a load in numbers may be carried by any number that the formulas allow.
  const leastMembers = load.parts.length === 0 ? load.scale.members : MEMBER_LIMITS.min;
  const all: readonly (readonly [CapacityShortfall['figure'], number, number, string])[] = [
    ['members', leastMembers, members, 'members'],
    ['memory', need.memoryGiB, size.memoryGiB, 'GiB per member'],
    ['cores', need.cores, size.vCpus, 'cores per member'],
    ['network', need.networkMbps, size.networkMbps, 'Mbps per member'],
    // Not a figure of the size: more than this many parallel queries call for another member, however large.
    ['queries', queries, QUERIES_PER_MEMBER, 'parallel queries per member'],
  ];
  return all
    .filter(([, needed, given]) => given < needed)
    .map(([figure, needed, given, unit]) => ({ figure, needed, given, unit }));
}

/** The shortfalls in words. */
export function describeShortfalls(shortfalls: readonly CapacityShortfall[]): string {
  return shortfalls
    .map(
      ({ needed, given, unit }) => `${format(needed)} ${unit} (${format(needed - given)} more than ${format(given)})`,
    )
    .join(' and ');
}

/** Chooses members and size, or reports why nothing fits. */
export function planCapacity(load: Load, options: CapacityPlanOptions, checks: Checks): CapacityPlan | undefined {
  const families = options.sizeFamilies ?? load.workload.sizeFamilies;
  const recommended = catalogueSizes(families).filter(({ vCpus }) => vCpus >= GATEWAY_HARDWARE.recommendedCores);
  const sizes = options.size === undefined ? recommended : [options.size];
  const counts = options.members === undefined ? memberCounts(load.scale.members) : [options.members];
  for (const members of counts) {
    const size = sizes.find((candidate) => shortfallsOf(load, members, candidate).length === 0);
    if (size !== undefined) {
      const perMember = requirementOf(load, members);
      return { members, size, perMember, explanation: explain(load, members, size, perMember, options, families) };
    }
  }
  report(load, counts.at(-1) ?? MEMBER_LIMITS.max, sizes.at(-1), options, checks);
  return undefined;
}

function memberCounts(from: number): MemberCount[] {
  return Array.from({ length: MEMBER_LIMITS.max - from + 1 }, (_, index) => (from + index) as MemberCount);
}

function report(
  load: Load,
  members: MemberCount,
  largest: VirtualMachineSize | undefined,
  options: CapacityPlanOptions,
  checks: Checks,
): void {
  const got = { members, size: largest?.name ?? 'no size in these families' };
  const missing = largest === undefined ? 'a size' : describeShortfalls(shortfallsOf(load, members, largest));
  const decided = options.members !== undefined || options.size !== undefined;
  checks.add({
    property: 'capacity',
    got,
    allowed: `with one member gone, the others need ${missing}`,
    fix: decided
      ? 'Take more members, a larger size, or leave `members` and `size` out to have them worked out.'
      : 'No cluster of ten members in these families carries it: split the load over several clusters (GatewayEstate), or give a larger size.',
  });
}

function explain(
  load: Load,
  members: MemberCount,
  size: VirtualMachineSize,
  need: MemberRequirement,
  options: CapacityPlanOptions,
  families: readonly VirtualMachineFamilyName[],
): string {
  const { scale, workload, parts } = load;
  const shares = need.operations.map(({ noun, count }) => `${String(count)} ${noun}`).join(', ');
  const peak = parts.map(({ noun, concurrent }) => `${String(concurrent)} concurrent ${noun}`).join(' and ');
  const memory = parts
    .map((part, index) => ({ ...part, count: need.operations[index]?.count }))
    .filter(({ memoryGiBPerOperation }) => memoryGiBPerOperation > 0)
    .map(({ count, memoryText }) => `${String(count)} x ${memoryText}`);
  const cores = parts.map((part, i) => `${String(need.operations[i]?.count)} x ${String(part.coresPerOperation)}`);
  const because = (given: unknown, text: string): string => (given === undefined ? text : 'as given');
  const rows: readonly (readonly [string, string])[] = [
    ['Load', peak === '' ? `scale "${scale.name}" of the sizing table` : peak],
    [
      'Scale',
      `${scale.name}: in the sizing table, ${scale.concurrent} concurrent refreshes or ${scale.datasets} models`,
    ],
    ['Workload', `${workload.name}, bound by ${workload.boundBy}: ${workload.reason}`],
    [
      'Members',
      `${String(members)}, ${because(options.members, `the scale asks for ${String(scale.members)} or more`)}`,
    ],
    ['N-1 rule', parts.length === 0 ? 'contained in the row' : `with one member gone, each other carries ${shares}`],
    [
      'Memory',
      parts.length === 0
        ? `${format(need.memoryGiB)} GiB per member by the row`
        : `${[...memory, `${String(OPERATING_SYSTEM_GIB)} GiB for Windows`].join(' + ')}, at least ${format(load.floorMemoryGiB)} GiB: ${format(need.memoryGiB)} GiB per member`,
    ],
    [
      'Cores',
      parts.length === 0
        ? `${format(need.cores)} per member by the row`
        : `${cores.join(' + ')}, at least ${String(load.floorCores)}: ${format(need.cores)} per member; Microsoft recommends ${String(GATEWAY_HARDWARE.recommendedCores)}`,
    ],
    ['Network', `${format(need.networkMbps)} Mbps per member, towards sources and Azure together`],
    [
      'Size',
      `${size.name}: ${String(size.vCpus)} vCPU, ${String(size.memoryGiB)} GiB, up to ${format(size.networkMbps)} Mbps; ` +
        because(options.size, `the smallest of ${families.join(', ')} that fits`),
    ],
    ['Sources', SOURCES],
  ];
  return rows.map(([label, text]) => `${label.padEnd(9)} ${text}`).join('\n');
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** With commas between thousands; by hand, because loading the tables of a locale takes as long as a whole cluster. */
function format(value: number): string {
  return String(round(value)).replaceAll(/\B(?=(\d{3})+(?!\d))/g, ',');
}
