import type { Checks } from '../../common/checks';
import { CORE_KEYS, type CoreKey, MANUAL_CONTAINERS_KEY, REFUSED_KEYS } from './gateway-core-keys';
import type { ConnectivityMode, GatewaySettingsOptions } from './gateway-settings-props';
import { isOptions, readable } from '../../common/options';
import { checkFolder } from '../../common/windows-path';

/** Properties that hold others. */
const GROUPS = ['containers', 'spooling', 'reports', 'singleSignOn', 'connectors'] as const;

const PROPERTIES: readonly (keyof GatewaySettingsOptions)[] = [
  ...GROUPS,
  'pipelineWorkerMemoryMiB',
  'connectivityMode',
  'other',
];

/** Keys with a property of their own, and those without. */
const TYPED = CORE_KEYS.filter(({ property }) => property !== 'other');
const OTHER = CORE_KEYS.filter(({ property }) => property === 'other');

/** A key, with the value that was given for it. */
interface Setting {
  readonly core: CoreKey;
  readonly value: unknown;
}

const MAX_FOLDER_LENGTH = 200;
const MAX_TEXT_BYTES = 1024;

/**
 * Settings of the gateway itself, the same on all members: what Microsoft has one edit by hand in
 * `Microsoft.PowerBI.DataMovement.Pipeline.GatewayCore.dll.config`. They take effect when the service starts anew, and
 * must be written again after each update of the gateway. A key that is no longer given is set back to what it was.
 */
export class GatewaySettings {
  /** Keys that `other` takes, in the spelling of the file. */
  public static readonly OTHER_KEYS: readonly string[] = Object.freeze(OTHER.map(({ key }) => key));

  /** Settings of the gateway. */
  public static of(props: GatewaySettingsOptions): GatewaySettings {
    return new GatewaySettings(props);
  }

  /** How the gateway talks to Azure Relay; nothing to leave it as it is. */
  public readonly connectivityMode: ConnectivityMode | undefined;

  private constructor(private readonly props: GatewaySettingsOptions) {
    this.connectivityMode = readable(props).connectivityMode;
    Object.freeze(this);
  }

  /** The settings by their keys, in stable order, with values as the file has them: `True` and `False`, numbers, texts. */
  public coreSettings(): Readonly<Record<string, string>> {
    const settings = this.settings();
    const isManual = settings.some(({ core }) => core.property.startsWith('containers.'));
    const entries = settings.map((setting): [string, string] => [setting.core.key, inFile(setting)]);
    return Object.freeze(Object.fromEntries(isManual ? [[MANUAL_CONTAINERS_KEY, 'True'], ...entries] : entries));
  }

  /** Folders that must exist on the members, and that the service's account must be able to change. */
  public folders(): readonly string[] {
    const folders = this.settings().filter(({ core }) => isFolder(core));
    return Object.freeze([...new Set(folders.map(inFile))]);
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    const example = 'GatewaySettings.of({ containers: { defaultPool: 20 } })';
    if (!isOptions(property, this.props, example, checks)) return;
    const own = checks.within(property);
    const props = readable(this.props);
    own.knownProperties(props, PROPERTIES);
    for (const name of GROUPS) checkGroup(name, props[name], own);
    if (props.pipelineWorkerMemoryMiB !== undefined) {
      checkOne('pipelineWorkerMemoryMiB', props.pipelineWorkerMemoryMiB, coreKey('pipelineWorkerMemoryMiB'), own);
    }
    if (props.connectivityMode !== undefined) {
      own.oneOf(
        'connectivityMode',
        props.connectivityMode,
        ['AutoDetect', 'Https'],
        'Leave it out to leave it as it is.',
      );
    }
    if (props.other !== undefined) checkOther(props.other, own);
  }

  private settings(): readonly Setting[] {
    const props = readable(this.props);
    const other: Readonly<Record<string, unknown>> = readable(props.other);
    return [
      ...TYPED.map((core) => ({ core, value: valueAt(props, core.property) })),
      ...OTHER.map((core) => ({ core, value: other[core.key] })),
    ].filter(({ value }) => value !== undefined);
  }
}

/** The value of a property, or of a property of a group. */
function valueAt(props: Partial<GatewaySettingsOptions>, path: string): unknown {
  const [first = '', second] = path.split('.');
  const value = (props as Record<string, unknown>)[first];
  return second === undefined ? value : (readable(value as Record<string, unknown>) as Record<string, unknown>)[second];
}

function coreKey(property: string): CoreKey {
  const found = TYPED.find((core) => core.property === property);
  if (found === undefined) throw new Error(`No key for ${property}.`);
  return found;
}

