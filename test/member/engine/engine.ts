import { engineAvailability, suiteRequired } from './availability';
import { EngineProcess } from './engine-process';
import type { ScriptFacts } from './script-facts';

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** What environment.ts adds: the PowerShell that all test files of a worker use, one after another. */
declare global {
  var memberEngine: (() => EngineProcess) | undefined;
}

/** A PowerShell that answers requests: one JSON line in, one out. */
export class Engine {
  private readonly waiting = new Map<number, Waiting>();
  private ended: string | undefined;

  private constructor(
    private readonly host: EngineProcess,
    private readonly borrowed: boolean,
  ) {
    host.readBy({
      line: (line) => {
        this.answer(line);
      },
      ended: (how) => {
        this.end(how);
      },
    });
  }

  /** One of its own. */
  public static start(): Engine {
    return new Engine(EngineProcess.start(), false);
  }

  /** The worker's: what it has compiled stays so. A test file gives it back in `afterAll`, by `close`. */
  public static borrow(): Engine {
    if (globalThis.memberEngine === undefined) throw new Error('Not in the environment of environment.ts.');
    return new Engine(globalThis.memberEngine(), true);
  }

  public request<Result>(op: string, payload: Readonly<Record<string, unknown>> = {}): Promise<Result> {
    if (this.ended !== undefined) return Promise.reject(new Error(this.ended));
    const id = this.host.nextNumber();
    return new Promise<unknown>((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.host.send(asciiJson({ id, op, ...payload }));
    }) as Promise<Result>;
  }

  /** What the syntax tree of a script says. */
  public parse(script: string): Promise<ScriptFacts> {
    return this.request('parse', { script });
  }

  /** Ends the process, after what it still has to answer; one that is borrowed forgets all worlds. */
  public async close(): Promise<void> {
    if (this.ended !== undefined) return;
    if (!this.borrowed) return this.host.close();
    await this.request('worldsDrop');
    this.ended = 'The PowerShell engine was given back.';
    this.host.readBy(undefined);
  }

  private answer(line: string): void {
    let message: { id?: number; result?: unknown; error?: string };
    try {
      message = JSON.parse(line) as typeof message;
    } catch {
      this.end(`The PowerShell engine printed something that is no answer: ${line.slice(0, 500)}`);
      this.host.kill();
      return;
    }
    const waiting = message.id === undefined ? undefined : this.waiting.get(message.id);
    if (message.id === undefined || waiting === undefined) return;
    this.waiting.delete(message.id);
    if (message.error !== undefined) waiting.reject(new Error(`PowerShell engine: ${message.error}`));
    else waiting.resolve(message.result);
  }

  private end(how: string): void {
    if (this.ended !== undefined) return;
    this.ended = how;
    for (const { reject } of this.waiting.values()) reject(new Error(how));
    this.waiting.clear();
  }
}

/** Nothing but ASCII goes over, whatever the console's encoding is. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * A `describe` for tests that run scripts. Without an engine they are skipped, loudly; or they fail, where
 * `CI_REQUIRE_MEMBER_SUITE=1` says that they must run.
 */
export function describeWithEngine(title: string, body: (engine: () => Engine) => void): void {
  if (engineAvailability() === 'none') {
    if (suiteRequired()) {
      test(`${title}: a PowerShell engine is required`, () => {
        throw new Error('CI_REQUIRE_MEMBER_SUITE=1, but neither pwsh nor a .NET SDK 10 is on the PATH.');
      });
      return;
    }
    console.warn(`SKIPPED, no PowerShell engine here (pwsh, or a .NET SDK 10): ${title}`);
    describe.skip(title, () => {
      test('needs an engine', () => undefined);
    });
    return;
  }
  describe(title, () => {
    let engine: Engine | undefined;
    beforeAll(() => {
      engine = Engine.borrow();
      return engine.request('ping');
    }, 120_000);
    afterAll(() => engine?.close(), 120_000);
    body(() => {
      if (engine === undefined) throw new Error('The engine is there only while tests run.');
      return engine;
    });
  });
}
