import { describeWithEngine } from './engine/engine';
import { tryEveryFault } from './fault-points';
import { EVERYTHING, EVERYTHING_WORLD, MemberCluster } from './member-cluster';

describeWithEngine('install, cut off or failing at every effect, converges when it is run again', (engine) => {
  test('with everything that there is to install', async () => {
    const cluster = new MemberCluster(EVERYTHING);
    const world = await cluster.world(engine(), EVERYTHING_WORLD);
    const { effects } = await tryEveryFault(cluster, world, 'GW-01', 'install');
    expect(effects).toBeGreaterThan(40);
  }, 600_000);
});
