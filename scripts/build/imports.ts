/** What the files of the library need when they run. */
import ts from 'typescript';

/** What one file takes from another, or from a package. */
interface Import {
  /** As it is written in the file. */
  readonly specifier: string;
  /** The file that it leads to; of a package, that with its types. */
  readonly file: ts.SourceFile | undefined;
  /** Names as they are called there; of a face, which passes all on, none. */
  readonly names: readonly string[];
}

/** Whether a file does nothing but re-export: the faces of the package and of its rooms. */
export function isFace(file: ts.SourceFile): boolean {
  return file.statements.every((statement) => ts.isExportDeclaration(statement) && statement.moduleSpecifier);
}

/** What a file imports and re-exports, without types. */
function importsOf(file: ts.SourceFile, checker: ts.TypeChecker): readonly Import[] {
  return file.statements.flatMap((statement): Import[] => {
    const names = namesOf(statement);
    if (names === undefined) return [];
    const { moduleSpecifier } = statement as ts.ImportDeclaration & ts.ExportDeclaration;
    const origin = checker.getSymbolAtLocation(moduleSpecifier)?.declarations?.[0]?.getSourceFile();
    return [{ specifier: (moduleSpecifier as ts.StringLiteral).text, file: origin, names }];
  });
}

/** What a statement brings at run time; nothing where it is no import, or one of types. */
function namesOf(statement: ts.Statement): readonly string[] | undefined {
  if (ts.isExportDeclaration(statement)) {
    return statement.moduleSpecifier === undefined || statement.isTypeOnly ? undefined : [];
  }
  if (!ts.isImportDeclaration(statement) || statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword)
    return undefined;
  const bindings = statement.importClause?.namedBindings;
  // A default import is of Node, and all of a module is of no one: neither can be late.
  if (bindings === undefined || !ts.isNamedImports(bindings)) return [];
  const values = bindings.elements.filter(({ isTypeOnly }) => !isTypeOnly);
  return values.length === 0 ? undefined : values.map(({ propertyName, name }) => (propertyName ?? name).text);
}

/** The files of the library, by what they need. */
export class Imports {
  /** What is used of a file of the library or of a package, by the file's path or the package's name. */
  public readonly uses = new Map<string, Set<string>>();
  /** Paths of the files that the rooms consist of that need no package: facts about regions, for one. */
  public readonly core: ReadonlySet<string>;

  private readonly byFile = new Map<ts.SourceFile, readonly Import[]>();

  public constructor(files: readonly ts.SourceFile[], checker: ts.TypeChecker) {
    for (const file of files) this.byFile.set(file, importsOf(file, checker));
    for (const { specifier, file, names } of [...this.byFile.values()].flat()) {
      const from = this.isOwn(file) ? file.fileName : specifier;
      this.uses.set(from, new Set([...(this.uses.get(from) ?? []), ...names]));
    }
    const rooms = files.filter(isFace).map((face) => this.reachedFrom(face));
    const needNothing = rooms.filter((room) => [...room].every((file) => !this.needsPackage(file)));
    this.core = new Set(needNothing.flatMap((room) => [...room]).map(({ fileName }) => fileName));
  }

  private isOwn(file: ts.SourceFile | undefined): file is ts.SourceFile {
    return file !== undefined && this.byFile.has(file);
  }

  private needsPackage(file: ts.SourceFile): boolean {
    const imports = this.byFile.get(file) ?? [];
    return imports.some(({ specifier }) => !specifier.startsWith('.') && !specifier.startsWith('node:'));
  }

  /** A file and all that it imports, and they import. */
  private reachedFrom(file: ts.SourceFile, reached = new Set<ts.SourceFile>()): ReadonlySet<ts.SourceFile> {
    reached.add(file);
    for (const { file: next } of this.byFile.get(file) ?? []) {
      if (this.isOwn(next) && !reached.has(next)) this.reachedFrom(next, reached);
    }
    return reached;
  }
}
