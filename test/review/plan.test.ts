import { planOf } from './plan';
import type { StackJson } from '../support/synthesize';

const command = (text: string, more: object = {}): StackJson => ({
  locals: { script: text },
  resource: {
    azurerm_virtual_machine_run_command: {
      step: {
        name: 'install-${substr(sha256(local.script), 0, 12)}',
        virtual_machine_id: '${azurerm_windows_virtual_machine.m.id}',
        source: { script: '${local.script}' },
        lifecycle: { ignore_changes: ['source'] },
        ...more,
      },
    },
  },
});

const machine = (fields: object): StackJson => ({
  resource: { azurerm_windows_virtual_machine: { m: { ...fields } } },
});

test('a run command is replaced when its script becomes another, and by nothing else', () => {
  const address = 'azurerm_virtual_machine_run_command.step';
  expect(planOf(command('a'), command('a', { source: { script: 'other' }, timeouts: { create: '5m' } }))).toEqual([]);
  expect(planOf(command('a'), command('b'))).toEqual([`-/+ ${address}: another script`]);
  expect(planOf(command('a ${var.x}'), command('a ${var.x}'))).toEqual([]);
  expect(planOf(command('a ${var.x}'), command('a ${var.y}'))).toEqual([`-/+ ${address}: another script`]);
});

test('what is created, destroyed, changed in place, and ignored', () => {
  const address = 'azurerm_windows_virtual_machine.m';
  expect(planOf({}, machine({ size: 'a' }))).toEqual([`+ ${address}`]);
  expect(planOf(machine({ size: 'a' }), {})).toEqual([`- ${address}`]);
  expect(planOf(machine({ size: 'a', tags: { a: '1' } }), machine({ size: 'b' }))).toEqual([
    `~ ${address}: size, tags`,
  ]);
  const kept = { lifecycle: { ignore_changes: ['zone'] } };
  expect(planOf(machine({ zone: '1', ...kept }), machine({ zone: '2', ...kept, depends_on: ['x'] }))).toEqual([]);
});

test('what is triggered goes with what triggers it', () => {
  const lock = (text: string): StackJson => {
    const { locals, resource } = command(text);
    const trigger = 'azurerm_virtual_machine_run_command.step';
    const locked = { notes: 'n', lifecycle: { replace_triggered_by: [trigger] } };
    return {
      ...(locals === undefined ? {} : { locals }),
      resource: { ...resource, azurerm_management_lock: { l: locked } },
    };
  };
  expect(planOf(lock('a'), lock('a'))).toEqual([]);
  expect(planOf(lock('a'), lock('b'))).toEqual([
    '-/+ azurerm_management_lock.l: with its steps',
    '-/+ azurerm_virtual_machine_run_command.step: another script',
  ]);
});
