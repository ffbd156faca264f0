import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { COMMENT_MARKER } from '../../lib/review/review-comment';

interface Step {
  readonly uses?: string;
  readonly run?: string;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
  readonly if?: string;
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const root = resolve(__dirname, '../..');
const folder = join(root, '.github/workflows');
const files = readdirSync(folder);
const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
const workflow = (file: string): Workflow => parse(read(file)) as Workflow;
const jobs = files.flatMap((file) =>
  Object.entries(workflow(file).jobs).map(([id, job]) => [`${file} ${id}`, job] as const),
);
const { scripts, bin } = jest.requireActual<{ scripts: Record<string, string>; bin: Record<string, string> }>(
  '../../package.json',
);

test.each(files)('%s starts with no permission, and never runs with those of the base for foreign code', (file) => {
  expect(workflow(file).permissions).toEqual({});
  expect(Object.keys(workflow(file).on)).not.toContain('pull_request_target');
});

test.each(jobs)('%s: permissions are said, actions pinned by commit, no expression inside a script', (_, job) => {
  expect(Object.keys(job.permissions ?? {}).length).toBeGreaterThan(0);
  for (const { uses, run } of job.steps) {
    if (uses !== undefined) expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
    // What somebody else may write, such as the name of a branch, would be run.
    expect(run ?? '').not.toContain('${{');
  }
});

test.each(files)('%s says the version of each commit that it pins', (file) => {
  const pins = read(file)
    .split('\n')
    .filter((line) => line.includes('uses:'));
  expect(pins.length).toBeGreaterThan(0);
  for (const line of pins) expect(line).toMatch(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});

test.each(jobs)('%s runs scripts and commands that exist', (_, { steps }) => {
  const commands = steps.map(({ run = '' }) => run).join('\n');
  for (const [, name = ''] of commands.matchAll(/npm run ([\w:-]+)/g)) expect(Object.keys(scripts)).toContain(name);
  for (const [, name = ''] of commands.matchAll(/npx --no-install ([\w:-]+)/g))
    expect(Object.keys(bin)).toContain(name);
  if (commands.includes('.ci/run')) expect(readFileSync(join(root, '.ci/run'), 'utf8')).toContain('npm cit');
});

test('.ci/run runs scripts that exist', () => {
  const run = readFileSync(join(root, '.ci/run'), 'utf8');
  const [, list = ''] = /^printf '%s\\n' (.+) \| xargs .* npm run --silent$/m.exec(run) ?? [];
  const names = [
    ...list.split(' '),
    ...[...run.matchAll(/^npm run --silent ([\w:-]+)/gm)].map(([, name = '']) => name),
  ];
  expect(names.length).toBeGreaterThan(5);
  for (const name of names) expect(Object.keys(scripts)).toContain(name);
});

test('only a job without code of the pull request may write, and only one without forks has an identity', () => {
  const { synth, plan, comment } = workflow('plan.yml').jobs;
  expect(synth?.permissions).toEqual({ contents: 'read' });
  expect(plan?.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
  expect(plan?.if).toContain('github.event.pull_request.head.repo.full_name == github.repository');
  expect(comment?.permissions).toEqual({ 'pull-requests': 'write' });
  expect(comment?.steps.some(({ uses }) => uses !== undefined)).toBe(false);
  expect(comment?.steps.map(({ run = '' }) => run).join('\n')).toContain(COMMENT_MARKER);
});
