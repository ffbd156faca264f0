import { KerberosDelegation, ServiceAccount, ServicePrincipalName, type MemberKeys } from '../../lib';
import { CONSTRAINED, directoryWorld, DOMAIN, inDirectory, RESOURCE_BASED, SQL } from './directory-cluster';
import { changesBetween, directorySteps, done, objectIn, setUp } from './directory-runs';
import type { DomainConfig } from './engine/domain-config';
import { describeWithEngine } from './engine/engine';
import type { SimulatedWorld } from './engine/world';
import { MemberCluster } from './member-cluster';
import { changesOf, effectsOf, notesOf } from './situation';

const SID = 'S-1-5-80-1835761534-3291552707-3889884660-1303793167-3990676079';
const SQL_FORMS = ['MSSQLSvc/sql01.corp.example:1433', 'MSSQLSvc/sql01:1433'];
const GROUP = 'CN=gw-members,CN=Users,DC=corp,DC=example';
const computer = (number: number): string => `CN=GW-0${String(number)},CN=Computers,DC=corp,DC=example`;
const names = (number: number): readonly string[] =>
  ['HOST', 'RestrictedKrbHost'].flatMap((kind) => [
    `${kind}/GW-0${String(number)}`,
    `${kind}/GW-0${String(number)}.corp.example`,
  ]);

const clusterOf = (delegation: KerberosDelegation, memberKeys: MemberKeys = ['01', '02', '03']): MemberCluster => {
  const [primary] = memberKeys;
  return new MemberCluster(
    inDirectory({ memberKeys, primary, serviceAccount: ServiceAccount.virtual({ delegation }) }),
  );
};

