import fc from 'fast-check';
import { GatewaySettings, KerberosDelegation, ServiceAccount, ServicePrincipalName } from '../../lib';
import { account, ADMINISTRATOR, type Beginning, described, expectSetUp, group, OTHERS } from './administrator';
import { BREAKAGES, type Change, type Deployed, deployed, findings, types } from './checked';
import {
  CONSTRAINED,
  directoryWorld,
  filesOf,
  gatewayAccount,
  inDirectory,
  MEMBERS_GROUP,
  RESOURCE_BASED,
  SQL,
} from './directory-cluster';
import { describeWithEngine } from './engine/engine';
import type { SimulatedWorld } from './engine/world';
import { MemberCluster } from './member-cluster';
import { CORE_FILE, expectDone, machineIn } from './situation';

const domain =
  (key: string, value: unknown): Change =>
  (world) =>
    world.set(undefined, ['domain', key], value);
const member =
  (path: readonly string[], value: unknown): Change =>
  (world) =>
    world.set('GW-01', path, value);
const both =
  (...changes: readonly Change[]): Change =>
  async (world) => {
    for (const change of changes) await change(world);
  };
const reboot: Change = (world) => world.reboot('GW-01');

async function sidOf(world: SimulatedWorld): Promise<string> {
  const { rights } = machineIn(await world.state(), 'GW-01');
  return Object.keys(rights).find((sid) => sid.startsWith('S-1-5-21-')) ?? '';
}

