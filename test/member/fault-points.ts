import type { Cut, Fault, FaultKind, RunResult, SimulatedWorld, WorldState } from './engine/world';
import type { MemberCluster, Step } from './member-cluster';
import { recordFaults } from './record';

export const FAULTS: readonly FaultKind[] = ['error', 'errorAfter', 'reboot', 'rebootAfter', 'torn'];

const REPORT = /FAILED while .+\nWhat failed: .+\nWhat to do: .+\nTrue now:/;
/** Of the directory nothing is known before it was asked. */
const SHORT_REPORT = /FAILED while .+\nWhat failed: .+\nWhat to do: .+/;

/** One way in which one effect fails. */
export interface FaultPoint extends Fault {
  /** The effect, for messages. */
  readonly where: string;
}

/**
 * Every effect of a run without a fault, failing in every way. An effect without halves that is torn is one before which
 * the power is cut: the same run once more, which is left out.
 */
export function faultPoints({ trace, halves }: RunResult, kinds = FAULTS): readonly FaultPoint[] {
  return trace.flatMap(({ index: at, kind: what, detail }) =>
    kinds
      .filter((kind) => kind !== 'torn' || halves.includes(at))
      .map((kind) => ({
        at,
        kind,
        where: `${kind} at ${String(at)}: ${what} ${detail}`,
      })),
  );
}

/**
 * The world that a run leaves which fails at a point. Where the power is cut there, that is told by the cuts of a run without
 * a fault, and there is no result.
 *
 * @param run does it, with this fault.
 */
export async function afterFault(
  before: SimulatedWorld,
  cuts: readonly Cut[],
  { at, kind, where }: FaultPoint,
  run: (world: SimulatedWorld, fault: Fault) => Promise<RunResult>,
): Promise<{ readonly world: SimulatedWorld; readonly result?: RunResult }> {
  const cut = cuts.find((one) => one.at === at && one.kind === kind);
  if (cut !== undefined) return { world: cut.world };
  const world = await before.clone();
  const result = await run(world, { at, kind });
  // The fault was there: a test that misses its point proves nothing.
  expect([where, result.trace.some(({ fault }) => fault === kind)]).toEqual([where, true]);
  return { world, result };
}

/** What was tried, and what became of it. */
export interface Tried {
  readonly effects: number;
  readonly points: number;
  /** First runs that ended well all the same, because a step tries again what passes. */
  readonly recovered: number;
  /** Second runs that began in the very same world as that of another point, and so were not done again. */
  readonly told: number;
}

/**
 * Fails at every effect of a step, in every way, and runs it once more: the end must be that of a run without a fault. What
 * is left by a run whose power is cut, one undisturbed run tells for all effects (see `SimulatedWorld.runCutting`).
 *
 * @param before the world in which the step is to be done; it stays as it is.
 * @param computer whose step it is; '' for the cluster as a whole.
 * @param title for the summary, where a file tries a step in several situations.
 */
export async function tryEveryFault(
  cluster: MemberCluster,
  before: SimulatedWorld,
  computer: string,
  step: Step,
  title = computer === '' ? step : `${step} of ${computer}`,
): Promise<Tried> {
  const run = (world: SimulatedWorld, fault?: Fault): Promise<RunResult> => cluster.run(world, computer, step, fault);
  const clean = await before.clone();
  const { result: undisturbed, cuts } = await cluster.runCutting(clean, computer, step);
  expect(undisturbed.exitCode).toBe(0);
  const wanted = named(await clean.state());
  // A run that is cut off says no more than this one.
  expect(await clean.leaks(undisturbed)).toEqual([]);
  await clean.drop();
  const points = faultPoints(undisturbed);
  let recovered = 0;
  let told = 0;
  for (const point of points) {
    const { where } = point;
    const { world, result: first } = await afterFault(before, cuts, point, run);
    const second = await run(world);
    if (second.told) told += 1;
    if (first !== undefined) {
      if (first.exitCode === 0) recovered += 1;
      else if (first.exitCode !== null)
        expect(first.output.join('\n')).toMatch(step.startsWith('directory') ? SHORT_REPORT : REPORT);
      expect([where, await world.leaks(first)]).toEqual([where, []]);
    }
    expect([where, second.exitCode, second.output.filter((line) => line.startsWith('What'))]).toEqual([where, 0, []]);
    expectSameState(where, named(await world.state()), wanted);
    expect([where, await world.leaks(second)]).toEqual([where, []]);
    await world.drop();
  }
  const tried = { effects: undisturbed.trace.length, points: points.length, recovered, told };
  recordFaults(title, tried);
  return tried;
}

/** Cuts the power at every effect of a step in earnest: each world that is left must be the one that is foretold. */
export async function expectCutsAsForetold(
  cluster: MemberCluster,
  before: SimulatedWorld,
  computer: string,
  step: Step,
): Promise<void> {
  const { result, cuts } = await cluster.runCutting(await before.clone(), computer, step);
  expect(cuts).toHaveLength(2 * result.trace.length);
  for (const { at, kind, world: foretold } of cuts) {
    const world = await before.clone();
    const { exitCode, rebooted, output } = await cluster.run(world, computer, step, { at, kind });
    const where = `${kind} at ${String(at)}`;
    expect([where, exitCode, rebooted]).toEqual([where, null, true]);
    expect([where, ...result.output.slice(0, output.length)]).toEqual([where, ...output]);
    if (!(await world.isSameAs(foretold))) {
      expect({ where, state: await world.state() }).toEqual({ where, state: await foretold.state() });
      throw new Error(`${where}: the world differs in something that its state does not show.`);
    }
    await world.drop();
    await foretold.drop();
  }
}

/** Looks at the parts of a state only where its text, which is quickly compared, is another. */
export function expectSameState(where: string, state: unknown, wanted: unknown): void {
  if (JSON.stringify(state) !== JSON.stringify(wanted)) expect({ where, state }).toEqual({ where, state: wanted });
}

/** The state with names in place of the ids that the service draws. */
function named(state: WorldState): unknown {
  const ids = state.clusters.flatMap(({ id, name, members }) => [
    [id, `cluster ${name}`] as const,
    ...members.map((member) => [member.id, `member ${member.name}`] as const),
  ]);
  return JSON.parse(ids.reduce((text, [id, name]) => text.replaceAll(id, name), JSON.stringify(state)));
}
