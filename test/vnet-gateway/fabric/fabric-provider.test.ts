import { Testing } from 'cdktf';
import { FabricProvider, type FabricProviderConfig, VnetDataGateway } from '../../../lib/vnet-gateway';
import { newStack, synthesize } from '../../support/synthesize';
import { gatewayProps, GROUP_OBJECT_ID, newSubnet } from '../fixtures';

const full: Required<FabricProviderConfig> = {
  alias: 'other',
  tenantId: GROUP_OBJECT_ID,
  auxiliaryTenantIds: [GROUP_OBJECT_ID],
  clientId: GROUP_OBJECT_ID,
  clientIdFilePath: '/run/id',
  clientCertificateFilePath: '/run/certificate.pfx',
  useCli: false,
  useDevCli: false,
  useMsi: false,
  useOidc: true,
  oidcRequestUrl: 'https://token.contoso.com',
  oidcTokenFilePath: '/run/token',
  azureDevopsServiceConnectionId: GROUP_OBJECT_ID,
  environment: 'usgovernment',
  endpoint: 'https://api.fabric.microsoft.com',
  timeout: '20m',
  preview: false,
  partnerId: GROUP_OBJECT_ID,
  disableTerraformPartnerId: true,
  useWorkspacePrivateLinkEndpoint: false,
};

test('all arguments', () => {
  expect(synthesize((stack) => new FabricProvider(stack, 'fabric', full)).json).toMatchSnapshot();
});

test('none: everything comes from the environment', () => {
  const { parsed } = synthesize((stack) => new FabricProvider(stack, 'fabric'));
  expect(parsed).toMatchObject({ provider: { fabric: [{}] } });
});

test('in HCL', () => {
  const stack = newStack();
  new FabricProvider(stack, 'fabric', { useCli: true, auxiliaryTenantIds: [GROUP_OBJECT_ID] });
  new VnetDataGateway(stack, 'finance', {
    ...gatewayProps(newSubnet(stack)),
    roles: { team: { principalId: GROUP_OBJECT_ID, principalType: 'Group', role: 'ConnectionCreator' } },
  });
  const hcl = String(Testing.synthHcl(stack, true));
  // What belongs to azurerm is not ours.
  expect(hcl.slice(hcl.indexOf('resource "fabric_gateway"'))).toMatchSnapshot();
  expect(hcl).toContain('provider "fabric" {');
});

test('secrets have no place, whatever they are called, and are not shown', () => {
  const secrets = {
    clientSecret: 'hunter2',
    clientSecretFilePath: 'hunter2',
    clientCertificate: 'hunter2',
    clientCertificatePassword: 'hunter2',
    oidcToken: 'hunter2',
    oidcRequestToken: 'hunter2',
  };
  let message = '';
  try {
    new FabricProvider(newStack(), 'fabric', secrets as FabricProviderConfig);
  } catch (error) {
    ({ message } = error as Error);
  }
  expect(message).not.toContain('hunter2');
  expect(message).toMatchSnapshot();
});

test('a cloud that does not exist', () => {
  const build = (): unknown => new FabricProvider(newStack(), 'fabric', { environment: 'moon' as 'public' });
  expect(build).toThrowErrorMatchingSnapshot();
});