/** What is broken, and how the lines begin that say so; what is said of each must be short of nothing and of no more. */
const broken: Readonly<Record<string, readonly [Change, ...string[]]>> = {
  'an account that this computer may not use': [
    // In the group again, but it does not know that yet.
    both(
      types(`Remove-ADGroupMember -Identity '${MEMBERS_GROUP}' -Members 'GW-01$' -Confirm:$false`),
      reboot,
      types(`Add-ADGroupMember -Identity '${MEMBERS_GROUP}' -Members 'GW-01$'`),
    ),
    'MISSING   this computer may use svc-gw$',
    'MISSING   the service runs, as CORP\\svc-gw$',
  ],
  'a right that was taken away': [
    async (world) => world.set('GW-01', ['rights', await sidOf(world)], ['SeServiceLogonRight', 'SeTcbPrivilege']),
    'MISSING   CORP\\svc-gw$ has the rights SeServiceLogonRight, SeImpersonatePrivilege, SeTcbPrivilege here',
  ],
  'a service under another account': [
    member(['services', 'PBIEgwService', 'nextStartName'], 'LocalSystem'),
    'MISSING   the service runs, as CORP\\svc-gw$',
  ],
  'a service that is stopped': [
    (world) => world.setService('GW-01', 'PBIEgwService', 'Stopped'),
    'MISSING   the service runs, as CORP\\svc-gw$',
  ],
  'a secure channel that is broken': [
    member(['domain', 'trustBroken'], true),
    'MISSING   it has a secure channel to its domain',
    'WRONG     a domain controller of corp.example answers',
  ],
  'a clock that is off by ten minutes': [
    member(['clockOffset'], 600),
    'WRONG     a domain controller of corp.example answers',
  ],
  'a clock that is off by what is just borne': [
    member(['clockOffset'], -300),
    'MISSING   the clock agrees with the domain within five minutes',
  ],
  'a computer that is out of the group': [
    BREAKAGES['a computer that is out of the group'],
    'MISSING   GW-02 belongs to gw-members',
  ],
  'this computer out of the group, after a restart': [
    both(types(`Remove-ADGroupMember -Identity '${MEMBERS_GROUP}' -Members 'GW-01$' -Confirm:$false`), reboot),
    'MISSING   GW-01 belongs to gw-members',
    'MISSING   this computer may use svc-gw$',
    'MISSING   the service runs, as CORP\\svc-gw$',
  ],
  'a computer without an account': [
    (world) => world.removeDirectoryObject('GW-02$'),
    'MISSING   GW-02 belongs to gw-members',
    'MISSING   GW-02 has a computer account',
  ],
  'a name that another account has': [
    both(BREAKAGES['a name of a service that is missing'], (world) =>
      world.addDirectoryObject({ sam: 'svc-old', class: 'user', spns: ['gateway/GW-02'] }),
    ),
    'WRONG     gateway/GW-02 is registered on svc-gw$: gateway/GW-02 is registered on CN=svc-old,CN=Users,DC=corp,DC=example',
  ],
  'a name that is missing': [
    BREAKAGES['a name of a service that is missing'],
    'MISSING   gateway/GW-02 is registered on svc-gw$',
  ],
  'a name of a computer that is gone': [
    BREAKAGES['the name of a computer that is gone'],
    'MISSING   gateway/GONE-01 is registered on svc-gw$ no more',
  ],
  'a service that is missing in the delegation': [
    BREAKAGES['a service that is missing in the delegation'],
    'MISSING   svc-gw$ may delegate to MSSQLSvc/sql01:1433',
  ],
  'a service that nobody described': [
    BREAKAGES['a service that nobody described in the delegation'],
    'MISSING   svc-gw$ may no longer delegate to HTTP/web.corp.example',
  ],
  'no protocol transition': [
    BREAKAGES['no protocol transition'],
    'MISSING   svc-gw$ may use any authentication protocol (protocol transition)',
  ],
  'unconstrained delegation': [
    BREAKAGES['unconstrained delegation'],
    'MISSING   svc-gw$ is not trusted for delegation to any service',
  ],
  'an account that takes RC4': [BREAKAGES['an account that takes RC4'], 'MISSING   svc-gw$ takes AES only'],
  'an account that somebody has disabled': [
    types("Set-ADServiceAccount -Identity 'svc-gw$' -Enabled $false"),
    'WRONG     svc-gw$ is enabled: svc-gw$ is disabled',
  ],
  'a password that the group may not read': [
    BREAKAGES['a password that the group may not read'],
    'MISSING   members of gw-members may read the password of svc-gw$',
    'MISSING   this computer may use svc-gw$',
  ],
  'no group': [
    BREAKAGES['no group'],
    'MISSING   the security group gw-members exists',
    'MISSING   members of gw-members may read the password of svc-gw$',
    'MISSING   GW-01 belongs to gw-members',
    'MISSING   GW-02 belongs to gw-members',
  ],
  'another computer in the group': [
    BREAKAGES['another computer in the group'],
    'MISSING   OLD-01$ belongs to gw-members no more',
  ],
  'no account': [
    (world) => world.removeDirectoryObject('svc-gw$'),
    'MISSING   the group managed service account svc-gw$ exists',
    'MISSING   this computer may use svc-gw$',
    'MISSING   svc-gw$ may delegate to MSSQLSvc/sql01.corp.example:1433',
    'MISSING   svc-gw$ may delegate to MSSQLSvc/sql01:1433',
    'MISSING   svc-gw$ may use any authentication protocol (protocol transition)',
    'MISSING   gateway/GW-01 is registered on svc-gw$',
    'MISSING   gateway/GW-02 is registered on svc-gw$',
  ],
  'another kind of account of that name': [
    both(
      (world) => world.removeDirectoryObject('svc-gw$'),
      (world) => world.addDirectoryObject({ sam: 'svc-gw$', class: 'computer' }),
    ),
    'WRONG     the group managed service account svc-gw$ exists: svc-gw$ is the name of a computer',
    'MISSING   this computer may use svc-gw$',
    'MISSING   svc-gw$ may delegate to MSSQLSvc/sql01.corp.example:1433',
    'MISSING   svc-gw$ may delegate to MSSQLSvc/sql01:1433',
    'MISSING   svc-gw$ may use any authentication protocol (protocol transition)',
    'MISSING   gateway/GW-01 is registered on svc-gw$',
    'MISSING   gateway/GW-02 is registered on svc-gw$',
  ],
  'an alias in DNS': [
    domain('aliases', { 'sql01.corp.example': 'cluster7.corp.example' }),
    'MISSING   sql01.corp.example is a name of its own in DNS',
  ],
  'a port that is closed': [domain('listeners', []), 'MISSING   sql01.corp.example:1433 answers'],
  'a name that DNS does not know': [
    member(['network', 'unknownNames'], ['sql01.*']),
    'UNKNOWN   sql01.corp.example is a name of its own in DNS: sql01.corp.example : DNS name does not exist',
    'MISSING   sql01.corp.example:1433 answers',
  ],
  'a data source whose name nobody has': [
    (world) => world.removeDirectoryObject('SQL01$'),
    'MISSING   MSSQLSvc/sql01.corp.example:1433 is registered on one account',
  ],
  'a data source whose name two accounts have': [
    (world) => world.addDirectoryObject({ sam: 'svc-sql', class: 'user', spns: ['MSSQLSvc/sql01:1433'] }),
    'MISSING   MSSQLSvc/sql01.corp.example:1433 is registered on one account',
  ],
  'a data source in another domain': [
    both(
      (world) => world.removeDirectoryObject('SQL01$'),
      (world) => world.addDirectoryObject({ sam: 'svc-sql', class: 'user', spns: [...SQL.forms] }, 'emea.example'),
    ),
    'MISSING   MSSQLSvc/sql01.corp.example:1433 belongs to an account of corp.example',
  ],
  'users of the domain who may not log on': [
    member(['groups', 'S-1-5-32-545', 'members'], ['NT AUTHORITY\\INTERACTIVE']),
    'MISSING   users of the domain may log on here (Authenticated Users in Users)',
  ],
  'no way to a domain controller': [
    member(['network', 'blocked'], ['dc?.corp.example:9389']),
    'WRONG     a domain controller of corp.example answers',
  ],
  'no module': [
    member(['features', 'RSAT-AD-PowerShell'], false),
    'WRONG     a domain controller of corp.example answers',
  ],
  'another domain': [
    both(member(['domain', 'name'], 'emea.example'), (world) =>
      world.addDirectoryObject({ sam: 'GW-01$', class: 'computer' }, 'emea.example'),
    ),
    'WRONG     this computer belongs to corp.example: this computer is in the domain emea.example, and corp.example is described',
    'MISSING   this computer may use svc-gw$',
  ],
  'no domain': [
    member(['domain', 'joined'], false),
    'MISSING   this computer belongs to corp.example',
    'MISSING   it has a secure channel to its domain',
    'WRONG     a domain controller of corp.example answers',
  ],
};

