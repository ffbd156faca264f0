/**
 * Identity: who the clusters are. In Entra ID, an identity for each that may read just its own secrets and the software; in Active
 * Directory, who joins the members, under which accounts they run, and from where groups, accounts and delegation are made. Owned by
 * the identity team, in the data subscription.
 *
 * To prepare: a Key Vault in RBAC mode with a recovery key for each cluster (refresh-recovery-key, direct-query-recovery-key,
 * dataflow-recovery-key: 8 characters or more, a copy kept by you), the password of the account that joins (domain-join), and the
 * certificate of the service principal that registers gateways (gateway-registration); a storage account with the software, as
 * SoftwareSource describes it; a management machine of the domain in the connectivity subscription, whose computer account
 * has the rights that docs/active-directory.md lists; a KDS root key that is older than ten hours.
 *
 * Still by hand: the rights of the management machine in the directory, the service principal in the tenant settings of Power BI,
 * and who may administer gateways.
 */
import { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment';
import { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity';
import type { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import {
  ClusterIdentity,
  DirectorySetup,
  DistinguishedName,
  DomainMembership,
  KerberosDelegation,
  KeyVaultCertificateReference,
  KeyVaultSecretReference,
  Registration,
  ServiceAccount,
  SoftwareSource,
} from '../../lib'; // in your project: 'cdktf-data-gateway'
import { EstateStack } from './estate-stack';
import type { Settings } from './settings';

/** Who a cluster is, in the words of the library. */
export interface Principal {
  readonly identity: ClusterIdentity;
  readonly recoveryKey: KeyVaultSecretReference;
  readonly serviceAccount: ServiceAccount;
  readonly directory: (management: TerraformProvider) => DirectorySetup;
}

export class IdentityStack extends EstateStack {
  /** What all members have in common. */
  public readonly membership: DomainMembership;
  public readonly registration: Registration;
  public readonly administrators: readonly string[];
  public readonly softwareSource: SoftwareSource;

  /** The clusters. */
  public readonly refresh: Principal;
  public readonly directQuery: Principal;
  public readonly dataflow: Principal;

  private readonly keyVaultId = this.existing(
    'key_vault_id',
    'Microsoft.KeyVault/vaults',
    'the vault with the secrets.',
  );
  private readonly storageAccountId = this.existing(
    'software_storage_account_id',
    'Microsoft.Storage/storageAccounts',
    'the storage account with the software.',
  );
  private readonly managementMachineId = this.existing(
    'management_machine_id',
    'Microsoft.Compute/virtualMachines',
    'the machine of the domain that the directory is changed from, in the connectivity subscription.',
  );
  private readonly joinPassword = KeyVaultSecretReference.of({ keyVaultId: this.keyVaultId, name: 'domain-join' });
  private readonly certificate = KeyVaultCertificateReference.of({
    keyVaultId: this.keyVaultId,
    name: 'gateway-registration',
  });
  private readonly common = this.defineGroup('gateway-identity');

  public constructor(scope: Construct, name: string, settings: Settings) {
    super(scope, name, settings, settings.subscriptions.data);
    const { domain, tenantId } = settings;
    this.membership = DomainMembership.joinByScript({
      domain: domain.name,
      account: domain.joinAccount,
      organizationalUnit: DistinguishedName.organizationalUnit(domain.name, ...domain.computers).toString(),
      credential: this.joinPassword,
    });
    this.registration = Registration.servicePrincipal({
      tenantId,
      applicationId: this.entraId('application_id', 'Application id of the service principal that registers members.'),
      certificate: this.certificate,
      // A machine of Contoso is registered in no other tenant.
      allowedTenants: [tenantId],
    });
    // Without people here, only the service principal could administer the clusters.
    this.administrators = [
      this.entraId('administrators_group_id', 'Object id of the group that administers the clusters.'),
    ];
    this.softwareSource = SoftwareSource.storageContainer({
      storageAccountId: this.storageAccountId,
      storageAccountName: `st${settings.company}software`,
      containerName: 'data-gateway',
      grantAccess: false,
    });

    this.refresh = this.definePrincipal('refresh', 'rf');
    // Reports reach their sources as the person who reads them: this account alone may act for users.
    this.directQuery = this.definePrincipal(
      'direct-query',
      'dq',
      KerberosDelegation.constrained({ services: domain.singleSignOn }),
    );
    this.dataflow = this.definePrincipal('dataflow', 'df');
  }

  private definePrincipal(cluster: string, short: string, delegation?: KerberosDelegation): Principal {
    const { domain } = this.settings;
    const place = new Construct(this, cluster);
    const { id, principalId, clientId } = new UserAssignedIdentity(place, 'identity', {
      name: this.policy.naming.nameFor('identity', `gateway-${cluster}`),
      ...this.common,
    });
    const recoveryKey = KeyVaultSecretReference.of({ keyVaultId: this.keyVaultId, name: `${cluster}-recovery-key` });
    const scopes = {
      'read-recovery-key': recoveryKey.secretScope,
      'read-certificate': this.certificate.secretScope,
      'read-join-password': this.joinPassword.secretScope,
    };
    for (const [what, secret] of Object.entries(scopes))
      this.grant(place, what, secret, 'Key Vault Secrets User', principalId);
    const { containerScope } = this.softwareSource;
    if (containerScope !== undefined) {
      this.grant(place, 'read-software', containerScope, 'Storage Blob Data Reader', principalId);
    }

    return {
      identity: ClusterIdentity.existing({ id, principalId, clientId, grantSecretAccess: false }),
      recoveryKey,
      serviceAccount: ServiceAccount.groupManaged({
        name: `svc-gateway-${short}`,
        domain: domain.name,
        netbiosDomain: domain.netbios,
        ...(delegation === undefined ? {} : { delegation }),
      }),
      directory: (provider) =>
        DirectorySetup.onMachine({
          virtualMachineId: this.managementMachineId,
          provider,
          membersGroup: `gateway-members-${short}`,
          membersGroupOrganizationalUnit: DistinguishedName.organizationalUnit(
            domain.name,
            ...domain.groups,
          ).toString(),
        }),
    };
  }

  private grant(place: Construct, id: string, scope: string, roleDefinitionName: string, principalId: string): void {
    new RoleAssignment(place, id, {
      scope,
      roleDefinitionName,
      principalId,
      // Named, so that Azure does not look up a principal that was created a moment ago.
      principalType: 'ServicePrincipal',
    });
  }
}
