import { VirtualMachineRunCommand } from '@cdktf/provider-azurerm/lib/virtual-machine-run-command';
import fc from 'fast-check';
import { GatewayCluster, type GatewayClusterProps, type IMemberStep, type MemberKeys, Rollout } from '../../lib';
import { inRolloutOrder } from '../../lib/cluster/props/rollout';
import { minimalProps, SECURITY_GROUP_ID } from '../support/fixtures';
import { type Block, synthesize, type Synthesized } from '../support/synthesize';

/** Resource types of a member whose change or run can interrupt it. */
const DISRUPTIVE = [
  'azurerm_network_interface',
  'azurerm_managed_disk',
  'azurerm_virtual_machine_data_disk_attachment',
  'azurerm_windows_virtual_machine',
  'azurerm_virtual_machine_run_command',
];

/** Steps of a user who does everything himself. */
const steps: IMemberStep[] = ['prepare', 'restart', 'report'].map((name) => ({
  name,
  interruptsMember: name === 'restart',
  define: (scope, member) =>
    new VirtualMachineRunCommand(scope, 'command', {
      name,
      location: 'westeurope',
      virtualMachineId: member.virtualMachineId,
      source: { script: 'exit 0' },
    }),
}));

function build(props: Partial<GatewayClusterProps>): Synthesized<GatewayCluster> {
  const { members: _, ...rest } = minimalProps();
  return synthesize(
    (stack) =>
      new GatewayCluster(stack, 'finance', {
        ...rest,
        dataDisk: { sizeGiB: 32 },
        lock: true,
        networkSecurityGroupId: SECURITY_GROUP_ID,
        ...props,
      }),
  );
}

/** What a resource waits for: `depends_on`, and every other resource that its arguments mention, by locals too. */
function dependenciesOf(text: string, addresses: ReadonlySet<string>): readonly string[] {
  const mentioned = [...text.matchAll(/\b(?:azurerm_\w+|terraform_data)\.[\w-]+/g)].map(([address]) => address);
  return [...new Set(mentioned)].filter((address) => addresses.has(address));
}

/** Whether one resource is finished before the other is touched, through any number of others. */
function reachability({ resources, fullText }: Synthesized<GatewayCluster>): (from: string, to: string) => boolean {
  const addresses = new Set(Object.keys(resources));
  const direct = new Map(
    Object.entries(resources).map(([address, block]) => [address, dependenciesOf(fullText(block), addresses)]),
  );
  const all = new Map<string, ReadonlySet<string>>();
  const closure = (address: string): ReadonlySet<string> => {
    const known = all.get(address);
    if (known !== undefined) return known;
    const reached = new Set<string>();
    for (const next of direct.get(address) ?? []) {
      if (next === address) continue;
      reached.add(next);
      for (const further of closure(next)) reached.add(further);
    }
    all.set(address, reached);
    return reached;
  };
  return (from, to) => closure(from).has(to);
}

const memberOf = (address: string): string => /member-(\d\d[a-z]?)/.exec(address)?.[1] ?? '';

/** Pairs of disruptive resources of different members that Terraform may touch at the same time. */
function unorderedPairs(cluster: Synthesized<GatewayCluster>): string[] {
  const reaches = reachability(cluster);
  const disruptive = Object.keys(cluster.resources).filter((address) =>
    DISRUPTIVE.includes(address.split('.')[0] ?? ''),
  );
  return disruptive.flatMap((a) =>
    disruptive
      .filter((b) => a < b && memberOf(a) !== memberOf(b) && !reaches(a, b) && !reaches(b, a))
      .map((b) => `${a} and ${b}`),
  );
}

const withoutEdges = ({ resources }: Synthesized<GatewayCluster>): unknown =>
  Object.fromEntries(Object.entries(resources).map(([address, { depends_on: _, ...block }]) => [address, block]));

const clusters = fc
  .uniqueArray(
    fc.tuple(fc.integer({ min: 1, max: 20 }), fc.constantFrom('', 'b')).map(([n, s]) => String(n).padStart(2, '0') + s),
    { minLength: 2, maxLength: 10 },
  )
  .chain((keys) =>
    fc.record({
      keys: fc.constant(keys),
      primary: fc.constantFrom(...keys),
      // With and without zones, and with a disk that names none.
      place: fc.constantFrom<Partial<GatewayClusterProps>>(
        {},
        { location: 'westus' },
        { dataDisk: { sizeGiB: 32, type: 'Premium_ZRS' } },
      ),
    }),
  );

