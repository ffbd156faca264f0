import type { Checks, TextRule } from '../../common/checks';
import { isOptions, readable } from '../../common/options';
import type { WantedSoftware } from './software-component';
import { POWERSHELL_LTS, releaseOf } from './software-releases';

/** PowerShell 7, pinned. */
export interface PinnedPowerShell {
  /**
   * Version, 7.4.0 or later and below 7.7.0: the module needs 7.4.0, and from 7.7.0 on there is no MSI
   * (MicrosoftDocs/PowerShell-Docs, install-powershell-on-windows). 7.4 and 7.5 are supported to 2026-11-10.
   */
  readonly version: string;
  /** SHA-256 of `PowerShell-VERSION-win-x64.msi`: 64 hexadecimal digits, from `hashes.sha256` of the release. */
  readonly sha256: string;
}

/** Microsoft's PowerShell module of the gateway, pinned. It comes in two packages of the same version. */
export interface PinnedDataGatewayModule {
  /**
   * Version in three parts, 3000.236.4 or later: the oldest that is known to join members and to run on PowerShell 7.4
   * (its page in the PowerShell Gallery).
   */
  readonly version: string;
  /** SHA-256 of the package DataGateway: 64 hexadecimal digits. */
  readonly sha256: string;
  /** SHA-256 of the package DataGateway.Profile: 64 hexadecimal digits. */
  readonly profileSha256: string;
}

/** The gateway, pinned. */
export interface PinnedGateway {
  /**
   * Version in two or three parts: `3000.322`. 3000.162.9 or later, which joining members needs (help of the DataGateway
   * module); Microsoft supports the last six.
   */
  readonly version: string;

  /**
   * Year and month of the release, `YY-MM`, which name Microsoft's installer: `26-06`.
   *
   * @default from GATEWAY_RELEASES; needed with Microsoft's source for a version that is not in it
   */
  readonly release?: string;

  /** SHA-256 of the installer: 64 hexadecimal digits. Microsoft publishes none: work it out from a file that you trust. */
  readonly sha256: string;
}

/** What is pinned. */
export interface PinnedVersions {
  /** PowerShell 7, which the module runs on. */
  readonly powerShell: PinnedPowerShell;
  /** Microsoft's module, which registers the gateway. */
  readonly dataGatewayModule: PinnedDataGatewayModule;
  /** The gateway. */
  readonly gateway: PinnedGateway;
}

const SHA256: TextRule = {
  pattern: /^[0-9a-f]{64}$/i,
  allowed: '64 hexadecimal digits',
  fix: 'Work it out from a file that you trust: Get-FileHash -Algorithm SHA256.',
};

const POWERSHELL_VERSION: TextRule = {
  pattern: /^7\.[456]\.(0|[1-9]\d{0,2})$/,
  allowed: 'a version from 7.4.0 on and below 7.7.0',
  fix: `The module needs 7.4.0, and from 7.7.0 on there is no MSI: ${POWERSHELL_LTS} has long-term support.`,
};

/** What a version must be. */
interface VersionRule extends TextRule {
  /** Oldest version that does what this library needs. */
  readonly oldest: string;
}

const MODULE_VERSION: VersionRule = {
  pattern: /^3000\.[1-9]\d{0,3}\.(0|[1-9]\d{0,4})$/,
  oldest: '3000.236.4',
  allowed: 'a version in three parts, such as 3000.318.6',
  fix: 'Choose one that the PowerShell Gallery has for both DataGateway and DataGateway.Profile.',
};

const GATEWAY_VERSION: VersionRule = {
  pattern: /^3000\.[1-9]\d{0,3}(\.(0|[1-9]\d{0,4}))?$/,
  oldest: '3000.162.9',
  allowed: 'a version in two or three parts, such as 3000.322',
  fix: 'Choose one of the last six, which Microsoft supports; joining members needs 3000.162.9.',
};

const RELEASE: TextRule = {
  pattern: /^\d{2}-(0[1-9]|1[0-2])$/,
  allowed: 'year and month, such as 26-06',
  fix: "Give what stands in the name of Microsoft's installer: GatewayInstall-26-06.exe.",
};

/** Reports what is no pinned PowerShell. */
export function checkPowerShell(powerShell: unknown, checks: Checks): void {
  const example = `powerShell: { version: '${POWERSHELL_LTS}', sha256: '…' }`;
  const own = parts('powerShell', powerShell, ['version', 'sha256'], example, checks);
  if (own === undefined) return;
  own.checks.text('version', own.given['version'], POWERSHELL_VERSION);
  own.checks.text('sha256', own.given['sha256'], SHA256);
}

