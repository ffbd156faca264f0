import type { Checks } from '../../common/checks';
import { defined } from '../../common/defined';

/** Kinds of managed disks, as Azure names them. Those with ZRS keep a copy in each of three zones. */
export const DISK_TYPES = ['Premium_LRS', 'Premium_ZRS', 'StandardSSD_LRS', 'StandardSSD_ZRS'] as const;

/** Kind of a managed disk. */
export type DiskType = (typeof DISK_TYPES)[number];

/**
 * The disk that Windows is on. Fixed for each member's life: Azure refuses a smaller one only after azurerm has stopped
 * the machine, and leaves it stopped. What needs room to grow has a place on the data disk.
 */
export interface OsDiskOptions {
  /**
   * Size in GiB, 127 (the size of the image) to 4095.
   *
   * @default 128
   */
  readonly sizeGiB?: number;

  /**
   * Kind of disk.
   *
   * @default 'Premium_LRS'
   */
  readonly type?: DiskType;
}

/** A disk for spool and reports, beside the one that Windows is on. The gateway's own logs stay in its profile. */
export interface DataDiskOptions {
  /** Size in GiB, 32 to 32767. It can grow, which may restart the member, and never shrink. */
  readonly sizeGiB: number;

  /**
   * Kind of disk. Fixed for each member's life.
   *
   * @default 'Premium_LRS'
   */
  readonly type?: DiskType;

  /**
   * Drive letter that the members give it, F to Z: C is Windows, D the temporary disk, E the DVD drive. It is given when
   * the disk is formatted, and kept from then on.
   *
   * @default 'F'
   */
  readonly letter?: string;
}

/** Size of the Windows images on an OS disk, in GiB (Azure's images of the WindowsServer offer that are not "smalldisk"). */
const IMAGE_GIB = 127;

/** Defaults of the OS disk. */
const OS_DISK_DEFAULTS = { sizeGiB: 128, type: 'Premium_LRS' } as const satisfies Required<OsDiskOptions>;

/** Whether a disk is kept in three zones; it must not name one. */
export function isZoneRedundant(type: DiskType): boolean {
  return type.endsWith('_ZRS');
}

/** An OS disk with its defaults. */
export function resolveOsDisk(options: OsDiskOptions = {}, checks: Checks): Required<OsDiskOptions> {
  const disk = { ...OS_DISK_DEFAULTS, ...defined(options) };
  const own = checks.within('osDisk');
  own.knownProperties(options, Object.keys(OS_DISK_DEFAULTS));
  const fix = 'Leave it out for 128 GiB; spool, reports and logs have a place on `dataDisk`.';
  own.integer('sizeGiB', disk.sizeGiB, { min: IMAGE_GIB, max: 4095, unit: 'GiB', fix });
  own.oneOf('type', disk.type, DISK_TYPES, 'An OS disk is Premium or Standard SSD; leave it out for Premium_LRS.');
  return disk;
}

/** A data disk with its defaults, or nothing. */
export function resolveDataDisk(
  options: DataDiskOptions | undefined,
  checks: Checks,
): Required<DataDiskOptions> | undefined {
  if (options === undefined) return undefined;
  const disk = { type: 'Premium_LRS' as const, letter: 'F', ...defined(options) };
  const own = checks.within('dataDisk');
  own.knownProperties(options, [...Object.keys(OS_DISK_DEFAULTS), 'letter']);
  if (own.known('letter', disk.letter, 'Settings and folders follow from it: write it out.')) {
    const rule = { pattern: /^[F-Z]$/, allowed: 'one capital letter, F to Z', fix: 'Leave it out for F.' };
    own.text('letter', disk.letter, rule);
  }
  const fix = 'Give the space for spooled results and reports; it can grow later.';
  own.integer('sizeGiB', disk.sizeGiB, { min: 32, max: 32767, unit: 'GiB', fix });
  own.oneOf('type', disk.type, DISK_TYPES, 'Leave it out for Premium_LRS.');
  return disk;
}
