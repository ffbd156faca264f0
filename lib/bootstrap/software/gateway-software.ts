import type { Checks } from '../../common/checks';
import { isOptions, readable, withoutSecrets } from '../../common/options';
import { checkGateway, checkModule, checkPowerShell, type PinnedVersions, wantedSoftware } from './pinned-software';
import type { SoftwareComponent, WantedSoftware } from './software-component';
import { POWERSHELL_LTS } from './software-releases';
import { SoftwareSource } from './software-source';

/** What becomes of a member that has an older version of something. */
export type WhenOlderIsInstalled = 'keep' | 'upgrade';

/** What holds for every software. */
export interface SoftwareOptions {
  /**
   * Arguments of the gateway's installer. No page of Microsoft lists them; these are those of the Chocolatey package
   * powerbigateway, and not verified. Without the right ones the installer waits for somebody to click.
   *
   * @default ['/install', '/quiet', '/norestart']
   */
  readonly installerArguments?: readonly string[];
}

/** Options of the newest software. */
export interface LatestSoftwareOptions extends SoftwareOptions {
  /** Only Microsoft's source knows what is newest. */
  readonly source?: never;
}

/** Software in versions that you choose. */
export interface PinnedSoftwareOptions extends PinnedVersions, SoftwareOptions {
  /**
   * Where the members get the files from.
   *
   * @default SoftwareSource.microsoft()
   */
  readonly source?: SoftwareSource;

  /**
   * What becomes of a member that has an older version: it keeps it, or is upgraded. An upgrade stops the gateway
   * for minutes. Newer versions are never replaced by older ones.
   *
   * @default 'keep': nothing is ever upgraded unless you say so
   */
  readonly whenOlderIsInstalled?: WhenOlderIsInstalled;
}

const LATEST_OPTIONS: readonly string[] = ['installerArguments'];
const PINNED_OPTIONS: readonly (keyof PinnedSoftwareOptions)[] = [
  'powerShell',
  'dataGatewayModule',
  'gateway',
  'source',
  'whenOlderIsInstalled',
  'installerArguments',
];

const INSTALLER_ARGUMENTS: readonly string[] = ['/install', '/quiet', '/norestart'];

const NO_SECRET = 'Remove it: nothing here needs a password.';

/** What is installed on the members, in which versions, and from where. */
export class GatewaySoftware {
  /**
   * The newest on the day that a member is set up: members that join later get newer versions, while Microsoft wants all
   * members of a cluster alike. Good for a trial; pin what is in production.
   *
   * PowerShell is not the newest but 7.6.5 from GitHub, the newest with long-term support that this library knows. The
   * module is the newest of the PowerShell Gallery, and the gateway what Microsoft's link leads to. Files are taken if
   * they are signed by Microsoft. Nothing that is installed is ever upgraded.
   */
  public static latest(options: LatestSoftwareOptions = {}): GatewaySoftware {
    return new GatewaySoftware(false, options);
  }

  /** Versions that you choose, each file known by its SHA-256, from Microsoft or from a source of your own. */
  public static pinned(props: PinnedSoftwareOptions): GatewaySoftware {
    return new GatewaySoftware(true, props);
  }

  /** Where the files come from. */
  public readonly source: SoftwareSource;
  /** What becomes of a member that has an older version. */
  public readonly whenOlderIsInstalled: WhenOlderIsInstalled;
  /** Arguments of the gateway's installer. */
  public readonly installerArguments: readonly string[];

  private constructor(
    /** Whether all versions are chosen, and each file is known by its SHA-256. */
    public readonly isPinned: boolean,
    private readonly given: LatestSoftwareOptions | PinnedSoftwareOptions,
  ) {
    const { source, whenOlderIsInstalled, installerArguments } = readable(given as PinnedSoftwareOptions);
    this.source = source ?? SoftwareSource.microsoft();
    this.whenOlderIsInstalled = whenOlderIsInstalled ?? 'keep';
    const isList = Array.isArray as (list: unknown) => list is readonly string[];
    this.installerArguments = Object.freeze([
      ...(isList(installerArguments) ? installerArguments : INSTALLER_ARGUMENTS),
    ]);
    Object.freeze(this);
  }

  /** Whether the step that installs it interrupts a member that runs already. */
  public get interruptsMember(): boolean {
    return this.whenOlderIsInstalled === 'upgrade';
  }

  /** Everything that is installed, in the order of installation, and where it comes from. */
  public components(): readonly SoftwareComponent[] {
    return this.source.components(
      this.isPinned ? wantedSoftware(readable(this.given as PinnedSoftwareOptions)) : LATEST,
    );
  }

  /** For messages. */
  public toString(): string {
    const { gateway } = readable(this.given as PinnedSoftwareOptions);
    return this.isPinned ? `gateway ${String(readable(gateway).version)}` : 'the newest gateway';
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    const example = this.isPinned
      ? 'GatewaySoftware.pinned({ powerShell, dataGatewayModule, gateway })'
      : "GatewaySoftware.latest({ installerArguments: ['/install', '/quiet'] })";
    if (!isOptions(property, this.given, example, checks)) return;
    const own = checks.within(property);
    const given = readable(this.given as PinnedSoftwareOptions);
    const known = this.isPinned ? PINNED_OPTIONS : LATEST_OPTIONS;
    const fix = this.isPinned ? undefined : 'Use GatewaySoftware.pinned to choose versions and sources.';
    own.knownProperties(withoutSecrets(given, known, NO_SECRET, own), known, fix);
    checkInstallerArguments(given.installerArguments, own);
    if (!this.isPinned) return;
    own.oneOf('whenOlderIsInstalled', this.whenOlderIsInstalled, ['keep', 'upgrade'], "Leave it out for 'keep'.");
    const source = sourceOf(given.source, own);
    source?.check('source', own);
    checkPowerShell(given.powerShell, own);
    checkModule(given.dataGatewayModule, own);
    checkGateway(given.gateway, source?.isMicrosoft ?? true, own);
  }
}

const NEWEST = { version: undefined, release: undefined, sha256: undefined };
const LATEST: readonly WantedSoftware[] = [
  { ...NEWEST, name: 'PowerShell', version: POWERSHELL_LTS },
  { ...NEWEST, name: 'DataGateway.Profile' },
  { ...NEWEST, name: 'DataGateway' },
  { ...NEWEST, name: 'Gateway' },
];

/** A source. What is none is not shown: an address may carry a signature. */
function sourceOf(source: unknown, checks: Checks): SoftwareSource | undefined {
  if (source === undefined || source instanceof SoftwareSource) return source;
  const fix = 'Use one of SoftwareSource.microsoft, SoftwareSource.storageContainer, SoftwareSource.fileShare.';
  checks.addHidden({ property: 'source', got: source, allowed: 'a SoftwareSource', fix });
  return undefined;
}

function checkInstallerArguments(list: unknown, checks: Checks): void {
  if (list === undefined) return;
  const fix = "Write each switch as a string of its own, as in ['/install', '/quiet', '/norestart'].";
  if (!Array.isArray(list) || list.length === 0) {
    checks.add({ property: 'installerArguments', got: list, allowed: 'an array of one or more switches', fix });
    return;
  }
  list.forEach((argument: unknown, index) => {
    const property = `installerArguments[${String(index)}]`;
    checks.text(property, argument, { pattern: /^[\w/=.:-]+$/, allowed: 'letters, digits and / = . : - _', fix });
  });
}