/** Reports what is no pinned module. */
export function checkModule(module: unknown, checks: Checks): void {
  const example = "dataGatewayModule: { version: '3000.318.6', sha256: '…', profileSha256: '…' }";
  const own = parts('dataGatewayModule', module, ['version', 'sha256', 'profileSha256'], example, checks);
  if (own === undefined) return;
  checkVersion(own.given['version'], MODULE_VERSION, own.checks);
  own.checks.text('sha256', own.given['sha256'], SHA256);
  own.checks.text('profileSha256', own.given['profileSha256'], SHA256);
}

/** Reports what is no pinned gateway. */
export function checkGateway(gateway: unknown, fromMicrosoft: boolean, checks: Checks): void {
  const example = "gateway: { version: '3000.322', sha256: '…' }";
  const own = parts('gateway', gateway, ['version', 'release', 'sha256'], example, checks);
  if (own === undefined) return;
  const { version, release, sha256 } = own.given;
  const isVersion = checkVersion(version, GATEWAY_VERSION, own.checks);
  own.checks.text('sha256', sha256, SHA256);
  if (release === undefined) {
    if (isVersion && fromMicrosoft) checkReleaseIsKnown(version, own.checks);
    return;
  }
  if (!own.checks.text('release', release, RELEASE) || !isVersion) return;
  const listed = releaseOf(String(version));
  if (listed === undefined || listed === release || own.checks.isUnknown(release)) return;
  const fix = `Version ${String(version)} is that of ${listed}: mend one of the two, or leave the release out.`;
  own.checks.add({ property: 'release', got: release, allowed: listed, fix });
}

/** The pinned files, as a source is asked for them. */
export function wantedSoftware(pinned: Partial<PinnedVersions>): readonly WantedSoftware[] {
  const powerShell = readable(pinned.powerShell);
  const { version, sha256, profileSha256 } = readable(pinned.dataGatewayModule);
  const gateway = readable(pinned.gateway);
  return [
    wanted('PowerShell', powerShell.version, powerShell.sha256),
    wanted('DataGateway.Profile', version, profileSha256),
    wanted('DataGateway', version, sha256),
    {
      ...wanted('Gateway', gateway.version, gateway.sha256),
      release: gateway.release ?? releaseOf(String(gateway.version)),
    },
  ];
}

function wanted(name: WantedSoftware['name'], version: string | undefined, sha256: string | undefined): WantedSoftware {
  return { name, version, release: undefined, sha256: lowerCase(sha256) };
}

/** Tokens are case-sensitive, so only a hash is written in lower case. */
function lowerCase(hash: unknown): string {
  const text = String(hash);
  return SHA256.pattern.test(text) ? text.toLowerCase() : text;
}

/** A part of what is pinned: its properties, and checks that name them after it. */
function parts(
  property: string,
  given: unknown,
  known: readonly string[],
  example: string,
  checks: Checks,
): { readonly given: Readonly<Record<string, unknown>>; readonly checks: Checks } | undefined {
  if (!isOptions(property, given, example, checks)) return undefined;
  const own = checks.within(property);
  const readableGiven = readable(given as Record<string, unknown>);
  own.knownProperties(readableGiven, known);
  return { given: readableGiven, checks: own };
}

/** A version in the right form, and not older than the oldest; what Terraform computes passes. */
function checkVersion(version: unknown, { oldest, ...rule }: VersionRule, checks: Checks): boolean {
  if (!checks.text('version', version, rule)) return false;
  if (checks.isUnknown(version) || !isOlder(version, oldest)) return true;
  checks.add({ property: 'version', got: version, allowed: `${oldest} or later`, fix: rule.fix });
  return false;
}

/** Whether one version is older than another; a part that is not said counts as 0. */
function isOlder(version: string, oldest: string): boolean {
  const mine = version.split('.').map(Number);
  const theirs = oldest.split('.').map(Number);
  const differing = theirs.findIndex((part, index) => part !== (mine[index] ?? 0));
  return differing !== -1 && (mine[differing] ?? 0) < (theirs[differing] ?? 0);
}

/** Microsoft names its installers after the month, which a version does not tell. */
function checkReleaseIsKnown(version: unknown, checks: Checks): void {
  const fix = 'Give `release` too, the year and month in the name of its installer.';
  if (!checks.known('version', version, fix) || releaseOf(String(version)) !== undefined) return;
  checks.add({
    property: 'release',
    got: undefined,
    allowed: `YY-MM of version ${String(version)}, such as 26-06`,
    fix,
  });
}
