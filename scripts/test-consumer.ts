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

/** A project that has the package and its peers, and nothing else but a compiler. */
function createProject(folder: string): void {
  run('npm', ['pack', '--pack-destination', folder], root);
  const tarball = readdirSync(folder).find((file) => file.endsWith('.tgz')) ?? '';
  const pinned = (name: string): [string, string] => [name, devDependencies[name] ?? ''];
  const dependencies = Object.fromEntries(['cdktf', 'constructs', '@cdktf/provider-azurerm'].map(pinned));
  const manifest = {
    name: 'consumer',
    private: true,
    dependencies: { ...dependencies, 'cdktf-data-gateway': `file:${tarball}` },
    devDependencies: Object.fromEntries(['typescript', '@types/node'].map(pinned)),
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

function main(): void {
  const folder = mkdtempSync(join(tmpdir(), 'consumer-'));
  try {
    createProject(folder);
    copyExamples(folder);
    typeCheck(folder);
    console.log(`the packed package type-checks in strict mode with ${examples.join(' and ')}`);
    const reference = join(folder, 'reference');
    run('npm', ['run', '--silent', 'synth'], root);
    cpSync(join(root, 'cdktf.out'), reference, { recursive: true });
    for (const name of examples) {
      const outdir = join(folder, `out-${name}`);
      for (const stack of synthesize(folder, name, outdir)) {
        const same = JSON.stringify(readStack(outdir, stack)) === JSON.stringify(readStack(reference, stack));
        if (!same) throw new Error(`the packed package synthesizes another '${stack}' than this repository`);
        console.log(`the packed package synthesizes '${stack}' as this repository does`);
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

main();
