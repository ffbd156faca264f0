import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

/** What the reference's rules say about a source file, without writing anything. */
function check(source: string): { readonly status: number | null; readonly said: string } {
  const folder = mkdtempSync(join(tmpdir(), 'reference-'));
  try {
    const [entry, tsconfig] = [join(folder, 'index.ts'), join(folder, 'tsconfig.json')];
    writeFileSync(entry, `/**\n * A room.\n *\n * @packageDocumentation\n */\n${source}`);
    writeFileSync(tsconfig, JSON.stringify({ compilerOptions: { strict: true, types: [] }, files: ['index.ts'] }));
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'a-package' }));
    const script = join(root, 'scripts/reference/main.mjs');
    const args = [script, '--entry', entry, '--tsconfig', tsconfig];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    return { status, said: stdout + stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('a public surface that is described passes', () => {
  const { status, said } = check(`
    /** What is given; see {@link Place}. */
    export interface PlaceProps {
      /** Its name. */
      readonly name: string;
      /**
       * Its size.
       *
       * @default 1
       */
      readonly size?: number;
      /** Not here. */
      readonly other?: never;
    }
    /** A place. */
    export class Place {
      /** Makes one. */
      public constructor(props: PlaceProps) {
        this.name = props.name;
      }
      /** Its name. */
      public readonly name: string;
      private readonly hidden = 1;
      /** How large it is. */
      public size(): number {
        return this.hidden;
      }
    }
    /** Where one begins. */
    export const START = { x: 0, y: 0 };`);
  expect(said).not.toMatch(/warning|error/);
  expect(status).toBe(0);
});

describe('a public surface with gaps', () => {
  const { status, said } = check(`
    export interface PlaceProps {
      readonly name: string;
    }
    export class Place {
      public constructor(props: PlaceProps) {
        this.name = props.name;
      }
      public readonly name: string;
      public get length(): number {
        return 1;
      }
      public size(): number {
        return 1;
      }
    }
    export type PlaceName = 'one' | 'two';
    export enum Kind {
      NEAR,
    }
    export function near(place: Place): boolean {
      return place.size() < 1;
    }
    export const START = 0;
    interface Hidden {
      /** X. */
      readonly x: number;
    }
    /** See {@link Elsewhere}. */
    export interface Props {
      /** How large. */
      readonly size?: number;
      /** Of another kind. */
      readonly hidden: Hidden;
    }
    /** Takes something. */
    export function take(props: Props, length: number): number {
      return length + props.hidden.x;
    }`);

  test('is refused', () => {
    expect(status).toBe(1);
  });

  test('whatever users touch must be described', () => {
    const undocumented = [...said.matchAll(/(\S+) \(\w+\), defined in .* does not have any documentation/g)];
    expect(undocumented.map(([, name]) => name).sort()).toEqual([
      'Kind',
      'Kind.NEAR',
      'Place',
      'Place.constructor',
      'Place.length',
      'Place.name',
      'Place.size',
      'PlaceName',
      'PlaceProps',
      'PlaceProps.name',
      'START',
      'near',
    ]);
  });

  test('a link that leads nowhere, a missing default, a bare parameter and a type that is not exported are errors', () => {
    expect(said).toContain('Failed to resolve link to "Elsewhere"');
    expect(said).toContain('Props.size is optional and does not say its @default');
    expect(said).toContain('take.length is a number and has no @param that says of what');
    expect(said).not.toContain('take.props');
    expect(said).toContain('Hidden, defined in');
  });
});
