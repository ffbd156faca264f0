import { KerberosDelegation, ServiceAccount } from '../../lib';
import {
  ACCOUNT,
  account,
  type Beginning,
  changedBy,
  described,
  DROPPED,
  expectNothingChanged,
  expectSetUp,
  group,
  MARK,
  OTHERS,
  prepared,
  previewAndRun,
  said,
} from './administrator';
import {
  BY_SCRIPT,
  CONSTRAINED,
  DOMAIN,
  filesOf,
  gatewayAccount,
  MEMBERS_GROUP,
  RESOURCE_BASED,
  SQL,
} from './directory-cluster';
import { objectIn } from './directory-runs';
import { describeWithEngine } from './engine/engine';
import { effectsOf, expectDone, textOf } from './situation';

const [LONG = '', SHORT = ''] = SQL.forms;
const virtual = (delegation: KerberosDelegation): NonNullable<Beginning['props']> => ({
  serviceAccount: ServiceAccount.virtual({ delegation }),
});
const GATEWAYS = 'OU=Gateways,DC=corp,DC=example';
const old = { sam: 'OLD-01$', class: 'computer' } as const;

const beginnings: Readonly<Record<string, Beginning>> = {
  'where nothing is there': {},
  'where the group is there, by somebody else': { domain: { objects: [group({ description: OTHERS })] } },
  'where the account of somebody else takes RC4, which stays': {
    domain: { objects: [account({ description: OTHERS, encryptionTypes: 28 })] },
  },
  'where the account is there, with RC4': {
    domain: { objects: [account({ encryptionTypes: 28 })] },
  },
  'where some members are in the group': {
    domain: {
      objects: [
        group({ members: ['GW-01$'] }),
        account({ principalsAllowedToRetrieve: [MEMBERS_GROUP], spns: ['gateway/GW-01'] }),
      ],
    },
  },
  'where a name of a service is missing': {
    domain: {
      objects: [
        group({ members: ['GW-01$', 'GW-02$'] }),
        account({
          principalsAllowedToRetrieve: [MEMBERS_GROUP],
          spns: ['gateway/GW-02'],
          allowedToDelegateTo: [LONG, SHORT],
          trustedToAuthForDelegation: true,
        }),
      ],
    },
  },
  'where it delegated to something else': {
    domain: {
      objects: [
        group(),
        account({
          principalsAllowedToRetrieve: [MEMBERS_GROUP],
          allowedToDelegateTo: [SHORT, 'HTTP/web.corp.example'],
          trustedForDelegation: true,
        }),
      ],
    },
  },
  'where others let their account delegate': {
    domain: { objects: [account({ description: OTHERS, allowedToDelegateTo: ['HTTP/web.corp.example'] })] },
  },
  'where others use the account as well': {
    domain: {
      objects: [
        group(),
        { sam: 'others', class: 'group' },
        account({ principalsAllowedToRetrieve: ['others'], allowedToDelegateTo: ['HTTP/web.corp.example'] }),
      ],
    },
  },
  'where a reader of the password is gone': {
    domain: {
      objects: [
        account({
          principalsAllowedToRetrieve: ['S-1-5-21-3623811015-3361044348-30300820-9999'],
          allowedToDelegateTo: ['HTTP/web.corp.example'],
        }),
      ],
    },
  },
  'where other computers are in the group': {
    domain: {
      objects: [
        old,
        group({ members: ['OLD-01$'] }),
        account({ principalsAllowedToRetrieve: [MEMBERS_GROUP], spns: ['gateway/OLD-01', 'gateway/GONE-01'] }),
      ],
    },
    switches: [DROPPED],
  },
  'where other computers are in the group, and stay': { domain: { objects: [old, group({ members: ['OLD-01$'] })] } },
  'where other computers are in the group of somebody else': {
    domain: { objects: [old, group({ description: OTHERS, members: ['OLD-01$'] })] },
    switches: [DROPPED],
  },
  'where nothing is delegated any more': {
    props: { serviceAccount: gatewayAccount() },
    domain: {
      objects: [
        group(),
        account({
          principalsAllowedToRetrieve: [MEMBERS_GROUP],
          allowedToDelegateTo: [LONG, SHORT],
          trustedToAuthForDelegation: true,
        }),
      ],
    },
  },
  'at data sources in another domain': {
    props: {
      serviceAccount: gatewayAccount(
        KerberosDelegation.resourceBased({
          targets: [
            { account: 'svc-sql02', domain: 'emea.example' },
            { account: 'SQL01$', domain: 'corp.example' },
          ],
          windowsAuthorizationAccess: true,
        }),
      ),
    },
  },
  'of the virtual account': { props: virtual(CONSTRAINED) },
  'of the virtual account, whose computers delegated before': {
    props: virtual(CONSTRAINED),
    domain: {
      objects: [
        {
          sam: 'GW-02$',
          class: 'computer',
          allowedToDelegateTo: ['HTTP/web.corp.example'],
          trustedForDelegation: true,
        },
      ],
    },
  },
  'of the virtual account, resource-based': { props: virtual(RESOURCE_BASED) },
  'of computers that have not joined': {
    member: { domain: { joined: false } },
    domain: { objects: [{ sam: 'GW-01$', class: 'computer', path: GATEWAYS }] },
  },
};