describeWithEngine('the check', (engine) => {
  let good: Deployed | undefined;
  const copy = async (): Promise<Deployed> => {
    good ??= await deployed(engine());
    return { ...good, world: await good.world.clone() };
  };

  test('finds nothing where all is as described, and changes nothing', async () => {
    const { world, check } = await copy();
    expect(await findings(world, check)).toEqual([]);
    expect(await findings(world, check, 'GW-02')).toEqual([]);
  });

  test.each(Object.entries(broken))('finds %s, and says what to do', async (_, [breakIt, ...heads]) => {
    const { world, check } = await copy();
    await breakIt(world);
    expectLines(await findings(world, check), heads);
    await world.drop();
  });

  test('finds nothing any more once the directory was set up again, whatever was broken in it', async () => {
    const names = Object.keys(BREAKAGES) as (keyof typeof BREAKAGES)[];
    await fc.assert(
      fc.asyncProperty(fc.subarray(names, { minLength: 1 }), async (chosen) => {
        const { world, check, setUp } = await copy();
        for (const name of chosen) await BREAKAGES[name](world);
        expect(await findings(world, check)).not.toEqual([]);
        expectSetUp(await setUp(world));
        // A computer learns of its groups when it starts.
        await world.reboot('GW-01');
        expect(await findings(world, check)).toEqual([]);
        await world.drop();
      }),
      { numRuns: 10, examples: [[names]] },
    );
  }, 300_000);

  test('names what is missing on a machine on which nothing was done yet', async () => {
    const props = described({});
    const { check } = filesOf(props);
    if (check === undefined) throw new Error('no check');
    const features = { 'RSAT-AD-PowerShell': true };
    const world = await directoryWorld(engine(), new MemberCluster(props), {}, {}, { installed: {}, features });
    const heads = (await findings(world, check)).map((line) => line.replace(/ -> .*/, ''));
    expect(heads).toEqual(
      expect.arrayContaining([
        'MISSING   the service PBIEgwService is there',
        'MISSING   the service runs, as CORP\\svc-gw$',
        'MISSING   the group managed service account svc-gw$ exists',
        'MISSING   GW-02 belongs to gw-members',
      ]),
    );
  });
});

