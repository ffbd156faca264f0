import { join } from 'node:path';
import ts from 'typescript';
import { type BlockModule, blockModule } from './block-module';
import { type CodeBlock, codeBlocks, pages, root } from './code-blocks';
import { changesBetween, resourcesIn } from './changes';
import { synthesizeBlock } from './synthesize-block';

// Blocks with a name are files of a project, which test/package/getting-started.test.ts makes.
const modules = pages()
  .flatMap(codeBlocks)
  .filter(({ language, title }) => language === 'ts' && title === undefined)
  .map(blockModule);

const nameOf = ({ block }: BlockModule): string => `${block.file}:${String(block.line)}`;

/** All blocks as one program, as strict as a project of the reader may be; files that do not exist are in memory. */
function problems(): readonly string[] {
  const options: ts.CompilerOptions = {
    ...{ target: ts.ScriptTarget.ES2022, lib: ['lib.es2023.d.ts'], types: ['node'] },
    ...{ module: ts.ModuleKind.CommonJS, moduleResolution: ts.ModuleResolutionKind.Node10 },
    ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
    ...{ skipLibCheck: true, noEmit: true, esModuleInterop: true },
    paths: { 'cdktf-data-gateway': [join(root, 'lib/index.ts')] },
  };
  const files = new Map(modules.map((module, index) => [join(__dirname, `block-${String(index)}.ts`), module]));
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile } = host;
  host.fileExists = (file) => files.has(file) || fileExists(file);
  host.getSourceFile = (file, language, ...rest) => {
    const module = files.get(file);
    return module === undefined
      ? getSourceFile(file, language, ...rest)
      : ts.createSourceFile(file, module.source, language);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files].flatMap(([file, module]) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map((problem) => {
      const line = source?.getLineAndCharacterOfPosition(problem.start ?? 0).line ?? 0;
      const place = `${module.block.file}:${String(module.block.line + line - module.linesBefore + 1)}`;
      return `${place}: ${ts.flattenDiagnosticMessageText(problem.messageText, '\n')}`;
    });
  });
}

test('every block of TypeScript in the pages compiles', () => {
  expect(modules.length).toBeGreaterThan(15);
  expect(problems()).toEqual([]);
});

// How-to pages are followed to the letter; other pages show pieces.
const howTo = modules.filter(({ block, isElided }) => block.file.startsWith('docs/how-to/') && !isElided);

test.each(howTo.map((module) => [nameOf(module), module] as const))('%s synthesizes', (_, module) => {
  expect(Object.keys(JSON.parse(synthesizeBlock(module)) as object)).toContain('terraform');
});

const blocks = pages().flatMap(codeBlocks);
const claims = (beginning: string): readonly (readonly [string, CodeBlock])[] =>
  blocks
    .filter(({ mark }) => mark.startsWith(beginning))
    .map((block) => [`${block.file}:${String(block.line)}`, block] as const);

/** What the block of a page synthesizes that is called so: `<!-- as NAME -->`. */
function synthesized({ file }: CodeBlock, name = ''): string {
  const module = howTo.find(({ block }) => block.file === file && block.mark === `as ${name}`);
  if (module === undefined) throw new Error(`${file} has no block "as ${name}"`);
  return synthesizeBlock(module);
}

test.each(claims('changes from '))('%s is what the change does to the resources', (_, block) => {
  const [, from, to] = /^changes from (\S+) to (\S+)$/.exec(block.mark) ?? [];
  const changes = changesBetween(synthesized(block, from), synthesized(block, to));
  expect(block.text.trimEnd().split('\n')).toEqual(changes);
});

test.each(claims('resources of '))('%s is what is made', (_, block) => {
  const [, name] = /^resources of (\S+)$/.exec(block.mark) ?? [];
  expect(block.text.trimEnd().split('\n')).toEqual(resourcesIn(synthesized(block, name)));
});
