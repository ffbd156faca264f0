import { repeatedCommands } from '../../lib/review/repeated-commands';
import { describeRepeated } from '../../lib/review/describe-repeated';
import type { SynthesizedApp } from '../../lib/review/synthesized-app';

const COMMAND = 'azurerm_virtual_machine_run_command.install';

/** A stack with a command whose checksum is that of `reasons`, and whatever else it has. */
function app(reasons: unknown, others: Readonly<Record<string, object>> = {}, settings = 'same'): SynthesizedApp {
  const { locals, resource, ...rest } = others;
  const command = {
    name: '${substr(sha256(local.reasons), 0, 12)}',
    virtual_machine_id: '${azurerm_windows_virtual_machine.m.id}',
    source: { script: '${local.script}' },
  };
  const stack = {
    locals: { reasons, script: ['${local.reasons}', settings], ...locals },
    resource: { azurerm_virtual_machine_run_command: { install: command }, ...resource },
    ...rest,
  };
  return { stacks: { prod: stack }, files: {} };
}

const between = (before: SynthesizedApp, after: SynthesizedApp): readonly unknown[] => [
  ...repeatedCommands('prod', before, after),
];
const SURELY = [[COMMAND, 'surely']];
const PERHAPS = [[COMMAND, 'perhaps']];
const REFERENCE = '${join("\\n", concat(["id ${azurerm_x.y.id}"], local.more))}';

test('what a script alone carries is no reason, and neither is another split of the same lines', () => {
  expect(between(app(['a']), app(['a'], {}, 'another'))).toEqual([]);
  const split = { locals: { one: ['a'], two: ['b'] } };
  expect(
    between(
      app('${join("\\n", concat(local.all))}', { locals: { all: ['a', 'b'] } }),
      app('${join("\\n", concat(local.one, local.two, []))}', split),
    ),
  ).toEqual([]);
});

test('locals reach locals, and literals of other blocks', () => {
  const reached = (value: string): object => ({ locals: { one: '${local.two}', two: ['x', value] } });
  const local = (value: string): SynthesizedApp => app('${local.one}', reached(value) as never);
  expect(between(local('a'), local('b'))).toEqual(SURELY);
  const machine = (name: string, ignored: readonly string[] = []): SynthesizedApp =>
    app(['name = ${azurerm_windows_virtual_machine.m.computer_name}'], {
      resource: {
        azurerm_windows_virtual_machine: { m: { computer_name: name, lifecycle: { ignore_changes: ignored } } },
      },
    });
  expect(between(machine('a'), machine('b'))).toEqual(SURELY);
  expect(between(machine('a', ['computer_name']), machine('b', ['computer_name']))).toEqual([]);
});

test('an argument that is no text is reached when it changes, and by nothing else in its block', () => {
  const ports = (port: number, size: string): SynthesizedApp =>
    app(['${azurerm_x.y.ports}'], { resource: { azurerm_x: { y: { ports: [port], size } } } });
  expect(between(ports(1, 'a'), ports(2, 'a'))).toEqual(PERHAPS);
  expect(between(ports(1, 'a'), ports(1, 'b'))).toEqual([]);
});

test('code is known by the checksum in its path', () => {
  const code = (folder: string, sum: string): SynthesizedApp =>
    app('${local.code}', { locals: { code: `\${file("assets/${folder}/${sum.repeat(32)}/a.ps1")}` } });
  expect(between(code('one', 'A'), code('other', 'A'))).toEqual([]);
  expect(between(code('one', 'A'), code('one', 'B'))).toEqual(SURELY);
});

test('what only Azure tells is reached, where something else than tags changes in its block', () => {
  const identity = (fields: object, more = ['x']): SynthesizedApp =>
    app(REFERENCE, { locals: { more }, resource: { azurerm_x: { y: fields } } });
  expect(between(identity({ name: 'a' }), identity({ name: 'b' }))).toEqual(PERHAPS);
  expect(between(identity({ name: 'a' }), identity({ name: 'b' }, ['y']))).toEqual(SURELY);
  expect(between(identity({ tags: { a: '1' } }), identity({ tags: { a: '2' } }))).toEqual([]);
  const variable = (value: string): SynthesizedApp => app(['${var.a}'], { variable: { a: { default: value } } });
  expect(between(variable('a'), variable('b'))).toEqual(PERHAPS);
  expect(between(variable('a'), variable('a'))).toEqual([]);
  expect(between(app(['${var.a}']), app(['${var.b}']))).toEqual(PERHAPS);
  expect(between(app(['${var.a}']), app(['${var.a}', 'b']))).toEqual(SURELY);
});

test('a value of another stack is looked up there', () => {
  const other = (value: string): SynthesizedApp => {
    const { stacks, files } = app(['${data.terraform_remote_state.cross-stack-reference-input-hub.outputs.proxy}']);
    return { stacks: { ...stacks, hub: { output: { proxy: { value } } } }, files };
  };
  expect(between(other('a'), other('b'))).toEqual(SURELY);
  expect(between(other('a'), other('a'))).toEqual([]);
});

test('what has moved is no reason; a reference to something else may be one', () => {
  const reason = (name: string): SynthesizedApp =>
    app([`\${azurerm_x.${name}.id}`], { resource: { azurerm_x: { [name]: {} } } });
  const moved = (to: string): SynthesizedApp =>
    app([`\${azurerm_x.${to}.id}`], {
      resource: { azurerm_x: { [to]: {} } },
      moved: [{ from: 'azurerm_x.a', to: 'azurerm_x.b' }],
    });
  expect(between(reason('a'), reason('b'))).toEqual(PERHAPS);
  expect(between(reason('a'), moved('b'))).toEqual([]);
});

test('a circle, which Terraform refuses, does not hang', () => {
  const circle = app('${local.one}', { locals: { one: '${local.two}', two: '${local.one}' } });
  expect(between(circle, circle)).toEqual([]);
});

test('members with the same steps are told together; what no cluster has, by its address', () => {
  const member = (key: string, ...names: string[]): object => ({
    key,
    steps: names.map((name) => ({ name, addresses: [`${name}-${key}`] })),
  });
  const members = [member('01', 'install', 'register'), member('02', 'install', 'register'), member('03', 'install')];
  const directory = ['c.x_directory_commands_release_run-command_0A'];
  const manifest = { clusters: [{ constructPath: 'prod/finance', resources: { directory }, members }] };
  const files = { 'prod/data-gateway.json': JSON.stringify(manifest) };
  const addresses = ['install-01', 'register-01', 'install-02', 'register-02', 'own', ...directory];
  const repeated = new Map(addresses.map((address) => [address, 'surely'] as const));
  expect(describeRepeated('prod', { stacks: {}, files }, new Map([...repeated, ['install-03', 'perhaps']]))).toEqual([
    'Runs again: directory release of finance',
    'Runs again: install, register on members 01, 02 of finance',
    'Runs again: own',
    'Reached, and may run again: install on member 03 of finance',
  ]);
});
