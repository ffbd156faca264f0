import type { Checks } from '../../common/checks';

/** How many members a cluster may have: at least two, or it is no cluster; at most ten, which is Microsoft's limit. */
export type MemberCount = 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10;

/** Fewest and most members of a cluster (MicrosoftDocs/data-integration, service-gateway-high-availability-clusters). */
export const MEMBER_LIMITS = { min: 2, max: 10 } as const;

/**
 * Two to ten keys, each a two-digit number, with a letter behind it for a member that replaced another:
 * `['01', '02b', '03']` is a cluster whose second member was replaced once.
 */
export type MemberKeys = readonly [
  string,
  string,
  string?,
  string?,
  string?,
  string?,
  string?,
  string?,
  string?,
  string?,
];

const KEY = /^(0[1-9]|[1-9][0-9])[a-z]?$/;
const KEY_TEXT = 'two digits from 01 to 99, and a letter behind them for a replacement: 01, 02b';

/** What a caller says about who is in the cluster. */
export interface MembershipInput {
  readonly members: number | undefined;
  readonly memberKeys: readonly (string | undefined)[] | undefined;
  readonly primary: string | undefined;
}

/** Who is in the cluster. */
export interface Membership {
  /** Keys in stable order, whatever the order of the input. */
  readonly keys: readonly string[];
  /** Key of the member that creates the cluster. */
  readonly primary: string;
}

/** Why a cluster starts at two members and ends at ten. */
export function checkMemberCount(property: string, count: unknown, checks: Checks): count is MemberCount {
  if (!checks.known(property, count, 'Each member is a resource of its own: write the number, 2 to 10.')) return false;
  return checks.integer(property, count, { ...MEMBER_LIMITS, unit: 'members', fix: adviceOnCount(count) });
}

function adviceOnCount(count: unknown): string {
  if (!Number.isInteger(count)) return 'Write how many members there are as a whole number.';
  return Number(count) > MEMBER_LIMITS.max
    ? 'A cluster takes at most ten members; build a second cluster, for instance one per workload (GatewayEstate).'
    : 'One gateway is a single point of failure, with no member to take over: use at least two.';
}

/** Works out the members' keys and the primary from a count or from explicit keys. */
export function resolveMembership(input: MembershipInput, checks: Checks): Membership | undefined {
  const before = checks.problems.length;
  const keys = input.memberKeys === undefined ? numberedKeys(input.members, checks) : givenKeys(input, checks);
  if (checks.problems.length > before) return undefined;

  const primary = input.primary ?? (keys.includes('01') ? '01' : undefined);
  if (primary !== undefined && keys.includes(primary)) return { keys, primary };
  checks.add({
    property: 'primary',
    got: input.primary,
    allowed: `one of the members' keys: ${keys.join(', ')}`,
    fix: 'Name the member that created the cluster in the service, or the one that its gateway is restored on.',
  });
  return undefined;
}

/** The ordinal in a key: `02b` is a replacement in place 2. */
export function ordinalOf(key: string): number {
  return Number.parseInt(key.slice(0, 2), 10);
}

function numberedKeys(count: number | undefined, checks: Checks): string[] {
  if (count === undefined) {
    const fix = 'Say how many members there are, or give a `capacity` to work it out from.';
    checks.add({ property: 'members', got: count, allowed: '2 to 10, or a capacity', fix });
    return [];
  }
  if (!checkMemberCount('members', count, checks)) return [];
  return Array.from({ length: count }, (_, index) => String(index + 1).padStart(2, '0'));
}

function givenKeys({ members, memberKeys }: MembershipInput, checks: Checks): string[] {
  if (!isArray(memberKeys)) {
    const fix = "Write them out, as in ['01', '02b', '03'], or give `members` a number.";
    checks.add({ property: 'memberKeys', got: memberKeys, allowed: 'an array of two to ten keys', fix });
    return [];
  }
  const keys = memberKeys.filter((key) => key !== undefined);
  if (members !== undefined && members !== keys.length) {
    const fix = 'Give `members` or `memberKeys`, not both: the keys say how many there are.';
    checks.add({ property: 'members', got: members, allowed: `nothing beside memberKeys`, fix });
  }
  checkMemberCount('memberKeys.length', keys.length, checks);
  keys.forEach((key, index) => {
    const property = `memberKeys[${String(index)}]`;
    if (!checks.known(property, key, 'A key names resources and must not depend on Terraform.')) return;
    checks.text(property, key, {
      pattern: KEY,
      allowed: KEY_TEXT,
      fix: 'A key is part of the resource addresses: choose it once, and a new one to replace a member.',
    });
    if (keys.indexOf(key) !== index) {
      checks.add({ property, got: key, allowed: 'each key once', fix: 'Two members cannot share one address.' });
    }
  });
  return [...keys].sort();
}

/** As Array.isArray, which forgets the element type of a readonly array. */
function isArray<T>(value: readonly T[] | undefined): value is readonly T[] {
  return Array.isArray(value);
}