test('in a serial rollout no two members are ever interrupted at once', () => {
  fc.assert(
    fc.property(clusters, ({ keys, primary, place }) => {
      const cluster = build({ memberKeys: keys as unknown as MemberKeys, primary, ...place });
      expect(unorderedPairs(cluster)).toEqual([]);
    }),
    { numRuns: 12 },
  );
});

test('in a parallel rollout a member waits for another only to join what the primary has created', () => {
  const parallel = build({ members: 3, rollout: Rollout.parallel() });
  const reaches = reachability(parallel);
  const own = Object.keys(parallel.resources).filter((address) => memberOf(address) !== '');
  const waits = own.flatMap((a) =>
    own.filter((b) => memberOf(a) !== memberOf(b) && reaches(a, b)).map((b) => [a, memberOf(b)] as const),
  );
  expect(new Set(waits.map(([, member]) => member))).toEqual(new Set(['01']));
  for (const [address] of waits) expect(address).toMatch(/member-0[23]_(register_run-command|lock)_/);
  expect(unorderedPairs(parallel).length).toBeGreaterThan(0);
});

test('switching the rollout changes nothing but depends_on', () => {
  const serial = build({ members: 4 });
  const parallel = build({ members: 4, rollout: Rollout.parallel() });
  expect(serial.json).not.toBe(parallel.json);
  expect(withoutEdges(serial)).toEqual(withoutEdges(parallel));
});

test('the steps of a member run one after another, those of the user between, after its disk is attached', () => {
  const cluster = build({ members: 2, steps });
  const { resources } = cluster;
  const reaches = reachability(cluster);
  const address = (part: string): string => Object.keys(resources).find((a) => a.includes(part)) ?? '';
  expect(reaches(address('member-01_install'), address('member-01_data-disk-attachment'))).toBe(true);
  expect(reaches(address('member-01_prepare'), address('member-01_install'))).toBe(true);
  expect(reaches(address('member-01_configure'), address('member-01_report'))).toBe(true);
  expect(reaches(address('member-01_register'), address('member-01_configure'))).toBe(true);
});

test('a member waits for what interrupts the one before it, not for what does not', () => {
  const cluster = build({ members: 2, steps, bootstrap: false });
  const { resources } = cluster;
  const reaches = reachability(cluster);
  const address = (part: string): string => Object.keys(resources).find((a) => a.includes(part)) ?? '';
  expect(reaches(address('member-02_network-interface'), address('member-01_restart'))).toBe(true);
  expect(reaches(address('member-02_network-interface'), address('member-01_report'))).toBe(false);
});

test('a lock is placed after the last step and lifted when a step is replaced', () => {
  const cluster = build({ members: 2 });
  const { resources } = cluster;
  const reaches = reachability(cluster);
  const lock = Object.keys(resources).find((address) => address.includes('member-01_lock')) ?? '';
  const register = Object.keys(resources).find((address) => address.includes('member-01_register')) ?? '';
  expect(reaches(lock, register)).toBe(true);
  // Also renewed when a step goes: Azure would not let it go under the lock.
  expect((resources[lock] as Block)['notes']).toContain('Steps: install, configure, register.');
  expect((resources[lock] as Block)['lifecycle']).toMatchObject({
    replace_triggered_by: expect.arrayContaining([register]) as unknown,
  });
});

test('the primary goes first, the others in the order of their keys', () => {
  const order = (keys: readonly string[], primary: string): readonly string[] =>
    inRolloutOrder(keys.map((key) => ({ key, isPrimary: key === primary }))).map(({ key }) => key);
  expect(order(['03', '01', '02b', '02'], '02')).toEqual(['02', '01', '02b', '03']);
  fc.assert(
    fc.property(clusters, ({ keys, primary }) => {
      const [first, ...others] = order(keys, primary);
      expect(first).toBe(primary);
      expect(others).toEqual(keys.filter((key) => key !== primary).sort());
      expect(order([...keys].reverse(), primary)).toEqual([first, ...others]);
    }),
  );
});
