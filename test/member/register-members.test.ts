import { Registration } from '../../lib';
import { describeWithEngine } from './engine/engine';
import type { FailureConfig } from './engine/world-config';
import { defaults } from './engine/world-defaults';
import { ADMINISTRATORS, byCertificate, bySecret, MemberCluster } from './member-cluster';
import {
  again,
  changesOf,
  effectsOf,
  expectDone,
  INSTALLED,
  notesOf,
  outcomeOf,
  registryOf,
  restartsOf,
  type Situation,
} from './situation';

const OURS = [defaults.principalObjectId];
const NAME = 'finance-prod';
const member = { installed: INSTALLED };
const secrets = { [defaults.vault]: {} };

const failing = (...commands: readonly string[]): Readonly<Record<string, readonly FailureConfig[]>> =>
  Object.fromEntries(
    commands.map((command) => [
      command,
      [
        { status: 429, times: 1 },
        { status: 503, times: 1 },
      ],
    ]),
  );

interface Success extends Situation {
  /** Simulated seconds that it waited at least. */
  readonly waits?: number;
}

const successes: Readonly<Record<string, Success>> = {
  'a world in which everything works': {},
  'a certificate': { props: { registration: byCertificate() } },
  'a role that counts after eight minutes': {
    world: { vaults: { [defaults.vault]: { roleAfter: 480 } } },
    waits: 480,
  },
  'a recovery key whose role counts later than that of the secret': {
    world: {
      vaults: {
        [defaults.vault]: {
          secrets: {
            [defaults.recoveryKeyName]: { value: defaults.recoveryKey, roleAfter: 600 },
            [defaults.secretName]: defaults.secret,
          },
        },
      },
    },
    waits: 600,
  },
  'a vault that is busy': {
    world: { vaults: { [defaults.vault]: { failures: [429, 500, 503].map((status) => ({ status, times: 2 })) } } },
    waits: 120,
  },
  ...Object.fromEntries(
    [400, 404, 429, 500].map((status): [string, Success] => [
      `an identity endpoint that answers ${String(status)} for a while`,
      { member: { ...member, identityFailures: [{ status, times: 6 }] }, waits: 60 },
    ]),
  ),
  'no network for five minutes': { member: { ...member, network: { downFor: 300 } }, waits: 300 },
  'no names for five minutes': { member: { ...member, network: { namesDownFor: 300 } }, waits: 300 },
  'a service that shows things two minutes later': { world: { tenant: { visibleAfter: 120 } }, waits: 120 },
  ...Object.fromEntries(
    [
      'Connect-DataGatewayServiceAccount',
      'Get-DataGatewayCluster',
      'Add-DataGatewayCluster',
      'Add-DataGatewayClusterUser',
      'Set-DataGatewayCluster',
      'Get-DataGatewayClusterStatus',
    ].map((command): [string, Success] => [
      `a service that is busy: ${command}`,
      { world: { tenant: { failures: failing(command) } }, waits: 40 },
    ]),
  ),
  'a service that is busy with everything': { world: { tenant: { failures: failing('*') } }, waits: 40 },
  'a service that takes an administrator twice': { world: { tenant: { addingUserTwice: 'succeeds' } } },
  'a gateway that takes four minutes to connect': { member: { ...member, connectsAfter: 240 }, waits: 240 },
  'a gateway that was stopped': {
    prepare: (world) => world.setService('GW-01', 'PBIEgwService', 'Stopped'),
  },
  'somebody else of the same application': {
    world: { tenant: { clusters: [{ name: 'another', admins: OURS }, { name: 'invisible' }] } },
  },
};

