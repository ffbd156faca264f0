/**
 * `npm run test:consumer`: packs the package, installs it in an empty project as a user would, type-checks the examples
 * there in strict mode against it, and synthesizes them. The JSON must be the one that this repository synthesizes.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '..');
const examples = readdirSync(join(root, 'examples'));
const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  devDependencies: Record<string, string>;
};

function run(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): string {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${stdout}\n${stderr}`);
  return stdout;
}

/** Hosts that a user may have: as a dependency, and what npm is told so that the bindings get the same. */
const HOSTS = {
  cdktf: { cdktf: devDependencies['cdktf'] ?? '', overrides: {} },
  // As docs/cdk-terrain.md says.
  'CDK Terrain': { cdktf: `npm:cdktn@${devDependencies['cdktn'] ?? ''}`, overrides: { cdktf: '$cdktf' } },
} as const;

/** A project that has the package and its peers, and nothing else but a compiler. */
function createProject(folder: string, host: keyof typeof HOSTS): void {
  run('npm', ['pack', '--pack-destination', folder], root);
  const tarball = readdirSync(folder).find((file) => file.endsWith('.tgz')) ?? '';
  const pinned = (name: string): [string, string] => [name, devDependencies[name] ?? ''];
  const dependencies = Object.fromEntries(['cdktf', 'constructs', '@cdktf/provider-azurerm'].map(pinned));
  const manifest = {
    name: 'consumer',
    private: true,
    dependencies: { ...dependencies, cdktf: HOSTS[host].cdktf, 'cdktf-data-gateway': `file:${tarball}` },
    devDependencies: Object.fromEntries(['typescript', '@types/node'].map(pinned)),
    overrides: HOSTS[host].overrides,
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline'], folder);
}

function copyExamples(folder: string): void {
  for (const name of examples) {
    mkdirSync(join(folder, name));
    for (const file of readdirSync(join(root, 'examples', name)).filter((one) => one.endsWith('.ts'))) {
      const source = readFileSync(join(root, 'examples', name, file), 'utf8');
      writeFileSync(join(folder, name, file), source.replace("'../../lib'", "'cdktf-data-gateway'"));
    }
  }
}

/** Strict, under both ways in which TypeScript finds a package; the declarations of the package are checked as well. */
function typeCheck(folder: string): void {
  for (const resolution of [
    { module: 'CommonJS', moduleResolution: 'Node10' },
    { module: 'Node16', moduleResolution: 'Node16' },
  ]) {
    const compilerOptions = {
      ...resolution,
      target: 'ES2022',
      strict: true,
      exactOptionalPropertyTypes: true,
      types: ['node'],
    };
    const include = examples.map((name) => `${name}/main.ts`);
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include }));
    run('npx', ['tsc', '-p', '.'], folder);
  }
}

/** Names of the stacks that an example has written. */
function synthesize(folder: string, name: string, outdir: string): readonly string[] {
  run(process.execPath, [join(name, 'main.js')], folder, { CDKTF_OUTDIR: outdir });
  const { stacks } = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8')) as { stacks: object };
  return Object.keys(stacks);
}

/** A stack's JSON, without the backend: cdktf's default names the project's folder. */
function readStack(outdir: string, name: string): unknown {
  const { terraform, ...stack } = JSON.parse(readFileSync(join(outdir, 'stacks', name, 'cdk.tf.json'), 'utf8')) as {
    terraform: { backend: unknown };
  };
  const { backend: _, ...settings } = terraform;
  return { ...stack, terraform: settings };
}

function tryHost(host: keyof typeof HOSTS, reference: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'consumer-'));
  try {
    createProject(folder, host);
    copyExamples(folder);
    typeCheck(folder);
    console.log(`${host}: the packed package type-checks in strict mode with ${examples.join(' and ')}`);
    for (const name of examples) {
      const outdir = join(folder, `out-${name}`);
      for (const stack of synthesize(folder, name, outdir)) {
        const same = withoutVersion(readStack(outdir, stack)) === withoutVersion(readStack(reference, stack));
        if (!same) throw new Error(`${host}: the packed package synthesizes another '${stack}' than this repository`);
        console.log(`${host}: the packed package synthesizes '${stack}' as this repository does`);
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** JSON without the host's version, which stands beside the name of the stack. */
function withoutVersion(stack: unknown): string {
  return JSON.stringify(stack, function (this: object, key, value: unknown) {
    return key === 'version' && 'stackName' in this ? undefined : value;
  });
}

function main(): void {
  const reference = mkdtempSync(join(tmpdir(), 'reference-'));
  try {
    run('npm', ['run', '--silent', 'synth'], root);
    cpSync(join(root, 'cdktf.out'), reference, { recursive: true });
    for (const host of Object.keys(HOSTS) as (keyof typeof HOSTS)[]) tryHost(host, reference);
  } finally {
    rmSync(reference, { recursive: true });
  }
}

main();
