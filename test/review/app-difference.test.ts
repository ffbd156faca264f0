import { appDifference, type Difference } from '../../lib/review/app-difference';
import type { StackJson } from '../../lib/review/synthesized-app';

/** What differs between two stacks. */
function ofStack(before: object, after: object): Difference {
  const [app, other] = [before, after].map((stack) => ({ stacks: { prod: stack as StackJson }, files: {} }));
  const { stacks } = appDifference(app ?? never(), other ?? never());
  const { name, repeated, ...difference } = stacks[0] ?? never();
  expect([name, repeated]).toEqual(['prod', []]);
  return difference;
}

function never(): never {
  throw new Error('nothing is there');
}

const inStack = (before: object, after: object): readonly string[] => ofStack(before, after).lines;
const disk = (fields: object): object => ({ resource: { azurerm_managed_disk: { data: fields } } });

test('nothing differs from itself; metadata and what is null are no difference', () => {
  const one = disk({
    '//': { metadata: { path: 'a' } },
    disk_size_gb: 128,
    tier: null,
    list: [{ name: 'a', x: null }],
  });
  const other = disk({ '//': { metadata: { path: 'b' } }, disk_size_gb: 128, list: [{ name: 'a' }] });
  expect(ofStack(one, other)).toEqual({ added: {}, changed: {}, removed: {}, lines: [] });
});

test('what came, went and changed, by its address', () => {
  const before = { resource: { a: { kept: { size: 1 }, gone: { x: 1 } } }, data: { d: { read: { id: 1 } } } };
  const after = { resource: { a: { kept: { size: 2 }, came: { x: 1, y: 2 } } }, data: { d: { read: { id: 2 } } } };
  expect(ofStack(before, after)).toEqual({
    added: { resource: 1 },
    changed: { resource: 1, 'data source': 1 },
    removed: { resource: 1 },
    lines: ['+ a.came (4 lines)', '- a.gone (3 lines)', '! a.kept.size: 1 -> 2', '! data.d.read.id: 1 -> 2'],
  });
});

test('locals, variables, outputs, modules and the rest have addresses too', () => {
  const stack = (value: number): object => ({
    locals: { l: value },
    variable: { v: { default: value } },
    output: { o: { value } },
    module: { m: { source: String(value) } },
    provider: { azurerm: [{ features: [{}], subscription_id: String(value) }] },
  });
  expect(inStack(stack(1), stack(2))).toEqual([
    '! local.l: 1 -> 2',
    '! module.m.source: "1" -> "2"',
    '! output.o.value: 1 -> 2',
    '! provider.azurerm[0].subscription_id: "1" -> "2"',
    '! var.v.default: 1 -> 2',
  ]);
});

test('what has moved is neither removed nor added, and what differs beside is shown', () => {
  const block = (name: string, size: number): object => ({ resource: { a: { [name]: { size } } } });
  const moved = [{ from: 'a.old', to: 'a.new' }];
  expect(ofStack(block('old', 1), { ...block('new', 2), moved })).toEqual({
    added: { other: 1 },
    changed: { resource: 1 },
    removed: {},
    lines: ['! a.new has moved from a.old', '! a.new.size: 1 -> 2', '+ moved (6 lines)'],
  });
  // What it tells of lies behind: nothing has moved any more.
  expect(inStack({ ...block('new', 1), moved }, { ...block('new', 2), moved })).toEqual(['! a.new.size: 1 -> 2']);
});

test('a part that came or went is shown, and cut where it is long', () => {
  expect(inStack(disk({ tags: { a: '1' } }), disk({ tags: { b: '1' }, note: 'x'.repeat(200) }))).toEqual([
    `+ azurerm_managed_disk.data.note: "${'x'.repeat(159)}… (1 line)`,
    '- azurerm_managed_disk.data.tags.a: "1"',
    '+ azurerm_managed_disk.data.tags.b: "1"',
  ]);
});

test('a long text is shown from where it begins to differ', () => {
  const text = (end: string): object => disk({ note: `${'x'.repeat(200)} ${end} ${'y'.repeat(200)}` });
  const shown = (end: string): string => `…${'x'.repeat(39)} ${end} ${'y'.repeat(119 - end.length)}…`;
  expect(inStack(text('one'), text('two'))).toEqual([
    `! azurerm_managed_disk.data.note: ${shown('one')} -> ${shown('two')}`,
  ]);
});

test('elements of a list are known by their names, wherever they stand', () => {
  const rules = (...names: string[]): object => disk({ rule: names.map((name) => ({ name, port: name.length })) });
  expect(inStack(rules('a', 'bb'), rules('a', 'bb', 'ccc'))).toEqual([
    '+ azurerm_managed_disk.data.rule[ccc]: {"name":"ccc","port":3}',
  ]);
  expect(inStack(rules('a', 'bb'), rules('bb', 'ccc', 'a'))).toEqual([
    '! azurerm_managed_disk.data.rule: [a],[bb] -> [bb],[a]',
    '+ azurerm_managed_disk.data.rule[ccc] before [a]: {"name":"ccc","port":3}',
  ]);
  const twice = (port: number): object => disk({ rule: [{ name: 'a' }, { name: 'a', port }] });
  expect(inStack(twice(1), twice(2))).toEqual([
    '! azurerm_managed_disk.data.rule: [{"name":"a"},{"name":"a","port":1}] -> [{"name":"a"},{"name":"a","port":2}]',
  ]);
});

