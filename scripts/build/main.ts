/**
 * `npm run build`: the declarations by TypeScript, the JavaScript by esbuild, into `dist`.
 *
 * Who imports the package pays for what the app uses, and not for the bindings of thirty resources: a face loads the library
 * when a name is read, and the library a binding when it makes the first resource of its kind.
 * docs/decisions/0022-everything-is-loaded-late.md says more.
 */
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { emitCommand, emitLibrary, type Folders, type PublicName, readFrom } from './bundle';
import { Imports, isFace } from './imports';
import { lateModule, type LateName } from './late-module';

const root = resolve(__dirname, '../..');
const folders: Folders = { source: join(root, 'lib'), target: join(root, 'dist') };
const { source, target } = folders;

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

/** What a face shows at run time, sorted by name. */
function valuesOf(file: ts.SourceFile, checker: ts.TypeChecker): readonly PublicName[] {
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
 * The face of the package or of a room, in `dist`: each of its names is one of the library. The last line is never run: by
 * it Node knows the names for `import { … }` without running the file.
 */
function emitFace(file: ts.SourceFile, names: readonly PublicName[], imports: Imports): void {
  const output = join(target, relative(source, file.fileName).replace(/\.ts$/, '.js'));
  const up = `${relative(dirname(output), target).replaceAll('\\', '/') || '.'}/`;
  const reads = names.map((name): LateName => {
    const [from, access] = readFrom(imports, folders, name);
    return [name[0], `${up}${from}`, access];
  });
  const told = `0 && (module.exports = { ${names.map(([name]) => name).join(', ')} });\n`;
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(output, lateModule(reads) + told);
}

async function main(): Promise<void> {
  rmSync(target, { recursive: true, force: true });
  const program = emitDeclarations();
  const checker = program.getTypeChecker();
  const isOwn = (file: ts.SourceFile): boolean => !file.isDeclarationFile && resolve(file.fileName).startsWith(source);
  const files = program.getSourceFiles().filter(isOwn);
  const imports = new Imports(files, checker);
  for (const file of files.filter(isFace)) {
    const names = valuesOf(file, checker);
    emitFace(file, names, imports);
    if (resolve(file.fileName) === join(source, 'index.ts')) await emitLibrary(imports, folders, names);
  }
  await emitCommand(folders, 'review/main.ts');
  // Beside the library: lib/bootstrap/scripts-folder.ts.
  cpSync(join(source, 'bootstrap/scripts'), join(target, 'scripts'), { recursive: true });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
