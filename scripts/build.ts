/**
 * `npm run build`: the declarations by TypeScript, the JavaScript by SWC and esbuild, into `dist`.
 *
 * SWC makes every import one that is done when something of it is used first, not when the file is loaded: who imports the
 * package pays for what the app uses, and not for the bindings of thirty resources. esbuild puts our own files into one,
 * each of which is run at its first import. docs/decisions/0022-everything-is-loaded-late.md says more.
 */
import { decode, encode } from '@jridgewell/sourcemap-codec';
import { transformSync } from '@swc/core';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

const root = resolve(__dirname, '..');
const source = join(root, 'lib');
const target = join(root, 'dist');

/** All files of the library, checked; their declarations are written. */
function emitDeclarations(): ts.Program {
  const host: ts.ParseConfigFileHost = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: report };
  const config = ts.getParsedCommandLineOfConfigFile(join(root, 'tsconfig.build.json'), {}, host);
  if (config === undefined) throw new Error('tsconfig.build.json cannot be read');
  const program = ts.createProgram(config.fileNames, config.options);
  const { diagnostics } = program.emit(undefined, undefined, undefined, true);
  const problems = [...ts.getPreEmitDiagnostics(program), ...diagnostics];
  for (const problem of problems) report(problem);
  if (problems.length > 0) throw new Error(`${String(problems.length)} problems of types`);
  return program;
}

function report(problem: ts.Diagnostic): void {
  const formatHost = {
    getCanonicalFileName: (name: string) => name,
    getCurrentDirectory: () => root,
    getNewLine: () => '\n',
  };
  process.stderr.write(ts.formatDiagnostic(problem, formatHost));
}

/** Whether a file does nothing but re-export: the faces of the package and of its rooms. */
function isFace(file: ts.SourceFile): boolean {
  return file.statements.every((statement) => ts.isExportDeclaration(statement) && statement.moduleSpecifier);
}

/** What a face shows at run time: names, sorted, each with the file that it is from and its name there. */
function valuesOf(file: ts.SourceFile, checker: ts.TypeChecker): readonly (readonly [string, string, string])[] {
  const face = checker.getSymbolAtLocation(file);
  if (face === undefined) throw new Error(`${file.fileName} exports nothing`);
  return checker
    .getExportsOfModule(face)
    .filter((symbol) => symbol.declarations?.some((place) => ts.isTypeOnlyExportDeclaration(place)) !== true)
    .map((symbol) => [symbol.name, checker.getAliasedSymbol(symbol)] as const)
    .filter(([, origin]) => (origin.flags & ts.SymbolFlags.Value) !== 0)
    .map(([name, origin]) => [name, origin.declarations?.[0]?.getSourceFile().fileName ?? '', origin.name] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A module that reads each name when it is used first. */
function lateModule(reads: readonly (readonly [name: string, expression: string])[]): string {
  const text = [
    "'use strict';",
    "Object.defineProperty(exports, '__esModule', { value: true });",
    'const show = (name, more) => Object.defineProperty(exports, name, { enumerable: true, configurable: true, ...more });',
    'for (const [name, read] of Object.entries({',
    ...reads.map(([name, expression]) => `  ${name}: () => ${expression},`),
    '})) show(name, { get: () => show(name, { value: read() })[name] });',
  ];
  return `${text.join('\n')}\n`;
}

/** Path of a file, without its ending, as another imports it. */
function specifier(from: string, to: string): string {
  const path = relative(dirname(from), to)
    .replaceAll('\\', '/')
    .replace(/\.[jt]s$/, '');
  return path.startsWith('.') ? path : `./${path}`;
}

/**
 * The face of the package or of a room, in `dist`: each of its names is one of the library. The last line is never run: by
 * it Node knows the names for `import { … }` without running the file.
 */
function emitFace(file: ts.SourceFile, checker: ts.TypeChecker): void {
  const output = join(target, relative(source, file.fileName).replace(/\.ts$/, '.js'));
  const library = specifier(output, join(target, 'library.js'));
  const names = valuesOf(file, checker).map(([name]) => name);
  const told = `0 && (module.exports = { ${names.join(', ')} });\n`;
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(output, lateModule(names.map((name) => [name, `require('${library}').${name}`])) + told);
}

/** What a file imports and re-exports from, as it is written there, each once. */
function specifiers(text: string): string[] {
  return [...new Set(ts.preProcessFile(text).importedFiles.map(({ fileName }) => fileName))];
}

/** Every file on its way into the bundle, as CommonJS with late imports. */
const late: Plugin = {
  name: 'late',
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const { code } = transformSync(text, {
        swcrc: false,
        configFile: false,
        filename: path,
        sourceFileName: basename(path),
        sourceMaps: 'inline',
        inlineSourcesContent: true,
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript' },
          // Comments are in the declarations, where editors look, and in the source maps.
          minify: { compress: false, mangle: false, format: { comments: false } },
        },
        // All by name: `true` would leave relative ones out.
        module: { type: 'commonjs', lazy: specifiers(text) },
      });
      // In a block: of a class at the outermost level esbuild would make another name.
      return {
        contents: `{${code}}`
          .replace(/^\{(['"]use strict['"];)/, '$1{')
          .replace(/(\/\/# sourceMappingURL=[^\n]*\n?)\}$/, '}\n$1'),
        loader: 'js',
      };
    });
  },
};

const bundle: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  packages: 'external',
  sourcemap: true,
  // What is compiled how is said here alone.
  tsconfigRaw: {},
};

/**
 * Leaves out of a source map what leads to the line that the mapping before it leads to. Tools like ts-node read the map at the
 * first stack trace, which cdktf takes for every construct: with all columns that costs more than one file gains.
 */
function thinMap(file: string): void {
  const map = JSON.parse(readFileSync(file, 'utf8')) as { mappings: string };
  const lines = decode(map.mappings).map((segments) =>
    segments.filter(([, from, line], index) => {
      const [, fromBefore, lineBefore] = segments[index - 1] ?? [];
      return index === 0 || from !== fromBefore || line !== lineBefore;
    }),
  );
  writeFileSync(file, JSON.stringify({ ...map, mappings: encode(lines) }));
}

/** All that the package shows, in one file: what a name needs is run when the name is read first. */
async function emitLibrary(face: ts.SourceFile, checker: ts.TypeChecker): Promise<void> {
  const reads = valuesOf(face, checker).map(
    ([name, from, original]) => [name, `require('${specifier(face.fileName, from)}').${original}`] as const,
  );
  const contents = lateModule(reads);
  await build({
    ...bundle,
    plugins: [late],
    stdin: { contents, resolveDir: source, sourcefile: 'library.js' },
    outfile: join(target, 'library.js'),
  });
  thinMap(join(target, 'library.js.map'));
}

/** The command: small, and used as a whole. */
async function emitCommand(path: string): Promise<void> {
  await build({
    ...bundle,
    entryPoints: [join(source, path)],
    outfile: join(target, path.replace(/\.ts$/, '.js')),
  });
}

async function main(): Promise<void> {
  rmSync(target, { recursive: true, force: true });
  const program = emitDeclarations();
  const checker = program.getTypeChecker();
  for (const file of program.getSourceFiles()) {
    if (file.isDeclarationFile || !resolve(file.fileName).startsWith(source) || !isFace(file)) continue;
    emitFace(file, checker);
    if (resolve(file.fileName) === join(source, 'index.ts')) await emitLibrary(file, checker);
  }
  await emitCommand('review/main.ts');
  // Beside the library: lib/bootstrap/scripts-folder.ts.
  cpSync(join(source, 'bootstrap/scripts'), join(target, 'scripts'), { recursive: true });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
