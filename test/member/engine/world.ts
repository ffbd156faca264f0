import type { DirectoryObjectConfig } from './domain-config';
import { resolveObject } from './domain-defaults';
import type { Engine } from './engine';
import type { ClusterConfig, WorldConfig } from './world-config';
import { resolveCluster, resolveWorld } from './world-defaults';
import type { WorldState } from './world-state';

export type { ClusterState, DirectoryObjectState, MachineState, WorldState } from './world-state';

/** Something that a run changed, in the order of the changes. */
export interface Effect {
  readonly index: number;
  /** Such as `file.write`, `process.start`, `gateway.createCluster`. */
  readonly kind: string;
  readonly detail: string;
  /** `pwsh` for a change by the inner process. */
  readonly process?: 'pwsh';
  /** The fault that hit this effect. */
  readonly fault?: FaultKind;
}

/**
 * `error`: an error instead of the effect. `errorAfter`: the effect, then an error. `reboot`, `rebootAfter`: the power
 * is cut before, or after. `torn`: half of the effect, where it has halves, then the power is cut; else as `reboot`.
 */
export type FaultKind = 'error' | 'errorAfter' | 'reboot' | 'rebootAfter' | 'torn';

export interface Fault {
  readonly at: number;
  readonly kind: FaultKind;
}

export interface RunResult {
  /** `null` after a power loss. */
  readonly exitCode: number | null;
  readonly rebooted: boolean;
  /** Not done: a run of the same script from the very same world had been done before, and this came of it. */
  readonly told?: true;
  /** The script asked for a restart with shutdown.exe. */
  readonly restartScheduled: boolean;
  readonly output: readonly string[];
  /** What pwsh.exe printed, also where that went to a file. */
  readonly innerOutput: readonly string[];
  /** Errors that went to the error stream, and the one that ended the script. */
  readonly errors: readonly string[];
  readonly trace: readonly Effect[];
  /** Indexes of the effects that can be torn. */
  readonly halves: readonly number[];
  readonly reads: readonly string[];
  /** The text of all `*.log` files that the run wrote to. */
  readonly log: string;
  /** Simulated seconds that it took. */
  readonly seconds: number;
  readonly coverage: {
    /** `line:column` of each statement of the script, and of inner scripts that are part of its text. */
    readonly statements: readonly string[];
    readonly executed: readonly string[];
  };
}

/** A secret that was found where it must not be. The secret itself is not shown, only what it begins with. */
export interface Leak {
  readonly secret: string;
  readonly where: string;
}

/** The world that a run would leave behind if the power were cut at this effect, and the machine is up again. */
export interface Cut {
  readonly at: number;
  readonly kind: 'reboot' | 'rebootAfter';
  readonly world: SimulatedWorld;
}

/** What an engine knows of a script: neither it nor its statements need go over the wire with each run. */
interface KnownScript {
  readonly number: number;
  readonly statements: readonly string[];
}

const scriptsOf = new WeakMap<Engine, Map<string, KnownScript>>();
let lastScript = 0;

type RawResult = Omit<RunResult, 'coverage'> & {
  readonly cuts?: readonly { readonly at: number; readonly kind: Cut['kind']; readonly world: number }[];
  readonly executed: readonly string[];
  readonly innerStatements: readonly string[];
  readonly statements?: readonly string[];
};

/** A world in the engine: see `WorldConfig` for what can be said of it. */
export class SimulatedWorld {
  private constructor(
    private readonly engine: Engine,
    private readonly id: number,
  ) {}

  public static async create(engine: Engine, config: WorldConfig = {}): Promise<SimulatedWorld> {
    return new SimulatedWorld(engine, await engine.request<number>('worldNew', { config: resolveWorld(config) }));
  }

  /** A copy, as it is now. Cheap: for many runs from one beginning. */
  public async clone(): Promise<SimulatedWorld> {
    return new SimulatedWorld(this.engine, await this.engine.request<number>('worldClone', { world: this.id }));
  }

  /** Gives its memory back: for tests that make thousands. */
  public async drop(): Promise<void> {
    await this.engine.request('worldDrop', { world: this.id });
  }

