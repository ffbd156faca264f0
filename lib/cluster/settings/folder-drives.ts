import type { GatewaySetup } from '../../bootstrap/gateway-setup';
import type { Checks } from '../../common/checks';
import type { VirtualMachineSize } from '../machine/virtual-machine-size';

/**
 * Reports folders on drives that the members do not have. C is the disk that Windows is on; D the temporary disk, which
 * only SCSI sizes of that kind bring formatted; any other is the data disk's letter.
 */
export function checkFolderDrives(
  setup: GatewaySetup | undefined,
  letter: string | undefined,
  sizes: readonly VirtualMachineSize[],
  checks: Checks,
): void {
  if (setup === undefined) return;
  const hasTemporaryDrive = sizes.every(
    ({ diskController, temporaryDisk }) => diskController === 'SCSI' && temporaryDisk,
  );
  const drives = ['C', ...(hasTemporaryDrive ? ['D'] : []), ...(letter === undefined ? [] : [letter])];
  for (const got of setup.gatewaySettings.folders()) {
    if (drives.includes(got.charAt(0).toUpperCase())) continue;
    const fix =
      letter === undefined
        ? 'Give the members a `dataDisk`; its letter is F unless you choose another.'
        : 'The letter of the data disk is `dataDisk.letter`.';
    const allowed = `a folder on a drive that all members have: ${drives.join(', ')}`;
    checks.add({ property: 'gatewaySettings (folder)', got, allowed, fix });
  }
}
