import { KerberosDelegation, ServiceAccount, ServicePrincipalName } from '../../lib';
import {
  account,
  ADMINISTRATOR,
  type Beginning,
  changedBy,
  DROPPED,
  expectNothingChanged,
  expectSetUp,
  group,
  OTHERS,
  prepared,
  said,
  stopIn,
} from './administrator';
import { CONSTRAINED, gatewayAccount, MEMBERS_GROUP, RESOURCE_BASED, SQL } from './directory-cluster';
import { describeWithEngine } from './engine/engine';
import type { SimulatedWorld } from './engine/world';
import type { FaultKind } from './engine/world';
import { afterFault, expectSameState, faultPoints } from './fault-points';
import { recordFaults } from './record';

/** A change in a directory has no halves; that the window was closed before it is like an error. */
const KINDS: readonly FaultKind[] = ['error', 'errorAfter', 'rebootAfter'];

/** What is in the way, and how somebody sets it aside. */
interface Failure extends Beginning {
  readonly mend: (world: SimulatedWorld) => Promise<unknown>;
}

const set =
  (path: readonly string[], value: unknown) =>
  (world: SimulatedWorld): Promise<void> =>
    world.set(undefined, ['domain', ...path], value);
/** What another administrator types. */
const type =
  (command: string) =>
  async (world: SimulatedWorld): Promise<void> => {
    const { errors } = await world.run(ADMINISTRATOR, `$ErrorActionPreference = 'Stop'\n${command}`);
    expect(errors).toEqual([]);
  };

const failures: Readonly<Record<string, Failure>> = {
  'a machine without the module': {
    administrator: { features: {} },
    mend: type('$null = Install-WindowsFeature -Name RSAT-AD-PowerShell'),
  },
  'a domain that does not answer': {
    domain: { blockedDomains: ['corp.example'] },
    mend: set(['blockedDomains'], []),
  },
  'a domain controller that there is not': {
    setup: { domainController: 'dc1.corp.example' },
    administrator: { network: { blocked: ['dc1.corp.example'] } },
    mend: (world) => world.set(ADMINISTRATOR, ['network', 'blocked'], []),
  },
  'somebody who may change nothing': {
    domain: { writers: [] },
    mend: set(['writers'], [ADMINISTRATOR]),
  },
  'somebody who may not make accounts': {
    domain: { denied: ['ad.account.create'] },
    mend: set(['denied'], []),
  },
  'somebody who may not trust accounts for delegation': {
    domain: { denied: ['ad.account.control', 'ad.object.set msDS-AllowedToDelegateTo'] },
    mend: set(['denied'], []),
  },
  'somebody who may not change groups': {
    domain: { denied: ['ad.group.add'] },
    mend: set(['denied'], []),
  },
  'no root key': {
    domain: { kdsKeys: [] },
    mend: async (world) => {
      await type('$null = Add-KdsRootKey -EffectiveImmediately')(world);
      await world.advance(24 * 3600);
    },
  },
  'a root key that is too new': {
    domain: { kdsKeys: [{ effectiveAfter: 3600 }] },
    mend: (world) => world.advance(24 * 3600),
  },
  'a name that another account has': {
    domain: { objects: [{ sam: 'svc-old', class: 'user', spns: ['gateway/GW-02'] }] },
    mend: type(
      "Set-ADObject -Identity 'CN=svc-old,CN=Users,DC=corp,DC=example' -Remove @{ servicePrincipalName = 'gateway/GW-02' }",
    ),
  },
  'an account that somebody has disabled': {
    domain: { objects: [account({ enabled: false })] },
    mend: type("Set-ADServiceAccount -Identity 'svc-gw$' -Enabled $true"),
  },
  'an account of somebody else that may delegate to any service': {
    domain: { objects: [account({ description: OTHERS, trustedForDelegation: true })] },
    mend: type("Set-ADAccountControl -Identity 'svc-gw$' -TrustedForDelegation $false"),
  },
  'a computer account that a user has made from their quota': {
    domain: {
      objects: [
        {
          sam: 'GW-02$',
          class: 'computer',
          properties: { 'mS-DS-CreatorSID': 'S-1-5-21-3623811015-3361044348-30300820-1105' },
        },
      ],
    },
    mend: (world) => world.removeDirectoryObject('GW-02$'),
  },
  'delegation that others have set, beside the one of data sources': {
    props: { serviceAccount: gatewayAccount(RESOURCE_BASED) },
    domain: { objects: [account({ description: OTHERS, allowedToDelegateTo: ['HTTP/web.corp.example'] })] },
    mend: type(
      "Set-ADObject -Identity 'CN=svc-gw,CN=Managed Service Accounts,DC=corp,DC=example' -Remove @{ 'msDS-AllowedToDelegateTo' = 'HTTP/web.corp.example' }",
    ),
  },
  'a data source whose domain does not answer': {
    props: { serviceAccount: gatewayAccount(RESOURCE_BASED) },
    domain: { blockedDomains: ['emea.example'] },
    mend: set(['blockedDomains'], []),
  },
};