function isFolder({ kind }: CoreKey): boolean {
  return kind === 'folder' || kind === 'temporaryFolder';
}

/** A value as the file has it. A backslash at the end of a folder means nothing. */
function inFile({ core, value }: Setting): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return isFolder(core) ? String(value).replace(/\\$/, '') : String(value);
}

function checkGroup(name: string, group: unknown, checks: Checks): void {
  if (group === undefined || !isOptions(name, group, `${name}: { … }`, checks)) return;
  const keys = TYPED.filter(({ property }) => property.startsWith(`${name}.`));
  const given = readable(group as Record<string, unknown>) as Record<string, unknown>;
  const own = checks.within(name);
  const nameOf = ({ property }: CoreKey): string => property.slice(name.length + 1);
  own.knownProperties(given, keys.map(nameOf));
  for (const key of keys.filter((core) => given[nameOf(core)] !== undefined)) {
    checkOne(nameOf(key), given[nameOf(key)], key, own);
  }
}

function checkOther(other: unknown, checks: Checks): void {
  if (!isOptions('other', other, 'other: { UserInstalledVerticaODBCDriver: true }', checks)) return;
  const own = checks.within('other');
  for (const [key, value] of Object.entries(readable(other as Record<string, unknown>))) {
    const core = OTHER.find((known) => known.key === key);
    if (core !== undefined) {
      checkOne(key, value, core, own);
      continue;
    }
    // Not shown: somebody may have put a secret where no secret has a place.
    own.addHidden({ property: key, got: value, allowed: GatewaySettings.OTHER_KEYS.join(', '), fix: adviceOn(key) });
  }
}

/** Why a key is not taken, or not in `other`. */
function adviceOn(key: string): string {
  const isSame = (known: string): boolean => known.toLowerCase() === key.toLowerCase();
  const refused = Object.entries(REFUSED_KEYS).find(([known]) => isSame(known));
  if (refused !== undefined) return refused[1];
  if (/^MapUserNameToWindows/i.test(key)) return 'Leave it out: it is not found in any documentation.';
  const core = CORE_KEYS.find((known) => isSame(known.key));
  if (core?.property === 'other') return `Write it ${core.key}: the file tells cases apart.`;
  if (core !== undefined) return `Give \`${core.property}\` instead.`;
  return 'Leave it out: only keys that are documented are written, because a wrong one is not noticed.';
}

function checkOne(property: string, value: unknown, core: CoreKey, checks: Checks): void {
  const { kind, min = 0, max = 0, unit, shipped } = core;
  const asShipped = `Leave it out for what the gateway is shipped with (${shipped}).`;
  switch (kind) {
    case 'flag':
      checks.flag(property, value, asShipped);
      return;
    case 'integer':
      if (!checks.known(property, value, 'It is written into a text when the app runs: write the number.')) return;
      checks.integer(property, value, { min, max, ...(unit === undefined ? {} : { unit }), fix: asShipped });
      return;
    case 'folder':
    case 'temporaryFolder':
      checkFolder(property, value, { maxLength: MAX_FOLDER_LENGTH, mayBeTemporary: kind !== 'folder' }, checks);
      return;
    case 'attribute':
      checks.text(property, value, {
        pattern: /^[A-Za-z][A-Za-z0-9-]{0,63}$/,
        allowed: 'the name of an attribute in Active Directory, such as SAMAccountName',
        fix: asShipped,
      });
      return;
    case 'serverPath':
      checks.text(property, value, {
        pattern: /^(GC|WinNT|LDAP):\/\/[^\s;<>"]+(; ?(GC|WinNT|LDAP):\/\/[^\s;<>"]+)*$/,
        maxBytes: MAX_TEXT_BYTES,
        allowed: 'GC://corp.contoso.com or WinNT://corp.contoso.com,computer; several with semicolons between them',
        fix: asShipped,
      });
      return;
    case 'text':
      checkPlainText(property, value, asShipped, checks);
  }
}

/** A text whose meaning is not known: it is not shown, because it may hold a password. */
function checkPlainText(property: string, value: unknown, fix: string, checks: Checks): void {
  const isPlain = typeof value === 'string' && /^[^\p{Cc}]*$/u.test(value);
  if (checks.isUnknown(value) || (isPlain && Buffer.byteLength(value) <= MAX_TEXT_BYTES)) return;
  const allowed = `a text of at most ${String(MAX_TEXT_BYTES)} bytes on one line`;
  checks.addHidden({ property, got: value, allowed, fix });
}
