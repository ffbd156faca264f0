import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { review } from '../../lib/review/main';
import { COMMENT_LIMIT, COMMENT_MARKER, reviewComment } from '../../lib/review/review-comment';
import { stackDifference } from '../../lib/review/stack-difference';

const machine = (more: object): object => ({ resource: { azurerm_windows_virtual_machine: { m: more } } });

describe('stackDifference', () => {
  test('says what was added, removed and changed, by address', () => {
    const before = { resource: { a: { gone: {}, kept: { size: 'S', zones: [1] } } }, output: { o: { value: 1 } } };
    const after = { resource: { a: { kept: { size: 'L', zones: [1] }, come: {} } }, output: { o: { value: 1 } } };
    expect(stackDifference(before, after)).toEqual([
      { address: 'a.come', kind: 'added', values: [] },
      { address: 'a.gone', kind: 'removed', values: [] },
      { address: 'a.kept', kind: 'changed', values: [{ path: 'size', before: '"S"', after: '"L"' }] },
    ]);
  });

  test('metadata of cdktf is no difference', () => {
    expect(stackDifference({ '//': { version: '1' } }, { '//': { version: '2' } })).toEqual([]);
    expect(
      stackDifference(machine({ '//': { path: 'a' } }) as never, machine({ '//': { path: 'b' } }) as never),
    ).toEqual([]);
  });

  test('one line more in a list of texts is one change', () => {
    const lines = (...all: string[]): Record<string, unknown> => ({ locals: { script: all } });
    expect(stackDifference(lines('a', 'b', 'c'), lines('a', 'x', 'b', 'c'))).toEqual([
      { address: 'local.script', kind: 'changed', values: [{ path: '', before: undefined, after: '"x"' }] },
    ]);
    expect(stackDifference(lines('a', 'b'), lines('b', 'a'))[0]?.values[0]?.after).toBe('(in another order)');
  });

  test('values that may be secret are not shown, whatever holds them', () => {
    const before = machine({ admin_password: 'one', settings: { api_token: ['x'] } });
    const after = machine({ admin_password: 'two', settings: { api_token: ['y'] } });
    const text = JSON.stringify(stackDifference(before as never, after as never));
    expect(text).toContain('(not shown)');
    expect(text).not.toMatch(/one|two|\\"x|\\"y/);
  });

  test.each(['shared_key', 'authorization_key', 'primary_access_key', 'storage_account_sas', 'bgp-key'])(
    '%s may be secret',
    (name) => {
      const [before, after] = ['one', 'two'].map((value) => ({ resource: { a: { b: { [name]: value } } } }));
      const shown = stackDifference(before ?? {}, after ?? {})[0]?.values;
      expect(shown).toEqual([{ path: name, before: '(not shown)', after: '(not shown)' }]);
      const lines = (value: string): Record<string, unknown> => ({ locals: { l: ['x', `  ${name} = "${value}"`] } });
      expect(JSON.stringify(stackDifference(lines('one'), lines('two')))).not.toMatch(/one|two/);
    },
  );

  test('private addresses and peerings, sizes and vaults are no secrets', () => {
    const stack = (size: string, address: string): Record<string, unknown> => ({
      resource: { azurerm_express_route_circuit_peering: { 'private-peering': { size, private_ip_address: address } } },
      locals: { settings: ['x', `key_vault_id = "${address}"`] },
    });
    const text = JSON.stringify(stackDifference(stack('Standard_E8as_v6', 'a'), stack('Standard_E16as_v6', 'b')));
    expect(text).toContain('Standard_E16as_v6');
    expect(text).not.toContain('(not shown)');
  });
});

describe('reviewComment', () => {
  const changes = (count: number): Parameters<typeof reviewComment>[0][number]['changes'] =>
    Array.from({ length: count }, (_, index) => ({ address: `a.b${String(index)}`, kind: 'added', values: [] }));

  test('begins with the marker, and says so when nothing changed', () => {
    const text = reviewComment([{ name: 'prod', changes: [] }]);
    expect(text.startsWith(COMMENT_MARKER)).toBe(true);
    expect(text).toContain('Nothing');
  });

  test('is cut at the end of a line, with the number of those left out, and the block of code is ended', () => {
    const text = reviewComment([{ name: 'prod', changes: changes(20_000) }]);
    expect(text.length).toBeLessThanOrEqual(COMMENT_LIMIT);
    expect(text.length).toBeGreaterThan(COMMENT_LIMIT - 500);
    const shown = text.split('\n').filter((line) => line.startsWith('+ a.b')).length;
    // The end of the block and an empty line were to come as well.
    expect(text).toContain(`**${String(20_000 - shown + 2)} lines omitted.**`);
    expect(text.split('```').length % 2).toBe(1);
  });

  test('a value neither ends the block of code nor mentions anybody outside of it', () => {
    const values = [{ path: 'x', before: undefined, after: '"```\n@everybody"' }];
    const text = reviewComment([{ name: '@all', changes: [{ address: 'a.b', kind: 'changed', values }] }]);
    expect(text.split('```')).toHaveLength(3);
    expect(text).toContain('### _all');
  });

  test('a plan is told by address and action, and no value of it', () => {
    const plan = [
      { address: 'a.b', actions: ['delete', 'create'] },
      { address: 'a.c', actions: ['no-op'] },
    ];
    const text = reviewComment([{ name: 'prod', changes: [], plan }]);
    expect(text).toContain('- delete, then create: a.b');
    expect(text).not.toContain('a.c');
  });
});

test('two folders of cdktf are compared, stack by stack, and plans are read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'review-'));
  try {
    const write = (when: string, stack: string, json: object): void => {
      mkdirSync(join(folder, when, 'stacks', stack), { recursive: true });
      writeFileSync(join(folder, when, 'stacks', stack, 'cdk.tf.json'), JSON.stringify(json));
    };
    write('before', 'old', machine({ size: 'S' }));
    write('after', 'new', machine({ size: 'S' }));
    const change = { actions: ['create'], after: { admin_password: 'hunter2' } };
    writeFileSync(join(folder, 'p.json'), JSON.stringify({ resource_changes: [{ address: 'x.y', change }] }));
    const text = review(join(folder, 'before'), join(folder, 'after'), [`new=${join(folder, 'p.json')}`]);
    expect(text).toContain('### new: 1 added, 0 changed, 0 removed');
    expect(text).toContain('### old: 0 added, 0 changed, 1 removed');
    expect(text).toContain('+ create: x.y');
    expect(text).not.toContain('hunter2');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
