import type { RunResult } from './world';

/** A piece of a script: scripts are several files, one after another. */
export interface ScriptPart {
  readonly name: string;
  readonly lines: number;
}

export interface MissedStatement {
  readonly part: string;
  /** In the part, from 1. */
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

interface Seen {
  executed: boolean;
  readonly text: string;
}

/** Sums up which statements runs came to, by the files that the scripts are made of. */
export class CoverageSum {
  /** By part, then by `line:column` in it. */
  private readonly parts = new Map<string, Map<string, Seen>>();
  /** By script, then by `line:column` in that: thousands of runs are of a few scripts. */
  private readonly scripts = new Map<string, Map<string, Seen | undefined>>();

  /** The same part may be in many scripts, at different places. */
  public add(script: string, parts: readonly ScriptPart[], { coverage }: Pick<RunResult, 'coverage'>): void {
    const places = this.scripts.get(script) ?? new Map<string, Seen | undefined>();
    this.scripts.set(script, places);
    for (const place of [...coverage.statements, ...coverage.executed]) {
      if (!places.has(place)) places.set(place, this.seenAt(place, script, parts));
    }
    for (const place of coverage.executed) {
      const seen = places.get(place);
      if (seen !== undefined) seen.executed = true;
    }
  }

  /** Statements of a part that no run came to, in their order. */
  public missed(part: string): readonly MissedStatement[] {
    const missed: MissedStatement[] = [];
    for (const [place, { executed, text }] of this.parts.get(part) ?? []) {
      if (executed) continue;
      const [line = 0, column = 0] = place.split(':').map(Number);
      missed.push({ part, line, column, text: text.slice(column - 1).trim() });
    }
    return missed.sort((one, other) => one.line - other.line || one.column - other.column);
  }

  public totals(): Readonly<Record<string, { readonly statements: number; readonly executed: number }>> {
    return Object.fromEntries(
      [...this.parts].map(([name, places]) => {
        const executed = [...places.values()].filter((place) => place.executed).length;
        return [name, { statements: places.size, executed }];
      }),
    );
  }

  /** Every statement, for a summary of several test files. */
  public entries(): readonly (MissedStatement & { readonly executed: boolean })[] {
    return [...this.parts].flatMap(([part, places]) =>
      [...places].map(([place, { executed, text }]) => {
        const [line = 0, column = 0] = place.split(':').map(Number);
        return { part, line, column, executed, text: text.slice(column - 1).trim() };
      }),
    );
  }

  /** What is known of a place of a script; nothing behind the last part. */
  private seenAt(place: string, script: string, parts: readonly ScriptPart[]): Seen | undefined {
    const [line = 0, column = 0] = place.split(':').map(Number);
    let before = 0;
    for (const { name, lines } of parts) {
      if (line <= before + lines) {
        const places = this.parts.get(name) ?? new Map<string, Seen>();
        this.parts.set(name, places);
        const inPart = `${String(line - before)}:${String(column)}`;
        const seen = places.get(inPart) ?? { executed: false, text: lineOf(script, line) };
        places.set(inPart, seen);
        return seen;
      }
      before += lines;
    }
    return undefined;
  }
}

function lineOf(script: string, line: number): string {
  return script.split(/\r?\n/, line)[line - 1] ?? '';
}