describeWithEngine('register, when it can be done', (engine) => {
  test.each(Object.entries(successes))('copes with %s', async (_, { waits = 0, ...situation }) => {
    const outcome = await outcomeOf(engine(), 'register', { member, ...situation });
    expectDone(outcome.result);
    expect(notesOf(outcome.result)).toEqual([]);
    expect(outcome.result.seconds).toBeGreaterThanOrEqual(waits);
    const made = outcome.after.clusters.filter(({ name }) => name === NAME);
    expect(made).toMatchObject([
      { loadBalancing: 'Failover', members: [{ name: NAME, machine: 'GW-01', primary: true, status: 'Live' }] },
    ]);
    expect(made[0]?.permissions.map(({ principal }) => principal)).toEqual([...OURS, ...ADMINISTRATORS]);
    expect(outcome.after.clusters.filter(({ name }) => name !== NAME)).toEqual(outcome.before.clusters);
    expect(effectsOf(outcome.result).filter((effect) => effect.startsWith('gateway.createCluster'))).toHaveLength(1);
    expect(outcome.is.certificates).toEqual([]);
    // The others join it.
    const { result, after } = await again(outcome.cluster, outcome.world, 'GW-02', 'register');
    expectDone(result);
    expect(after.clusters.find(({ name }) => name === NAME)?.members).toMatchObject([
      { machine: 'GW-01', primary: true, status: 'Live' },
      { name: 'GW-02', machine: 'GW-02', primary: false, status: 'Live' },
    ]);
  });

  test('makes all members join a cluster that exists, where that is asked for', async () => {
    const cluster = new MemberCluster({ registration: bySecret({ existingCluster: 'join' }) });
    const world = await cluster.world(
      engine(),
      { vaults: secrets, tenant: { clusters: [{ name: NAME, admins: [...OURS, ADMINISTRATORS[0] ?? ''] }] } },
      member,
    );
    const [before] = (await world.state()).clusters;
    for (const computer of cluster.computers) expectDone((await again(cluster, world, computer, 'register')).result);
    const [after] = (await world.state()).clusters;
    expect(after?.id).toBe(before?.id);
    expect(after?.members).toMatchObject([
      { machine: 'ELSEWHERE-1', primary: true },
      { name: 'GW-01', machine: 'GW-01', primary: false, status: 'Live' },
      { name: 'GW-02', machine: 'GW-02', primary: false, status: 'Live' },
    ]);
    expect(after?.permissions.map(({ principal }) => principal)).toEqual([...OURS, ...ADMINISTRATORS]);
  });

  test('leaves the order of members to whoever made the cluster: our primary may come last', async () => {
    const cluster = new MemberCluster({ registration: bySecret({ existingCluster: 'join' }) });
    const world = await cluster.world(engine(), { tenant: { clusters: [{ name: NAME, admins: OURS }] } }, member);
    for (const computer of [...cluster.computers].reverse()) {
      expectDone((await again(cluster, world, computer, 'register')).result);
    }
    expect((await world.state()).clusters[0]?.members.map(({ machine }) => machine)).toEqual([
      'ELSEWHERE-1',
      'GW-02',
      'GW-01',
    ]);
  });
});

describeWithEngine('register, by an operator', (engine) => {
  const registration = Registration.byOperator({ tenantId: defaults.tenantId });
  const cluster = new MemberCluster({ registration });

  test('says what is to be done, and sees when it was done', async () => {
    const world = await cluster.world(engine(), {}, member);
    const ready = [];
    for (const computer of cluster.computers) {
      const { result, is, was } = await again(cluster, world, computer, 'register');
      expectDone(result);
      // Its log needs a folder, and nothing else is made.
      const { folders, acl } = is;
      expect({ ...is, registry: registryOf(is) }).toEqual({ ...was, registry: registryOf(was), folders, acl });
      expect(effectsOf(result).filter((effect) => effect.includes('pwsh.exe'))).toEqual([]);
      ready.push(...notesOf(result));
    }
    expect(ready).toMatchSnapshot();
    // What the person does in the app is what the module does.
    const byHand = new MemberCluster();
    for (const computer of cluster.computers) expectDone(await byHand.run(world, computer, 'register'));
    for (const computer of cluster.computers) {
      const { result, before, after } = await again(cluster, world, computer, 'register');
      expectDone(result);
      expect(notesOf(result)).toEqual(['registered by an operator']);
      expect([changesOf(result), restartsOf(result), after]).toEqual([[], 0, before]);
    }
  });

  test('does not call a member ready that is registered and has no connection', async () => {
    const world = await cluster.world(engine(), {}, member);
    expectDone(await new MemberCluster().run(world, 'GW-01', 'register'));
    await world.set('GW-01', ['neverConnects'], true);
    const { result } = await again(cluster, world, 'GW-01', 'register');
    expect([result.exitCode, result.output.join('\n')]).toEqual([
      1,
      expect.stringContaining('What failed: waited in vain for a connection of the gateway to its service'),
    ]);
  });
});
