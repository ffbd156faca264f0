import { DomainMembership, KeyVaultSecretVersionReference } from '../../lib';
import { BY_SCRIPT, CONSTRAINED, DOMAIN, gatewayAccount, inDirectory, SQL } from './directory-cluster';
import { describeWithEngine } from './engine/engine';
import type { DirectoryObjectState, Fault, RunResult, SimulatedWorld, WorldState } from './engine/world';
import { defaults } from './engine/world-defaults';
import { afterFault, faultPoints } from './fault-points';
import { answersIn, byScript, type Joining, joiningWorld, timeless } from './joining';
import { GROUP, MemberCluster, pinned } from './member-cluster';
import { recordFaults } from './record';
import { again, changesOf, effectsOf, expectDone, machineIn, notesOf, softwareOn, textOf } from './situation';

const RESTART = 'Windows restarts in a quarter of a minute';
const JOINED = `joined the domain ${DOMAIN}`;
const UNIT = 'OU=Gateways,DC=corp,DC=example';
const COMPUTERS = 'CN=Computers,DC=corp,DC=example';
const SHUTDOWN = 'process.start "C:\\Windows\\System32\\shutdown.exe" /r /t 15 /d p:2:4';

type Computer = readonly [name: string, DirectoryObjectState];

function computersIn({ directory }: WorldState): readonly Computer[] {
  return Object.entries(directory?.[DOMAIN] ?? {}).filter(([, { sam }]) => sam?.startsWith('GW-') === true);
}

describeWithEngine('join-domain', (engine) => {
  test('joins a new machine in its organizational unit, and asks for one restart', async () => {
    const { cluster, world } = await joiningWorld(engine());
    const { result, after, is } = await again(cluster, world, 'GW-01', 'join-domain');
    expectDone(result);
    expect([changesOf(result), notesOf(result), result.restartScheduled]).toEqual([[JOINED], [RESTART], true]);
    expect(effectsOf(result).slice(-2)).toEqual([`domain.join ${DOMAIN} as CORP\\svc-join in ${UNIT}`, SHUTDOWN]);
    expect(is.domain).toEqual({ joined: true, name: DOMAIN });
    expect(computersIn(after)).toEqual([
      [`CN=GW-01,${UNIT}`, expect.objectContaining({ class: 'computer', enabled: true })],
    ]);
  });

  test('changes nothing when it runs again after the restart, and asks for none', async () => {
    const { cluster, world } = await joiningWorld(engine());
    expectDone(await cluster.run(world, 'GW-01', 'join-domain'));
    await world.reboot('GW-01');
    const { result, before, after } = await again(cluster, world, 'GW-01', 'join-domain');
    expectDone(result);
    expect([effectsOf(result), changesOf(result), notesOf(result), result.restartScheduled]).toEqual([
      [],
      [],
      [],
      false,
    ]);
    expect(after).toEqual(before);
  });

  test.each([
    ['at once', false, []],
    ['after the restart only', true, ['2691']],
  ] as const)(
    'joins once when it runs again before the restart, where Windows tells of a join %s',
    async (_, toldAfterRestart, answers) => {
      const { cluster, world } = await joiningWorld(engine());
      await world.set('GW-01', ['domain', 'toldAfterRestart'], toldAfterRestart);
      expectDone(await cluster.run(world, 'GW-01', 'join-domain'));
      const { result, before, after } = await again(cluster, world, 'GW-01', 'join-domain');
      expectDone(result);
      expect([answersIn(result), notesOf(result)]).toEqual([answers, [RESTART]]);
      expect(after.directory).toEqual(before.directory);
      expect(timeless(machineIn(after, 'GW-01'))).toEqual(timeless(machineIn(before, 'GW-01')));
    },
  );

  test('is content with a restart that is on its way already', async () => {
    const { cluster, world } = await joiningWorld(engine());
    await world.set('GW-01', ['shutdownFails'], 1115);
    const { result } = await again(cluster, world, 'GW-01', 'join-domain');
    expectDone(result);
    expect(notesOf(result)).toEqual([RESTART]);
  });

  test.each<readonly [string, Joining]>([
    ['is right', {}],
    // When Windows was started is reckoned from its clock, and moves with it.
    ['is set right between', { member: { clock: { offset: -240, correctedAfter: 10 } } }],
    ['was set right just before, by hours', { member: { clock: { offset: -7200, correctedAfter: 90 } } }],
  ])('asks later for a restart that it could not ask for, where the clock %s', async (_, joining) => {
    const { cluster, world } = await joiningWorld(engine(), joining);
    const { trace } = await cluster.run(await world.clone(), 'GW-01', 'join-domain');
    const at = trace.findIndex(({ detail }) => detail.includes('shutdown.exe'));
    const failed = await cluster.run(world, 'GW-01', 'join-domain', { at, kind: 'error' });
    expect([failed.exitCode, failed.restartScheduled]).toEqual([1, false]);
    await world.advance(30);
    const { result } = await again(cluster, world, 'GW-01', 'join-domain');
    expectDone(result);
    expect([answersIn(result), result.restartScheduled]).toEqual([[], true]);
  });

  const described: readonly (readonly [string, DomainMembership, string])[] = [
    ['without an organizational unit', byScript({ organizationalUnit: undefined }), COMPUTERS],
    ['by the full name of the account', byScript({ account: `svc-join@${DOMAIN}` }), UNIT],
    ['at a domain controller', byScript({ domainController: `dc1.${DOMAIN}` }), UNIT],
  ];
  test.each(described)('joins %s', async (_, membership, place) => {
    const { cluster, world } = await joiningWorld(engine(), { membership });
    const { result, after } = await again(cluster, world, 'GW-01', 'join-domain');
    expectDone(result);
    expect(computersIn(after).map(([name]) => name)).toEqual([`CN=GW-01,${place}`]);
  });

  test('joins at no other domain controller than the one that is named', async () => {
    // All others are out of reach.
    const member = { network: { blocked: [`dc2.${DOMAIN}`] } };
    const named = await joiningWorld(engine(), { membership: byScript({ domainController: `dc1.${DOMAIN}` }), member });
    expectDone((await again(named.cluster, named.world, 'GW-01', 'join-domain')).result);
    const found = await joiningWorld(engine(), { member });
    expect((await again(found.cluster, found.world, 'GW-01', 'join-domain')).result.exitCode).toBe(1);
  });

  test.each([
    ['it has made itself', { creator: 'CORP\\svc-join' }, []],
    ['it may use again', {}, ['GW-01']],
  ] as const)('takes over a computer account that %s, where that is', async (_, more, mayReuse) => {
    const there = { sam: 'GW-01$', class: 'computer', path: UNIT, enabled: false, description: 'Racked' } as const;
    const { cluster, world } = await joiningWorld(engine(), { domain: { objects: [{ ...there, ...more }] } });
    await world.set(undefined, ['domain', 'joinAccounts', 'CORP\\svc-join', 'mayReuse'], mayReuse);
    const { result, after } = await again(cluster, world, 'GW-01', 'join-domain');
    expectDone(result);
    expect(computersIn(after)).toEqual([
      [`CN=GW-01,${UNIT}`, expect.objectContaining({ enabled: true, description: 'Racked' })],
    ]);
  });

  test('joins with a password of all kinds of characters', async () => {
    const secret = `p'"\`$(exit)%{}\\\u00e4\u20ac\u2019 ;`;
    const { cluster, world } = await joiningWorld(engine(), {
      domain: { joinAccounts: { 'CORP\\svc-join': { secret } } },
      world: { vaults: { [defaults.vault]: { secrets: { [BY_SCRIPT.credential?.name ?? '']: secret } } } },
    });
    expectDone((await again(cluster, world, 'GW-01', 'join-domain')).result);
  });
});

