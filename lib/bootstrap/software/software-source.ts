import { armId } from '../../common/azure-rules';
import type { Checks, TextRule } from '../../common/checks';
import { AZURE_CLOUD_NAMES, AZURE_CLOUDS, type AzureCloudName } from '../../regions/azure-clouds';
import { isOptions, readable, withoutSecrets } from '../../common/options';
import type { SoftwareComponent, WantedSoftware } from './software-component';
import {
  galleryPackageUrl,
  gatewayInstallerUrl,
  powerShellInstaller,
  powerShellInstallerUrl,
} from './software-releases';
import { checkUncPath } from '../../common/windows-path';

/** A container in a storage account. */
export interface StorageContainerOptions {
  /**
   * Resource id of the storage account: `/subscriptions/…/providers/Microsoft.Storage/storageAccounts/NAME`. The members
   * must reach its blob endpoint, and a firewall of the account must admit their subnet.
   */
  readonly storageAccountId: string;

  /**
   * Name of the storage account, which is part of the files' addresses. Needed where Terraform computes the id, because
   * the account is made in the same app.
   *
   * @default the last segment of the id
   */
  readonly storageAccountName?: string;

  /** Name of the container: 3 to 63 lower-case letters, digits or hyphens. */
  readonly containerName: string;

  /**
   * Cloud that the storage account is in.
   *
   * @default 'AzureCloud', the public one
   */
  readonly azureCloud?: AzureCloudName;

  /**
   * Grants the members' identity Storage Blob Data Reader on the container. The deployer must be allowed to.
   *
   * @default true; with false, somebody else must have granted it
   */
  readonly grantAccess?: boolean;
}

/** Where the files come from. */
export type SoftwareSourceKind = 'microsoft' | 'storageContainer' | 'fileShare';

const CONTAINER_OPTIONS: readonly (keyof StorageContainerOptions)[] = [
  'storageAccountId',
  'storageAccountName',
  'containerName',
  'azureCloud',
  'grantAccess',
];

const ACCOUNT_ID = armId(
  'Microsoft.Storage',
  ['storageAccounts'],
  'Give the `id` of azurerm_storage_account, not its address.',
);
const ACCOUNT_NAME: TextRule = {
  pattern: /^[a-z0-9]{3,24}$/,
  allowed: '3 to 24 lower-case letters or digits',
  fix: 'Give the name of the storage account in `storageAccountId`.',
};
const CONTAINER_NAME: TextRule = {
  pattern: /^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
  allowed: '3 to 63 lower-case letters, digits or single hyphens, no hyphen at an end',
  fix: 'Give the bare name of the container, without address and folder.',
};

/** Longest path of a share, so that no file in it gets a path of more than 260 characters. */
const MAX_SHARE_PATH = 200;

/**
 * Where the members get the software from.
 *
 * Sources of your own hold four files, with these names (the versions are those of the cluster's `GatewaySoftware`):
 *
 * - `PowerShell-7.6.5-win-x64.msi`, as on GitHub
 * - `DataGateway.Profile.3000.306.1.nupkg` and `DataGateway.3000.306.1.nupkg`, packages of the PowerShell Gallery
 * - `GatewayInstall-3000.322.exe`, Microsoft's installer, renamed after its version as it is given
 */
export class SoftwareSource {
  /** Microsoft's own: github.com, powershellgallery.com, go.microsoft.com and download.microsoft.com. */
  public static microsoft(): SoftwareSource {
    return new SoftwareSource('microsoft', undefined, undefined);
  }

  /**
   * A container of blobs. The members read it with the cluster's identity; keys and shared access signatures have no
   * place here.
   */
  public static storageContainer(props: StorageContainerOptions): SoftwareSource {
    return new SoftwareSource('storageContainer', props, undefined);
  }

  /**
   * A folder on a file share, read by the computer accounts of the members, which must be in a domain for that.
   *
   * @param path UNC path of the folder, at most 200 characters: `\\files.contoso.com\software\gateway`. In TypeScript,
   * write each backslash twice.
   */
  public static fileShare(path: string): SoftwareSource {
    return new SoftwareSource('fileShare', undefined, path);
  }

  /** Resource id of the storage account; nothing for other sources. */
  public readonly storageAccountId: string | undefined;
  /** Name of the container; nothing for other sources. */
  public readonly containerName: string | undefined;
  /** Whether the members' identity is granted access to the container. */
  public readonly grantsAccess: boolean;
  /** Folder on the share, without a backslash behind it; nothing for other sources. */
  public readonly sharePath: string | undefined;

  private constructor(
    /** Kind of source. */
    public readonly kind: SoftwareSourceKind,
    private readonly container: StorageContainerOptions | undefined,
    private readonly givenPath: string | undefined,
  ) {
    const { storageAccountId, containerName, grantAccess } = readable(container);
    this.storageAccountId = storageAccountId;
    this.containerName = containerName;
    this.grantsAccess = kind === 'storageContainer' && (grantAccess ?? true);
    this.sharePath = kind === 'fileShare' ? String(givenPath).replace(/(?<=[^\\])\\$/, '') : undefined;
    Object.freeze(this);
  }

