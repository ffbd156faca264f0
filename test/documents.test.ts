import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Capacity, DEPLOYMENT_SCALES, egressTable, GatewayCluster, type GatewayClusterProps } from '../lib';
import { documentedTable } from './network/documented-table';
import { minimalProps } from './support/fixtures';
import { newStack } from './support/synthesize';

const root = resolve(__dirname, '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

test('the explanation in the sizing page is the one that is given', () => {
  expect(read('docs/capacity.md')).toContain(Capacity.forRefreshes({ concurrent: 10, averageDatasetGiB: 3 }).explain());
});

test('the table of scales in the sizing page is the one that is used', () => {
  const rows = read('docs/capacity.md')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter(([, name]) => DEPLOYMENT_SCALES.some((scale) => scale.name === name));
  expect(rows.map((cells) => cells.slice(1, -1))).toEqual(
    DEPLOYMENT_SCALES.map(({ name, concurrent, members, cores, memoryGiB }) => [
      name,
      concurrent.replace('-', ' to '),
      String(members),
      String(cores),
      `${String(memoryGiB)} GiB`,
    ]),
  );
});

test('the table in the page on networks is the one that rules are made of', () => {
  const shown = /<!-- table: .*? -->\s*([\s\S]*?)\s*<!-- end of table -->/.exec(read('docs/network.md'))?.[1] ?? '';
  const cells = (text: string): string => text.replaceAll(/ {2,}/g, ' ').replaceAll(/-{3,}/g, '---');
  expect(cells(shown)).toBe(documentedTable(egressTable('public', 'AzureCloud')));
});

test('the error in the README is the one that is thrown', () => {
  const input = { ...minimalProps(), members: 1, recoveryKey: 'hunter2' } as unknown as GatewayClusterProps;
  let message = '';
  try {
    new GatewayCluster(newStack(undefined, 'prod'), 'finance', input);
  } catch (error) {
    ({ message } = error as Error);
  }
  const lines = message.split('\n').sort();
  const shown =
    read('README.md')
      .split('```')
      .find((block) => block.includes("GatewayCluster 'prod/finance'")) ?? '';
  expect(shown.trim().split('\n').sort()).toEqual(lines);
});
