import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { Subnet } from '@cdktf/provider-azurerm/lib/subnet';

import { Fn, type TerraformStack, TerraformVariable, Token } from 'cdktf';
import { ClusterIdentity, GatewayCluster, KeyVaultSecretReference, Placement, Registration } from '../../lib';
import { cluster } from '../support/cluster';
import { minimalProps, servicePrincipal } from '../support/fixtures';
import { synthesize } from '../support/synthesize';

test('what Terraform computes can be given wherever nothing depends on it at synthesis', () => {
  const { ofType } = synthesize((stack) => {
    const value = (name: string): string => new TerraformVariable(stack, name, { type: 'string' }).stringValue;
    const group = new ResourceGroup(stack, 'group', { name: 'rg', location: 'westeurope' });
    const subnet = new Subnet(stack, 'subnet', {
      name: 'snet',
      resourceGroupName: group.name,
      virtualNetworkName: 'vnet',
      addressPrefixes: ['10.0.0.0/27'],
    });
    return new GatewayCluster(stack, 'finance', {
      gatewayName: value('gateway'),
      computerNamePrefix: 'fin',
      location: group.location,
      placement: Placement.acrossZones(),
      resourceGroupName: group.name,
      subnetId: subnet.id,
      members: 2,
      recoveryKey: KeyVaultSecretReference.of({ keyVaultId: value('vault'), name: value('secret') }),
      registration: Registration.servicePrincipal({
        tenantId: value('tenant'),
        applicationId: value('application'),
        clientSecret: KeyVaultSecretReference.of({ keyVaultId: value('vault2'), name: value('secret2') }),
      }),
      administrators: [value('administrators')],
      networkSecurityGroupId: value('nsg'),
      administratorUsername: value('user'),
      identity: ClusterIdentity.existing({
        id: value('identity'),
        principalId: value('principal'),
        clientId: value('client'),
      }),
      tags: { owner: value('owner') },
    });
  });
  expect(ofType('azurerm_network_interface')).toMatchObject([
    { ip_configuration: [{ subnet_id: '${azurerm_subnet.subnet.id}' }] },
    { ip_configuration: [{ subnet_id: '${azurerm_subnet.subnet.id}' }] },
  ]);
  expect(ofType('azurerm_role_assignment')).toMatchObject([
    { scope: '${var.vault}/secrets/${var.secret}' },
    { scope: '${var.vault2}/secrets/${var.secret2}' },
  ]);
});

test.each<[string, (stack: TerraformStack) => Record<string, string>, unknown]>([
  [
    'a variable',
    (stack) => new TerraformVariable(stack, 'tags', { type: 'map(string)' }).value as never,
    '${var.tags}',
  ],
  [
    'a merged map',
    (stack) => Fn.merge([new TerraformVariable(stack, 'tags', { type: 'map(string)' }).value, { a: 'b' }]) as never,
    '${merge(var.tags, {"a" = "b"})}',
  ],
  ['a map', () => Token.asStringMap('${local.tags}'), '${local.tags}'],
])('tags may be what Terraform computes: %s', (_what, tags, expected) => {
  const { ofType } = synthesize(
    (stack) => new GatewayCluster(stack, 'finance', { ...minimalProps(), tags: tags(stack) }),
  );
  for (const type of [
    'azurerm_windows_virtual_machine',
    'azurerm_network_interface',
    'azurerm_user_assigned_identity',
  ]) {
    for (const block of ofType(type)) expect(block['tags']).toEqual(expected);
  }
});

test('administrators may be a list that Terraform computes', () => {
  const administrators = Token.asList('${var.administrators}');
  expect(() => cluster({ administrators, registration: servicePrincipal() })).not.toThrow();
});

test('a token is not mistaken for a number of members', () => {
  const members = Token.asNumber('${var.members}') as 2;
  expect(() => cluster({ members })).toThrow('members: got a value that only Terraform knows');
});
