import { GatewayProxy, GatewaySoftware, LocalAdministratorPassword, SoftwareSource } from '../../lib';
import { gatewayInstaller, modulePackage, powerShellInstaller } from './engine/artifacts';
import { describeWithEngine } from './engine/engine';
import type { DownloadConfig } from './engine/world-config';
import { defaults } from './engine/world-defaults';
import { managedAccount, pinned } from './member-cluster';
import {
  effectsOf,
  expectServiceUntouched,
  failureIn,
  INSTALLED,
  outcomeOf,
  type Situation,
  softwareOn,
} from './situation';

const DOWNLOADS = 'C:\\ProgramData\\cdktf-data-gateway\\downloads';
const MICROSOFT = 'https://download.microsoft.com/download/D/A/1/DA1FDDB8-6DA8-4F50-B4D0-18019591E182';
const GALLERY = 'https://www.powershellgallery.com/api/v2/package';

/** Where each component comes from, when its version is pinned. */
const PINNED = {
  powerShell: 'https://github.com/PowerShell/PowerShell/releases/download/v7.6.5/PowerShell-7.6.5-win-x64.msi',
  profile: `${GALLERY}/DataGateway.Profile/3000.306.1`,
  module: `${GALLERY}/DataGateway/3000.306.1`,
  gateway: `${MICROSOFT}/GatewayInstall-26-06.exe`,
};
/** And when it is the newest. */
const LATEST = {
  ...PINNED,
  profile: `${GALLERY}/DataGateway.Profile`,
  module: `${GALLERY}/DataGateway`,
  gateway: 'https://go.microsoft.com/fwlink/?LinkId=2116849&clcid=0x409',
};

const software = pinned();
const latest = GatewaySoftware.latest();
const STRANGER = 'CN=Somebody Else, O=Somebody Else, C=US';
const forever = (status: number): { failures: { status: number; times: number }[] } => ({
  failures: [{ status, times: 10_000 }],
});

/** A pinned download that is not what it was. */
const download = (name: keyof typeof PINNED, change: DownloadConfig): Situation => ({
  props: { software },
  world: { downloads: { [PINNED[name]]: change } },
});
const newest = (name: keyof typeof LATEST, change: DownloadConfig): Situation => ({
  props: { software: latest },
  world: { downloads: { [LATEST[name]]: change } },
});
const account = (name: string, blobs: Readonly<Record<string, string>>, roleAfter = 0): Situation => ({
  props: {
    software: GatewaySoftware.pinned({
      ...versions(),
      source: SoftwareSource.storageContainer({
        storageAccountId: `/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/${name}`,
        containerName: 'software',
        grantAccess: false,
      }),
    }),
  },
  // Nothing of Microsoft's is within reach.
  world: { storageAccounts: { [name]: { blobs, roleAfter } }, downloads: {} },
  member: { network: { blocked: ['github.com', '*.powershellgallery.com', '*.microsoft.com'] } },
});