describeWithEngine('the check, of other clusters', (engine) => {
  const mapping = GatewaySettings.of({
    singleSignOn: {
      adUserNameLookupProperty: 'userPrincipalName',
      adUserNameReplacementProperty: 'msDS-cloudExtensionAttribute1',
    },
  });

  const clusters: Readonly<Record<string, readonly [Beginning, Change, ...string[]]>> = {
    'whose data sources list the account, one of them not': [
      { props: { serviceAccount: gatewayAccount(RESOURCE_BASED) } },
      types("Set-ADUser -Identity 'svc-sql02' -PrincipalsAllowedToDelegateToAccount $null -Server 'emea.example'"),
      'MISSING   svc-sql02 of emea.example lets svc-gw$ act for users',
    ],
    'of which an account of a data source is gone': [
      { props: { serviceAccount: gatewayAccount(RESOURCE_BASED) } },
      (world) => world.removeDirectoryObject('svc-sql02', 'emea.example'),
      'WRONG     svc-sql02 of emea.example lets svc-gw$ act for users: there is no svc-sql02 in emea.example',
      'MISSING   MSSQLSvc/sql02.emea.example:1433 is registered on one account',
    ],
    'that is to read the groups of all users': [
      {
        props: {
          serviceAccount: gatewayAccount(
            KerberosDelegation.constrained({ services: [SQL], windowsAuthorizationAccess: true }),
          ),
        },
      },
      types("Remove-ADGroupMember -Identity 'S-1-5-32-560' -Members 'svc-gw$' -Confirm:$false"),
      'MISSING   svc-gw$ belongs to Windows Authorization Access Group',
    ],
    'under the virtual account': [
      {
        props: { serviceAccount: ServiceAccount.virtual({ delegation: CONSTRAINED }) },
        member: { features: { 'RSAT-AD-PowerShell': true } },
      },
      both(
        types("Set-ADAccountControl -Identity 'GW-01$' -TrustedToAuthForDelegation $false"),
        member(['rights', 'S-1-5-80-1835761534-3291552707-3889884660-1303793167-3990676079'], ['SeServiceLogonRight']),
      ),
      'NOTE      HTTP/S-1-5-80-1835761534-3291552707-3889884660-1303793167-3990676079 is registered on GW-01$',
      'MISSING   GW-01$ may use any authentication protocol (protocol transition)',
      'MISSING   NT SERVICE\\PBIEgwService has the rights SeImpersonatePrivilege, SeTcbPrivilege here',
    ],
    'that maps the names of users': [
      { props: { gatewaySettings: mapping } },
      (world) => world.writeFile('GW-01', CORE_FILE, '<configuration><applicationSettings /></configuration>'),
      "MISSING   ADUserNameLookupProperty is 'userPrincipalName' here",
      "MISSING   ADUserNameReplacementProperty is 'msDS-cloudExtensionAttribute1' here",
    ],
    'whose file of settings is gone': [
      { props: { gatewaySettings: mapping } },
      (world) => world.removeFile('GW-01', CORE_FILE),
      "MISSING   ADUserNameLookupProperty is 'userPrincipalName' here",
      "MISSING   ADUserNameReplacementProperty is 'msDS-cloudExtensionAttribute1' here",
    ],
    'whose group others have made, with others in it': [
      { domain: { objects: [group({ description: OTHERS, members: ['SQL01$'] })] } },
      () => Promise.resolve(),
      'NOTE      the group gw-members was made by somebody else',
      'NOTE      SQL01$ belongs to gw-members and is not described',
    ],
    'whose account others have made, which delegates to more': [
      { domain: { objects: [account({ description: OTHERS, allowedToDelegateTo: ['HTTP/web.corp.example'] })] } },
      () => Promise.resolve(),
      'NOTE      svc-gw$ may also delegate to HTTP/web.corp.example',
    ],
    'whose data source says no port': [
      {
        props: {
          serviceAccount: gatewayAccount(
            KerberosDelegation.constrained({
              services: [ServicePrincipalName.sqlServer('sql01.corp.example', { instance: 'BI' })],
            }),
          ),
        },
        domain: { objects: [{ sam: 'svc-bi', class: 'user', spns: ['MSSQLSvc/sql01.corp.example:BI'] }] },
      },
      domain('listeners', []),
    ],
  };

  test.each(Object.entries(clusters))('knows one %s', async (_, [beginning, breakIt, ...heads]) => {
    const { world, check } = await deployed(engine(), beginning);
    expect((await findings(world, check)).filter((line) => !line.startsWith('NOTE '))).toEqual([]);
    await breakIt(world);
    expectLines(await findings(world, check), heads);
  });

  describe("whose directory is nobody's business here", () => {
    const props = inDirectory({ serviceAccount: gatewayAccount(CONSTRAINED) });
    const { directory: _, ...without } = props;
    const ready = async (): Promise<Deployed> => {
      const cluster = new MemberCluster(without);
      const { check, setup } = filesOf(without);
      expect(setup).toBeUndefined();
      if (check === undefined) throw new Error('no check');
      const world = await directoryWorld(
        engine(),
        cluster,
        {
          writers: [ADMINISTRATOR],
          objects: [
            account({
              description: OTHERS,
              principalsAllowedToRetrieve: ['GW-01$', 'GW-02$'],
              spns: ['gateway/GW-01', 'gateway/GW-02'],
              allowedToDelegateTo: [...SQL.forms],
              trustedToAuthForDelegation: true,
            }),
          ],
        },
        { members: { [ADMINISTRATOR]: { features: { 'RSAT-AD-PowerShell': true } } } },
      );
      for (const computer of cluster.computers) expectDone(await cluster.run(world, computer, 'configure'));
      return { world, check, setUp: () => Promise.reject(new Error('nobody does')) };
    };

    test('works without a group', async () => {
      const { world, check } = await ready();
      expect(await findings(world, check)).toEqual([]);
    });

    test('finds what is broken, and says whom to ask', async () => {
      const { world, check } = await ready();
      await both(BREAKAGES['no protocol transition'], BREAKAGES['an account that takes RC4'])(world);
      expect(await findings(world, check)).toMatchInlineSnapshot(`
        [
          "NOTE      svc-gw$ takes older encryption than AES -> It was made by somebody else, who may need that. Otherwise: Set-ADServiceAccount -Identity 'svc-gw$' -KerberosEncryptionType AES128, AES256.",
          "MISSING   svc-gw$ may use any authentication protocol (protocol transition) -> Have an administrator of the domain set it.",
        ]
      `);
    });
  });
});

/** Exactly one line for each of these heads, whatever more it says. */
function expectLines(found: readonly string[], heads: readonly string[]): void {
  expect(found).toMatchSnapshot();
  const known = found.map((line) => heads.find((head) => [' -> ', ': '].some((more) => line.startsWith(head + more))));
  expect({ found, known: known.map(String).sort() }).toEqual({ found, known: [...heads].sort() });
}
