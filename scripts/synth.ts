/**
 * `npm run synth [-- NAME …]`: synthesizes the examples, each as the app that it is, and says what was written.
 *
 * All stacks lie in one `cdktf.out`, whose manifest lists them all.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { printTable } from './table';

interface StackManifest {
  readonly name: string;
  readonly synthesizedStackPath: string;
  readonly annotations: readonly { readonly level: string; readonly message: string; readonly constructPath: string }[];
}

interface Manifest {
  readonly version: string;
  readonly stacks: Readonly<Record<string, StackManifest>>;
}

type Resources = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const root = resolve(__dirname, '..');
const outdir = join(root, 'cdktf.out');
const manifestFile = join(outdir, 'manifest.json');
const examples = readdirSync(join(root, 'examples')).filter((name) => existsSync(mainOf(name)));

function mainOf(name: string): string {
  return join(root, 'examples', name, 'main.ts');
}

function readManifest(): Manifest | undefined {
  return existsSync(manifestFile) ? (JSON.parse(readFileSync(manifestFile, 'utf8')) as Manifest) : undefined;
}

/** Runs one example as a user would, and returns what it wrote. */
function synthesize(name: string): Manifest {
  const { status } = spawnSync(process.execPath, [require.resolve('ts-node/dist/bin'), mainOf(name)], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, CDKTF_OUTDIR: outdir },
  });
  const manifest = status === 0 ? readManifest() : undefined;
  if (manifest === undefined) throw new Error(`example '${name}' did not synthesize`);
  return manifest;
}

function countResources(stack: StackManifest): { members: number; resources: number } {
  const { resource = {} } = JSON.parse(readFileSync(join(outdir, stack.synthesizedStackPath), 'utf8')) as {
    resource?: Resources;
  };
  const count = (type: string): number => Object.keys(resource[type] ?? {}).length;
  return {
    members: count('azurerm_windows_virtual_machine'),
    resources: Object.keys(resource).reduce((sum, type) => sum + count(type), 0),
  };
}

function main(names: readonly string[]): void {
  const unknown = names.filter((name) => !examples.includes(name));
  if (unknown.length > 0) {
    throw new Error(`no example '${unknown.join("', '")}'; there are: ${examples.join(', ')}`);
  }
  // Nothing is deleted: a stack's folder may hold what Terraform keeps there.
  let stacks: Record<string, StackManifest> = names.length === 0 ? {} : { ...readManifest()?.stacks };
  const written: StackManifest[] = [];
  for (const name of names.length === 0 ? examples : names) {
    const manifest = synthesize(name);
    stacks = { ...stacks, ...manifest.stacks };
    written.push(...Object.values(manifest.stacks));
    writeFileSync(manifestFile, `${JSON.stringify({ ...manifest, stacks }, undefined, 2)}\n`);
  }

  for (const { name, annotations } of written) {
    for (const { level, constructPath, message } of annotations) {
      console.log(`${level.replace('@cdktf/', '')} in ${name} at ${constructPath}: ${message}`);
    }
  }
  const plural = written.length === 1 ? 'stack' : 'stacks';
  console.log(`Synthesized ${String(written.length)} ${plural}:`);
  printTable([
    ['stack', 'members', 'resources', 'JSON'],
    ...written.map((stack) => {
      const { members, resources } = countResources(stack);
      const json = relative(root, join(outdir, stack.synthesizedStackPath));
      return [stack.name, String(members), String(resources), json];
    }),
  ]);
}

try {
  main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
