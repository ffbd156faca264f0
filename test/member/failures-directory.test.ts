import { DirectorySetup, type DirectorySetupOnMachineOptions, KerberosDelegation, type MemberCount } from '../../lib';
import {
  BY_SCRIPT,
  CONSTRAINED,
  directoryWorld,
  gatewayAccount,
  inDirectory,
  MEMBERS_GROUP,
  RESOURCE_BASED,
  SQL,
} from './directory-cluster';
import { done, failureOf, objectIn, setUp } from './directory-runs';
import type { DirectoryObjectConfig, DomainConfig } from './engine/domain-config';
import { describeWithEngine } from './engine/engine';
import type { SimulatedWorld } from './engine/world';
import type { MemberConfig } from './engine/world-config';
import { MANAGEMENT_MACHINE, MANAGEMENT_MACHINE_ID, MemberCluster, type Step } from './member-cluster';
import { changesOf, effectsOf, INSTALLED } from './situation';

interface Failure {
  readonly delegation?: KerberosDelegation;
  readonly directory?: Partial<DirectorySetupOnMachineOptions>;
  readonly domain?: Partial<DomainConfig>;
  readonly management?: MemberConfig;
  /** Of GW-01. */
  readonly member?: MemberConfig;
  /** @default the preparation */
  readonly step?: readonly [computer: string, step: Step];
  /** What was done before the step, and what happened since. */
  readonly before?: (world: SimulatedWorld, cluster: MemberCluster) => Promise<unknown>;
  /** Does what the message says: in the world, or in the description. */
  readonly mend: (world: SimulatedWorld) => Promise<unknown>;
  readonly mended?: Pick<Failure, 'delegation' | 'directory'>;
}

/** Somebody without an account in this forest. */
const STRANGER = 'S-1-5-21-1-2-3-4711';
const ADMIT = ['GW-01', 'directory'] as const;
const RELEASE = ['', 'directory-release'] as const;

const described = (
  { delegation = CONSTRAINED, directory = {} }: Partial<Failure>,
  members: MemberCount = 2,
): MemberCluster =>
  new MemberCluster(
    inDirectory({
      members,
      serviceAccount: gatewayAccount(delegation),
      directory: DirectorySetup.onMachine({
        virtualMachineId: MANAGEMENT_MACHINE_ID,
        membersGroup: MEMBERS_GROUP,
        ...directory,
      }),
    }),
  );

const worldFor = (
  engine: Parameters<typeof directoryWorld>[0],
  cluster: MemberCluster,
  { domain = {}, management = {}, member = {} }: Partial<Failure>,
): Promise<SimulatedWorld> => {
  const members = { [MANAGEMENT_MACHINE]: management, 'GW-01': { installed: INSTALLED, ...member }, 'GW-03': {} };
  return directoryWorld(engine, cluster, domain, { members });
};

const nothing = (): Promise<void> => Promise.resolve();
const deny = (world: SimulatedWorld, ...kinds: string[]): Promise<void> =>
  world.set(undefined, ['domain', 'denied'], kinds);
const prepared = (world: SimulatedWorld, cluster: MemberCluster): Promise<unknown> =>
  done(cluster, world, '', 'directory-prepare');

/** Without a right, which is given afterwards. */
const denied = (kind: string, more: Partial<Failure> = {}): Failure => ({
  ...more,
  domain: { ...more.domain, denied: [kind] },
  mend: (world) => deny(world),
});
/** With an object in the way, which is removed afterwards. */
const inTheWay = (object: DirectoryObjectConfig, more: Partial<Failure> = {}): Failure => ({
  domain: { objects: [object] },
  mend: (world) => world.removeDirectoryObject(object.sam),
  ...more,
});
/** A member more than is described now, and no right to take it out. */
const notReleased = (kind: string): Failure => ({
  step: RELEASE,
  before: async (world) => {
    await setUp(described({}, 3), world);
    await deny(world, kind);
  },
  mend: (world) => deny(world),
});
const handMade = { sam: 'svc-gw$', class: 'gmsa', encryptionTypes: 24 } as const;
const trustNoMore = "Set-ADAccountControl 'svc-gw$' -TrustedForDelegation $false";
/** With an account that somebody else has made, and changes afterwards by this command. */
const ofOthers = (given: Partial<DirectoryObjectConfig>, command: string): Failure => ({
  management: { features: { 'RSAT-AD-PowerShell': true } },
  domain: { objects: [{ ...handMade, ...given }] },
  mend: async (world) => {
    expect((await world.run(MANAGEMENT_MACHINE, command)).errors).toEqual([]);
  },
});
const unit = (name: string): string => `OU=${name},DC=corp,DC=example`;
const sqlIn = (...objects: DirectoryObjectConfig[]): Partial<DomainConfig> => ({
  domains: { 'emea.example': { objects } },
});

