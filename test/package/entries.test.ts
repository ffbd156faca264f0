import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import ts from 'typescript';

const root = resolve(__dirname, '../..');
const { name: PACKAGE, exports: manifest } = jest.requireActual<{ name: string; exports: Record<string, unknown> }>(
  '../../package.json',
);
const entries = Object.keys(manifest)
  .filter((entry) => !entry.endsWith('.json'))
  .map((entry) => entry.replace('.', PACKAGE));

/** Standard output and error of a script, in a process of its own that finds the package by its name. */
function run(type: 'module' | 'commonjs', script: string, ...flags: string[]): { stdout: string; stderr: string } {
  return spawnSync(process.execPath, [...flags, `--input-type=${type}`, '-e', script], { cwd: root, encoding: 'utf8' });
}

function runJson(type: 'module' | 'commonjs', script: string): unknown {
  const { stdout, stderr } = run(type, script);
  if (stdout === '') throw new Error(`${stderr}\nbuild the package first: npm run build`);
  return JSON.parse(stdout);
}

test('an ES module imports classes, functions and constants by name', () => {
  const answer = runJson(
    'module',
    `import { GatewayCluster, MEMBER_LIMITS, egressTable } from '${PACKAGE}';
     import { PowerPlatformGeo } from '${PACKAGE}/regions';
     console.log(JSON.stringify([GatewayCluster.name, MEMBER_LIMITS, typeof egressTable, PowerPlatformGeo.name]))`,
  );
  expect(answer).toEqual(['GatewayCluster', { min: 2, max: 10 }, 'function', 'PowerPlatformGeo']);
});

/** The names that each entry shows, for `require` and for `import`. */
function namesByEntry(): { required: Record<string, string[]>; imported: Record<string, string[]> } {
  const list = JSON.stringify(entries);
  const required = `console.log(JSON.stringify(Object.fromEntries(
    ${list}.map((entry) => [entry, Object.keys(require(entry))]))))`;
  const imported = `const names = {};
    for (const entry of ${list}) names[entry] = Object.keys(await import(entry));
    console.log(JSON.stringify(names));`;
  return {
    required: runJson('commonjs', required) as Record<string, string[]>,
    imported: runJson('module', imported) as Record<string, string[]>,
  };
}

describe('names for `import` and `require` are the same, and those of the source', () => {
  const { required, imported } = namesByEntry();

  test.each(entries)('%s', (entry) => {
    const source = Object.keys(jest.requireActual<object>(join(root, 'lib', entry.slice(PACKAGE.length + 1))));
    const ofNode = ['__esModule', 'default', 'module.exports'];
    expect(required[entry]?.sort()).toEqual(source.sort());
    expect(imported[entry]?.filter((name) => !ofNode.includes(name)).sort()).toEqual(source.sort());
  });
});

test('classes and functions are called as in the source', () => {
  const all: Record<string, unknown> = jest.requireActual(join(root, 'lib'));
  const source = Object.entries(all).map(([name, value]) => [name, typeof value === 'function' ? value.name : '']);
  const script = `const all = Object.entries(require('${PACKAGE}'));
    console.log(JSON.stringify(all.map(([name, value]) => [name, typeof value === 'function' ? value.name : ''])))`;
  expect(Object.fromEntries(runJson('commonjs', script) as [string, string][])).toEqual(Object.fromEntries(source));
});

test('sub-paths and the root give the same classes', () => {
  const pairs = `['cluster', 'GatewayCluster'], ['regions', 'PowerPlatformGeo'], ['common', 'DataGatewayError'],
    ['vnet-gateway', 'PowerPlatformGeo'], ['network', 'Egress'], ['express-route', 'ExpressRoute']`;
  const answer = runJson(
    'commonjs',
    `console.log(JSON.stringify([${pairs}].map(([room, name]) =>
       require('${PACKAGE}')[name] !== undefined &&
       require('${PACKAGE}')[name] === require('${PACKAGE}/' + room)[name])))`,
  );
  expect(answer).toEqual(Array.from({ length: 6 }, () => true));
});

test('a file that is no entry cannot be imported', () => {
  const { stderr } = run('commonjs', `require('${PACKAGE}/dist/cluster/gateway-cluster')`);
  expect(stderr).toContain('ERR_PACKAGE_PATH_NOT_EXPORTED');
});

test('stack traces name the line of the source, with its text in the package', () => {
  const script = `
    const { GatewayCluster } = require('${PACKAGE}');
    const { Testing, TerraformStack } = require('cdktf');
    try { new GatewayCluster(new TerraformStack(Testing.app(), 'stack'), 'cluster', { members: 1 }); } catch (error) { console.log(error.stack); }`;
  const { stdout } = run('commonjs', script, '--enable-source-maps');
  const [, at] = /lib\/cluster\/gateway-cluster\.ts:(\d+):\d+/.exec(stdout.replaceAll('\\', '/')) ?? [];
  const map = JSON.parse(readFileSync(join(root, 'dist/library.js.map'), 'utf8')) as {
    sources: string[];
    sourcesContent: string[];
  };
  expect(map.sources.filter((source) => !/^\.\.\/lib\/.+\.ts$/.test(source))).toEqual([]);
  const text = map.sourcesContent[map.sources.indexOf('../lib/cluster/gateway-cluster.ts')] ?? '';
  expect(text).toBe(readFileSync(join(root, 'lib/cluster/gateway-cluster.ts'), 'utf8'));
  const line = text.split('\n')[Number(at) - 1];
  expect(line).toContain("throwProblems(this, 'GatewayCluster', checks)");
});

// Found by `typesVersions`, by `exports` in CommonJS and in ES modules, and as bundlers do.
const compilers: readonly (readonly [string, ts.ModuleKind, ts.ModuleResolutionKind, string])[] = [
  ['node10', ts.ModuleKind.CommonJS, ts.ModuleResolutionKind.Node10, 'ts'],
  ['node16, CommonJS', ts.ModuleKind.Node16, ts.ModuleResolutionKind.Node16, 'cts'],
  ['node16, ES modules', ts.ModuleKind.Node16, ts.ModuleResolutionKind.Node16, 'mts'],
  ['bundler', ts.ModuleKind.ESNext, ts.ModuleResolutionKind.Bundler, 'ts'],
];

test.each(compilers)(
  'types of every entry are found: %s',
  (_, module, moduleResolution, ending) => {
    const folder = mkdtempSync(join(tmpdir(), 'types-'));
    try {
      mkdirSync(join(folder, 'node_modules'));
      symlinkSync(root, join(folder, 'node_modules', PACKAGE), 'junction');
      const file = join(folder, `main.${ending}`);
      const imports = entries.map((entry, index) => `import * as room${String(index)} from '${entry}';`);
      const uses = entries.map((_, index) => `export const use${String(index)}: object = room${String(index)};`);
      const wrong = `import type { NothingOfThatName } from '${PACKAGE}/regions'; export type X = NothingOfThatName;`;
      writeFileSync(file, [...imports, ...uses, wrong].join('\n'));
      const options = { module, moduleResolution, target: ts.ScriptTarget.ES2022, strict: true, noEmit: true };
      const program = ts.createProgram([file], { ...options, types: [], skipLibCheck: true });
      const problems = ts.getPreEmitDiagnostics(program);
      // The one that must be there shows that the types were found at all.
      expect(problems.map(({ code }) => code)).toEqual([2305]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  60_000,
);