describeWithEngine("the administrator's script", (engine) => {
  test.each(Object.entries(beginnings))('says with -WhatIf what it does then: %s', async (_, beginning) => {
    const ready = await prepared(engine(), beginning);
    const { preview, result } = await previewAndRun(ready);
    expect([preview.exitCode, said(preview, 'NOT YET'), said(preview, 'WOULD SET')]).toEqual([
      0,
      [],
      expect.anything(),
    ]);
    // What only the run brings about may be noted on top.
    expect(said(result, 'NOTE')).toEqual(expect.arrayContaining([...said(preview, 'NOTE')]));
    expectSetUp(result);
    expectNothingChanged(await ready.run());
    expect(said(await ready.run(['WhatIf']), 'WOULD SET')).toEqual([]);
  });

  test('says with -WhatIf, line by line, what it would do', async () => {
    const { run } = await prepared(engine(), {});
    expect(textOf(await run(['WhatIf']))).toMatchInlineSnapshot(`
      "directory of cluster finance-prod: 14 findings, 5 ok
      ok        svc-gw$ is not trusted for delegation to any service
      ok        MSSQLSvc/sql01.corp.example:1433 is registered on one account
      ok        MSSQLSvc/sql01.corp.example:1433 belongs to an account of corp.example
      ok        GW-01 has a computer account
      ok        GW-02 has a computer account
      WOULD SET the security group gw-members exists
      WOULD SET the group managed service account svc-gw$ exists
      WOULD SET svc-gw$ may delegate to MSSQLSvc/sql01.corp.example:1433
      WOULD SET svc-gw$ may delegate to MSSQLSvc/sql01:1433
      WOULD SET svc-gw$ may use any authentication protocol (protocol transition)
      WOULD SET gateway/GW-01 is registered on svc-gw$
      WOULD SET GW-01 belongs to gw-members
      WOULD SET gateway/GW-02 is registered on svc-gw$
      WOULD SET GW-02 belongs to gw-members"
    `);
  });

  test('says what it did, and what was so already', async () => {
    const { run } = await prepared(engine(), { domain: { objects: [group({ description: OTHERS })] } });
    expect(textOf(await run())).toMatchInlineSnapshot(`
      "directory of cluster finance-prod: 9 findings, 9 ok
      changed   the group managed service account svc-gw$ exists
      changed   svc-gw$ may delegate to MSSQLSvc/sql01.corp.example:1433
      changed   svc-gw$ may delegate to MSSQLSvc/sql01:1433
      changed   svc-gw$ may use any authentication protocol (protocol transition)
      changed   gateway/GW-01 is registered on svc-gw$
      changed   GW-01 belongs to gw-members
      changed   gateway/GW-02 is registered on svc-gw$
      changed   GW-02 belongs to gw-members
      ok        the security group gw-members exists
      ok        svc-gw$ is enabled
      ok        svc-gw$ takes AES only
      ok        members of gw-members may read the password of svc-gw$
      ok        svc-gw$ is not trusted for delegation to any service
      ok        MSSQLSvc/sql01.corp.example:1433 is registered on one account
      ok        MSSQLSvc/sql01.corp.example:1433 belongs to an account of corp.example
      ok        GW-01 has a computer account
      ok        GW-02 has a computer account
      NOTE      the group gw-members was made by somebody else. Computers are added to it, and none is taken out."
    `);
  });

  test('says in the preview what comes only after somebody has removed an obstacle', async () => {
    const ready = await prepared(engine(), { setup: { kdsRootKey: 'create' }, domain: { kdsKeys: [] } });
    const { preview, result } = await previewAndRun(ready);
    expect([preview.exitCode, result.exitCode]).toEqual([1, 1]);
    expect(textOf(preview)).toMatchInlineSnapshot(`
      "directory of cluster finance-prod: 15 findings, 5 ok
      ok        svc-gw$ is not trusted for delegation to any service
      ok        MSSQLSvc/sql01.corp.example:1433 is registered on one account
      ok        MSSQLSvc/sql01.corp.example:1433 belongs to an account of corp.example
      ok        GW-01 has a computer account
      ok        GW-02 has a computer account
      WOULD SET the security group gw-members exists
      WOULD SET the forest has a KDS root key
      NOT YET   svc-gw$ may delegate to MSSQLSvc/sql01.corp.example:1433
      NOT YET   svc-gw$ may delegate to MSSQLSvc/sql01:1433
      NOT YET   svc-gw$ may use any authentication protocol (protocol transition)
      NOT YET   gateway/GW-01 is registered on svc-gw$
      NOT YET   GW-01 belongs to gw-members
      NOT YET   gateway/GW-02 is registered on svc-gw$
      NOT YET   GW-02 belongs to gw-members
      WRONG     the group managed service account svc-gw$ exists: a new KDS root key counts ten hours after it was made -> It takes a name that is free, a KDS root key that is older than ten hours (Add-KdsRootKey), the right to create such accounts there, and an organizational unit that exists."
    `);
    await ready.world.advance(11 * 3600);
    expectSetUp((await previewAndRun(ready)).result);
  });
});

