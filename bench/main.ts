/**
 * `npm run bench`: what the library costs, as ratios in one run; absolute times say more of the machine than of the code. Times are processor time.
 *
 * Members: construction and synthesis of clusters of ten members, against the same resources written by hand. Loading:
 * the built package in a fresh process, against cdktf alone.
 */
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { TerraformStack, Testing } from 'cdktf';
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
// The built package, as users run it.
import { GatewayCluster, KeyVaultSecretReference, Registration } from '../dist';
import { printTable } from '../scripts/table';
import { compareApps } from './apps/main';
import { clusterByHand, type Place } from './by-hand';
import { median } from './median';

const root = resolve(__dirname, '..');
const MEMBERS_PER_CLUSTER = 10;
const SCOPE = '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers';
const keyVaultId = `${SCOPE}/Microsoft.KeyVault/vaults/kv`;
const tenantId = '00000000-0000-0000-0000-000000000000';

function place(index: number): Place {
  return {
    gatewayName: `bench-${String(index)}`,
    prefix: `bench-${String(index)}`,
    location: 'westeurope',
    resourceGroupName: 'rg',
    subnetId: `${SCOPE}/Microsoft.Network/virtualNetworks/vnet/subnets/snet`,
    keyVaultId,
    tenantId,
  };
}

type Build = (stack: TerraformStack, index: number) => void;

const byLibrary: Build = (stack, index) => {
  const { prefix: _, keyVaultId: __, tenantId: ___, ...props } = place(index);
  new GatewayCluster(stack, `cluster-${String(index)}`, {
    ...props,
    members: MEMBERS_PER_CLUSTER,
    recoveryKey: KeyVaultSecretReference.of({ keyVaultId, name: 'recovery-key' }),
    registration: Registration.byOperator({ tenantId }),
  });
};
const byHand: Build = (stack, index) => {
  clusterByHand(stack, `cluster-${String(index)}`, place(index), MEMBERS_PER_CLUSTER);
};

function synthesize(build: Build, members: number): string {
  const stack = new TerraformStack(Testing.app(), 'bench');
  new AzurermProvider(stack, 'azurerm', { features: [{}] });
  for (let index = 0; index < members / MEMBERS_PER_CLUSTER; index += 1) build(stack, index);
  return JSON.stringify(stack.toTerraform());
}

/** Pairs that are not counted, while the engine still compiles; many members warm it up in one. */
const warmUp = (members: number): number => (members > MEMBERS_PER_SAMPLE ? 1 : 2);

/** Members that one sample builds at least: a sample of few milliseconds says nothing. */
const MEMBERS_PER_SAMPLE = 100;

/** Processor time of one synthesis, in milliseconds: what other processes do meanwhile does not count. */
function sample(build: Build, members: number): number {
  const repeats = Math.max(1, MEMBERS_PER_SAMPLE / members);
  globalThis.gc?.();
  const start = process.cpuUsage();
  for (let repeat = 0; repeat < repeats; repeat += 1) synthesize(build, members);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000 / repeats;
}

/** Median times of both, and the median of their ratios, pair by pair: a slow moment of the machine hits both. */
function compare(members: number, rounds: number): readonly string[] {
  // Also a warm-up of both.
  if (synthesize(byLibrary, members) !== synthesize(byHand, members)) {
    throw new Error('the library and the yardstick synthesize different JSON');
  }
  const all = Array.from({ length: warmUp(members) + rounds }, (_, round): [library: number, hand: number] => {
    // In turn, so that neither always runs first.
    if (round % 2 === 0) return [sample(byLibrary, members), sample(byHand, members)];
    const hand = sample(byHand, members);
    return [sample(byLibrary, members), hand];
  });
  const pairs = all.slice(warmUp(members));
  const library = median(pairs.map(([a]) => a));
  return [
    String(members),
    library.toFixed(1),
    median(pairs.map(([, b]) => b)).toFixed(1),
    median(pairs.map(([a, b]) => a / b)).toFixed(2),
    (library / members).toFixed(2),
  ];
}

/** Time and memory that loading a module takes in a fresh process. */
function load(module: string): { milliseconds: number; megabytes: number } {
  const script = `
    const start = performance.now();
    require(${JSON.stringify(module)});
    const milliseconds = performance.now() - start;
    globalThis.gc();
    console.log(JSON.stringify({ milliseconds, megabytes: process.memoryUsage().rss / 2 ** 20 }));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', '-e', script], {
    cwd: root,
    encoding: 'utf8',
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as { milliseconds: number; megabytes: number };
}

function compareLoading(rounds: number): readonly (readonly string[])[] {
  const runs = Array.from({ length: rounds }, () => ({ base: load('cdktf'), own: load(join(root, 'dist')) }));
  const row = (
    label: string,
    pick: (run: { milliseconds: number; megabytes: number }) => number,
    limit: string,
  ): string[] => {
    const base = median(runs.map((run) => pick(run.base)));
    const own = median(runs.map((run) => pick(run.own)));
    return [label, own.toFixed(0), base.toFixed(0), (own - base).toFixed(1), limit];
  };
  return [
    row('time, ms', ({ milliseconds }) => milliseconds, '100'),
    row('memory, MB', ({ megabytes }) => megabytes, '10'),
  ];
}

/**
 * One row, in a process of its own: cdktf keeps every token for as long as its process lives, and under ts-node each holds
 * a long stack trace.
 */
function compareApart(members: number, rounds: number, compiled: boolean): readonly string[] {
  const args = ['--expose-gc', '-r', 'ts-node/register', __filename, String(members), String(rounds), String(compiled)];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as readonly string[];
}

function compareMembers(rounds: readonly [number, number, number], compiled: boolean): void {
  printTable(
    [
      ['members', 'library, ms', 'by hand, ms', 'ratio', 'ms per member'],
      compareApart(10, rounds[0], compiled),
      compareApart(100, rounds[1], compiled),
      compareApart(1000, rounds[2], compiled),
    ],
    'right',
  );
}

function main(): void {
  console.log('Construction and synthesis, against the same resources by hand (target: ratio at most 1.10, linear)');
  console.log('as compiled JavaScript:');
  compareMembers([21, 15, 3], true);
  console.log('under ts-node, which maps each of the many stack traces that cdktf takes:');
  compareMembers([9, 5, 1], false);
  console.log('Loading, against cdktf alone (target: at most 100 ms and 10 MB more)');
  printTable([['loading', 'package', 'cdktf', 'difference', 'target'], ...compareLoading(11)], 'right');
  console.log(
    'Whole apps as compiled JavaScript, each a process: processor time in ms (target: ours / package at most 0.30)',
  );
  printTable(
    [
      [
        'app',
        'empty',
        'by hand',
        'package',
        'of it loading',
        'construction',
        'synthesis',
        'ratio',
        'ours / package',
        'ours / empty',
      ],
      ...compareApps(root, 5),
    ],
    'right',
  );
}

const [members, rounds, compiled] = process.argv.slice(2);
if (members === undefined) main();
else {
  // What ts-node adds to every stack trace, compiled code does not have.
  if (compiled === 'true') Reflect.deleteProperty(Error, 'prepareStackTrace');
  console.log(JSON.stringify(compare(Number(members), Number(rounds))));
}
