import { KerberosDelegation, ServicePrincipalName } from '../../lib';
import { directoryWorld, DOMAIN, gatewayAccount, inDirectory, SQL } from './directory-cluster';
import { changesBetween, directorySteps, done, objectIn, setUp } from './directory-runs';
import { describeWithEngine } from './engine/engine';
import type { SimulatedWorld } from './engine/world';
import { MemberCluster } from './member-cluster';
import { changesOf, effectsOf, INSTALLED, machineIn, notesOf } from './situation';

const GROUP = `CN=gw-members,CN=Users,DC=corp,DC=example`;
const ACCOUNT = `CN=svc-gw,CN=Managed Service Accounts,DC=corp,DC=example`;
const ACCESS_GROUP = `CN=Windows Authorization Access Group,CN=Builtin,DC=corp,DC=example`;
const WEB = ServicePrincipalName.http(`web.${DOMAIN}`);

const three = (): MemberCluster => new MemberCluster(inDirectory({ members: 3 }));
const delegatingTo = (...services: ServicePrincipalName[]): MemberCluster =>
  new MemberCluster(inDirectory({ serviceAccount: gatewayAccount(KerberosDelegation.constrained({ services })) }));

describeWithEngine('the directory, from a management machine', (engine) => {
  test('is set up from nothing, and each member may use the account as soon as it was admitted', async () => {
    const cluster = three();
    const world = await directoryWorld(engine(), cluster);
    const before = await world.state();
    await done(cluster, world, '', 'directory-prepare');
    for (const computer of cluster.computers) {
      await done(cluster, world, computer, 'directory');
      await done(cluster, world, computer, 'configure');
      const { services, managedAccountsInstalled } = machineIn(await world.state(), computer);
      expect([services['PBIEgwService']?.runsAs, managedAccountsInstalled]).toEqual(['CORP\\svc-gw$', ['svc-gw']]);
    }
    const release = await done(cluster, world, '', 'directory-release');
    expect([release.trace, changesOf(release)]).toEqual([[], []]);
    expect(changesBetween(before, await world.state())).toMatchInlineSnapshot(`
      {
        "CN=gw-members,CN=Users,DC=corp,DC=example": {
          "class": "group",
          "description": "Data gateway cluster finance-prod (cdktf-data-gateway)",
          "enabled": true,
          "members": [
            "GW-01$",
            "GW-02$",
            "GW-03$",
          ],
          "sam": "gw-members",
        },
        "CN=svc-gw,CN=Managed Service Accounts,DC=corp,DC=example": {
          "allowedToDelegateTo": [
            "MSSQLSvc/sql01.corp.example:1433",
            "MSSQLSvc/sql01:1433",
          ],
          "class": "msDS-GroupManagedServiceAccount",
          "description": "Data gateway cluster finance-prod (cdktf-data-gateway)",
          "enabled": true,
          "encryptionTypes": 24,
          "mayRetrieve": [
            "gw-members",
          ],
          "sam": "svc-gw$",
          "spns": [
            "gateway/GW-01",
            "gateway/GW-02",
            "gateway/GW-03",
          ],
          "trustedToAuth": true,
        },
      }
    `);
  });

  test('is asked only, and not changed, by a second run of everything', async () => {
    const cluster = three();
    const world = await directoryWorld(engine(), cluster);
    const all = [...directorySteps(cluster), ...cluster.computers.map((computer) => [computer, 'configure'] as const)];
    for (const [computer, step] of all) await done(cluster, world, computer, step);
    for (const [computer, step] of all) {
      const again = await done(cluster, world, computer, step);
      expect([step, effectsOf(again), notesOf(again)]).toEqual([step, [], []]);
      expect(again.output.join('\n')).toMatch(/: done in \d+ s, 0 changes\n/);
    }
  });

  describe('with members that come and go:', () => {
    const four = (): MemberCluster => new MemberCluster(inDirectory({ members: 4 }));
    const withThree = async (): Promise<SimulatedWorld> => {
      const world = await directoryWorld(engine(), four());
      await setUp(three(), world);
      return world;
    };

    test('one more is added, and nothing else is changed', async () => {
      const world = await withThree();
      const before = await world.state();
      const results = await setUp(four(), world);
      expect(results.flatMap(changesOf)).toEqual([
        'gateway/GW-04 is registered on svc-gw$',
        'GW-04 belongs to gw-members',
      ]);
      expect(changesBetween(before, await world.state())).toEqual({
        [GROUP]: { members: ['GW-01$', 'GW-02$', 'GW-03$', 'GW-04$'] },
        [ACCOUNT]: { spns: ['gateway/GW-01', 'gateway/GW-02', 'gateway/GW-03', 'gateway/GW-04'] },
      });
    });

    test('one that is no longer described is taken out, with its name', async () => {
      const world = await withThree();
      const before = await world.state();
      const two = new MemberCluster(inDirectory({ members: 2 }));
      const release = await done(two, world, '', 'directory-release');
      expect(changesOf(release)).toEqual([
        'gateway/GW-03 is registered on svc-gw$ no more',
        'GW-03$ belongs to gw-members no more',
      ]);
      expect(changesBetween(before, await world.state())).toEqual({
        [GROUP]: { members: ['GW-01$', 'GW-02$'] },
        [ACCOUNT]: { spns: ['gateway/GW-01', 'gateway/GW-02'] },
      });
      expect((await done(two, world, '', 'directory-release')).trace).toEqual([]);
    });

    test('one whose computer account somebody has deleted leaves its name, which is taken away too', async () => {
      const world = await withThree();
      await world.removeDirectoryObject('GW-03$');
      const before = await world.state();
      const two = new MemberCluster(inDirectory({ members: 2 }));
      const release = await done(two, world, '', 'directory-release');
      expect(changesOf(release)).toEqual(['gateway/GW-03 is registered on svc-gw$ no more']);
      expect(changesBetween(before, await world.state())).toEqual({
        [ACCOUNT]: { spns: ['gateway/GW-01', 'gateway/GW-02'] },
      });
    });

    test('somebody who was put into the group by hand is taken out as well: the group is kept as described', async () => {
      const world = await withThree();
      await world.run(
        'MGMT-01',
        "Add-ADGroupMember -Identity 'gw-members' -Members 'SQL01$' -Server 'dc1.corp.example'",
      );
      expect((await objectIn(world, 'gw-members')).members).toContain('SQL01$');
      await done(three(), world, '', 'directory-release');
      expect((await objectIn(world, 'gw-members')).members).toEqual(['GW-01$', 'GW-02$', 'GW-03$']);
    });
  });

  describe('with data sources that come and go:', () => {
    const withOne = async (): Promise<SimulatedWorld> => {
      const cluster = delegatingTo(SQL);
      const world = await directoryWorld(engine(), cluster, {
        objects: [{ sam: 'WEB$', class: 'computer', spns: [...WEB.forms] }],
      });
      await setUp(cluster, world);
      return world;
    };
    const SQL_FORMS = ['MSSQLSvc/sql01.corp.example:1433', 'MSSQLSvc/sql01:1433'];
    const WEB_FORMS = ['HTTP/web', 'HTTP/web.corp.example'];

    test('one more is added by the preparation, and nothing else is changed', async () => {
      const world = await withOne();
      const before = await world.state();
      await setUp(delegatingTo(SQL, WEB), world);
      expect(changesBetween(before, await world.state())).toEqual({
        [ACCOUNT]: { allowedToDelegateTo: [...WEB_FORMS, ...SQL_FORMS] },
      });
    });

    test('one that is no longer described leaves the list of an account that is ours alone', async () => {
      const world = await withOne();
      const before = await world.state();
      await setUp(delegatingTo(WEB), world);
      expect(changesBetween(before, await world.state())).toEqual({ [ACCOUNT]: { allowedToDelegateTo: WEB_FORMS } });
    });

    test('without delegation the list is emptied, and protocol transition taken away', async () => {
      const world = await withOne();
      const before = await world.state();
      const without = new MemberCluster(inDirectory({ serviceAccount: gatewayAccount() }));
      await setUp(without, world);
      expect(changesBetween(before, await world.state())).toEqual({
        [ACCOUNT]: { allowedToDelegateTo: [], trustedToAuth: false },
      });
      expect((await setUp(without, world)).flatMap(effectsOf)).toEqual([]);
    });

    test('one that nobody has registered is set all the same, and named in the output', async () => {
      const world = await withOne();
      const unknown = delegatingTo(SQL, ServicePrincipalName.sqlServer(`sql09.${DOMAIN}`));
      const prepare = await done(unknown, world, '', 'directory-prepare');
      expect(notesOf(prepare)).toEqual([
        'not so: MSSQLSvc/sql09.corp.example:1433 is registered on one account. Register it on the account that the data source runs as: setspn -S MSSQLSvc/sql09.corp.example:1433 ACCOUNT; setspn -X finds names that two accounts have.',
      ]);
      expect((await objectIn(world, 'svc-gw$')).allowedToDelegateTo).toContain('MSSQLSvc/sql09:1433');
    });

    test('one of another domain is named in the output, where delegation is constrained', async () => {
      const world = await withOne();
      const foreign = delegatingTo(SQL, ServicePrincipalName.sqlServer('sql02.emea.example'));
      expect(notesOf(await done(foreign, world, '', 'directory-prepare'))).toEqual([
        'not so: MSSQLSvc/sql02.emea.example:1433 belongs to an account of corp.example. Constrained delegation ends at the border of a domain: use KerberosDelegation.resourceBased.',
      ]);
    });

    test('the account joins Windows Authorization Access Group where that is described, and stays there', async () => {
      const access = new MemberCluster(
        inDirectory({
          serviceAccount: gatewayAccount(
            KerberosDelegation.constrained({ services: [SQL], windowsAuthorizationAccess: true }),
          ),
        }),
      );
      const world = await withOne();
      const before = await world.state();
      await done(access, world, '', 'directory-prepare');
      expect(changesBetween(before, await world.state())).toEqual({
        [ACCESS_GROUP]: expect.objectContaining({ members: ['svc-gw$'] }) as unknown,
      });
      expect((await done(access, world, '', 'directory-prepare')).trace).toEqual([]);
      // It is a group of Windows, and whether somebody else needs the membership too is not known.
      expect((await done(delegatingTo(SQL), world, '', 'directory-prepare')).trace).toEqual([]);
    });
  });

  describe('with domain controllers that replicate:', () => {
    test('a member is admitted when the domain controller of the changes knows its computer account', async () => {
      const cluster = new MemberCluster(inDirectory());
      const joining = { 'GW-01': { installed: INSTALLED, domain: { joined: false } } };
      const world = await directoryWorld(engine(), cluster, { replicationDelay: 600 }, { members: joining });
      await done(cluster, world, '', 'directory-prepare');
      await world.joinByExtension('GW-01');
      const admit = await done(cluster, world, 'GW-01', 'directory');
      expect(admit.seconds).toBeGreaterThan(60);
      expect((await objectIn(world, 'gw-members')).members).toEqual(['GW-01$']);
    });

    test('a member waits for its group and its account, and takes them without a restart', async () => {
      const cluster = new MemberCluster(inDirectory());
      const world = await directoryWorld(engine(), cluster, { replicationDelay: 240 });
      await done(cluster, world, '', 'directory-prepare');
      await done(cluster, world, 'GW-01', 'directory');
      const configure = await done(cluster, world, 'GW-01', 'configure');
      expect(configure.seconds).toBeGreaterThanOrEqual(240);
      expect([configure.rebooted, configure.restartScheduled]).toEqual([false, false]);
      expect(effectsOf(configure).filter((effect) => effect.includes('klist')).length).toBeGreaterThan(0);
      const { services } = machineIn(await world.state(), 'GW-01');
      expect(services['PBIEgwService']?.runsAs).toBe('CORP\\svc-gw$');
    });
  });
});
