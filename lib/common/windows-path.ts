import type { Checks, Finding } from './checks';
import { isHost } from './host-names';

/** Names that Windows keeps for devices, with or without an ending. */
const DEVICE_NAME = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;

/** Folders of Windows itself and of installed programs; the system of an Azure machine is on C:. */
const SYSTEM_FOLDER = /^C:\\(Windows|Program Files|Program Files \(x86\)|ProgramData\\Microsoft)(\\|$)/i;

/** Drive of the temporary disk of an Azure machine, where its size has one. */
const TEMPORARY_DRIVE = /^D:/i;

/** What a local folder must be. */
export interface FolderRule {
  /** Longest path, in characters: files get a path below it. */
  readonly maxLength: number;
  /** Whether losing the folder and what is in it does no harm. */
  readonly mayBeTemporary: boolean;
}

/**
 * Reports what is no absolute path of a folder on a drive of the member, or one that nothing should be put in. The
 * service's account is let to change the folder, so a whole drive and the system's own folders are refused.
 */
export function checkFolder(property: string, path: unknown, rule: FolderRule, checks: Checks): void {
  if (!checks.known(property, path, 'What is done with a folder follows from its path: write it out.')) return;
  const allowed = `an absolute path such as F:\\Gateway, at most ${String(rule.maxLength)} characters`;
  const fail = (fix: string): void => {
    checks.add({ property, got: path, allowed, fix });
  };
  if (typeof path !== 'string') {
    fail('Write it as a string, each backslash twice.');
    return;
  }
  const advice = adviceOnFolder(path, rule);
  if (advice !== undefined) fail(advice);
}

/** Reports what is no UNC path of a folder on a share. */
export function checkUncPath(property: string, path: unknown, maxLength: number, checks: Checks): void {
  if (checks.isUnknown(path)) return;
  const fix = adviceOnUncPath(path, maxLength);
  if (fix === undefined) return;
  const allowed = `\\\\server\\share or \\\\server\\share\\folder, at most ${String(maxLength)} characters`;
  const finding: Finding = { property, got: path, allowed, fix };
  // With an @ in it, it may hold a user and a password.
  if (typeof path === 'string' && path.includes('@')) checks.addHidden(finding);
  else checks.add(finding);
}

/** Why a path is refused; nothing where it is not. */
function adviceOnFolder(path: string, rule: FolderRule): string | undefined {
  if (path.includes('%')) return 'Write the path out: variables differ from account to account.';
  if (path.includes('/')) return 'Write it with backslashes, each of them twice in TypeScript.';
  if (path.startsWith('\\\\'))
    return 'Use a folder on a disk of the member: a share is too slow, and another account reads it.';
  if (!/^[A-Za-z]:\\/.test(path))
    return 'Begin with the drive, as in F:\\Gateway; in TypeScript, write each backslash twice.';
  const segments = segmentsOf(path.slice(3));
  if (segments.length === 0) return 'Name a folder: the account of the service would be let to change the whole drive.';
  const wrong = adviceOnSegments(segments);
  if (wrong !== undefined) return wrong;
  if (path.length > rule.maxLength) return 'Choose a shorter path: the gateway makes folders and files below it.';
  if (SYSTEM_FOLDER.test(path))
    return "Choose a folder of the gateway's own: its account is let to change what is in it.";
  if (TEMPORARY_DRIVE.test(path) && !rule.mayBeTemporary) {
    return 'D: is the temporary disk of an Azure machine, and empty after a redeployment: use C: or a data disk.';
  }
  return undefined;
}

function adviceOnUncPath(path: unknown, maxLength: number): string | undefined {
  const twice = 'In TypeScript, write each backslash twice.';
  if (typeof path !== 'string' || path === '') return `Give the path of the folder. ${twice}`;
  if (path.includes('/')) return `Write it with backslashes. ${twice}`;
  if (/^[A-Za-z]:/.test(path)) return `Give the path of the share: drives are not connected on the members. ${twice}`;
  if (!/^\\\\[^\\]/.test(path)) return `Begin with two backslashes. ${twice}`;
  const [server = '', ...folders] = segmentsOf(path.slice(2));
  if (!isHost(server)) return 'Give the server by its name in DNS, without user and port.';
  if (folders.length === 0) return `Name the share behind the server. ${twice}`;
  if (path.length > maxLength) return 'Choose a shorter path: files get a path below it.';
  return adviceOnSegments(folders);
}

/** Names between backslashes; one backslash at the end means nothing. */
function segmentsOf(path: string): readonly string[] {
  const trimmed = path.replace(/\\$/, '');
  return trimmed === '' ? [] : trimmed.split('\\');
}

function adviceOnSegments(segments: readonly string[]): string | undefined {
  for (const segment of segments) {
    if (segment === '') return 'Remove the backslash that is too many.';
    if (/^\.+$/.test(segment)) return 'Write the path without . and .. in it.';
    if (/[<>:"|?*\x00-\x1f]/.test(segment))
      return 'Windows allows none of < > : " | ? * and no control characters in names.';
    if (/[. ]$/.test(segment)) return 'Windows drops a period or space at the end of a name: remove it.';
    if (DEVICE_NAME.test(segment)) return `Windows keeps ${segment} for a device: choose another name.`;
  }
  return undefined;
}

/** The host of a share, such as `files` of `\\files\share`; nothing for other paths. */
export function shareHost(path: string): string | undefined {
  return /^\\\\([^\\]+)/.exec(path)?.[1];
}
