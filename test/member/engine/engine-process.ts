import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';
import { engineAvailability } from './availability';
import { buildHost, engineSettings, hostAssembly } from './build-host';

const driver = join(__dirname, 'driver.ps1');

/** Who gets what the process prints. */
export interface EngineReader {
  readonly line: (line: string) => void;
  readonly ended: (how: string) => void;
}

/** The process of a PowerShell that runs the driver: lines in, lines out. */
export class EngineProcess {
  private reader: EngineReader | undefined;
  private errors = '';
  private lastNumber = 0;
  private how: string | undefined;

  private constructor(private readonly child: ChildProcessWithoutNullStreams) {
    // Not by readline, for which a line also ends at separators that may be in an answer's text.
    let pending = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const lines = (pending + text).split('\n');
      pending = lines.pop() ?? '';
      for (const line of lines) this.reader?.line(line);
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

  public static start(): EngineProcess {
    const kind = engineAvailability();
    if (kind === 'none') throw new Error('Neither pwsh nor a .NET SDK 10 is on the PATH: no PowerShell can be run.');
    buildHost();
    const full = ['-SettingsFile', engineSettings, '-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass'];
    const [program, args] =
      kind === 'pwsh' ? ['pwsh', [...full, '-File', driver, __dirname]] : ['dotnet', [hostAssembly, driver]];
    const env = {
      ...process.env,
      POWERSHELL_TELEMETRY_OPTOUT: '1',
      POWERSHELL_UPDATECHECK: 'Off',
      // PowerShell makes many short-lived objects: a larger first generation (in bytes, hexadecimal) is collected less often.
      DOTNET_gcServer: '0',
      DOTNET_gcConcurrent: '0',
      DOTNET_GCgen0size: '10000000',
      // Threads that compile in the background are to sleep, and not to spin, while they wait for work.
      DOTNET_ThreadPool_UnfairSemaphoreSpinLimit: '0',
    };
    return new EngineProcess(spawn(program, args, { stdio: 'pipe', env }));
  }

  /** How the process ended; nothing while it runs. */
  public get ended(): string | undefined {
    return this.how;
  }

  /** Gives what is printed from now on to somebody else, or to nobody. Unread, the process keeps nobody from ending. */
  public readBy(reader: EngineReader | undefined): void {
    this.reader = reader;
    for (const one of [this.child, this.child.stdin, this.child.stdout, this.child.stderr]) {
      const handle = one as { ref?: () => void; unref?: () => void };
      if (reader === undefined) handle.unref?.();
      else handle.ref?.();
    }
  }

  /** A number that no other request to this process has. */
  public nextNumber(): number {
    return ++this.lastNumber;
  }

  public send(line: string): void {
    this.child.stdin.write(`${line}\n`);
  }

  /** Ends it, after what it still has to answer. */
  public async close(): Promise<void> {
    if (this.how !== undefined) return;
    const closed = new Promise((resolve) => this.child.once('close', resolve));
    this.child.stdin.end();
    await closed;
  }

  public kill(): void {
    this.child.kill();
  }

  private end(how: string): void {
    if (this.how !== undefined) return;
    this.how = `The PowerShell engine ${how}.${this.errors === '' ? '' : `\n${this.errors.slice(-4000)}`}`;
    this.reader?.ended(this.how);
  }
}