describeWithEngine("the administrator's script, of members that are gone", (engine) => {
  const gone: Beginning = {
    domain: {
      objects: [
        old,
        group({ members: ['OLD-01$'] }),
        account({ principalsAllowedToRetrieve: [MEMBERS_GROUP], spns: ['gateway/OLD-01'] }),
      ],
    },
  };

  test('keeps them without -RemoveDropped, and says so each time', async () => {
    const { run, world } = await prepared(engine(), gone);
    for (const result of [await run(), await run()]) {
      expectSetUp(result);
      expect(said(result, 'NOTE')).toEqual([
        'OLD-01$ belongs to gw-members and is not described. If it is no member any more, run the script with -RemoveDropped and its name.',
      ]);
    }
    expect((await objectIn(world, MEMBERS_GROUP)).members).toEqual(['GW-01$', 'GW-02$', 'OLD-01$']);
    expect((await objectIn(world, ACCOUNT)).spns).toContain('gateway/OLD-01');
  });

  test('takes them out with -RemoveDropped, and their names, and deletes nobody', async () => {
    const { run, world } = await prepared(engine(), gone);
    expectSetUp(await run());
    const result = await run([DROPPED]);
    expectSetUp(result);
    expect([changedBy(result), said(result, 'NOTE')]).toEqual([
      ['gateway/OLD-01 is registered on svc-gw$ no more', 'OLD-01$ belongs to gw-members no more'],
      [],
    ]);
    expect((await objectIn(world, MEMBERS_GROUP)).members).toEqual(['GW-01$', 'GW-02$']);
    expect((await objectIn(world, ACCOUNT)).spns).toEqual(['gateway/GW-01', 'gateway/GW-02']);
    expect(await objectIn(world, 'OLD-01$')).toMatchObject({ enabled: true });
    expectNothingChanged(await run([DROPPED]));
  });

  test('takes out those that are named, and no others', async () => {
    const more = { sam: 'OLD-03$', class: 'computer' } as const;
    const { run, world } = await prepared(engine(), {
      domain: {
        objects: [
          ...[old, more, group({ members: ['OLD-01$', 'OLD-03$'] })],
          account({ principalsAllowedToRetrieve: [MEMBERS_GROUP], spns: ['gateway/OLD-01', 'gateway/OLD-03'] }),
        ],
      },
    });
    expectSetUp(await run());
    const result = await run([DROPPED]);
    expect(changedBy(result)).toEqual([
      'gateway/OLD-01 is registered on svc-gw$ no more',
      'OLD-01$ belongs to gw-members no more',
    ]);
    expect((await objectIn(world, MEMBERS_GROUP)).members).toEqual(['GW-01$', 'GW-02$', 'OLD-03$']);
    // A member that is described stays, whoever names it.
    expectNothingChanged(await run(['RemoveDropped=GW-02']));
  });

  test('keeps them in the group of somebody else, also with -RemoveDropped', async () => {
    const domain = { objects: [old, group({ description: OTHERS, members: ['OLD-01$'] })] };
    const { run, world } = await prepared(engine(), { domain });
    for (const switches of [[], [DROPPED]]) {
      expect(said(await run(switches), 'NOTE')).toContain(
        'OLD-01$ belongs to gw-members and is not described. The group was made by somebody else: take it out by hand.',
      );
    }
    expect((await objectIn(world, MEMBERS_GROUP)).members).toContain('OLD-01$');
  });

  test('hands the name of the virtual account to a computer that stays', async () => {
    const name = 'HTTP/S-1-5-80-1835761534-3291552707-3889884660-1303793167-3990676079';
    const ready = await prepared(engine(), {
      props: virtual(CONSTRAINED),
      domain: { objects: [{ ...old, spns: [name], allowedToDelegateTo: [LONG] }, group({ members: ['OLD-01$'] })] },
      switches: [DROPPED],
    });
    const { result } = await previewAndRun(ready);
    expectSetUp(result);
    expect(await objectIn(ready.world, 'OLD-01$')).toMatchObject({ spns: [], allowedToDelegateTo: [] });
    expect((await objectIn(ready.world, 'GW-01$')).spns).toContain(name);
  });
});

