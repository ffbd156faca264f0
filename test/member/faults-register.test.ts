import { describeWithEngine } from './engine/engine';
import { expectCutsAsForetold, tryEveryFault } from './fault-points';
import { byCertificate, EVERYTHING, EVERYTHING_WORLD, MemberCluster } from './member-cluster';

describeWithEngine('register, cut off or failing at every effect, converges when it is run again', (engine) => {
  test('the primary, then a member that joins', async () => {
    const cluster = new MemberCluster({ ...EVERYTHING, registration: byCertificate() });
    const world = await cluster.world(engine(), EVERYTHING_WORLD);
    for (const computer of cluster.computers) {
      for (const step of ['install', 'configure'] as const) {
        expect((await cluster.run(world, computer, step)).exitCode).toBe(0);
      }
    }
    await expectCutsAsForetold(cluster, world, 'GW-01', 'register');
    await tryEveryFault(cluster, world, 'GW-01', 'register');
    expect((await cluster.run(world, 'GW-01', 'register')).exitCode).toBe(0);
    await tryEveryFault(cluster, world, 'GW-02', 'register');
    expect((await cluster.run(world, 'GW-02', 'register')).exitCode).toBe(0);
    const { clusters } = await world.state();
    expect(clusters.map(({ members }) => members.map(({ machine, primary }) => [machine, primary]))).toEqual([
      [
        ['GW-01', true],
        ['GW-02', false],
      ],
    ]);
  }, 600_000);
});