describeWithEngine('join-domain, described otherwise', (engine) => {
  const others: Readonly<Record<string, DomainMembership>> = {
    'another organizational unit': byScript({ organizationalUnit: 'OU=Servers,DC=corp,DC=example' }),
    'another account': byScript({ account: 'CORP\\svc-join-2' }),
    'another domain controller': byScript({ domainController: `dc2.${DOMAIN}` }),
  };
  test.each(Object.entries(others))('runs again for %s, and changes nothing on a member', async (_, membership) => {
    const { cluster, world } = await joiningWorld(engine());
    expectDone(await cluster.run(world, 'GW-01', 'join-domain'));
    await world.reboot('GW-01');
    const changed = new MemberCluster({ software: pinned(), domainMembership: membership });
    // The script's checksum is part of the name of its command.
    expect(changed.script('GW-01', 'join-domain').text).not.toBe(cluster.script('GW-01', 'join-domain').text);
    const { result, before, after } = await again(changed, world, 'GW-01', 'join-domain');
    expectDone(result);
    expect([effectsOf(result), result.restartScheduled]).toEqual([[], false]);
    expect(after).toEqual(before);
  });

  test('says nothing of versions of the password: a new one is used by the members that join next', async () => {
    const { cluster, world } = await joiningWorld(engine());
    expectDone(await cluster.run(world, 'GW-01', 'join-domain'));
    await world.rotateSecret(defaults.vault, BY_SCRIPT.credential?.name ?? '', '2'.repeat(32), 'N3w-password-for-all');
    await world.set(undefined, ['domain', 'joinAccounts', 'CORP\\svc-join', 'secret'], 'N3w-password-for-all');
    expectDone((await again(cluster, world, 'GW-02', 'join-domain')).result);
    expect(computersIn(await world.state())).toHaveLength(2);
  });
});

