import { ServiceAccount } from '../../lib';
import { describeWithEngine } from './engine/engine';
import { bySecret, MemberCluster, pinned } from './member-cluster';

const GATEWAY = 'C:\\Program Files\\On-premises data gateway';
const LOGS = 'C:\\ProgramData\\cdktf-data-gateway\\logs';

describeWithEngine('what few members meet', (engine) => {
  test('an account that may change the installation, as some operators ask for', async () => {
    const cluster = new MemberCluster({ serviceAccount: ServiceAccount.virtual({ modifyInstallFolder: true }) });
    const world = await cluster.world(engine());
    await cluster.deploy(world, ['GW-01']);
    const { acl = {} } = (await world.state()).members['GW-01'] ?? {};
    expect(Object.entries(acl).filter(([path]) => path.toLowerCase() === GATEWAY.toLowerCase())).toHaveLength(1);
    expect((await cluster.run(world, 'GW-01', 'configure')).trace).toEqual([]);
  });

  test('a region that is not the default of the tenant', async () => {
    const cluster = new MemberCluster({ registration: bySecret({ regionKey: 'westus3' }) });
    const world = await cluster.world(engine(), { tenant: { regions: ['westeurope', 'westus3'] } });
    await cluster.deploy(world);
    const { clusters } = await world.state();
    expect(clusters.map(({ region, members }) => [region, members.length])).toEqual([['westus3', 2]]);
  });

  test('more logs than are kept', async () => {
    const cluster = new MemberCluster();
    const world = await cluster.world(engine());
    await cluster.run(world, 'GW-01', 'install');
    for (let day = 10; day < 70; day += 1) {
      await world.writeFile('GW-01', `${LOGS}\\install-200001${String(day)}T000000Z.log`, 'old');
    }
    await cluster.run(world, 'GW-01', 'install');
    const { output } = await world.run(
      'GW-01',
      `(Get-ChildItem -LiteralPath '${LOGS}' -Filter '*.log' -File | Sort-Object -Property Name | ForEach-Object { $_.Name }) -join ' '`,
    );
    const kept = output.join('').split(' ');
    // The run that is being logged is one more than the 50 that stay; the oldest went.
    expect(kept.length).toBe(51);
    expect(kept).not.toContain('install-20000110T000000Z.log');
    expect(kept).toContain('install-20000169T000000Z.log');
  });

  test('a module that somebody has left half of', async () => {
    const cluster = new MemberCluster({ software: pinned() });
    const world = await cluster.world(engine());
    const folder = 'C:\\Program Files\\PowerShell\\Modules\\DataGateway\\3000.306.1';
    await world.writeFile('GW-01', `${folder}\\left.txt`, 'half');
    const { exitCode } = await cluster.run(world, 'GW-01', 'install');
    const { files = {} } = (await world.state()).members['GW-01'] ?? {};
    expect([exitCode, `${folder}\\left.txt` in files, `${folder}\\DataGateway.psd1` in files]).toEqual([
      0,
      false,
      true,
    ]);
  });
});