  /**
   * Runs a script on a member as Windows PowerShell would run a file, with these parameters (`['WhatIf']`, or with a value
   * `['RemoveDropped=OLD-01']`). The world is changed by it.
   */
  public async run(member: string, script: string, fault?: Fault, args: readonly string[] = []): Promise<RunResult> {
    return (await this.runRaw(member, script, { fault: fault ?? null, args })).result;
  }

  /** The same, and done in any case: a run from a world in which it was done before is told by that one otherwise. */
  public async runAfresh(member: string, script: string): Promise<RunResult> {
    return (await this.runRaw(member, script, { fault: null, args: [], afresh: true })).result;
  }

  /**
   * Runs a script without a fault, and answers beside its result what would be left of the world if the power were cut
   * before or after each effect: no run with such a fault is needed for that, since nothing of it would go on.
   */
  public async runCutting(
    member: string,
    script: string,
    args: readonly string[] = [],
  ): Promise<{ result: RunResult; cuts: readonly Cut[] }> {
    const { result, cuts } = await this.runRaw(member, script, { fault: null, args, cuts: true });
    return {
      result,
      cuts: cuts.map(({ at, kind, world }) => ({ at, kind, world: new SimulatedWorld(this.engine, world) })),
    };
  }

  public state(): Promise<WorldState> {
    return this.engine.request('worldState', { world: this.id });
  }

  /** Whether all is the very same there, what is in logs included. */
  public isSameAs(other: SimulatedWorld): Promise<boolean> {
    return this.engine.request('worldSame', { world: this.id, other: other.id });
  }

  /** Simulated seconds since the world began. */
  public seconds(): Promise<number> {
    return this.engine.request('worldTime', { world: this.id });
  }

  public async reboot(member: string): Promise<void> {
    await this.engine.request('reboot', { world: this.id, member });
  }

  public advance(seconds: number): Promise<void> {
    return this.change(undefined, { kind: 'advance', seconds });
  }

  public writeFile(member: string, file: string, text: string): Promise<void> {
    return this.change(member, { kind: 'writeFile', file, text });
  }

  /** Also a folder with all that is in it. */
  public removeFile(member: string, file: string): Promise<void> {
    return this.change(member, { kind: 'removeFile', file });
  }

  public setRegistryValue(member: string, key: string, name: string, value: unknown, type = 'String'): Promise<void> {
    return this.change(member, { kind: 'registry', key, name, value, type });
  }

  public removeRegistryKey(member: string, key: string): Promise<void> {
    return this.change(member, { kind: 'registry', key });
  }

  public setService(member: string, name: string, status: 'Running' | 'Stopped'): Promise<void> {
    return this.change(member, { kind: 'service', name, status });
  }

  /** As the installer would, without a script: an upgrade by somebody, say. */
  public installGateway(member: string, version: string): Promise<void> {
    return this.change(member, { kind: 'installGateway', version });
  }

  /** As the Azure extension does: the computer is in the domain, and was restarted. */
  public joinByExtension(member: string, organizationalUnit?: string): Promise<void> {
    return this.change(member, { kind: 'joinByExtension', organizationalUnit: organizationalUnit ?? null });
  }

  /** Somebody makes an object in the directory; all domain controllers have it at once. */
  public addDirectoryObject(object: DirectoryObjectConfig, domain = 'corp.example'): Promise<void> {
    return this.change(undefined, { kind: 'addObject', object: resolveObject(object), domain });
  }

  /** Somebody deletes one, which thereby leaves its groups. */
  public removeDirectoryObject(sam: string, domain = 'corp.example'): Promise<void> {
    return this.change(undefined, { kind: 'removeObject', sam, domain });
  }

  public addCluster(cluster: ClusterConfig): Promise<void> {
    return this.change(undefined, { kind: 'cluster', cluster: resolveCluster(cluster) });
  }

  /** A new version of a secret, the newest from now on. */
  public rotateSecret(vault: string, name: string, version: string, value: string): Promise<void> {
    return this.change(undefined, { kind: 'secret', vault, name, version, value });
  }

