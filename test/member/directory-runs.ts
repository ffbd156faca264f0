import type { DirectoryObjectState, RunResult, SimulatedWorld, WorldState } from './engine/world';
import type { MemberCluster, Step } from './member-cluster';
import { expectDone, textOf } from './situation';

/** An object of the directory, as far as something is said of it. */
export type Described = Readonly<Partial<Record<keyof DirectoryObjectState, unknown>>>;

/** Runs a step that has to end well, and to leave no secret anywhere. */
export async function done(
  cluster: MemberCluster,
  world: SimulatedWorld,
  computer: string,
  step: Step,
): Promise<RunResult> {
  const result = await cluster.run(world, computer, step);
  expectDone(result);
  expect(await world.leaks(result)).toEqual([]);
  return result;
}

/** The steps that change the directory for a cluster, in the order of a rollout. */
export function directorySteps(cluster: MemberCluster): readonly (readonly [computer: string, step: Step])[] {
  return [
    ['', 'directory-prepare'],
    ...cluster.computers.map((computer) => [computer, 'directory'] as const),
    ['', 'directory-release'],
  ];
}

/** All that a cluster does in the directory. */
export async function setUp(cluster: MemberCluster, world: SimulatedWorld): Promise<readonly RunResult[]> {
  const results: RunResult[] = [];
  for (const [computer, step] of directorySteps(cluster)) results.push(await done(cluster, world, computer, step));
  return results;
}

/** What has changed in the directory, by distinguished name: of new objects all that is not empty, of others what is new. */
export function changesBetween(before: WorldState, now: WorldState): Readonly<Record<string, Described>> {
  const old = objectsOf(before);
  return Object.fromEntries(
    Object.entries(objectsOf(now)).flatMap(([name, object]) => {
      const was = old[name];
      const differs = Object.entries(object).filter(([key, value]) =>
        was === undefined
          ? !isEmpty(value)
          : JSON.stringify(was[key as keyof DirectoryObjectState]) !== JSON.stringify(value),
      );
      return differs.length === 0 ? [] : [[name, Object.fromEntries(differs)]];
    }),
  );
}

function objectsOf({ directory = {} }: WorldState): Readonly<Record<string, DirectoryObjectState>> {
  return Object.assign({}, ...Object.values(directory)) as Readonly<Record<string, DirectoryObjectState>>;
}

function isEmpty(value: unknown): boolean {
  return value === null || value === false || (Array.isArray(value) && value.length === 0);
}

/** The object with this sAMAccountName, in whatever domain. */
export async function objectIn(world: SimulatedWorld, sam: string): Promise<DirectoryObjectState> {
  const found = Object.values(objectsOf(await world.state())).filter((object) => object.sam === sam);
  const [object] = found;
  if (object === undefined || found.length > 1) throw new Error(`${String(found.length)} objects are called ${sam}`);
  return object;
}

const REPORT =
  /^directory[\w-]* of (?:cluster|member) [\w-]+: FAILED while (.+)\nWhat failed: ([\s\S]+?)\nWhat to do: ([\s\S]+?)\nTrue now:\n([\s\S]+)$/;

/** What a step in the directory says that failed, for a snapshot. */
export function failureOf(result: RunResult): Readonly<Record<'doing' | 'failed' | 'toDo', string>> & {
  readonly now: readonly string[];
} {
  expect([result.exitCode, textOf(result)]).toEqual([1, expect.stringMatching(REPORT)]);
  const [, doing = '', failed = '', toDo = '', facts = ''] = REPORT.exec(textOf(result)) ?? [];
  const now = facts.split('\n').map((line) => line.trim());
  return { doing, failed, toDo, now: now.filter((line) => !line.startsWith('log: ')) };
}
