import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';
import { engineAvailability, suiteRequired } from './availability';
import { buildHost, engineSettings, hostAssembly } from './build-host';
import type { ScriptFacts } from './script-facts';

const driver = join(__dirname, 'driver.ps1');

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** A PowerShell that answers requests: one JSON line in, one out. */
export class Engine {
  private readonly waiting = new Map<number, Waiting>();
  private errors = '';
  private last = 0;
  private ended: string | undefined;

  private constructor(private readonly child: ChildProcessWithoutNullStreams) {
    // Not by readline, for which a line also ends at separators that may be in an answer's text.
    let pending = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = (pending + text).split('\n');
      pending = lines.pop() ?? '';
      for (const line of lines) this.answer(line);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.errors += text));
    child.stdin.on('error', () => undefined);
    child.on('error', (error) => {
      this.end(`could not be started: ${error.message}`);
    });
    child.on('close', (code, signal) => {
      this.end(`ended (${signal ?? `code ${String(code)}`})`);
    });
  }

  /** Starts it; a test file does that once, and closes it in `afterAll`. */
  public static start(): Engine {
    const kind = engineAvailability();
    if (kind === 'none') throw new Error('Neither pwsh nor a .NET SDK 10 is on the PATH: no PowerShell can be run.');
    buildHost();
    const [program, args] =
      kind === 'pwsh'
        ? [
            'pwsh',
            [
              '-SettingsFile',
              engineSettings,
              '-NoProfile',
              '-NonInteractive',
              '-ExecutionPolicy',
              'Bypass',
              '-File',
              driver,
              __dirname,
            ],
          ]
        : ['dotnet', [hostAssembly, driver]];
    const env = {
      ...process.env,
      POWERSHELL_TELEMETRY_OPTOUT: '1',
      POWERSHELL_UPDATECHECK: 'Off',
      DOTNET_gcServer: '0',
    };
    return new Engine(spawn(program, args, { stdio: 'pipe', env }));
  }

  public request<Result>(op: string, payload: Readonly<Record<string, unknown>> = {}): Promise<Result> {
    if (this.ended !== undefined) return Promise.reject(new Error(this.ended));
    const id = ++this.last;
    return new Promise<unknown>((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.child.stdin.write(`${asciiJson({ id, op, ...payload })}\n`);
    }) as Promise<Result>;
  }

  /** What the syntax tree of a script says. */
  public parse(script: string): Promise<ScriptFacts> {
    return this.request('parse', { script });
  }

  /** Ends the process, after what it still has to answer. */
  public async close(): Promise<void> {
    if (this.ended !== undefined) return;
    const closed = new Promise((resolve) => this.child.once('close', resolve));
    this.child.stdin.end();
    await closed;
  }

  private answer(line: string): void {
    let message: { id?: number; result?: unknown; error?: string };
    try {
      message = JSON.parse(line) as typeof message;
    } catch {
      this.end(`printed something that is no answer: ${line.slice(0, 500)}`);
      this.child.kill();
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
    this.ended = `The PowerShell engine ${how}.${this.errors === '' ? '' : `\n${this.errors.slice(-4000)}`}`;
    for (const { reject } of this.waiting.values()) reject(new Error(this.ended));
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
      engine = Engine.start();
      return engine.request('ping');
    }, 120_000);
    afterAll(() => engine?.close());
    body(() => {
      if (engine === undefined) throw new Error('The engine is there only while tests run.');
      return engine;
    });
  });
}