  /** Whether it is Microsoft's: the only one that knows what is newest. */
  public get isMicrosoft(): boolean {
    return this.kind === 'microsoft';
  }

  /** Whether the members must be joined to a domain for it. */
  public get needsDomain(): boolean {
    return this.kind === 'fileShare';
  }

  /** Scope at which the members' identity must be Storage Blob Data Reader; nothing for other sources. */
  public get containerScope(): string | undefined {
    if (this.kind !== 'storageContainer') return undefined;
    return `${String(this.storageAccountId)}/blobServices/default/containers/${String(this.containerName)}`;
  }

  /** Name of the storage account; nothing for other sources, and where the id does not tell it. */
  public get storageAccountName(): string | undefined {
    const { storageAccountId, storageAccountName } = readable(this.container);
    return storageAccountName ?? /\/storageAccounts\/([^/]+)$/.exec(String(storageAccountId))?.[1];
  }

  /** Host of the storage account; nothing for other sources. @internal */
  public get blobHost(): string | undefined {
    if (this.kind !== 'storageContainer') return undefined;
    return `${String(this.storageAccountName)}.${AZURE_CLOUDS[readable(this.container).azureCloud ?? 'AzureCloud'].blobSuffix}`;
  }

  /**
   * Where each file is.
   *
   * @internal
   */
  public components(wanted: readonly WantedSoftware[]): readonly SoftwareComponent[] {
    return wanted.map((software) => {
      const { name, version, sha256 } = software;
      const fileName = fileNameOf(software);
      const location = this.isMicrosoft ? microsoftUrl(software) : this.locationOf(fileName);
      return Object.freeze({ name, version, location, fileName, sha256 });
    });
  }

  /** For messages. */
  public toString(): string {
    return this.sharePath ?? this.containerScope ?? 'Microsoft';
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    if (this.kind === 'storageContainer') this.checkContainer(property, checks);
    if (this.kind === 'fileShare') checkUncPath(`${property}.path`, this.givenPath, MAX_SHARE_PATH, checks);
  }

  private locationOf(fileName: string): string {
    if (this.sharePath !== undefined) return `${this.sharePath}\\${fileName}`;
    return `https://${String(this.blobHost)}/${String(this.containerName)}/${fileName}`;
  }

  private checkContainer(property: string, checks: Checks): void {
    const example = "SoftwareSource.storageContainer({ storageAccountId, containerName: 'software' })";
    if (!isOptions(property, this.container, example, checks)) return;
    const own = checks.within(property);
    const given = readable(this.container);
    own.knownProperties(withoutSecrets(given, CONTAINER_OPTIONS, NO_KEY, own), CONTAINER_OPTIONS);
    checkText('containerName', given.containerName, CONTAINER_NAME, own);
    own.oneOf('azureCloud', given.azureCloud ?? 'AzureCloud', AZURE_CLOUD_NAMES, 'Leave it out for the public cloud.');
    own.flag('grantAccess', given.grantAccess, 'Leave it out to have access granted.');
    if (!checkText('storageAccountId', given.storageAccountId, ACCOUNT_ID, own)) return;
    if (given.storageAccountName === undefined) {
      const fix = 'Give `storageAccountName` too: the addresses of the files begin with it.';
      if (!own.known('storageAccountId', given.storageAccountId, fix)) return;
      own.text('storageAccountId (name)', this.storageAccountName, ACCOUNT_NAME);
      return;
    }
    if (!own.text('storageAccountName', given.storageAccountName, ACCOUNT_NAME)) return;
    if (own.isUnknown(given.storageAccountName) || own.isUnknown(given.storageAccountId)) return;
    const named = /[^/]+$/.exec(given.storageAccountId)?.[0];
    if (named === given.storageAccountName) return;
    const fix = 'Leave it out: the id names the account.';
    own.add({ property: 'storageAccountName', got: given.storageAccountName, allowed: String(named), fix });
  }
}

const NO_KEY = "Remove it: the members read the container with the cluster's identity, which needs no key.";

/** A text that is not shown if it may be an address with a signature in it. */
function checkText(property: string, value: unknown, rule: TextRule, checks: Checks): value is string {
  if (typeof value !== 'string' || !value.includes('?')) return checks.text(property, value, rule);
  checks.addHidden({ property, got: value, allowed: rule.allowed, fix: NO_KEY });
  return false;
}

function fileNameOf({ name, version }: WantedSoftware): string {
  if (name === 'PowerShell') return powerShellInstaller(String(version));
  if (name === 'Gateway') return version === undefined ? 'GatewayInstall.exe' : `GatewayInstall-${version}.exe`;
  return version === undefined ? `${name}.nupkg` : `${name}.${version}.nupkg`;
}

function microsoftUrl({ name, version, release }: WantedSoftware): string {
  if (name === 'PowerShell') return powerShellInstallerUrl(String(version));
  if (name === 'Gateway') return gatewayInstallerUrl(release);
  return galleryPackageUrl(name, version);
}