describeWithEngine("the administrator's script, when it cannot be done", (engine) => {
  test.each(Object.entries(failures))(
    'stops at %s, says what was done, and goes on',
    async (_, { mend, ...beginning }) => {
      const { run, world } = await prepared(engine(), beginning);
      const preview = await run(['WhatIf']);
      const failed = await run();
      expect(stopIn(failed)).toMatchSnapshot();
      // A preview cannot know of rights, but says no more than a run would have done with them.
      expect(said(preview, 'WOULD SET').slice(0, changedBy(failed).length)).toEqual(changedBy(failed));
      await mend(world);
      expectSetUp(await run());
      expectNothingChanged(await run());
    },
  );

  test.each<readonly [string, Beginning, string]>([
    [
      'another kind of object has the name of the group',
      { domain: { objects: [{ sam: MEMBERS_GROUP, class: 'user' }] } },
      `${MEMBERS_GROUP} is the name of a user`,
    ],
    [
      'another kind of object has the name of the account',
      { domain: { objects: [{ sam: 'svc-gw$', class: 'computer' }] } },
      'svc-gw$ is the name of a computer',
    ],
    [
      'there is no account of a data source',
      {
        props: {
          serviceAccount: gatewayAccount(
            KerberosDelegation.resourceBased({ targets: [{ account: 'svc-none', domain: 'emea.example' }] }),
          ),
        },
      },
      'there is no svc-none in emea.example',
    ],
  ])('says before it runs that %s', async (_, beginning, problem) => {
    const { run } = await prepared(engine(), beginning);
    const preview = await run(['WhatIf']);
    expect([preview.exitCode, said(preview, 'WRONG')]).toEqual([1, [expect.stringContaining(`: ${problem} -> `)]]);
    const failed = await run();
    expect(stopIn(failed).failed).toBe(problem);
    expect(changedBy(failed)).toEqual(said(preview, 'WOULD SET'));
  });

  test('notes what others have to set, before and after, and ends well', async () => {
    const nobody = ServicePrincipalName.sqlServer('sql09.corp.example');
    const services = [SQL, nobody, ServicePrincipalName.sqlServer('sql02.emea.example')];
    const { run } = await prepared(engine(), {
      props: { serviceAccount: gatewayAccount(KerberosDelegation.constrained({ services })) },
    });
    const preview = await run(['WhatIf']);
    const result = await run();
    expectSetUp(result);
    expect(said(result, 'NOTE')).toEqual(said(preview, 'NOTE'));
    expect(said(result, 'NOTE')).toMatchInlineSnapshot(`
      [
        "not so: MSSQLSvc/sql09.corp.example:1433 is registered on one account. Register it on the account that the data source runs as: setspn -S MSSQLSvc/sql09.corp.example:1433 ACCOUNT; setspn -X finds names that two accounts have.",
        "not so: MSSQLSvc/sql02.emea.example:1433 belongs to an account of corp.example. Constrained delegation ends at the border of a domain: use KerberosDelegation.resourceBased.",
      ]
    `);
  });
});

describeWithEngine("the administrator's script, cut off or failing at every effect", (engine) => {
  const old = {
    sam: 'OLD-01$',
    class: 'computer',
    allowedToDelegateTo: [SQL.forms[0] ?? ''],
    trustedToAuthForDelegation: true,
  } as const;
  const worlds: Readonly<Record<string, Beginning>> = {
    'of a managed account': {
      member: { domain: { joined: false } },
      props: {
        serviceAccount: gatewayAccount(
          KerberosDelegation.constrained({ services: [SQL], windowsAuthorizationAccess: true }),
        ),
      },
      domain: {
        objects: [
          old,
          group({ members: ['OLD-01$'] }),
          account({
            encryptionTypes: 28,
            spns: ['gateway/OLD-01'],
            allowedToDelegateTo: ['HTTP/web.corp.example'],
            trustedForDelegation: true,
          }),
        ],
      },
    },
    'from nothing': { props: { serviceAccount: gatewayAccount(RESOURCE_BASED) } },
    'of the virtual account': {
      props: { serviceAccount: ServiceAccount.virtual({ delegation: CONSTRAINED }) },
      domain: { objects: [old, group({ members: ['OLD-01$'] })] },
    },
  };

  test.each(Object.entries(worlds))(
    'has done it all after another run, %s',
    async (name, beginning) => {
      const { run, runCutting, world: before } = await prepared(engine(), { ...beginning, switches: [DROPPED] });
      const clean = await before.clone();
      const { result: undisturbed, cuts } = await runCutting(clean);
      const points = faultPoints(undisturbed, KINDS);
      const wanted = await clean.state();
      let recovered = 0;
      let told = 0;
      for (const point of points) {
        const { where } = point;
        const { world, result: first } = await afterFault(before, cuts, point, (place, fault) => run([], fault, place));
        if (first?.exitCode === 0) recovered += 1;
        else if (first !== undefined)
          expect([where, first.exitCode, first.output.join('\n')]).toEqual([
            where,
            1,
            expect.stringContaining(': FAILED while '),
          ]);
        const second = await run([], undefined, world);
        if (second.told) told += 1;
        expectSetUp(second);
        expectSameState(where, await world.state(), wanted);
        await world.drop();
      }
      recordFaults(`the script of the administrator, ${name}`, {
        effects: undisturbed.trace.length,
        points: points.length,
        recovered,
        told,
      });
      expect(undisturbed.trace.length).toBeGreaterThan(6);
    },
    300_000,
  );
});
