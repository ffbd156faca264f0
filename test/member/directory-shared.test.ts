import { DirectorySetup, KerberosDelegation, type MemberCount, ServicePrincipalName } from '../../lib';
import { directoryWorld, DOMAIN, gatewayAccount, inDirectory, MEMBERS_GROUP, SQL } from './directory-cluster';
import { type Described, changesBetween, directorySteps, done, objectIn, setUp } from './directory-runs';
import type { DirectoryObjectConfig } from './engine/domain-config';
import { describeWithEngine } from './engine/engine';
import type { RunResult, SimulatedWorld } from './engine/world';
import { MANAGEMENT_MACHINE_ID, MemberCluster } from './member-cluster';
import { changesOf, effectsOf, INSTALLED, machineIn, notesOf, textOf } from './situation';

const PAYROLL = ServicePrincipalName.sqlServer(`sql07.${DOMAIN}`);
const SQL_FORMS = ['MSSQLSvc/sql01.corp.example:1433', 'MSSQLSvc/sql01:1433'];
const PAYROLL_FORMS = ['MSSQLSvc/sql07.corp.example:1433', 'MSSQLSvc/sql07:1433'];
const GROUP = 'CN=gw-members,CN=Users,DC=corp,DC=example';
const ACCOUNT = 'CN=svc-gw,CN=Managed Service Accounts,DC=corp,DC=example';

const delegation = (...services: ServicePrincipalName[]): KerberosDelegation =>
  KerberosDelegation.constrained({ services });

const finance = (members: MemberCount = 2, services = [SQL]): MemberCluster =>
  new MemberCluster(inDirectory({ members, serviceAccount: gatewayAccount(delegation(...services)) }));

/** Its second member has made way for a third. */
const replaced = (): MemberCluster =>
  new MemberCluster(inDirectory({ memberKeys: ['01', '03'], serviceAccount: gatewayAccount(delegation(SQL)) }));

/** Another cluster of the same domain, with a group of its own. */
const humanResources = (account: string): MemberCluster =>
  new MemberCluster(
    inDirectory({
      gatewayName: 'hr-prod',
      computerNamePrefix: 'HR',
      serviceAccount: gatewayAccount(delegation(PAYROLL), account),
      directory: DirectorySetup.onMachine({ virtualMachineId: MANAGEMENT_MACHINE_ID, membersGroup: 'hr-members' }),
    }),
  );

