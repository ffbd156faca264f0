import type { Checks } from '../common/checks';
import { isRecord } from '../common/shapes';
import { MAX_MEMBERS } from './subnets/subnet-size';

/** Number of members of a VNet data gateway. Two or more share the load and stand in for each other. */
export type VnetDataGatewayMemberCount = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/** Members that come and go with the load. */
export interface VnetDataGatewayMemberRange {
  /** How many there are at least. */
  readonly min: VnetDataGatewayMemberCount;
  /** How many there are at most; the subnet must have room for so many. */
  readonly max: VnetDataGatewayMemberCount;
}

/** Members of a VNet data gateway: a number, or a range. */
export type VnetDataGatewayMembers = VnetDataGatewayMemberCount | VnetDataGatewayMemberRange;

/** Minutes without work after which a gateway sleeps. It cannot be kept awake for ever; waking takes one to three minutes. */
export type VnetDataGatewaySleepMinutes = 30 | 60 | 90 | 120 | 150 | 240 | 360 | 480 | 720 | 1440;

/** The minutes that the service knows (microsoft/fabric 1.13.0). */
export const SLEEP_MINUTES: readonly VnetDataGatewaySleepMinutes[] = [30, 60, 90, 120, 150, 240, 360, 480, 720, 1440];

/** The most members that there can be. */
export function mostMembers(members: VnetDataGatewayMembers): number {
  return typeof members === 'number' ? members : members.max;
}

/** For people: `2`, `1 to 4`. */
export function describeMembers(members: VnetDataGatewayMembers): string {
  return typeof members === 'number' ? String(members) : `${String(members.min)} to ${String(members.max)}`;
}

/** Checks the members. Terraform cannot compute them: whether the subnet has room is known when the app runs. */
export function checkMembers(property: string, members: unknown, checks: Checks): members is VnetDataGatewayMembers {
  const fix = 'Write a number such as 2, or a range such as { min: 1, max: 4 }.';
  const known = 'Whether the subnet has room for them is checked when the app runs: write it out.';
  if (!isRecord(members)) {
    return (
      checks.known(property, members, known) && checks.integer(property, members, { min: 1, max: MAX_MEMBERS, fix })
    );
  }
  const own = checks.within(property);
  own.knownProperties(members, ['min', 'max']);
  const { min, max } = members;
  const areNumbers = [
    own.known('min', min, known) && own.integer('min', min, { min: 1, max: MAX_MEMBERS, fix }),
    own.known('max', max, known) && own.integer('max', max, { min: 1, max: MAX_MEMBERS, fix }),
  ].every(Boolean);
  if (!areNumbers || Number(max) >= Number(min)) return areNumbers;
  own.add({ property: 'max', got: max, allowed: `${String(min)} or more, as min is`, fix: 'Swap the two.' });
  return false;
}
