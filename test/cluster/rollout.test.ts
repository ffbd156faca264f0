import { VirtualMachineRunCommand } from '@cdktf/provider-azurerm/lib/virtual-machine-run-command';
import fc from 'fast-check';
import { GatewayCluster, type GatewayClusterProps, type IMemberStep, type MemberKeys, Rollout } from '../../lib';
import { inRolloutOrder } from '../../lib/cluster/rollout';
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

const steps: IMemberStep[] = ['install', 'configure', 'register'].map((name) => ({
  name,
  interruptsMember: name !== 'install',
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
        steps,
        dataDisk: { sizeGiB: 32 },
        lock: true,
        networkSecurityGroupId: SECURITY_GROUP_ID,
        ...props,
      }),
  );
}

/** What a resource waits for: `depends_on`, and every other resource that its arguments mention. */
function dependenciesOf(block: Block, addresses: readonly string[]): readonly string[] {
  const text = JSON.stringify(block);
  return addresses.filter((address) => text.includes(`${address}"`) || text.includes(`${address}.`));
}

/** Whether one resource is finished before the other is touched, through any number of others. */
function reachability(resources: Readonly<Record<string, Block>>): (from: string, to: string) => boolean {
  const addresses = Object.keys(resources);
  const direct = new Map(addresses.map((address) => [address, dependenciesOf(resources[address] as Block, addresses)]));
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
function unorderedPairs({ resources }: Synthesized<GatewayCluster>): string[] {
  const reaches = reachability(resources);
  const disruptive = Object.keys(resources).filter((address) => DISRUPTIVE.includes(address.split('.')[0] ?? ''));
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
    { numRuns: 25 },
  );
});

test('in a parallel rollout nothing of a member waits for another', () => {
  const parallel = build({ members: 3, rollout: Rollout.parallel() });
  const reaches = reachability(parallel.resources);
  const own = Object.keys(parallel.resources).filter((address) => memberOf(address) !== '');
  for (const a of own) for (const b of own) if (memberOf(a) !== memberOf(b)) expect(reaches(a, b)).toBe(false);
  expect(unorderedPairs(parallel).length).toBeGreaterThan(0);
});

test('switching the rollout changes nothing but depends_on', () => {
  const serial = build({ members: 4 });
  const parallel = build({ members: 4, rollout: Rollout.parallel() });
  expect(serial.json).not.toBe(parallel.json);
  expect(withoutEdges(serial)).toEqual(withoutEdges(parallel));
});

test('the steps of a member run one after another, after its disk is attached', () => {
  const { resources } = build({ members: 2 });
  const reaches = reachability(resources);
  const address = (part: string): string => Object.keys(resources).find((a) => a.includes(part)) ?? '';
  expect(reaches(address('member-01_install'), address('member-01_data-disk-attachment'))).toBe(true);
  expect(reaches(address('member-01_configure'), address('member-01_install'))).toBe(true);
  expect(reaches(address('member-01_register'), address('member-01_configure'))).toBe(true);
});

test('a member waits for what interrupts the one before it, not for what does not', () => {
  const calm = steps.map((step) => ({ ...step, interruptsMember: step.name === 'configure' }));
  const { resources } = build({ members: 2, steps: calm });
  const reaches = reachability(resources);
  const address = (part: string): string => Object.keys(resources).find((a) => a.includes(part)) ?? '';
  expect(reaches(address('member-02_network-interface'), address('member-01_configure'))).toBe(true);
  expect(reaches(address('member-02_network-interface'), address('member-01_register'))).toBe(false);
});

test('a lock is placed after the last step and lifted when a step is replaced', () => {
  const { resources } = build({ members: 2 });
  const reaches = reachability(resources);
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
