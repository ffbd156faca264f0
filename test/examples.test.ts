import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { TerraformJson } from './network/evaluator';
import { EXPECTATIONS } from './network/examples/expectations';
import { judge, readAllowList } from './network/examples/judge';
import {
  EXAMPLES,
  examplesUnder,
  synthesizedExample,
  synthesizeExample,
  type SynthesizedStack,
} from './support/examples';
import { withoutChecksums } from './support/synthesize';

const root = resolve(__dirname, '..');

interface Annotation {
  readonly constructPath: string;
  readonly level: string;
  readonly message: string;
}

interface Manifest {
  readonly stacks: Readonly<
    Record<string, { readonly synthesizedStackPath: string; readonly annotations: readonly Annotation[] }>
  >;
}

/**
 * Without metadata, whose construct paths are in the addresses already, and without the backend: cdktf's default names a
 * folder of this machine.
 */
function withoutMetadata(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMetadata);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== '//' && key !== 'backend')
      .map(([key, inner]) => [key, withoutMetadata(inner)]),
  );
}

/** What an example synthesizes. */
interface SynthesizedExample {
  readonly stacks: Readonly<Record<string, { readonly annotations: unknown; readonly terraform: unknown }>>;
  /** Files for people, beside the stacks, by name. */
  readonly files: Readonly<Record<string, string>>;
}

/** What an example wrote as the app that it is, in a process that is not Jest's. */
function run(example: string): SynthesizedExample {
  const outdir = join(examplesUnder('cdktf').folder, example);
  const read = (file: string): unknown => JSON.parse(withoutChecksums(readFileSync(join(outdir, file), 'utf8')));
  const { stacks } = read('manifest.json') as Manifest;
  const texts = (readdirSync(outdir, { recursive: true }) as string[]).filter((path) => path.endsWith('.txt'));
  return {
    stacks: Object.fromEntries(
      Object.entries(stacks).map(([name, { synthesizedStackPath, annotations }]) => [
        name,
        {
          // Without stack traces, which name files of this machine.
          annotations: annotations.map(({ constructPath, level, message }) => `${level} ${constructPath}: ${message}`),
          terraform: withoutMetadata(read(synthesizedStackPath)),
        },
      ]),
    ),
    files: Object.fromEntries(texts.map((path) => [basename(path), readFileSync(join(outdir, path), 'utf8')])),
  };
}

test.each(EXAMPLES)(
  '%s',
  (example) => {
    const { stacks } = run(example);
    expect(JSON.stringify(stacks)).not.toContain(root);
    for (const [name, stack] of Object.entries(stacks)) expect({ [name]: stack }).toMatchSnapshot();
  },
  60_000,
);

test.each(EXAMPLES)('%s is the same when no other example was synthesized before it', (example) => {
  const parsed = ({ stack, manifest, terraform }: SynthesizedStack): unknown => [
    stack,
    manifest,
    withoutMetadata(JSON.parse(terraform)),
  ];
  expect(synthesizeExample(example).map(parsed)).toEqual(synthesizedExample(example).map(parsed));
});

function sourceOf(example: string, file = 'main.ts'): string {
  return readFileSync(join(root, 'examples', example, file), 'utf8');
}

/** All its files, one behind the other. */
function sourcesOf(example: string): string {
  const files = readdirSync(join(root, 'examples', example)).filter((file) => file.endsWith('.ts'));
  return files.map((file) => sourceOf(example, file)).join('\n');
}

test.each(EXAMPLES)('%s says in its first lines what it is, what to prepare, and what to run', (example) => {
  const source = sourceOf(example);
  const head = source.slice(0, source.indexOf('*/'));
  expect(head).toContain('To prepare:');
  expect(head).toContain(`cdktf deploy ${example}`);
});

test.each(Object.keys(EXPECTATIONS))(
  '%s lets its members reach what they need, and nothing else',
  (example) => {
    const { stacks, files } = run(example);
    const expectation = EXPECTATIONS[example];
    const lists = files['proxy-allow-list.txt'];
    if (expectation === undefined) throw new Error(example);
    const verdict = judge(
      stacks[expectation.stack ?? example]?.terraform as TerraformJson,
      expectation,
      lists === undefined ? undefined : readAllowList(lists),
    );
    expect(verdict.complaints).toEqual([]);
    expect(verdict.required).toBeGreaterThan(20);
    expect(verdict.forbidden).toBeGreaterThan(25);
  },
  60_000,
);

test.each(Object.keys(EXPECTATIONS))(
  'the judgement of %s would notice rules that are too wide, and too narrow',
  (example) => {
    const expectation = EXPECTATIONS[example];
    if (expectation === undefined) throw new Error(example);
    const stack = run(example).stacks[expectation.stack ?? example]?.terraform as TerraformJson;
    const judged = (change: (rules: readonly Rule[]) => readonly Rule[]): readonly string[] =>
      judge(withRules(stack, change), expectation, undefined).complaints;
    const wide = { ...ANYTHING, direction: 'Outbound' };
    expect(judged((rules) => [...rules, wide]).join()).toContain('must not pass (administration)');
    expect(judged((rules) => [...rules, { ...wide, direction: 'Inbound' }]).join()).toContain(
      'must not pass (inbound)',
    );
    expect(judged((rules) => rules.filter(({ access }) => access === 'Deny')).join()).toContain('must pass');
  },
);

type Rule = Readonly<Record<string, unknown>>;

const ANYTHING: Rule = {
  name: 'anything',
  priority: 100,
  access: 'Allow',
  protocol: '*',
  source_port_range: '*',
  source_address_prefix: '*',
  destination_port_range: '*',
  destination_address_prefix: '*',
};

/** A stack with other rules in its network security groups. */
function withRules(stack: TerraformJson, change: (rules: readonly Rule[]) => readonly Rule[]): TerraformJson {
  const copy = structuredClone(stack) as {
    resource: Record<string, Record<string, { security_rule: readonly Rule[] }>>;
  };
  for (const group of Object.values(copy.resource['azurerm_network_security_group'] ?? {})) {
    group.security_rule = change(group.security_rule);
  }
  return copy;
}

test('every example that makes network rules is held against them', () => {
  const guarded = EXAMPLES.filter((example) => /GatewayNetwork|GatewaySecurityGroup/.test(sourcesOf(example)));
  expect(guarded.sort()).toEqual(Object.keys(EXPECTATIONS).sort());
});
