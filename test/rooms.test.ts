import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { preProcessFile } from 'typescript';

const root = resolve(__dirname, '..');
const lib = join(root, 'lib');

/** An import of a file of the library. */
interface Import {
  /** What it is imported by, relative to lib. */
  readonly from: string;
  /** A file of the library, or a package. */
  readonly to: string;
}

const files = readdirSync(lib, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
const imports = files.flatMap((from) =>
  // Those of types count as well: whoever reads a file needs what its types say.
  preProcessFile(readFileSync(join(lib, from), 'utf8')).importedFiles.map(({ fileName }): Import => {
    if (!fileName.startsWith('.')) return { from, to: fileName };
    const to = join(dirname(from), fileName);
    return { from, to: files.find((file) => file === `${to}.ts` || file === join(to, 'index.ts')) ?? to };
  }),
);
const inside = imports.filter(({ to }) => files.includes(to));

/** A row of the table of rooms: a folder of the library. */
interface Room {
  readonly path: string;
  readonly imports: readonly string[];
  readonly hasCdktf: boolean;
}

const rooms = [...readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8').matchAll(/^\| `([a-z/-]+)` +\|(.*)\|$/gm)].map(
  ([, path = '', rest = '']): Room => {
    const [, names = '', cdktf = ''] = rest.split('|').map((cell) => cell.trim());
    return { path, imports: names === '' ? [] : names.split(', '), hasCdktf: cdktf === 'yes' };
  },
);

const roomOf = (file: string): string => dirname(file);
const outermost = (path: string): string => path.split('/')[0] ?? '';

/** What the cell of a room must say: other rooms by their outermost folder, those of its own by their last. */
function cellOf(path: string): readonly string[] {
  const names = inside
    .filter(({ from, to }) => roomOf(from) === path && basename(from) !== 'index.ts' && roomOf(to) !== path)
    .map(({ to }) => roomOf(to))
    .filter((other) => !other.startsWith(`${path}/`))
    .map((other) => (outermost(other) === outermost(path) ? basename(other) : outermost(other)));
  return [...new Set(names)].sort();
}

test('the table of rooms has all of them', () => {
  const folders = new Set(files.map(roomOf).filter((folder) => folder !== '.'));
  expect(rooms.map(({ path }) => path).sort()).toEqual([...folders].sort());
});

test.each(rooms)('$path imports what the table says', (room) => {
  expect(cellOf(room.path)).toEqual([...room.imports].sort());
});

test.each(rooms)('whether $path knows cdktf is what the table says', ({ path, hasCdktf }) => {
  const packages = imports.filter(({ from }) => roomOf(from) === path).map(({ to }) => to);
  expect(packages.some((name) => /^(@cdktf\/|cdktf$|constructs$)/.test(name))).toBe(hasCdktf);
});

test('a room stands below what it imports, and above its sub-rooms', () => {
  const order = rooms.map(({ path }) => path);
  const upward = inside
    .filter(({ from }) => basename(from) !== 'index.ts')
    .map(byRoom)
    .filter(({ from, to }) => !to.startsWith(`${from}/`) && order.indexOf(from) < order.indexOf(to))
    .map(({ from, to }) => `${from} -> ${to}`);
  expect(upward).toEqual([]);
});

test('no room leads back to itself', () => {
  expect(circles(inside.filter(({ from }) => basename(from) !== 'index.ts').map(byRoom))).toEqual([]);
});

test('no file leads back to itself, but a geo and the route that it begins', () => {
  expect(circles(inside)).toEqual([['regions/geos/geo-route.ts', 'regions/geos/power-platform-geos.ts']]);
});

function byRoom({ from, to }: Import): Import {
  return { from: roomOf(from), to: roomOf(to) };
}

/** Groups of which each member leads to each other. */
function circles(arrows: readonly Import[]): readonly (readonly string[])[] {
  const next = new Map<string, Set<string>>();
  for (const { from, to } of arrows) if (from !== to) next.set(from, (next.get(from) ?? new Set()).add(to));
  const reached = new Map<string, ReadonlySet<string>>();
  for (const start of next.keys()) {
    const seen = new Set<string>();
    const open = [start];
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      for (const to of next.get(one) ?? []) {
        if (seen.has(to)) continue;
        seen.add(to);
        open.push(to);
      }
    }
    reached.set(start, seen);
  }
  const leadsTo = (from: string, to: string): boolean => reached.get(from)?.has(to) === true;
  const inCircles = [...next.keys()].filter((one) => leadsTo(one, one));
  const groups = inCircles.map((one) => inCircles.filter((other) => leadsTo(one, other) && leadsTo(other, one)).sort());
  return [...new Map(groups.map((group) => [group.join(), group])).values()];
}