test('texts of several lines, and lists of texts, are hunks', () => {
  expect(inStack(disk({ script: 'a\nb\nc' }), disk({ script: 'a\nx\nc' }))).toEqual([
    '! azurerm_managed_disk.data.script:',
    '@@',
    '  a',
    '- b',
    '+ x',
    '  c',
  ]);
  expect(inStack({ locals: { l: ['a', 'b'] } }, { locals: { l: ['a'] } })).toEqual(['! local.l:', '@@', '  a', '- b']);
});

test('what becomes something else is shown whole', () => {
  expect(inStack(disk({ zones: ['1'] }), disk({ zones: 'all' }))).toEqual([
    '! azurerm_managed_disk.data.zones: ["1"] -> "all"',
  ]);
});

describe('values that may be secret are not shown', () => {
  test.each([
    'admin_password',
    'shared_key',
    'authorization_key',
    'primary_access_key',
    'storage_sas',
    'bgp-key',
    'key',
  ])('%s, whatever holds it', (name) => {
    const secret = { x: { [name]: 'hidden-1' }, list: [{ [name]: 'hidden-2' }], lines: ['a', `${name} = hidden-3`] };
    const other = { x: { [name]: 'hidden-4' }, list: [{ [name]: 'hidden-5' }], lines: ['b', `${name} = hidden-6`] };
    const held = { settings: { [name]: { deep: { value: ['hidden-7'] } } } };
    for (const [before, after] of [
      [disk(secret), disk(other)],
      [disk({}), disk({ ...secret, nested: secret })],
      [disk(held), disk({ settings: { [name]: { deep: { value: ['hidden-8'] } } } })],
      [disk(held), disk({ settings: { [name]: { deep: [{ value: 'hidden-9' }] } } })],
      [{ locals: { [name]: 'hidden-1' } }, { locals: { [name]: 'hidden-2' } }],
    ] as const) {
      const text = inStack(before, after).join('\n');
      expect(text).toContain('(not shown)');
      expect(text).not.toContain('hidden-');
    }
  });

  test('but private addresses and peerings, sizes and vaults are', () => {
    const stack = (size: string, address: string): object => ({
      resource: { azurerm_express_route_circuit_peering: { 'private-peering': { size, private_ip_address: address } } },
      locals: { settings: ['x', `key_vault_id = "${address}"`] },
    });
    const text = inStack(stack('Standard_E8as_v6', 'a'), stack('Standard_E16as_v6', 'b')).join('\n');
    expect(text).toContain('Standard_E16as_v6');
    expect(text).not.toContain('(not shown)');
  });
});

test('files of JSON are told by their parts if they are manifests, which have no secrets; all others by their lines', () => {
  const manifest = (...keys: string[]): string =>
    JSON.stringify({ clusters: [{ constructPath: 'prod/finance', members: keys.map((key) => ({ key, zone: '1' })) }] });
  const files = (...keys: string[]): Readonly<Record<string, string>> => ({
    'prod/assets/x/other.json': manifest(...keys),
    'prod/data-gateway.json': manifest(...keys),
  });
  const difference = appDifference(
    { stacks: {}, files: files('01', '02') },
    { stacks: {}, files: files('01', '02', '03') },
  );
  expect(difference.files.lines).toEqual([
    '! prod/assets/x/other.json:',
    '@@',
    `- ${manifest('01', '02')}`,
    `+ ${manifest('01', '02', '03')}`,
    '! prod/data-gateway.json:',
    '+ clusters[prod/finance].members[03]: {"key":"03","zone":"1"}',
  ]);
});

test('stacks and files come and go; everything in a stable order', () => {
  const before = { stacks: { b: { locals: { x: 1 } }, c: {} }, files: { 'c/x.txt': 'a\nb', 'c/y.txt': 'a' } };
  const after = { stacks: { a: { locals: { x: 1 } }, c: {} }, files: { 'a/z.txt': 'a', 'c/x.txt': 'a\nc' } };
  expect(appDifference(before, after)).toEqual({
    stacks: [
      { name: 'a', added: { local: 1 }, changed: {}, removed: {}, lines: ['+ local.x (1 line)'], repeated: [] },
      { name: 'b', added: {}, changed: {}, removed: { local: 1 }, lines: ['- local.x (1 line)'], repeated: [] },
      { name: 'c', added: {}, changed: {}, removed: {}, lines: [], repeated: [] },
    ],
    files: {
      added: { file: 1 },
      changed: { file: 1 },
      removed: { file: 1 },
      lines: ['+ a/z.txt (1 line)', '! c/x.txt:', '@@', '  a', '- b', '+ c', '- c/y.txt (1 line)'],
    },
  });
});