describeWithEngine('the directory of a cluster under the virtual account', (engine) => {
  const worldFor = (cluster: MemberCluster, domain: Partial<DomainConfig> = {}): Promise<SimulatedWorld> =>
    directoryWorld(engine(), cluster, domain);
  const delegating = { allowedToDelegateTo: SQL_FORMS, trustedToAuth: true };

  test('its computers delegate, and one of them has the name of the account', async () => {
    const cluster = clusterOf(CONSTRAINED);
    const world = await worldFor(cluster);
    const before = await world.state();
    const results = await setUp(cluster, world);
    expect(changesBetween(before, await world.state())).toEqual({
      [GROUP]: {
        class: 'group',
        sam: 'gw-members',
        enabled: true,
        description: 'Data gateway cluster finance-prod (cdktf-data-gateway)',
        members: ['GW-01$', 'GW-02$', 'GW-03$'],
      },
      [computer(1)]: { ...delegating, spns: [...names(1), `HTTP/${SID}`].sort() },
      [computer(2)]: delegating,
      [computer(3)]: delegating,
    });
    const note = `HTTP/${SID} is registered on GW-01$. A forest takes it once; a computer delegates under its own names as well.`;
    expect(results.map(notesOf)).toEqual([[], [], [note], [note], []]);
    const again = await setUp(cluster, world);
    expect(again.flatMap(effectsOf)).toEqual([]);
  });

  test('the name of the account is noticed also before the catalogue has heard of it', async () => {
    const cluster = clusterOf(CONSTRAINED);
    const world = await worldFor(cluster, { replicationDelay: 900 });
    const results = await setUp(cluster, world);
    expect(results.map((result) => notesOf(result).length)).toEqual([0, 0, 1, 1, 0]);
  });

  test('the name of the account may be that of another domain of the forest', async () => {
    const cluster = clusterOf(CONSTRAINED);
    const objects = [{ sam: 'GW-77$', class: 'computer', spns: [`HTTP/${SID}`] }] as const;
    const world = await worldFor(cluster, { domains: { 'emea.example': { objects } } });
    const results = await setUp(cluster, world);
    expect(results.map(notesOf)[1]).toEqual([expect.stringContaining(`HTTP/${SID} is registered on GW-77$`)]);
    expect((await objectIn(world, 'GW-01$')).spns).toEqual(names(1));
  });

  test('data sources come and go with the members that are admitted again', async () => {
    const cluster = clusterOf(CONSTRAINED);
    const world = await worldFor(cluster);
    await setUp(cluster, world);
    const before = await world.state();
    const web = clusterOf(KerberosDelegation.constrained({ services: [ServicePrincipalName.http(`web.${DOMAIN}`)] }));
    await setUp(web, world);
    const other = { allowedToDelegateTo: ['HTTP/web', 'HTTP/web.corp.example'] };
    expect(changesBetween(before, await world.state())).toEqual({
      [computer(1)]: other,
      [computer(2)]: other,
      [computer(3)]: other,
    });
  });

  test('a computer that is dropped may delegate no more, and its name is free for another', async () => {
    const cluster = clusterOf(CONSTRAINED);
    const world = await worldFor(cluster);
    await setUp(cluster, world);
    const before = await world.state();
    const release = await done(clusterOf(CONSTRAINED, ['02', '03']), world, '', 'directory-release');
    expect(changesBetween(before, await world.state())).toEqual({
      [GROUP]: { members: ['GW-02$', 'GW-03$'] },
      [computer(1)]: { allowedToDelegateTo: [], trustedToAuth: false, spns: names(1) },
      [computer(2)]: { spns: [...names(2), `HTTP/${SID}`].sort() },
    });
    expect(notesOf(release)).toEqual([]);
    expect((await done(clusterOf(CONSTRAINED, ['02', '03']), world, '', 'directory-release')).trace).toEqual([]);
  });

  test('another computer that is dropped leaves the name where it is', async () => {
    const cluster = clusterOf(CONSTRAINED);
    const world = await worldFor(cluster);
    await setUp(cluster, world);
    const before = await world.state();
    const release = await done(clusterOf(CONSTRAINED, ['01', '02']), world, '', 'directory-release');
    expect(changesBetween(before, await world.state())).toEqual({
      [GROUP]: { members: ['GW-01$', 'GW-02$'] },
      [computer(3)]: { allowedToDelegateTo: [], trustedToAuth: false },
    });
    expect([notesOf(release), changesOf(release).at(-1)]).toEqual([[], 'GW-03$ belongs to gw-members no more']);
  });

  test('computers of a group that others have made keep what they have', async () => {
    const cluster = clusterOf(CONSTRAINED);
    const world = await worldFor(cluster, { objects: [{ sam: 'gw-members', class: 'group' }] });
    await setUp(cluster, world);
    const before = await world.state();
    const release = await done(clusterOf(CONSTRAINED, ['02', '03']), world, '', 'directory-release');
    expect(changesBetween(before, await world.state())).toEqual({});
    expect(notesOf(release)).toEqual([expect.stringContaining('GW-01$ belongs to gw-members and is not described')]);
  });

  test('data sources list the group of the computers, where delegation is theirs', async () => {
    const cluster = clusterOf(RESOURCE_BASED);
    const world = await worldFor(cluster);
    await setUp(cluster, world);
    expect((await objectIn(world, 'svc-sql02')).delegatesHere).toEqual(['CORP\\gw-members']);
    expect((await objectIn(world, 'gw-members')).members).toEqual(['GW-01$', 'GW-02$', 'GW-03$']);
    expect(await objectIn(world, 'GW-01$')).toMatchObject({ allowedToDelegateTo: [], trustedToAuth: false });
    expect((await setUp(cluster, world)).flatMap(effectsOf)).toEqual([]);
  });

  test('computers that have delegated themselves do so no more, once data sources list their group', async () => {
    const world = await worldFor(clusterOf(CONSTRAINED));
    await setUp(clusterOf(CONSTRAINED), world);
    await setUp(clusterOf(RESOURCE_BASED), world);
    for (const sam of ['GW-01$', 'GW-02$', 'GW-03$'])
      expect(await objectIn(world, sam)).toMatchObject({ allowedToDelegateTo: [], trustedToAuth: false });
  });

  test('the group of the computers joins Windows Authorization Access Group', async () => {
    const cluster = clusterOf(KerberosDelegation.constrained({ services: [SQL], windowsAuthorizationAccess: true }));
    const world = await worldFor(cluster);
    await setUp(cluster, world);
    expect((await objectIn(world, 'Windows Authorization Access Group')).members).toEqual(['gw-members']);
  });

  test('a computer that may delegate to any service may do so no more', async () => {
    const cluster = clusterOf(CONSTRAINED);
    const world = await worldFor(cluster, {
      objects: [{ sam: 'GW-02$', class: 'computer', trustedForDelegation: true }],
    });
    for (const [one, step] of directorySteps(cluster)) await done(cluster, world, one, step);
    expect(await objectIn(world, 'GW-02$')).toMatchObject({ trustedFor: false, ...delegating });
  });
});
