import { KerberosDelegation, type ResourceTarget, ServicePrincipalName } from '../../lib';
import { CONSTRAINED, directoryWorld, gatewayAccount, inDirectory, RESOURCE_BASED } from './directory-cluster';
import { changesBetween, done, failureOf, objectIn, setUp } from './directory-runs';
import type { DirectoryObjectConfig, DomainConfig } from './engine/domain-config';
import { describeWithEngine } from './engine/engine';
import type { SimulatedWorld } from './engine/world';
import { MemberCluster } from './member-cluster';
import { effectsOf, notesOf } from './situation';

const ACCOUNT = 'CN=svc-gw,CN=Managed Service Accounts,DC=corp,DC=example';
const SQL_USER = 'CN=svc-sql02,CN=Users,DC=emea,DC=example';
const SQL_FORMS = ['MSSQLSvc/sql01.corp.example:1433', 'MSSQLSvc/sql01:1433'];
const NOBODY = 'S-1-5-21-1-2-3-4711';

const clusterWith = (delegation: KerberosDelegation): MemberCluster =>
  new MemberCluster(inDirectory({ serviceAccount: gatewayAccount(delegation) }));
const clusterFor = (...targets: ResourceTarget[]): MemberCluster =>
  clusterWith(KerberosDelegation.resourceBased({ targets }));
const emea = (...objects: DirectoryObjectConfig[]): Partial<DomainConfig> => ({
  domains: { 'emea.example': { objects } },
});

