/** A release of the gateway, and how its installer is named. */
export interface GatewayRelease {
  /** Version, without the last part that the service shows. */
  readonly version: string;
  /** Year and month, `YY-MM`, in the name of Microsoft's installer: `GatewayInstall-26-06.exe`. */
  readonly release: string;
}

/**
 * Releases of the gateway that Microsoft offered on 2026-07-06 (MicrosoftDocs/data-integration,
 * service-gateway-monthly-updates at 33530544). The last six are supported; newer ones need their `release` said.
 */
export const GATEWAY_RELEASES: readonly GatewayRelease[] = Object.freeze(
  [
    { version: '3000.302', release: '26-01' },
    { version: '3000.306', release: '26-02' },
    { version: '3000.310', release: '26-03' },
    { version: '3000.314', release: '26-04' },
    { version: '3000.318', release: '26-05' },
    { version: '3000.322', release: '26-06' },
  ].map((release) => Object.freeze(release)),
);

/**
 * Newest PowerShell with long-term support on 2026-08-20: 7.6.5, supported to 2028-11-14 (MicrosoftDocs/PowerShell-Docs,
 * PowerShell-Support-Lifecycle at 27138b21).
 */
export const POWERSHELL_LTS = '7.6.5';

/**
 * Beginning of the subject of the certificate that everything here is signed with. That Microsoft signs so is the common
 * observation; the subjects of the two installers are not verified.
 */
export const PUBLISHER_SUBJECT = 'CN=Microsoft Corporation,';

/** Folder of Microsoft's installers of the gateway, in standard mode. */
const DOWNLOAD_FOLDER = 'https://download.microsoft.com/download/D/A/1/DA1FDDB8-6DA8-4F50-B4D0-18019591E182';

/** Microsoft's link to the newest installer (MicrosoftDocs/data-integration, service-gateway-install). */
const NEWEST_GATEWAY = 'https://go.microsoft.com/fwlink/?LinkId=2116849&clcid=0x409';

/** Release of a version, from the table above; the third part of a version says nothing about it. */
export function releaseOf(version: string): string | undefined {
  const [, minor] = /^(3000\.\d+)(\.\d+)?$/.exec(version) ?? [];
  return GATEWAY_RELEASES.find((known) => known.version === minor)?.release;
}

/** Address of the gateway's installer; of the newest, where no release is said. */
export function gatewayInstallerUrl(release: string | undefined): string {
  return release === undefined ? NEWEST_GATEWAY : `${DOWNLOAD_FOLDER}/GatewayInstall-${release}.exe`;
}

/** Name of the installer of PowerShell. */
export function powerShellInstaller(version: string): string {
  return `PowerShell-${version}-win-x64.msi`;
}

/** Address of the installer of PowerShell (MicrosoftDocs/PowerShell-Docs, install-powershell-on-windows). */
export function powerShellInstallerUrl(version: string): string {
  return `https://github.com/PowerShell/PowerShell/releases/download/v${version}/${powerShellInstaller(version)}`;
}

/** Address of a package in the PowerShell Gallery; of the newest, where no version is said. */
export function galleryPackageUrl(name: string, version: string | undefined): string {
  return `https://www.powershellgallery.com/api/v2/package/${name}${version === undefined ? '' : `/${version}`}`;
}