describeWithEngine('install, of a member that joins', (engine) => {
  test('begins nothing before the restart, and all of it afterwards', async () => {
    const { cluster, world } = await joiningWorld(engine(), { member: { installed: {} } });
    expectDone(await cluster.run(world, 'GW-01', 'join-domain'));
    const early = await again(cluster, world, 'GW-01', 'install');
    expect([early.result.exitCode, effectsOf(early.result)]).toEqual([1, []]);
    expect(textOf(early.result)).toContain('What failed: waited in vain for a secure channel to the domain\n');
    expect(early.is).toEqual(early.was);
    await world.reboot('GW-01');
    const { result, is } = await again(cluster, world, 'GW-01', 'install');
    expectDone(result);
    expect(softwareOn(is)['gateway']).toBe(defaults.gatewayVersions['26-06']);
  });

  test('waits a while for the restart also where Windows has a channel at once', async () => {
    const { cluster, world } = await joiningWorld(engine());
    await world.set('GW-01', ['domain', 'channelAtOnce'], true);
    expectDone(await cluster.run(world, 'GW-01', 'join-domain'));
    const early = await (await world.clone()).run('GW-01', cluster.script('GW-01', 'install').text);
    expect(early.seconds).toBeGreaterThanOrEqual(285);
    await world.reboot('GW-01');
    const { result } = await again(cluster, world, 'GW-01', 'install');
    expectDone(result);
    expect(result.seconds).toBe(0);
  });

  test('begins nothing where nobody has joined it', async () => {
    const { cluster, world } = await joiningWorld(engine());
    const { result, was, is } = await again(cluster, world, 'GW-01', 'install');
    expect(textOf(result)).toContain(`What failed: waited in vain for this computer to be in the domain ${DOMAIN}\n`);
    expect(softwareOn(is)).toEqual(softwareOn(was));
    expect([is.services, is.users, is.disks]).toEqual([was.services, was.users, was.disks]);
  });
});

describeWithEngine('members that have just joined', (engine) => {
  const protectedSettings = KeyVaultSecretVersionReference.of({
    keyVaultId: `${GROUP}/Microsoft.KeyVault/vaults/${defaults.vault}`,
    name: 'join-settings',
    version: 'a1'.repeat(16),
  });
  const byExtension = DomainMembership.joinByExtension({
    domain: DOMAIN,
    account: 'CORP\\svc-join',
    protectedSettings,
  });
  type Join = (cluster: MemberCluster, world: SimulatedWorld, computer: string) => Promise<void>;
  const script: Join = async (cluster, world, computer) => {
    expectDone(await cluster.run(world, computer, 'join-domain'));
    await world.reboot(computer);
  };
  const extension: Join = (_, world, computer) => world.joinByExtension(computer);

  test.each([
    ['a script', BY_SCRIPT, script],
    ["Azure's extension", byExtension, extension],
  ] as const)('by %s are installed, admitted, and run the gateway under the account', async (_, membership, join) => {
    const props = inDirectory({ serviceAccount: gatewayAccount(CONSTRAINED) });
    const { cluster, world } = await joiningWorld(engine(), { membership, props, member: { installed: {} } });
    expectDone(await cluster.run(world, '', 'directory-prepare'));
    for (const computer of cluster.computers) {
      await join(cluster, world, computer);
      for (const step of ['install', 'directory', 'configure'] as const)
        expectDone((await again(cluster, world, computer, step)).result);
      expect(machineIn(await world.state(), computer).services['PBIEgwService']).toMatchObject({
        status: 'Running',
        runsAs: 'CORP\\svc-gw$',
      });
    }
    const account = Object.values((await world.state()).directory?.[DOMAIN] ?? {}).find(({ sam }) => sam === 'svc-gw$');
    expect(account).toMatchObject({
      spns: cluster.computers.map((computer) => `gateway/${computer}`),
      allowedToDelegateTo: [...SQL.forms].sort(),
    });
  });
});

describeWithEngine('join-domain, cut off or failing at every effect', (engine) => {
  test('has joined, and owes no restart, after another run, a restart and a third run', async () => {
    const { cluster, world: before } = await joiningWorld(engine());
    const run = (world: SimulatedWorld, fault?: Fault): Promise<RunResult> =>
      cluster.run(world, 'GW-01', 'join-domain', fault);
    const stateOf = async (world: SimulatedWorld): Promise<unknown> => {
      const { members, directory } = await world.state();
      return { directory, members: Object.values(members).map(timeless) };
    };
    const clean = await before.clone();
    const { result: undisturbed, cuts } = await cluster.runCutting(clean, 'GW-01', 'join-domain');
    await clean.reboot('GW-01');
    const wanted = await stateOf(clean);
    let recovered = 0;
    let told = 0;
    const points = faultPoints(undisturbed);
    for (const point of points) {
      const { where } = point;
      const { world, result: first } = await afterFault(before, cuts, point, run);
      if (first?.exitCode === 0) recovered += 1;
      const second = await run(world);
      if (second.told) told += 1;
      expect([where, second.exitCode, textOf(second)]).toEqual([where, 0, expect.stringContaining(': done in')]);
      if (first?.restartScheduled || second.restartScheduled) await world.reboot('GW-01');
      const third = await run(world);
      expect([where, third.exitCode, third.restartScheduled, effectsOf(third)]).toEqual([where, 0, false, []]);
      expect({ where, state: await stateOf(world) }).toEqual({ where, state: wanted });
      for (const result of [first, second, third]) expect([where, await world.leaks(result)]).toEqual([where, []]);
      await world.drop();
    }
    const effects = undisturbed.trace.length;
    recordFaults('join-domain of GW-01', { effects, points: points.length, recovered, told });
    expect(effects).toBeGreaterThan(6);
  }, 300_000);
});
