import { TerraformResource, TerraformStack, Testing } from 'cdktf';
import { execSync } from 'child_process';
import { ImportBlock } from '../../lib/terraform/import-block';

const ID = '/subscriptions/x/resourceGroups/rg/providers/Microsoft.Network/routeFilters/rf';

function imported(how: (resource: TerraformResource) => unknown): TerraformStack {
  const stack = new TerraformStack(Testing.app(), 'stack');
  const of = (id: string): TerraformResource =>
    new TerraformResource(stack, id, { terraformResourceType: 'azurerm_route_filter' });
  how(of('one'));
  how(of('two'));
  return stack;
}

const byCdktf = (resource: TerraformResource): void => {
  resource.importFrom(ID);
};
const byOurs = (resource: TerraformResource): ImportBlock => new ImportBlock(resource, 'import', resource, ID);

test('what is written is what cdktf writes, in JSON and in HCL', () => {
  const json = (how: typeof byCdktf): unknown => JSON.parse(Testing.synth(imported(how)));
  expect(json(byOurs)).toEqual(json(byCdktf));
  expect(json(byOurs)).toMatchObject({ import: [{ id: ID, to: 'azurerm_route_filter.one' }, { id: ID }] });
  expect(Testing.synthHcl(imported(byOurs))).toBe(Testing.synthHcl(imported(byCdktf)));
});

test('no process is started for it, as one is for cdktf’s own', () => {
  const started = (how: typeof byCdktf): number => {
    jest.mocked(execSync).mockReset().mockReturnValue('Terraform v1.9.0');
    for (const { node } of imported(how).node.children) for (const one of node.findAll()) one.node.validate();
    return jest.mocked(execSync).mock.calls.length;
  };
  expect(started(byOurs)).toBe(0);
  expect(started(byCdktf)).toBe(2);
});

jest.mock('child_process', () => ({ execSync: jest.fn() }));
