/**
 * `npm run build`: the declarations by TypeScript, the JavaScript by SWC, into `dist`.
 *
 * Every import of a built file is done when something of it is used first, not when the file is loaded: who imports the
 * package pays for what the app uses, and not for the bindings of thirty resources. docs/decisions/0022-everything-is-loaded-late.md says more.
 */
import { transformSync } from '@swc/core';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
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

/** What a file imports and re-exports from, as it is written there, each once. */
function specifiers(file: ts.SourceFile): ReadonlySet<string> {
  const texts = file.statements.flatMap((statement) =>
    (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) &&
    statement.moduleSpecifier !== undefined &&
    ts.isStringLiteral(statement.moduleSpecifier)
      ? [statement.moduleSpecifier.text]
      : [],
  );
  return new Set(texts);
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

/**
 * A face reads each name from the file that it is from, when the name is used first. The last line is never run: by it Node
 * knows the names for `import { … }` without running the file.
 */
function emitFace(file: ts.SourceFile, checker: ts.TypeChecker): void {
  const values = valuesOf(file, checker);
  const getters = values.map(([name, from, original]) => {
    const path = relative(dirname(file.fileName), from).replaceAll('\\', '/').replace(/\.ts$/, '');
    return `  ${name}: () => require('${path.startsWith('.') ? path : `./${path}`}').${original},`;
  });
  const text = [
    "'use strict';",
    "Object.defineProperty(exports, '__esModule', { value: true });",
    'const show = (name, more) => Object.defineProperty(exports, name, { enumerable: true, configurable: true, ...more });',
    'for (const [name, read] of Object.entries({',
    ...getters,
    '})) show(name, { get: () => show(name, { value: read() })[name] });',
    `0 && (module.exports = { ${values.map(([name]) => name).join(', ')} });`,
  ];
  writeFileSync(outputOf(file), `${text.join('\n')}\n`);
}

/** The file of a source in `dist`, in a folder that exists. */
function outputOf(file: ts.SourceFile): string {
  const output = join(target, relative(source, file.fileName).replace(/\.ts$/, '.js'));
  mkdirSync(dirname(output), { recursive: true });
  return output;
}

function emitFile(file: ts.SourceFile): void {
  const output = outputOf(file);
  const { code, map } = transformSync(file.text, {
    swcrc: false,
    configFile: false,
    filename: file.fileName,
    sourceFileName: relative(dirname(output), file.fileName).replaceAll('\\', '/'),
    sourceMaps: true,
    inlineSourcesContent: true,
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript' },
      // Comments are in the declarations, where editors look, and in the source maps.
      minify: { compress: false, mangle: false, format: { comments: false } },
    },
    module: { type: 'commonjs', lazy: [...specifiers(file)] },
  });
  if (map === undefined) throw new Error(`${output} has no source map`);
  writeFileSync(output, `${code}//# sourceMappingURL=${basename(output)}.map\n`);
  writeFileSync(`${output}.map`, map);
}

function main(): void {
  rmSync(target, { recursive: true, force: true });
  const program = emitDeclarations();
  const checker = program.getTypeChecker();
  for (const file of program.getSourceFiles()) {
    if (!file.isDeclarationFile && resolve(file.fileName).startsWith(source)) {
      if (isFace(file)) emitFace(file, checker);
      else emitFile(file);
    }
  }
  cpSync(join(source, 'bootstrap/scripts'), join(target, 'bootstrap/scripts'), { recursive: true });
}

main();