describeWithEngine('a directory that is shared', (engine) => {
  const objects: readonly DirectoryObjectConfig[] = [{ sam: 'SQL07$', class: 'computer', spns: PAYROLL_FORMS }];
  const worldFor = (cluster: MemberCluster): Promise<SimulatedWorld> => {
    const members = { 'HR-01': { installed: INSTALLED }, 'HR-02': { installed: INSTALLED } };
    return directoryWorld(engine(), cluster, { objects }, { members });
  };

  test('has an account and a group for each, and none notices the other', async () => {
    const [one, two] = [finance(), humanResources('svc-hr')];
    const world = await worldFor(one);
    const before = await world.state();
    const alone = async (cluster: MemberCluster): Promise<Readonly<Record<string, Described>>> => {
      const own = await world.clone();
      await setUp(cluster, own);
      return changesBetween(before, await own.state());
    };
    const expected = { ...(await alone(one)), ...(await alone(two)) };
    expect(Object.keys(expected)).toHaveLength(4);
    const results = [...(await setUp(one, world)), ...(await setUp(two, world))];
    expect(results.flatMap(notesOf)).toEqual([]);
    expect(changesBetween(before, await world.state())).toEqual(expected);
    const again = [...(await setUp(one, world)), ...(await setUp(two, world))];
    expect(again.flatMap(effectsOf)).toEqual([]);
  });

  describe('with one account and a group for each', () => {
    const clusters = { F: finance, H: () => humanResources('svc-gw') };

    /** Does the steps of both, as a word says: the letter of whose next step it is. */
    const inOrder = async (world: SimulatedWorld, order: string): Promise<void> => {
      const both = { F: clusters.F(), H: clusters.H() };
      const left = { F: [...directorySteps(both.F)], H: [...directorySteps(both.H)] };
      for (const whose of order as Iterable<'F' | 'H'>) {
        const [computer, step] = left[whose].shift() ?? ['', 'directory-release'];
        await done(both[whose], world, computer, step);
      }
      expect([left.F, left.H]).toEqual([[], []]);
    };
    const both = async (order = 'FFFFHHHH'): Promise<SimulatedWorld> => {
      const world = await worldFor(clusters.F());
      await inOrder(world, order);
      return world;
    };

    test.each(['FFFFHHHH', 'HHHHFFFF', 'FHFHFHFH', 'HFFHHFFH', 'FHHHHFFF'])(
      'both have theirs, in whatever order they are set up (%s)',
      async (order) => {
        const world = await both(order);
        const { description, ...account } = await objectIn(world, 'svc-gw$');
        // The mark is that of the one that came first.
        expect(description).toContain(order.startsWith('F') ? 'finance-prod' : 'hr-prod');
        expect(account).toMatchObject({
          spns: ['gateway/GW-01', 'gateway/GW-02', 'gateway/HR-01', 'gateway/HR-02'],
          allowedToDelegateTo: [...SQL_FORMS, ...PAYROLL_FORMS],
          mayRetrieve: ['gw-members', 'hr-members'],
          trustedToAuth: true,
          encryptionTypes: 24,
        });
        expect((await objectIn(world, 'gw-members')).members).toEqual(['GW-01$', 'GW-02$']);
        expect((await objectIn(world, 'hr-members')).members).toEqual(['HR-01$', 'HR-02$']);
        const before = await world.state();
        await inOrder(world, 'HHHHFFFF');
        expect(changesBetween(before, await world.state())).toEqual({});
      },
    );

    test('members of both may use the account', async () => {
      const world = await both();
      await done(clusters.F(), world, 'GW-02', 'configure');
      await done(clusters.H(), world, 'HR-01', 'configure');
      const { members } = await world.state();
      expect([members['GW-02'], members['HR-01']].map((one) => one?.managedAccountsInstalled)).toEqual([
        ['svc-gw'],
        ['svc-gw'],
      ]);
    });

    test('a member that one of them drops takes its own name along, and none of the other', async () => {
      const world = await both();
      const before = await world.state();
      await done(replaced(), world, '', 'directory-release');
      expect(changesBetween(before, await world.state())).toEqual({
        [GROUP]: { members: ['GW-01$'] },
        [ACCOUNT]: { spns: ['gateway/GW-01', 'gateway/HR-01', 'gateway/HR-02'] },
      });
      expect((await setUp(clusters.H(), world)).flatMap(effectsOf)).toEqual([]);
    });

    test('a data source that one of them drops stays on the list, and the output says so', async () => {
      const world = await both();
      const before = await world.state();
      const prepare = await done(finance(2, [PAYROLL]), world, '', 'directory-prepare');
      expect(changesBetween(before, await world.state())).toEqual({});
      expect(notesOf(prepare)).toEqual([
        "svc-gw$ may also delegate to MSSQLSvc/sql01.corp.example:1433, MSSQLSvc/sql01:1433. The account is not this cluster's alone, so that they stay.",
      ]);
    });

    test('without delegation in one of them, the other keeps its own and protocol transition', async () => {
      const world = await both();
      const before = await world.state();
      const without = new MemberCluster(inDirectory({ serviceAccount: gatewayAccount() }));
      await setUp(without, world);
      expect(changesBetween(before, await world.state())).toEqual({});
    });

    test('a computer account that was deleted leaves its name on the account: whose it was is not known', async () => {
      const world = await both();
      await world.removeDirectoryObject('GW-02$');
      await done(replaced(), world, '', 'directory-release');
      expect((await objectIn(world, 'svc-gw$')).spns).toContain('gateway/GW-02');
      expect((await objectIn(world, 'hr-members')).members).toEqual(['HR-01$', 'HR-02$']);
    });
  });

  describe('with what others have made', () => {
    const worldWith = (cluster: MemberCluster, ...objects: DirectoryObjectConfig[]): Promise<SimulatedWorld> =>
      directoryWorld(engine(), cluster, { objects });
    const handMadeGroup = { sam: MEMBERS_GROUP, class: 'group', description: 'Gateways' } as const;
    const handMade = { sam: 'svc-gw$', class: 'gmsa', description: 'Gateway' } as const;
    const notes = (results: readonly RunResult[]): readonly string[] => results.flatMap(notesOf);

    test('a group is added to, and nobody is taken out', async () => {
      const cluster = finance(3);
      const world = await worldWith(cluster, { ...handMadeGroup, members: ['SQL01$'] });
      expect(notes(await setUp(cluster, world))).toEqual([
        'the group gw-members was made by somebody else. Computers are added to it, and none is taken out.',
        'SQL01$ belongs to gw-members and is not described. The group was made by somebody else: take it out by hand.',
      ]);
      const before = await world.state();
      expect((await objectIn(world, MEMBERS_GROUP)).members).toEqual(['GW-01$', 'GW-02$', 'GW-03$', 'SQL01$']);
      // Also a member of ours: it may be in there for something else too.
      const release = await done(finance(2), world, '', 'directory-release');
      expect([changesOf(release), notesOf(release).length]).toEqual([[], 2]);
      expect(changesBetween(before, await world.state())).toEqual({});
      await done(cluster, world, 'GW-01', 'configure');
      expect(machineIn(await world.state(), 'GW-01').managedAccountsInstalled).toEqual(['svc-gw']);
    });

    test.each([
      ['disabled', { enabled: false }, 'svc-gw$ is disabled'],
      [
        'trusted for delegation to anything',
        { trustedForDelegation: true },
        'svc-gw$ was made by somebody else, or others use it, and may delegate to any service',
      ],
    ])('an account that is %s stops it: that is not ours to change', async (_, given, failed) => {
      const cluster = finance();
      const world = await worldWith(cluster, { ...handMade, ...given });
      const before = await objectIn(world, 'svc-gw$');
      const result = await cluster.run(world, '', 'directory-prepare');
      expect([result.exitCode, textOf(result)]).toEqual([1, expect.stringContaining(`What failed: ${failed}\n`)]);
      const { enabled, trustedFor } = await objectIn(world, 'svc-gw$');
      expect({ enabled, trustedFor }).toEqual({ enabled: before.enabled, trustedFor: before.trustedFor });
    });

    test('an account is completed, and keeps what it has', async () => {
      const cluster = finance();
      const world = await worldWith(
        cluster,
        { sam: 'others', class: 'group' },
        {
          ...handMade,
          encryptionTypes: 28,
          spns: ['gateway/OLD'],
          allowedToDelegateTo: ['HTTP/portal.corp.example'],
          principalsAllowedToRetrieve: ['others', 'SQL01$'],
        },
      );
      const results = await setUp(cluster, world);
      expect(results.flatMap(changesOf)).toEqual([
        'installed the Windows feature RSAT-AD-PowerShell',
        'the security group gw-members exists',
        'members of gw-members may read the password of svc-gw$',
        'svc-gw$ may delegate to MSSQLSvc/sql01.corp.example:1433',
        'svc-gw$ may delegate to MSSQLSvc/sql01:1433',
        'svc-gw$ may use any authentication protocol (protocol transition)',
        'gateway/GW-01 is registered on svc-gw$',
        'GW-01 belongs to gw-members',
        'gateway/GW-02 is registered on svc-gw$',
        'GW-02 belongs to gw-members',
      ]);
      expect(notes(results)).toEqual([
        "svc-gw$ takes older encryption than AES. It was made by somebody else, who may need that. Otherwise: Set-ADServiceAccount -Identity 'svc-gw$' -KerberosEncryptionType AES128, AES256.",
        "svc-gw$ may also delegate to HTTP/portal.corp.example. The account is not this cluster's alone, so that they stay.",
      ]);
      expect(await objectIn(world, 'svc-gw$')).toMatchObject({
        description: 'Gateway',
        encryptionTypes: 28,
        trustedToAuth: true,
        spns: ['gateway/GW-01', 'gateway/GW-02', 'gateway/OLD'],
        allowedToDelegateTo: ['HTTP/portal.corp.example', ...SQL_FORMS],
        mayRetrieve: ['gw-members', 'others', 'SQL01$'],
      });
      expect((await setUp(cluster, world)).flatMap(effectsOf)).toEqual([]);
    });

    test('an account without described delegation keeps all that it has of it', async () => {
      const cluster = new MemberCluster(inDirectory({ serviceAccount: gatewayAccount() }));
      const its = { trustedForDelegation: true, trustedToAuthForDelegation: true, allowedToDelegateTo: SQL_FORMS };
      const world = await worldWith(cluster, { ...handMade, ...its });
      await setUp(cluster, world);
      expect(await objectIn(world, 'svc-gw$')).toMatchObject({
        trustedFor: true,
        trustedToAuth: true,
        allowedToDelegateTo: SQL_FORMS,
      });
    });

    test('readers of other domains stay on the list of an account', async () => {
      const cluster = finance();
      const world = await directoryWorld(engine(), cluster, {
        objects: [{ ...handMade, principalsAllowedToRetrieve: ['EMEA\\WEB09$', 'EMEA\\readers'] }],
        domains: {
          'emea.example': {
            objects: [
              { sam: 'WEB09$', class: 'computer' },
              { sam: 'readers', class: 'group' },
            ],
          },
        },
      });
      await setUp(cluster, world);
      expect((await objectIn(world, 'svc-gw$')).mayRetrieve).toEqual(['EMEA\\readers', 'EMEA\\WEB09$', 'gw-members']);
    });

    test('a group of ours that somebody has deleted comes back, with its members and as the reader', async () => {
      const cluster = finance(2);
      const world = await worldWith(cluster);
      await setUp(cluster, world);
      const before = await world.state();
      await world.removeDirectoryObject(MEMBERS_GROUP);
      expect((await objectIn(world, 'svc-gw$')).mayRetrieve).toEqual([expect.stringMatching(/^S-1-5-21-/)]);
      await setUp(cluster, world);
      expect(changesBetween(before, await world.state())).toEqual({});
      expect((await objectIn(world, 'svc-gw$')).mayRetrieve).toEqual([MEMBERS_GROUP]);
    });
  });
});
