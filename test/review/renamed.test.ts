import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GatewayCluster } from '../../lib';
import { minimalProps } from '../support/fixtures';
import { synthesize, type Synthesized } from '../support/synthesize';
import { renamed } from './renamed';

function cluster(id: string, formerId?: string): Synthesized<GatewayCluster> {
  return synthesize((stack) => {
    const made = new GatewayCluster(stack, id, minimalProps());
    if (formerId !== undefined) renamed(made, formerId);
    return made;
  });
}

test('a renamed construct says of each resource where it stood, and nothing is made anew', () => {
  const [former, now] = [cluster('finance'), cluster('accounting', 'finance')];
  const { moved } = now.parsed as { moved?: readonly { from: string; to: string }[] };
  const sorted = (addresses: readonly string[] = []): readonly string[] => [...addresses].sort();
  expect(sorted(moved?.map(({ from }) => from))).toEqual(sorted(Object.keys(former.resources)));
  expect(sorted(moved?.map(({ to }) => to))).toEqual(sorted(Object.keys(now.resources)));
  for (const { from, to } of moved ?? []) {
    const type = (address: string): string => address.slice(0, address.indexOf('.'));
    expect([from, type(to)]).toEqual([from, type(from)]);
    expect(from.replace('finance_', 'accounting_').slice(0, -9)).toBe(to.slice(0, -9));
  }
});

test('the page shows the function that is tested', () => {
  const read = (file: string): string => readFileSync(join(__dirname, '../..', file), 'utf8');
  expect(read('docs/review.md')).toContain(`\`\`\`ts\n${read('test/review/renamed.ts').replace('export ', '')}\`\`\``);
});