describeWithEngine('delegation that data sources give', (engine) => {
  const worldFor = (cluster: MemberCluster, domain: Partial<DomainConfig> = {}): Promise<SimulatedWorld> =>
    directoryWorld(engine(), cluster, domain);

  test.each(['user', 'computer', 'gmsa'] as const)('is written at a %s of another domain', async (kind) => {
    const sam = kind === 'user' ? 'svc-sql' : 'SQL02$';
    const cluster = clusterFor({ account: sam, domain: 'emea.example' });
    const world = await worldFor(cluster, emea({ sam, class: kind }));
    await setUp(cluster, world);
    expect(await objectIn(world, sam)).toMatchObject({ delegatesHere: ['CORP\\svc-gw$'], trustedToAuth: false });
    expect(await objectIn(world, 'svc-gw$')).toMatchObject({ allowedToDelegateTo: [], trustedToAuth: false });
    expect((await setUp(cluster, world)).flatMap(effectsOf)).toEqual([]);
  });

  test('is written at an account of its own domain, too', async () => {
    const cluster = clusterFor({ account: 'SQL01$', domain: 'corp.example' });
    const world = await worldFor(cluster);
    await setUp(cluster, world);
    expect((await objectIn(world, 'SQL01$')).delegatesHere).toEqual(['svc-gw$']);
  });

  test('is written at several, and at one that is described later', async () => {
    const first = { account: 'svc-sql02', domain: 'emea.example' };
    const more = { account: 'SQL01$', domain: 'corp.example' };
    const world = await worldFor(clusterFor(first));
    await setUp(clusterFor(first), world);
    const before = await world.state();
    await setUp(clusterFor(first, more), world);
    expect(changesBetween(before, await world.state())).toEqual({
      'CN=SQL01,CN=Computers,DC=corp,DC=example': { delegatesHere: ['svc-gw$'] },
    });
    // Nobody remembers one that is left out: the documents say how to take it away.
    expect((await setUp(clusterFor(more), world)).flatMap(effectsOf)).toEqual([]);
  });

  test('leaves all who are on the list already, of whatever kind and domain', async () => {
    const cluster = clusterFor({ account: 'svc-sql', domain: 'emea.example' });
    const world = await worldFor(cluster, {
      objects: [
        { sam: 'WEB01$', class: 'computer' },
        { sam: 'gateways', class: 'group' },
      ],
      ...emea(
        { sam: 'portal', class: 'user' },
        { sam: 'gmsa-web$', class: 'gmsa' },
        {
          sam: 'svc-sql',
          class: 'user',
          principalsAllowedToDelegateToAccount: ['CORP\\WEB01$', 'CORP\\gateways', 'portal', 'gmsa-web$'],
        },
      ),
    });
    await setUp(cluster, world);
    expect((await objectIn(world, 'svc-sql')).delegatesHere).toEqual([
      'CORP\\gateways',
      'CORP\\svc-gw$',
      'CORP\\WEB01$',
      'gmsa-web$',
      'portal',
    ]);
  });

  test('stops at one on the list whom nobody knows: it could not be written back, and may be of another forest', async () => {
    const cluster = clusterFor({ account: 'svc-sql', domain: 'emea.example' });
    const listed = { principalsAllowedToDelegateToAccount: [NOBODY] };
    const world = await worldFor(cluster, emea({ sam: 'svc-sql', class: 'user', ...listed }));
    const failed = await cluster.run(world, '', 'directory-prepare');
    const { failed: message } = failureOf(failed);
    expect(message).toBe(
      `nobody in this forest has ${NOBODY}, and it would be lost from the list of svc-sql of emea.example, which is written as a whole: take it out, or add to it by hand`,
    );
    expect((await objectIn(world, 'svc-sql')).delegatesHere).toEqual([NOBODY]);
    // As the message says.
    const takeOut = "Set-ADUser -Identity 'svc-sql' -PrincipalsAllowedToDelegateToAccount $null -Server 'emea.example'";
    expect((await world.run('MGMT-01', takeOut)).errors).toEqual([]);
    await setUp(cluster, world);
    expect((await objectIn(world, 'svc-sql')).delegatesHere).toEqual(['CORP\\svc-gw$']);
  });

  test('does not look at strangers on a list that has the account already', async () => {
    const cluster = clusterFor({ account: 'svc-sql', domain: 'emea.example' });
    const world = await directoryWorld(engine(), cluster, {
      objects: [{ sam: 'svc-gw$', class: 'gmsa' }],
      ...emea({
        sam: 'svc-sql',
        class: 'user',
        principalsAllowedToDelegateToAccount: ['CORP\\svc-gw$', NOBODY],
      }),
    });
    await setUp(cluster, world);
    expect((await objectIn(world, 'svc-sql')).delegatesHere).toEqual(['CORP\\svc-gw$', NOBODY]);
  });

  test('takes the place of constrained delegation on an account of ours', async () => {
    const world = await worldFor(clusterWith(CONSTRAINED));
    await setUp(clusterWith(CONSTRAINED), world);
    const before = await world.state();
    await setUp(clusterWith(RESOURCE_BASED), world);
    expect(changesBetween(before, await world.state())).toEqual({
      [ACCOUNT]: { allowedToDelegateTo: [], trustedToAuth: false },
      [SQL_USER]: { delegatesHere: ['CORP\\svc-gw$'] },
    });
    // And the other way: the list of the data source is not ours to shorten.
    const changed = await world.state();
    await setUp(clusterWith(CONSTRAINED), world);
    expect(changesBetween(changed, await world.state())).toEqual({
      [ACCOUNT]: { allowedToDelegateTo: SQL_FORMS, trustedToAuth: true },
    });
  });

  test('stops where others have given the account constrained delegation, which is not ours to take', async () => {
    const cluster = clusterWith(RESOURCE_BASED);
    const world = await worldFor(cluster, {
      objects: [
        { sam: 'svc-gw$', class: 'gmsa', allowedToDelegateTo: SQL_FORMS, trustedToAuthForDelegation: true },
        { sam: 'gw-members', class: 'group' },
      ],
    });
    const failed = await cluster.run(world, '', 'directory-prepare');
    expect(failureOf(failed)).toMatchObject({
      doing: 'looking at the delegation of svc-gw$',
      failed: 'svc-gw$ may delegate to MSSQLSvc/sql01.corp.example:1433, MSSQLSvc/sql01:1433, which others have set',
      toDo: 'Remove the services from its Delegation tab: Microsoft has one kind for an account, not both.',
    });
    expect(await objectIn(world, 'svc-gw$')).toMatchObject({ allowedToDelegateTo: SQL_FORMS, trustedToAuth: true });
    expect((await objectIn(world, 'svc-sql02')).delegatesHere).toEqual([]);
  });

  test('names a data source that is registered on nobody', async () => {
    const services = [ServicePrincipalName.sqlServer('sql09.emea.example')];
    const cluster = clusterFor({ account: 'svc-sql02', domain: 'emea.example', services });
    const world = await worldFor(cluster);
    const prepare = await done(cluster, world, '', 'directory-prepare');
    expect(notesOf(prepare)).toEqual([
      expect.stringContaining('MSSQLSvc/sql09.emea.example:1433 is registered on one account'),
    ]);
    expect((await objectIn(world, 'svc-sql02')).delegatesHere).toEqual(['CORP\\svc-gw$']);
  });
});