  /**
   * Any other change: a path of keys from the member's record (or, without one, the world's) as the simulation keeps it,
   * see `SimAddMachine` and `SimNewWorld` in simulation/world.ps1. `['network', 'blocked']`, say.
   */
  public set(member: string | undefined, path: readonly string[], value: unknown): Promise<void> {
    return this.change(member, { kind: 'set', path, value });
  }

  /** Secrets that can be found in what the run printed, logged and did, or anywhere on the disks and in the registries. */
  public async leaks(result?: RunResult): Promise<readonly Leak[]> {
    const secrets = await this.engine.request<string[]>('worldSecrets', { world: this.id });
    const forms = new Map(secrets.flatMap((secret) => formsOf(secret).map((form) => [form, secret] as const)));
    const texts = [...forms.keys()];
    const found = await this.engine.request<{ text: string; where: string }[]>('worldTraces', {
      world: this.id,
      texts,
    });
    for (const [where, text] of result === undefined ? [] : textsOf(result)) {
      for (const form of texts) if (text.includes(form)) found.push({ text: form, where });
    }
    // A secret in several forms at one place is one leak.
    const leaks = found.map(({ text, where }) => ({ secret: `${(forms.get(text) ?? '').slice(0, 4)}...`, where }));
    return [...new Map(leaks.map((leak) => [JSON.stringify(leak), leak])).values()];
  }

  private async runRaw(
    member: string,
    script: string,
    how: Readonly<Record<string, unknown>>,
  ): Promise<{ result: RunResult; cuts: NonNullable<RawResult['cuts']> }> {
    const scripts = scriptsOf.get(this.engine) ?? new Map<string, KnownScript>();
    scriptsOf.set(this.engine, scripts);
    const known = scripts.get(script);
    const number = known?.number ?? ++lastScript;
    const raw = await this.engine.request<RawResult>('run', {
      world: this.id,
      member,
      script: number,
      ...(known === undefined ? { text: script, statements: true } : {}),
      ...how,
    });
    const { executed, innerStatements, statements = known?.statements ?? [], cuts = [], ...rest } = raw;
    if (known === undefined) scripts.set(script, { number, statements });
    const coverage = { statements: [...statements, ...innerStatements], executed };
    return { result: { ...rest, coverage }, cuts };
  }

  private async change(member: string | undefined, change: Readonly<Record<string, unknown>>): Promise<void> {
    await this.engine.request('mutate', { world: this.id, member: member ?? null, change });
  }
}

/** All that a run told. */
function textsOf(result: RunResult): readonly (readonly [where: string, text: string])[] {
  return [
    ['trace', result.trace.map(({ detail }) => detail).join('\n')],
    ['reads', result.reads.join('\n')],
    ['log', result.log],
    ['output', result.output.join('\n')],
    ['output of pwsh', result.innerOutput.join('\n')],
    ['errors', result.errors.join('\n')],
  ];
}

const knownForms = new Map<string, readonly string[]>();

/** A secret as it is, and as it looks encoded: a file's bytes are read one character a byte. */
function formsOf(secret: string): readonly string[] {
  const known = knownForms.get(secret) ?? makeForms(secret);
  knownForms.set(secret, known);
  return known;
}

function makeForms(secret: string): readonly string[] {
  const bytes = Buffer.from(secret, 'utf8');
  const wide = Buffer.from(secret, 'utf16le');
  const quoted = JSON.stringify(secret).slice(1, -1);
  const forms = [
    secret,
    quoted,
    bytes.toString('latin1'),
    wide.toString('latin1'),
    encodeURIComponent(secret),
    secret.replaceAll("'", "''"),
  ];
  // Where it stands inside longer encoded text its first and last characters mix with others'.
  for (const encoded of [bytes, wide]) {
    const base64 = encoded.toString('base64').replace(/=+$/, '');
    forms.push(base64.slice(0, base64.length - 1), encoded.toString('hex'), encoded.toString('hex').toUpperCase());
  }
  return [...new Set(forms)];
}