describeWithEngine("the administrator's script, of computers", (engine) => {
  const fresh = { member: { domain: { joined: false } } };

  test('makes their accounts in the organizational unit that members join, and they can join them', async () => {
    const ready = await prepared(engine(), {
      ...fresh,
      props: { domainMembership: BY_SCRIPT },
      domain: { joinAccounts: { 'CORP\\svc-join': { secret: 'Jo1n-me-please-7', mayReuse: ['GW-01'] } } },
    });
    const { cluster, world, run } = ready;
    expectSetUp((await previewAndRun(ready)).result);
    for (const computer of ['GW-01', 'GW-02'])
      expect((await world.state()).directory?.[DOMAIN]).toHaveProperty(
        [`CN=${computer},${GATEWAYS}`, 'class'],
        'computer',
      );
    expect((await objectIn(world, MEMBERS_GROUP)).members).toEqual(['GW-01$', 'GW-02$']);
    expectDone(await cluster.run(world, 'GW-01', 'join-domain'));
    await world.reboot('GW-01');
    expectNothingChanged(await run());
    expectDone(await cluster.run(world, 'GW-01', 'configure'));
  });

  test("makes them in the domain's own place where no other is described", async () => {
    const { world, run } = await prepared(engine(), fresh);
    expectSetUp(await run());
    expect((await world.state()).directory?.[DOMAIN]).toHaveProperty(['CN=GW-01,CN=Computers,DC=corp,DC=example']);
  });

  test('names those that have not joined at once, where it makes none, and goes on with the others', async () => {
    const ready = await prepared(engine(), { ...fresh, setup: { createComputers: false } });
    const { world, run } = ready;
    await world.joinByExtension('GW-02');
    const { preview, result } = await previewAndRun(ready);
    const missing = ['GW-01 has a computer account -> Join the member to the domain, then run this again.'];
    for (const one of [preview, result])
      expect([one.exitCode, said(one, 'MISSING'), one.seconds]).toEqual([1, missing, 0]);
    expect((await objectIn(world, MEMBERS_GROUP)).members).toEqual(['GW-02$']);
    expect((await objectIn(world, ACCOUNT)).spns).toEqual(['gateway/GW-02']);
    await world.joinByExtension('GW-01');
    const later = await run();
    expectSetUp(later);
    expect(changedBy(later)).toEqual(['gateway/GW-01 is registered on svc-gw$', 'GW-01 belongs to gw-members']);
  });
});