const failures: Readonly<Record<string, Failure>> = {
  'a management machine that belongs to no domain': {
    management: { domain: { joined: false } },
    mend: (world) => world.joinByExtension(MANAGEMENT_MACHINE),
  },
  'a Windows feature that cannot be installed': {
    management: { featureFails: true },
    mend: (world) => world.set(MANAGEMENT_MACHINE, ['featureFails'], false),
  },
  'a domain that cannot be reached': {
    management: { domain: { reachableAfter: 100_000 } },
    mend: (world) => world.set(MANAGEMENT_MACHINE, ['domain', 'reachableAfter'], 0),
  },
  'the domain controller of the changes, when it alone cannot be reached': {
    management: { network: { blocked: ['dc1.corp.example'] } },
    mend: (world) => world.set(MANAGEMENT_MACHINE, ['network', 'blocked'], []),
  },
  'a domain controller that does not exist': {
    directory: { domainController: 'dc9.corp.example' },
    mend: nothing,
    mended: { directory: { domainController: 'dc2.corp.example' } },
  },
  'a broken trust': {
    management: { domain: { trustBroken: true } },
    mend: (world) => world.set(MANAGEMENT_MACHINE, ['domain', 'trustBroken'], false),
  },
  'a group whose name a user has': inTheWay({ sam: MEMBERS_GROUP, class: 'user' }),
  'a distribution group': inTheWay({ sam: MEMBERS_GROUP, class: 'group', properties: { groupType: 2 } }),
  'an account whose name a user has': inTheWay({ sam: 'svc-gw$', class: 'user' }),
  'an account whose name a computer has': inTheWay({ sam: 'svc-gw$', class: 'computer' }),
  'a missing organizational unit of the group': {
    directory: { membersGroupOrganizationalUnit: unit('Missing') },
    mend: (world) => world.addDirectoryObject({ sam: 'Missing', class: 'organizationalUnit' }),
  },
  'a missing organizational unit of the account': {
    directory: { accountOrganizationalUnit: unit('Missing') },
    mend: (world) => world.addDirectoryObject({ sam: 'Missing', class: 'organizationalUnit' }),
  },
  'a missing right to create a group': denied('ad.group.create'),
  'a missing right to create an account': denied('ad.account.create'),
  'an account of others that is disabled': ofOthers({ enabled: false }, "Set-ADServiceAccount 'svc-gw' -Enabled $true"),
  'a missing right to say who may read the password': denied('ad.account.set', { domain: { objects: [handMade] } }),
  'a reader of the password whom nobody knows any more': ofOthers(
    { principalsAllowedToRetrieve: [STRANGER] },
    "Set-ADServiceAccount 'svc-gw' -PrincipalsAllowedToRetrieveManagedPassword $null",
  ),
  'a missing right to change what an account delegates to': denied('ad.object.set msDS-AllowedToDelegateTo'),
  'a missing right to take a service off the list': {
    before: async (world) => {
      await setUp(described({}), world);
      await deny(world, 'ad.object.set msDS-AllowedToDelegateTo');
    },
    delegation: RESOURCE_BASED,
    mend: (world) => deny(world),
  },
  'a missing privilege to trust an account for delegation': denied('ad.account.control'),
  'an account of others that may delegate to any service': ofOthers({ trustedForDelegation: true }, trustNoMore),
  'a missing privilege to take unconstrained delegation away': {
    before: async (world) => {
      await setUp(described({}), world);
      expect((await world.run(MANAGEMENT_MACHINE, trustNoMore.replace('$false', '$true'))).errors).toEqual([]);
      await deny(world, 'ad.account.control');
    },
    mend: (world) => deny(world),
  },
  'a missing right to write to the account of a data source': denied('ad.user.set', { delegation: RESOURCE_BASED }),
  'a data source whose account does not exist': {
    delegation: RESOURCE_BASED,
    domain: sqlIn({ sam: 'somebody', class: 'user' }),
    mend: (world) => world.addDirectoryObject({ sam: 'svc-sql02', class: 'user' }, 'emea.example'),
  },
  'a data source whose domain cannot be reached': {
    delegation: RESOURCE_BASED,
    domain: { blockedDomains: ['emea.example'] },
    mend: (world) => world.set(undefined, ['domain', 'blockedDomains'], []),
  },
  'a group of Windows that only administrators change': denied('ad.group.add', {
    delegation: KerberosDelegation.constrained({ services: [SQL], windowsAuthorizationAccess: true }),
  }),
  'a member whose computer account never appears': {
    step: ADMIT,
    member: { domain: { noComputerObject: true } },
    before: prepared,
    mend: (world) => world.addDirectoryObject({ sam: 'GW-01$', class: 'computer' }),
  },
  'a computer account that somebody has taken from the quota of the domain': {
    step: ADMIT,
    domain: { objects: [{ sam: 'GW-01$', class: 'computer', properties: { 'mS-DS-CreatorSID': STRANGER } }] },
    before: prepared,
    mend: async (world) => {
      await world.removeDirectoryObject('GW-01$');
      await world.addDirectoryObject({ sam: 'GW-01$', class: 'computer' });
    },
  },
  'a name that another account has': inTheWay(
    { sam: 'OLD$', class: 'computer', spns: ['gateway/GW-01'] },
    { step: ADMIT, before: prepared },
  ),
  'a name that an account of another domain has': {
    step: ADMIT,
    domain: sqlIn({ sam: 'OLD$', class: 'computer', spns: ['gateway/GW-01'] }),
    before: prepared,
    mend: (world) => world.removeDirectoryObject('OLD$', 'emea.example'),
  },
  'a name that an account of another domain has, which is called like ours': {
    step: ADMIT,
    domain: sqlIn({ sam: 'svc-gw$', class: 'gmsa', spns: ['gateway/GW-01'] }),
    before: prepared,
    mend: (world) => world.removeDirectoryObject('svc-gw$', 'emea.example'),
  },
  'a missing right to register a name': denied('ad.object.set servicePrincipalName', { step: ADMIT, before: prepared }),
  'a missing right to change the members of the group': denied('ad.group.add', { step: ADMIT, before: prepared }),
  'an account that somebody has deleted': {
    step: ADMIT,
    before: async (world, cluster) => {
      await prepared(world, cluster);
      await world.removeDirectoryObject('svc-gw$');
    },
    mend: (world) => prepared(world, described({})),
  },
  'a group that somebody has deleted': {
    step: ADMIT,
    before: async (world, cluster) => {
      await prepared(world, cluster);
      await world.removeDirectoryObject(MEMBERS_GROUP);
    },
    mend: (world) => prepared(world, described({})),
  },
  'a missing right to take a name away': notReleased('ad.object.set servicePrincipalName'),
  'a missing right to take a computer out of the group': notReleased('ad.group.remove'),
};

