import { Testing } from 'cdktf';
import {
  ClusterIdentity,
  GatewayCluster,
  type GatewayClusterProps,
  KeyVaultSecretReference,
  Registration,
} from '../../lib';
import { cluster } from '../support/cluster';
import {
  ADMINISTRATORS_ID,
  APPLICATION_ID,
  IDENTITY_ID,
  KEY_VAULT_ID,
  minimalProps,
  OTHER_KEY_VAULT_ID,
  servicePrincipal,
  TENANT_ID,
} from '../support/fixtures';
import { newStack, synthesize } from '../support/synthesize';

describe('identity', () => {
  test('it may read the secrets of the cluster and no others, also in another subscription', () => {
    const { ofType } = cluster({ registration: servicePrincipal(), administrators: [ADMINISTRATORS_ID] });
    expect(
      ofType('azurerm_role_assignment').map(({ scope, role_definition_name }) => [scope, role_definition_name]),
    ).toEqual([
      [`${KEY_VAULT_ID}/secrets/finance-recovery-key`, 'Key Vault Secrets User'],
      [`${OTHER_KEY_VAULT_ID}/secrets/gateway-registration`, 'Key Vault Secrets User'],
    ]);
  });

  test('one secret for two purposes is granted once, in whatever case it is written', () => {
    const secret = KeyVaultSecretReference.of({ keyVaultId: KEY_VAULT_ID, name: 'Finance-Recovery-Key' });
    const registration = Registration.servicePrincipal({
      tenantId: TENANT_ID,
      applicationId: APPLICATION_ID,
      clientSecret: secret,
    });
    const { ofType } = cluster({ registration, administrators: [ADMINISTRATORS_ID] });
    expect(ofType('azurerm_role_assignment')).toHaveLength(1);
  });

  test('an existing identity is used as it is, with or without roles', () => {
    const attributes = { id: IDENTITY_ID, principalId: APPLICATION_ID, clientId: TENANT_ID };
    const granted = cluster({ identity: ClusterIdentity.existing(attributes) });
    expect(granted.ofType('azurerm_user_assigned_identity')).toEqual([]);
    expect(granted.ofType('azurerm_role_assignment')).toMatchObject([{ principal_id: APPLICATION_ID }]);
    const bare = cluster({ identity: ClusterIdentity.existing({ ...attributes, grantSecretAccess: false }) });
    expect(bare.ofType('azurerm_role_assignment')).toEqual([]);
    const upper = ClusterIdentity.existing({ ...attributes, principalId: 'ABCDEF00-0000-0000-0000-000000000000' });
    // In another case than Azure's answer, every plan would replace the assignment.
    expect(cluster({ identity: upper }).ofType('azurerm_role_assignment')).toMatchObject([
      { principal_id: 'abcdef00-0000-0000-0000-000000000000' },
    ]);
    const [machine] = bare.ofType('azurerm_windows_virtual_machine');
    expect(machine).not.toHaveProperty('depends_on');
    expect(machine?.['identity']).toEqual({ type: 'UserAssigned', identity_ids: [IDENTITY_ID] });
  });
});

describe('an existing identity that serves several clusters', () => {
  const attributes = { id: IDENTITY_ID, principalId: APPLICATION_ID, clientId: TENANT_ID };
  const props = (name: string, grantSecretAccess = true): GatewayClusterProps => ({
    ...minimalProps(),
    gatewayName: name,
    identity: ClusterIdentity.existing({ ...attributes, grantSecretAccess }),
  });

  test('is given each role by one of them', () => {
    const { ofType } = synthesize((stack) => {
      new GatewayCluster(stack, 'first', props('first'));
      return new GatewayCluster(stack, 'second', props('second', false));
    });
    expect(ofType('azurerm_role_assignment')).toHaveLength(1);
  });

  test('cannot be given the same role twice, in one stack or two', () => {
    const app = Testing.app();
    const one = newStack(app, 'one');
    new GatewayCluster(one, 'first', props('first'));
    expect(() => new GatewayCluster(one, 'second', props('second'))).toThrowErrorMatchingSnapshot();
    expect(() => new GatewayCluster(newStack(app, 'two'), 'third', props('third'))).toThrow("'one/first' does not let");
  });

  test('may be given it again when the other cluster is gone', () => {
    const stack = newStack();
    new GatewayCluster(stack, 'first', props('first'));
    stack.node.tryRemoveChild('first');
    expect(() => new GatewayCluster(stack, 'second', props('second'))).not.toThrow();
  });
});
