import type { BootstrapStepName } from '../../bootstrap/step-names';
import type { Patching } from '../machine/patching';
import type { VirtualMachineSizeName } from '../machine/virtual-machine-catalogue';
import type { VirtualMachineSize } from '../machine/virtual-machine-size';
import type { WindowsImage } from '../machine/windows-image';

/** What is particular to one member. */
export interface MemberSettings {
  /**
   * Zone of this member. Fixed for life: changing it needs a new key.
   *
   * @default the zone that its key gives it in an even spread
   */
  readonly zone?: string;

  /**
   * Static IPv4 address in the subnet.
   *
   * @default Azure assigns one, and keeps it for as long as the network interface exists
   */
  readonly privateIpAddress?: string;

  /**
   * Size of this member's machine, while a cluster moves to sizes that a resize cannot reach: the old members keep
   * theirs, each new key gets the new one.
   *
   * @default the size of the cluster
   */
  readonly size?: VirtualMachineSizeName | VirtualMachineSize;

  /**
   * Image that this member was created from, while a cluster moves to one that is patched in another way: the old
   * members keep theirs, each new key gets the new one.
   *
   * @default the image of the cluster
   */
  readonly image?: WindowsImage;

  /**
   * Patching of this member, where its image calls for another than that of the cluster.
   *
   * @default the patching of the cluster, else what suits the image
   */
  readonly patching?: Patching;

  /**
   * Runs a step of this member again, whenever the text changes: `{ configure: 'after the upgrade of 2026-11' }`. A step
   * also runs again by itself when anything in it changes. Steps are safe to repeat; those that found nothing to do
   * restart nothing.
   *
   * @default nothing is run again
   */
  readonly rerun?: Readonly<Partial<Record<BootstrapStepName, string>>>;
}

/** Names of all settings of a member. */
const SETTINGS: Readonly<Record<keyof MemberSettings, true>> = {
  zone: true,
  privateIpAddress: true,
  size: true,
  image: true,
  patching: true,
  rerun: true,
};
export const MEMBER_SETTINGS: readonly string[] = Object.keys(SETTINGS);
