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
  readonly executed: boolean;
  readonly text: string;
}

/** Sums up which statements runs came to, by the files that the scripts are made of. */
export class CoverageSum {
  /** By part, then by `line:column` in it. */
  private readonly parts = new Map<string, Map<string, Seen>>();

  /** The same part may be in many scripts, at different places. */
  public add(script: string, parts: readonly ScriptPart[], result: Pick<RunResult, 'coverage'>): void {
    const lines = script.split(/\r?\n/);
    const executed = new Set(result.coverage.executed);
    for (const place of new Set([...result.coverage.statements, ...executed])) {
      const [line = 0, column = 0] = place.split(':').map(Number);
      let before = 0;
      for (const part of parts) {
        if (line <= before + part.lines) {
          this.note(
            part.name,
            `${String(line - before)}:${String(column)}`,
            executed.has(place),
            lines[line - 1] ?? '',
          );
          break;
        }
        before += part.lines;
      }
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

  private note(part: string, place: string, executed: boolean, text: string): void {
    const places = this.parts.get(part) ?? new Map<string, Seen>();
    this.parts.set(part, places);
    places.set(place, { executed: executed || places.get(place)?.executed === true, text });
  }
}
