import { differenceOf, type SynthesizedApp } from './difference';

const app = (stack: unknown, files: Readonly<Record<string, string>> = {}): SynthesizedApp => ({
  stacks: { prod: stack },
  files,
});

/** What differs between two stacks, without the line that names them. */
function inStack(before: unknown, after: unknown): readonly string[] {
  const [head, ...lines] = differenceOf(app(before), app(after)).split('\n');
  expect(head).toBe('stack prod');
  return lines.map((line) => line.slice(2));
}

const disk = (fields: object): object => ({ resource: { azurerm_managed_disk: { data: fields } } });

test('nothing differs from itself, and metadata is no difference', () => {
  const one = disk({ '//': { metadata: { path: 'a' } }, disk_size_gb: 128 });
  const other = disk({ '//': { metadata: { path: 'b' } }, disk_size_gb: 128 });
  expect(differenceOf(app(one), app(other))).toBe('');
});

test('what came, went and changed, by its address', () => {
  const before = { resource: { a: { kept: { size: 1 }, gone: { x: 1 } } }, data: { d: { read: { id: 1 } } } };
  const after = { resource: { a: { kept: { size: 2 }, came: { x: 1, y: 2 } } }, data: { d: { read: { id: 2 } } } };
  expect(inStack(before, after)).toEqual([
    '+ a.came (4 lines)',
    '- a.gone (3 lines)',
    '~ a.kept.size: 1 -> 2',
    '~ data.d.read.id: 1 -> 2',
  ]);
});

test('locals, variables, outputs and the rest have addresses too', () => {
  const stack = (value: number): object => ({
    locals: { l: value },
    variable: { v: { default: value } },
    output: { o: { value } },
    provider: { azurerm: [{ features: [{}], subscription_id: String(value) }] },
  });
  expect(inStack(stack(1), stack(2))).toEqual([
    '~ local.l: 1 -> 2',
    '~ output.o.value: 1 -> 2',
    '~ provider.azurerm[0].subscription_id: "1" -> "2"',
    '~ var.v.default: 1 -> 2',
  ]);
});

test('a part that came or went is shown, and cut where it is long', () => {
  expect(inStack(disk({ tags: { a: '1' } }), disk({ tags: { b: '1' }, note: 'x'.repeat(200) }))).toEqual([
    `+ azurerm_managed_disk.data.note: "${'x'.repeat(159)}… (1 line)`,
    '- azurerm_managed_disk.data.tags.a: "1"',
    '+ azurerm_managed_disk.data.tags.b: "1"',
  ]);
});

test('elements of a list are known by their names, wherever they stand', () => {
  const rules = (...names: string[]): object => disk({ rule: names.map((name) => ({ name, port: name.length })) });
  expect(inStack(rules('a', 'bb'), rules('a', 'bb', 'ccc'))).toEqual([
    '+ azurerm_managed_disk.data.rule[ccc]: {"name":"ccc","port":3}',
  ]);
  expect(inStack(rules('a', 'bb'), rules('bb', 'ccc', 'a'))).toEqual([
    '~ azurerm_managed_disk.data.rule: [a],[bb] -> [bb],[a]',
    '+ azurerm_managed_disk.data.rule[ccc] before [a]: {"name":"ccc","port":3}',
  ]);
  const twice = (port: number): object => disk({ rule: [{ name: 'a' }, { name: 'a', port }] });
  expect(inStack(twice(1), twice(2))).toEqual([
    '~ azurerm_managed_disk.data.rule: [{"name":"a"},{"name":"a","port":1}] -> [{"name":"a"},{"name":"a","port":2}]',
  ]);
});

test('texts of several lines, and lists of texts, are hunks', () => {
  expect(inStack(disk({ script: 'a\nb\nc' }), disk({ script: 'a\nx\nc' }))).toEqual([
    '~ azurerm_managed_disk.data.script:',
    '  @@',
    '    a',
    '  - b',
    '  + x',
    '    c',
  ]);
  expect(inStack({ locals: { l: ['a', 'b'] } }, { locals: { l: ['a'] } })).toEqual([
    '~ local.l:',
    '  @@',
    '    a',
    '  - b',
  ]);
});

test('files of JSON are told by their parts', () => {
  const manifest = (...keys: string[]): string =>
    JSON.stringify({ clusters: [{ constructPath: 'prod/finance', members: keys.map((key) => ({ key, zone: '1' })) }] });
  const before = app({}, { 'prod/data-gateway.json': manifest('01', '02') });
  const after = app({}, { 'prod/data-gateway.json': manifest('01', '02', '03') });
  expect(differenceOf(before, after).split('\n')).toEqual([
    'file prod/data-gateway.json',
    '  + clusters[prod/finance].members[03]: {"key":"03","zone":"1"}',
  ]);
});

test('what becomes something else is shown whole', () => {
  expect(inStack(disk({ zones: ['1'] }), disk({ zones: 'all' }))).toEqual([
    '~ azurerm_managed_disk.data.zones: ["1"] -> "all"',
  ]);
});

test('stacks and files come and go; everything in a stable order', () => {
  const before: SynthesizedApp = { stacks: { b: {}, c: {} }, files: { 'c/x.txt': 'a\nb', 'c/y.txt': 'a' } };
  const after: SynthesizedApp = { stacks: { a: {}, c: {} }, files: { 'a/z.txt': 'a', 'c/x.txt': 'a\nc' } };
  expect(differenceOf(before, after).split('\n')).toEqual([
    'stack a',
    '  + all of it',
    'stack b',
    '  - all of it',
    'file a/z.txt',
    '  + (1 line)',
    'file c/x.txt',
    '  @@',
    '    a',
    '  - b',
    '  + c',
    'file c/y.txt',
    '  - (1 line)',
  ]);
});
