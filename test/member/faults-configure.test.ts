import { describeWithEngine } from './engine/engine';
import { tryEveryFault } from './fault-points';
import { EVERYTHING, EVERYTHING_WORLD, MemberCluster } from './member-cluster';

describeWithEngine('configure, cut off or failing at every effect, converges when it is run again', (engine) => {
  test('with an account of the domain, a proxy, and settings', async () => {
    const cluster = new MemberCluster(EVERYTHING);
    const world = await cluster.world(engine(), EVERYTHING_WORLD);
    expect((await cluster.run(world, 'GW-01', 'install')).exitCode).toBe(0);
    const { effects } = await tryEveryFault(cluster, world, 'GW-01', 'configure');
    expect(effects).toBeGreaterThan(40);
  }, 600_000);
});
