import { describeWithEngine } from './engine/engine';
import { MemberCluster } from './member-cluster';

const LARGER = 256;

describeWithEngine('a data disk', (engine) => {
  test('that has grown is extended, once', async () => {
    const before = new MemberCluster({ dataDisk: { sizeGiB: 128 } });
    const after = new MemberCluster({ dataDisk: { sizeGiB: LARGER } });
    const world = await before.world(engine());
    await before.deploy(world, ['GW-01']);
    await world.set('GW-01', ['disks', '2', 'size'], LARGER * 2 ** 30);
    const grown = await after.run(world, 'GW-01', 'install');
    expect(grown.trace.map(({ kind }) => kind)).toEqual(['partition.resize']);
    expect(grown.output.join('\n')).toContain(`changed: extended the data disk to ${String(LARGER)} GiB`);
    const again = await after.run(world, 'GW-01', 'install');
    expect(again.trace).toEqual([]);
  });

  test('that was relabelled, or looks empty because it is locked, is never formatted again', async () => {
    const cluster = new MemberCluster({ dataDisk: { sizeGiB: 128 } });
    const world = await cluster.world(engine());
    await cluster.deploy(world, ['GW-01']);
    for (const fileSystem of ['NTFS', '']) {
      await world.set('GW-01', ['disks', '2', 'partitions', '1', 'label'], 'Archive');
      await world.set('GW-01', ['disks', '2', 'partitions', '1', 'fileSystem'], fileSystem);
      const { exitCode, trace } = await cluster.run(world, 'GW-01', 'install');
      expect([exitCode, trace]).toEqual([0, []]);
    }
  });
});
