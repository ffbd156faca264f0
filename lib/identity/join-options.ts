import type { Checks } from '../common/checks';

/** Joins, and creates the computer account: what Azure's samples say. */
export const DEFAULT_JOIN_OPTIONS = 3;

const JOIN = 0x1;

/** Flags that make sense here: join, create the account, join by the new name, take over no account (lmjoin.h). */
const TAKEN = JOIN | 0x2 | 0x400 | 0x20000;

/** Highest sum of flags that NetJoinDomain knows. */
const MAX = 0x3ffff;

/** Flags of NetJoinDomain that would harm, and why (lmjoin.h; JoinOptions of .NET). */
const REFUSED: readonly (readonly [flag: number, reason: string])[] = [
  [0x4, 'deletes the account when a computer leaves its domain, which none does here'],
  [0x10, 'is for computers that come from Windows 9x'],
  [0x20, 'joins again what is joined, which breaks the trust of a serving member'],
  [0x40, 'joins unsecured, without the password of the account'],
  [0x80, 'takes the password for that of the computer'],
  [0x100, 'puts the names of the services off until a rename, which none follows'],
  [0x200, 'is for domain controllers'],
  [0x800, 'joins at a read-only domain controller with an account made before'],
];

/** Reports flags that do not join, or do something else too. */
export function checkJoinOptions(property: string, value: unknown, checks: Checks): void {
  const fix = 'Leave it out for 3: join, and create the computer account.';
  if (!checks.integer(property, value, { min: 1, max: MAX, fix }) || checks.isUnknown(value)) return;
  const allowed = '1 (join), and added to it 2 (create the account), 0x400 (new name), 0x20000 (take over no account)';
  if ((value & JOIN) === 0) {
    checks.add({ property, got: value, allowed, fix: 'Add 1: without it nothing is joined to a domain.' });
    return;
  }
  if ((value & ~TAKEN) === 0) return;
  const reasons = REFUSED.filter(([flag]) => (value & flag) !== 0).map(
    ([flag, why]) => `0x${flag.toString(16)} ${why}`,
  );
  const others = value & ~REFUSED.reduce((sum, [flag]) => sum | flag, TAKEN);
  if (others !== 0) reasons.push(`0x${others.toString(16)} is no flag for members`);
  checks.add({ property, got: value, allowed, fix: `Leave out what is too much: ${reasons.join('; ')}.` });
}
