import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { review } from '../../lib/review/main';
import { readApp } from '../../lib/review/synthesized-app';

const folder = mkdtempSync(join(tmpdir(), 'review-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Writes a file of a folder that cdktf has written. */
function write(when: string, path: string, content: string | Buffer): void {
  const file = join(folder, when, 'stacks', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

const json = JSON.stringify({ resource: { azurerm_windows_virtual_machine: { m: { size: 'S' } } } });

test('two folders of cdktf are compared, stack by stack, and plans are read', () => {
  write('before', 'old/cdk.tf.json', json);
  write('after', 'new/cdk.tf.json', json);
  const change = { actions: ['create'], after: { admin_password: 'hunter2' } };
  writeFileSync(join(folder, 'p.json'), JSON.stringify({ resource_changes: [{ address: 'x.y', change }] }));
  const text = review(join(folder, 'before'), join(folder, 'after'), [`new=${join(folder, 'p.json')}`]);
  expect(text).toContain('### new: 1 resource added');
  expect(text).toContain('### old: 1 resource removed');
  expect(text).toContain('+ create: x.y');
  expect(text).not.toContain('hunter2');
});

test('a base that was never synthesized is an empty one', () => {
  write('alone', 'prod/cdk.tf.json', json);
  const text = review(join(folder, 'nowhere'), join(folder, 'alone'), []);
  expect(text).toContain('### prod: 1 resource added');
});

test('a folder BEFORE that does not exist is told on standard error, and no failure', () => {
  write('alone', 'prod/cdk.tf.json', json);
  mkdirSync(join(folder, 'empty'));
  const run = (before: string): readonly [number | null, string, string] => {
    const command = ['-r', 'ts-node/register/transpile-only', join(__dirname, '../../lib/review/main.ts')];
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [...command, join(folder, before), join(folder, 'alone')],
      { encoding: 'utf8' },
    );
    return [status, stdout, stderr];
  };
  const comment = review(join(folder, 'empty'), join(folder, 'alone'), []);
  expect(run('nowhere')).toEqual([
    0,
    comment,
    `BEFORE ${join(folder, 'nowhere')} does not exist: everything is new.\n`,
  ]);
  expect(run('empty')).toEqual([0, comment, '']);
});

test('what synthesis wrote is read, without checksums; what Terraform left there is not', () => {
  write('all', 'prod/cdk.tf.json', json);
  write('all', 'prod/data-gateway.json', '{}');
  write('all', `prod/assets/scripts/${'0A'.repeat(16)}/check.ps1`, 'exit 0');
  write('all', 'prod/assets/report/script/report.txt', 'all is reached');
  write('all', 'prod/assets/tool/script/tool.exe', Buffer.from([1, 0, 2]));
  write('all', 'prod/terraform.tfstate', '{"secret":1}');
  write('all', 'prod/.terraform/providers/azurerm', 'code');
  const { stacks, files } = readApp(join(folder, 'all'));
  expect(stacks).toEqual({ prod: JSON.parse(json) as unknown });
  expect(files).toEqual({
    'prod/assets/report/script/report.txt': 'all is reached',
    'prod/assets/scripts/check.ps1': 'exit 0',
    'prod/assets/tool/script/tool.exe': expect.stringMatching(/^\(3 bytes, SHA-256 [0-9a-f]{64}\)$/) as string,
    'prod/data-gateway.json': '{}',
  });
});
