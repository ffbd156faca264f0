import type { Checks } from '../../common/checks';
import type { NamedResourceKind, NamingSubject, ResourceNaming } from '../../common/resource-naming';

/** What a resource is called, and its lock. */
export interface LockedNames {
  readonly name: string;
  /** Nothing where it has no lock. */
  readonly lockName: string | undefined;
}

/** The checked names of a resource and of its lock. */
export function lockedNames(
  naming: ResourceNaming,
  kind: Exclude<NamedResourceKind, 'lock'>,
  subject: NamingSubject,
  isLocked: boolean,
  checks: Checks,
): LockedNames {
  const name = naming.nameOf(kind, subject, checks);
  return { name, lockName: isLocked ? naming.nameOf('lock', subject, checks) : undefined };
}
