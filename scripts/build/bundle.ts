/** The library in two files: what needs no package, and the rest. Bindings and cdktf are loaded when they are used first. */
import { decode, encode, type SourceMapSegment } from '@jridgewell/sourcemap-codec';
import { build, type BuildOptions, type OnLoadResult, type Plugin } from 'esbuild';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { Imports } from './imports';
import { lateModule } from './late-module';

/** The file of what needs no package, and of what does. */
const CORE = 'core.js';
const LIBRARY = 'library.js';

/** A name that the package shows, the file that it is from, and what it is called there. */
export type PublicName = readonly [name: string, file: string, original: string];

export interface Folders {
  readonly source: string;
  readonly target: string;
}

const options: BuildOptions = {
  bundle: true,
  write: false,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  packages: 'external',
  sourcemap: true,
  legalComments: 'none',
  // What is compiled how is said here alone.
  tsconfigRaw: {},
};

/** What a file of the library is called in the first of the two. */
function keyOf({ source }: Folders, file: string): string {
  return relative(source, file).replaceAll('\\', '/').replace(/\.ts$/, '');
}

/** How a face reads a name. */
export function readFrom(imports: Imports, folders: Folders, [name, file, original]: PublicName): [string, string] {
  return imports.core.has(file) ? [CORE, `['${keyOf(folders, file)}'].${original}`] : [LIBRARY, `.${name}`];
}

/** Writes the two. */
export async function emitLibrary(imports: Imports, folders: Folders, names: readonly PublicName[]): Promise<void> {
  const core = [...imports.core].filter((file) => !file.endsWith('index.ts'));
  const all = core.map((file) => `export * as '${keyOf(folders, file)}' from './${keyOf(folders, file)}';`);
  await emit(folders, CORE, all, []);
  const rest = names.filter(([, file]) => !imports.core.has(file));
  const shown = rest.map(
    ([name, file, original]) => `export { ${original} as ${name} } from './${keyOf(folders, file)}';`,
  );
  await emit(folders, LIBRARY, shown, [fromCore(imports, folders), latePackages(imports)]);
}

/** Writes the command: small, and used as a whole. */
export async function emitCommand({ source, target }: Folders, path: string): Promise<void> {
  const outfile = join(target, path.replace(/\.ts$/, '.js'));
  await build({ ...options, write: true, entryPoints: [join(source, path)], outfile });
}

async function emit({ source, target }: Folders, name: string, lines: string[], plugins: Plugin[]): Promise<void> {
  const stdin = { contents: lines.join('\n'), resolveDir: source, sourcefile: name };
  const { outputFiles = [] } = await build({ ...options, stdin, plugins, outfile: join(target, name) });
  for (const { path, text } of outputFiles) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, path.endsWith('.map') ? thinMap(text) : withClassNames(text));
  }
}

/** What the second file takes from the first: as constants, which are there when it is run. */
function fromCore({ core, uses }: Imports, folders: Folders): Plugin {
  return {
    name: 'from core',
    setup(build) {
      build.onResolve({ filter: /^\./ }, ({ path, resolveDir, namespace }) => {
        if (namespace !== 'file') return { path, external: true };
        const file = `${resolve(resolveDir, path)}.ts`;
        return core.has(file)
          ? { path: keyOf(folders, file), namespace: 'core', pluginData: uses.get(file) }
          : undefined;
      });
      build.onLoad({ filter: /^/, namespace: 'core' }, ({ path, pluginData }): OnLoadResult => {
        const names = [...(pluginData as ReadonlySet<string>)].join(', ');
        return { contents: `export const { ${names} } = require('./${CORE}')['${path}'];` };
      });
    },
  };
}

/** The packages that the library imports from, each as a module that loads it when a name of it is used first. */
function latePackages({ uses }: Imports): Plugin {
  const namesOf = (name: string): readonly string[] => [...(uses.get(name) ?? [])];
  return {
    name: 'late packages',
    setup(build) {
      build.onResolve({ filter: /^[^.]/ }, ({ path, namespace }) => {
        if (path.startsWith('node:')) return undefined;
        if (namespace === 'file') return { path, namespace: 'late' };
        return namespace === 'late' ? { path, namespace: 'load' } : { path, external: true };
      });
      // In two steps: whoever imports reads from one object, which the second step makes.
      build.onLoad({ filter: /^/, namespace: 'late' }, ({ path }): OnLoadResult => {
        // Under names of their own: a class of ours may have the name of a binding, and keeps it.
        const own = (join: (name: string) => string): string => namesOf(path).map(join).join(', ');
        const imported = own((name) => `${name} as late_${name}`);
        return {
          contents: `import { ${imported} } from '${path}'; export { ${own((name) => `late_${name} as ${name}`)} };`,
        };
      });
      build.onLoad({ filter: /^/, namespace: 'load' }, ({ path }): OnLoadResult => {
        return { contents: lateModule(namesOf(path).map((name) => [name, path, `.${name}`])) };
      });
    },
  };
}

/** esbuild has a class that speaks of itself call itself `_Name`, and that is what users would read. */
function withClassNames(text: string): string {
  const inner = [...text.matchAll(/\b(\w+) = class (_\w+)/g)].map(([, name = '', own = '']) => [own, name] as const);
  const names = new Map(inner);
  return text.replaceAll(/\b_\w+\b/g, (word) => names.get(word) ?? word);
}

/**
 * Leaves out of a source map what was written here, and what leads to the line that the mapping before it leads to. Tools like
 * ts-node read the map at the first stack trace, which cdktf takes for every construct: with all columns that costs more than
 * few files gain.
 */
function thinMap(text: string): string {
  const map = JSON.parse(text) as { mappings: string; sources: string[]; sourcesContent: string[] };
  const kept = map.sources.flatMap((source, index) => (source.endsWith('.ts') ? [index] : []));
  const places = new Map(kept.map((from, to) => [from, to]));
  const lines = decode(map.mappings).map((segments) =>
    segments.flatMap(([column, from, line, ...rest], index): SourceMapSegment[] => {
      const place = places.get(from ?? -1);
      const [, fromBefore, lineBefore] = segments[index - 1] ?? [];
      if (place === undefined || (from === fromBefore && line === lineBefore)) return [];
      return [[column, place, line, ...rest] as SourceMapSegment];
    }),
  );
  const of = (texts: readonly string[]): readonly string[] => kept.map((index) => texts[index] ?? '');
  const { sources, sourcesContent } = map;
  return JSON.stringify({
    ...map,
    sources: of(sources),
    sourcesContent: of(sourcesContent),
    mappings: encode(lines),
  });
}
