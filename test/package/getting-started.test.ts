import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changesBetween } from '../documents/changes';
import { type CodeBlock, codeBlocks, read, root } from '../documents/code-blocks';

const PAGE = 'docs/getting-started.md';
const blocks = codeBlocks(PAGE);
const { peerDependencies, devDependencies } = JSON.parse(read('package.json')) as {
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
};

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'getting-started-'));
  link('cdktf-data-gateway', root);
  for (const name of ['cdktf', 'constructs', 'typescript', 'ts-node', '@cdktf/provider-azurerm', '@types/node']) {
    link(name, join(root, 'node_modules', name));
  }
  link('.bin', join(root, 'node_modules/.bin'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What `npm install` does, without a registry: the package as it was built, and the page's other packages. */
function link(name: string, target: string): void {
  const place = join(folder, 'node_modules', name);
  mkdirSync(join(place, '..'), { recursive: true });
  symlinkSync(target, place, 'junction');
}

function run(command: string, environment: NodeJS.ProcessEnv = {}): string {
  const { status, stdout, stderr } = spawnSync(command, {
    cwd: folder,
    encoding: 'utf8',
    shell: true,
    // Whatever is missing is missed, and not fetched from a registry.
    env: { ...process.env, ...environment, npm_config_offline: 'true' },
  });
  if (status !== 0) throw new Error(`${command}: ${stdout}${stderr}`);
  return stdout;
}

interface Manifest {
  readonly stacks: Readonly<Record<string, { readonly annotations: readonly { readonly level: string }[] }>>;
}

function manifest(): Manifest {
  return JSON.parse(readFileSync(join(folder, 'cdktf.out/manifest.json'), 'utf8')) as Manifest;
}

/**
 * `cdktf synth`: the CLI, which is no dependency of this repository, runs `app` of cdktf.json with the folder that it wants
 * in CDKTF_OUTDIR, and prints this line.
 */
function synthesize(environment: NodeJS.ProcessEnv): string {
  const { app } = JSON.parse(readFileSync(join(folder, 'cdktf.json'), 'utf8')) as { app: string };
  run(app, { ...environment, CDKTF_OUTDIR: 'cdktf.out' });
  return `Generated Terraform code for the stacks: ${Object.keys(manifest().stacks).join(', ')}\n`;
}

function stack(): string {
  return readFileSync(join(folder, 'cdktf.out/stacks/gateways/cdk.tf.json'), 'utf8');
}

/** Takes the lines with `-` out of a file, and puts those with `+` in their place. */
function edit({ title = '', text }: CodeBlock): void {
  const lines = (sign: string): string =>
    [...text.matchAll(/^([+-])(.*\n)/gm)]
      .filter(([, mark]) => mark === sign)
      .map(([, , line = '']) => line)
      .join('');
  const before = readFileSync(join(folder, title), 'utf8');
  if (before.split(lines('-')).length !== 2) throw new Error(`${title} has not once: ${lines('-')}`);
  writeFileSync(join(folder, title), before.replace(lines('-'), lines('+')));
}

test('the page holds, from its first file to its first change', () => {
  let printed = '';
  let before = '';
  const follow: Readonly<Record<string, (block: CodeBlock) => void>> = {
    run: ({ text }) => {
      const isFirst = before === '';
      // The compiler of the project checks main.ts the first time; the change is checked by its effect.
      if (text.trim() !== 'npx cdktf synth') printed = run(text);
      else printed = synthesize(isFirst ? {} : { TS_NODE_TRANSPILE_ONLY: 'true' });
      if (isFirst) before = stack();
    },
    prints: ({ text }) => {
      expect(printed).toBe(text);
    },
    edit,
    changes: ({ text }) => {
      expect(text.trimEnd().split('\n')).toEqual(changesBetween(before, stack()));
    },
  };
  const followed = blocks.filter(({ mark, title }) => mark in follow || title !== undefined);
  for (const block of followed) {
    const step = follow[block.mark];
    if (step === undefined) writeFileSync(join(folder, block.title ?? ''), block.text);
    else step(block);
  }
  expect(followed.map(({ mark, title }) => (mark === '' ? title : mark))).toEqual([
    ...['cdktf.json', 'tsconfig.json', 'main.ts'],
    ...['run', 'prints', 'run', 'prints', 'run', 'prints', 'edit', 'run', 'changes'],
  ]);
}, 180_000);

test('its compiler is strict: what the types do not allow is an error, and nothing is synthesized', () => {
  const main = join(folder, 'main.ts');
  const text = readFileSync(main, 'utf8');
  writeFileSync(main, text.replace(/members: \d,/, 'members: 1,'));
  expect(() => synthesize({})).toThrow(/TS2322: Type '1' is not assignable to type 'MemberCount/);
  writeFileSync(main, text);
}, 60_000);

test('it prints the note that the page speaks of, and nothing worse', () => {
  const levels = Object.values(manifest().stacks).flatMap(({ annotations }) => annotations.map(({ level }) => level));
  expect(levels).toEqual(['@cdktf/info']);
  expect(read(PAGE)).toContain('one note');
});

test('what it installs is what the package asks for, and what this repository is tested with', () => {
  const asked = blocks
    .filter(({ text }) => text.includes('npm install'))
    .flatMap(({ text }) => [...text.matchAll(/ ((?:@[\w-]+\/)?[\w-]+)@([~^])(\d+[\d.]*)/g)])
    .map(([, name = '', , wanted = '']) => [name, wanted] as const);
  expect(asked.map(([name]) => name).sort()).toEqual(
    [...Object.keys(peerDependencies), 'cdktf-cli', 'typescript', 'ts-node', '@types/node'].sort(),
  );
  for (const [name, wanted] of asked) {
    const tested = devDependencies[name === 'cdktf-cli' ? 'cdktf' : name] ?? '';
    expect(`${name} ${tested}`).toMatch(new RegExp(`^${name} ${wanted.split('.')[0] ?? ''}\\.`));
  }
});
