import { DataResource, TerraformStack, Testing } from 'cdktf';
import { execSync } from 'child_process';
import { TerraformData, type TerraformDataConfig } from '../../lib/terraform/terraform-data';

const config: TerraformDataConfig = {
  input: { name: 'x', number: 3, list: ['a', 'b'], nested: { of: '${azurerm_subnet.s.id}' }, nothing: undefined },
  lifecycle: { ignoreChanges: ['input'] },
};

test('what is written is what cdktf’s own class writes, in JSON and in HCL', () => {
  const of = (type: new (stack: TerraformStack, id: string, config: TerraformDataConfig) => unknown): unknown[] => {
    const stack = new TerraformStack(Testing.app(), 'stack');
    new type(stack, 'data', config);
    return [Testing.synth(stack), Testing.synthHcl(stack)];
  };
  expect(of(TerraformData)).toEqual(of(DataResource as never));
  expect(of(TerraformData)[0]).toContain('"list"');
});

test('no process is started for it, as one is for cdktf’s own class', () => {
  const validated = (type: new (stack: TerraformStack, id: string, config: TerraformDataConfig) => unknown): number => {
    const stack = new TerraformStack(Testing.app(), 'stack');
    new type(stack, 'data', config);
    jest.mocked(execSync).mockReset().mockReturnValue('Terraform v1.9.0');
    for (const { node } of stack.node.findAll().filter((construct) => construct !== stack)) node.validate();
    return jest.mocked(execSync).mock.calls.length;
  };
  expect(validated(TerraformData)).toBe(0);
  expect(validated(DataResource as never)).toBe(1);
});

jest.mock('child_process', () => ({ execSync: jest.fn() }));