describeWithEngine('the directory, when it cannot be changed', (engine) => {
  test.each(Object.entries(failures))('stops at %s, and goes on once that is mended', async (_, failure) => {
    const { step: [computer, step] = ['', 'directory-prepare'], before = nothing, mend, mended = {} } = failure;
    const [first, second] = [described(failure), described({ ...failure, ...mended })];
    const world = await worldFor(engine(), first, failure);
    await before(world, first);
    const undisturbed = await world.clone();
    const failed = await first.run(world, computer, step);
    expect(failureOf(failed)).toMatchSnapshot();
    expect(await world.leaks(failed)).toEqual([]);
    for (const one of [world, undisturbed]) {
      await mend(one);
      await setUp(second, one);
    }
    expect((await world.state()).directory).toEqual((await undisturbed.state()).directory);
  });

  test('tries again while a domain controller cannot be reached', async () => {
    const cluster = described({});
    const world = await worldFor(engine(), cluster, { management: { domain: { reachableAfter: 90 } } });
    const prepare = await done(cluster, world, '', 'directory-prepare');
    expect(prepare.seconds).toBeGreaterThanOrEqual(90);
    expect((await objectIn(world, 'svc-gw$')).mayRetrieve).toEqual([MEMBERS_GROUP]);
  });

  test('admits a computer that the account that joins has taken from the quota of the domain', async () => {
    const cluster = new MemberCluster(inDirectory({ domainMembership: BY_SCRIPT }));
    const world = await worldFor(engine(), cluster, {
      domain: { objects: [{ sam: 'svc-join', class: 'user' }] },
      management: { features: { 'RSAT-AD-PowerShell': true } },
      member: { domain: { joined: false } },
    });
    const { output } = await world.run(MANAGEMENT_MACHINE, "(Get-ADUser -Identity 'svc-join').SID.Value");
    const properties = { 'mS-DS-CreatorSID': output.join('') };
    await world.addDirectoryObject({ sam: 'GW-01$', class: 'computer', properties });
    await prepared(world, cluster);
    await done(cluster, world, ...ADMIT);
    expect((await objectIn(world, MEMBERS_GROUP)).members).toEqual(['GW-01$']);
  });

  describe('for want of a KDS root key,', () => {
    const kds = (world: SimulatedWorld): Promise<unknown> =>
      world.run(MANAGEMENT_MACHINE, '$null = Add-KdsRootKey -EffectiveImmediately');
    const exists = async (world: SimulatedWorld): Promise<boolean> =>
      objectIn(world, 'svc-gw$').then(
        () => true,
        () => false,
      );

    test.each([true, false])(
      'says what it takes where there is none (whether it would see one: %s)',
      async (visible) => {
        const cluster = described({});
        const world = await worldFor(engine(), cluster, { domain: { kdsKeys: [], kdsVisible: visible } });
        expect(failureOf(await cluster.run(world, '', 'directory-prepare'))).toMatchSnapshot();
        await kds(world);
        const again = await cluster.run(world, '', 'directory-prepare');
        expect([visible, failureOf(again).failed]).toEqual([
          visible,
          visible
            ? 'the only KDS root key of the forest counts from 2026-09-01 18:00:00Z on'
            : 'making it so that the group managed service account svc-gw$ exists failed: Key does not exist',
        ]);
        expect([await exists(world), effectsOf(again)]).toEqual([false, []]);
        await world.advance(36_000);
        await done(cluster, world, '', 'directory-prepare');
        expect(await exists(world)).toBe(true);
      },
    );

    test('uses one that it does not see', async () => {
      const cluster = described({});
      const world = await worldFor(engine(), cluster, { domain: { kdsVisible: false } });
      await done(cluster, world, '', 'directory-prepare');
      expect(await exists(world)).toBe(true);
    });

    test('says from when on the key counts, which is ten hours after its own time', async () => {
      const cluster = described({});
      const kdsKeys = [{ effectiveAfter: 7200 }, { effectiveAfter: 3600 }];
      const world = await worldFor(engine(), cluster, { domain: { kdsKeys } });
      expect(failureOf(await cluster.run(world, '', 'directory-prepare'))).toMatchSnapshot();
      await world.advance(3600);
      await done(cluster, world, '', 'directory-prepare');
      expect(await exists(world)).toBe(true);
    });

    test('makes one where that is described, once, and waits for people to come back', async () => {
      const cluster = described({ directory: { kdsRootKey: 'create' } });
      const world = await worldFor(engine(), cluster, { domain: { kdsKeys: [] } });
      const first = await cluster.run(world, '', 'directory-prepare');
      expect(failureOf(first)).toMatchSnapshot();
      expect(effectsOf(first)).toContain('ad.kds.add effective in 10 hours');
      await world.advance(35_000);
      const second = await cluster.run(world, '', 'directory-prepare');
      expect([effectsOf(second), failureOf(second).failed]).toEqual([
        [],
        'the only KDS root key of the forest counts from 2026-09-01 18:00:00Z on',
      ]);
      await world.advance(1_000);
      expect(changesOf(await done(cluster, world, '', 'directory-prepare'))).not.toContain(
        'the forest has a KDS root key',
      );
      expect(await exists(world)).toBe(true);
    });

    test('needs an administrator of the forest to make one', async () => {
      const cluster = described({ directory: { kdsRootKey: 'create' } });
      const world = await worldFor(engine(), cluster, { domain: { kdsKeys: [], denied: ['ad.kds.add'] } });
      expect(failureOf(await cluster.run(world, '', 'directory-prepare'))).toMatchSnapshot();
    });

    test('makes none where the account exists', async () => {
      const cluster = described({ directory: { kdsRootKey: 'create' } });
      const objects = [{ sam: 'svc-gw$', class: 'gmsa' }] as const;
      const world = await worldFor(engine(), cluster, { domain: { kdsKeys: [], objects } });
      const prepare = await done(cluster, world, '', 'directory-prepare');
      expect(effectsOf(prepare).filter((effect) => effect.startsWith('ad.kds'))).toEqual([]);
    });
  });
});