describe("the administrator's script, as a text", () => {
  const strange = {
    gatewayName: 'Finanz\u00fcbersicht \u2019$(whoami)`"',
    serviceAccount: gatewayAccount(CONSTRAINED),
  };
  const textFor = (given: Parameters<typeof described>[0] = {}): string => filesOf(described(given)).setup?.text ?? '';

  test('begins with how to run it', () => {
    expect(textFor().split('function ')[0]).toMatchInlineSnapshot(`
      "# Sets up Active Directory for the gateway cluster described in this app; by cdktf-data-gateway.
      #   powershell -ExecutionPolicy Bypass -File <this file> -WhatIf         says what it would do
      #   powershell -ExecutionPolicy Bypass -File <this file>                 does it; again: changes nothing
      #   powershell -ExecutionPolicy Bypass -File <this file> -RemoveDropped NAME,NAME   also takes out these computers
      # docs/active-directory.md says which rights it takes, and why.
      param([switch] $WhatIf, [string[]] $RemoveDropped = @())
      "
    `);
  });

  test('is plain ASCII, whatever is described', () => {
    const text = textFor({ props: strange });
    expect(text).toMatch(/^[\n\x20-\x7e]+$/);
    expect(text).not.toContain('Finanz\u00fc');
  });

  test('has no secret, nothing that Terraform computes, and no path of the machine that wrote it', () => {
    const text = textFor({ props: { domainMembership: BY_SCRIPT } });
    expect(text).not.toMatch(/\$\{|TOKEN|TfToken|vault\.azure\.net|kv-gateway|join-password/);
    expect(text).not.toContain(process.cwd());
  });

  test('is the same for the same description, and another for another', () => {
    expect(textFor()).toBe(textFor());
    expect(textFor({ setup: { membersGroup: 'others' } })).not.toBe(textFor());
  });
});

describeWithEngine("the administrator's script, of a cluster with a strange name", (engine) => {
  test('writes the name as it is on what it makes, and knows it again', async () => {
    const gatewayName = 'Finanz\u00fcbersicht \u2019$(whoami)`"';
    const { world, run } = await prepared(engine(), { props: { gatewayName } });
    const result = await run([DROPPED]);
    expect(result.exitCode).toBe(0);
    expect((await objectIn(world, MEMBERS_GROUP)).description).toBe(MARK.replace('finance-prod', gatewayName));
    expect(effectsOf(await run([DROPPED]))).toEqual([]);
    expect(said(await run(), 'NOTE')).toEqual([]);
  });
});
