import fc from 'fast-check';
import { LoadBalancing } from '../../lib';
import { describeWithEngine } from './engine/engine';
import type { Fault, SimulatedWorld, WorldState } from './engine/world';
import { defaults } from './engine/world-defaults';
import { FAULTS } from './fault-points';
import { ADMINISTRATORS, MemberCluster, type Step, STEPS } from './member-cluster';
import { expectDone, textOf } from './situation';

const MEMBERS = 5;
const PRIMARY = 'GW-01';
/** A step that fails so often is not converging. */
const MOST_ATTEMPTS = 4;

/** Where a run is hit: at a place among its effects, from 0 for the first to 1 for the last. */
interface Hit {
  readonly place: number;
  readonly kind: Fault['kind'];
}

/** What befalls a cluster while it is built. */
interface Fate {
  /** Which of the steps that can be next is, each time: a number that is taken modulo their count. */
  readonly order: readonly number[];
  /** By member and step, in the order of `jobs`: the first runs of it are hit so. */
  readonly hits: readonly (readonly Hit[])[];
}

const hit: fc.Arbitrary<Hit> = fc.record({
  place: fc.double({ min: 0, max: 1, noNaN: true }),
  kind: fc.constantFrom(...FAULTS),
});
const jobs = MEMBERS * STEPS.length;
const fate: fc.Arbitrary<Fate> = fc.record({
  order: fc.array(fc.nat(99), { minLength: 40, maxLength: 40 }),
  hits: fc.array(fc.array(hit, { maxLength: 2 }), { minLength: jobs, maxLength: jobs }),
});

describeWithEngine('a cluster of five, whatever befalls it while it is built', (engine) => {
  test('ends with one primary and four that joined it, all of them live', async () => {
    const cluster = new MemberCluster({
      members: MEMBERS,
      loadBalancing: LoadBalancing.distributeEvenly({ cpuThresholdPercent: 80 }),
    });
    const empty = await cluster.world(engine());
    const { effects, state } = await withoutFaults(cluster, empty);
    await fc.assert(
      fc.asyncProperty(fate, async (one) => {
        const world = await empty.clone();
        await build(cluster, world, one, effects);
        const end = await world.state();
        expectWhole(end);
        // What is on the machines does not tell what befell them.
        expect(Object.entries(end.members).map(([name, machine]) => [name, comparable(machine)])).toEqual(
          Object.entries(state.members).map(([name, machine]) => [name, comparable(machine)]),
        );
        await world.drop();
      }),
      { numRuns: 8 },
    );
  }, 240_000);
});

/** How many effects each step of each member has, and where it all ends. */
async function withoutFaults(
  cluster: MemberCluster,
  empty: SimulatedWorld,
): Promise<{ effects: ReadonlyMap<string, number>; state: WorldState }> {
  const world = await empty.clone();
  const effects = new Map<string, number>();
  for (const computer of cluster.computers) {
    for (const step of STEPS) {
      const result = await cluster.run(world, computer, step);
      expectDone(result);
      effects.set(`${computer} ${step}`, result.trace.length);
    }
  }
  const state = await world.state();
  expectWhole(state);
  return { effects, state };
}

/** Runs all steps until each has succeeded: in any order that Terraform's graph allows, hit as it comes. */
async function build(
  cluster: MemberCluster,
  world: SimulatedWorld,
  { order, hits }: Fate,
  effects: ReadonlyMap<string, number>,
): Promise<void> {
  const done = new Map<string, number>(cluster.computers.map((computer) => [computer, 0]));
  const attempts = new Map<string, number>();
  const next = (computer: string): Step | undefined => STEPS[done.get(computer) ?? 0];
  const isReady = (computer: string): boolean => {
    const step = next(computer);
    return step !== undefined && (step !== 'register' || computer === PRIMARY || next(PRIMARY) === undefined);
  };
  for (let turn = 0; ; turn += 1) {
    const ready = cluster.computers.filter(isReady);
    const computer = ready[(order[turn % order.length] ?? 0) % ready.length];
    const step = computer === undefined ? undefined : next(computer);
    if (computer === undefined || step === undefined) return;
    const job = `${computer} ${step}`;
    const attempt = attempts.get(job) ?? 0;
    attempts.set(job, attempt + 1);
    const blow = hits[cluster.computers.indexOf(computer) * STEPS.length + STEPS.indexOf(step)]?.[attempt];
    const last = (effects.get(job) ?? 1) - 1;
    const fault = blow === undefined ? undefined : { at: Math.round(blow.place * last), kind: blow.kind };
    const result = await cluster.run(world, computer, step, fault);
    if (result.exitCode === 0) done.set(computer, (done.get(computer) ?? 0) + 1);
    else if (attempt >= MOST_ATTEMPTS) throw new Error(`${job} does not converge: ${textOf(result)}`);
  }
}

function expectWhole({ clusters }: WorldState): void {
  const names = ['GW-01', 'GW-02', 'GW-03', 'GW-04', 'GW-05'];
  expect(clusters).toHaveLength(1);
  const [{ members, permissions, loadBalancing } = { members: [], permissions: [], loadBalancing: '' }] = clusters;
  expect(members.map(({ machine }) => machine).sort()).toEqual(names);
  expect(new Set(members.map(({ name }) => name)).size).toBe(MEMBERS);
  expect(members.filter(({ primary }) => primary).map(({ machine }) => machine)).toEqual([PRIMARY]);
  expect(members.map(({ status }) => status)).toEqual(names.map(() => 'Live'));
  expect(permissions.map(({ principal }) => principal)).toEqual([defaults.principalObjectId, ...ADMINISTRATORS]);
  expect(permissions.map(({ role }) => role)).toEqual(permissions.map(() => 'Admin'));
  expect(loadBalancing).toBe('Random');
}

/** A machine without the ids that the service draws. */
function comparable({ registered, files, ...rest }: WorldState['members'][string]): unknown {
  const texts = Object.entries(files).filter(([path]) => !path.endsWith('gateway.bin'));
  return { ...rest, isRegistered: registered !== null, texts };
}
