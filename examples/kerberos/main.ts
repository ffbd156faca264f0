/**
 * Single sign-on by Kerberos, end to end: reports reach SQL Server as the person who reads them.
 *
 * - `finance`: three members under a gMSA that may delegate to a SQL Server of its own domain (constrained delegation);
 * - `emea`: two members under another gMSA, which the SQL Server of another domain lets act for users (resource-based
 *   delegation). Microsoft has one kind for an account, hence two accounts.
 *
 * Azure's extension joins the members to the domain. Groups, accounts, service principal names and delegation are made from a
 * management machine of the domain, before and between the steps of the members.
 *
 * To prepare: everything named by a variable below. The vault holds the recovery key and the registration certificate, and as
 * a secret of its own the protected settings of the join extension, {"Password":"…"}; it is enabled for deployment. The
 * computer account of the management machine has the rights that docs/active-directory.md lists. The forest has a KDS root key
 * that is older than ten hours. Then:
 * cdktf deploy kerberos --app 'npx ts-node examples/kerberos/main.ts' --var-file=production.tfvars
 *
 * To check, on any member (docs/active-directory.md): the script that the output `check` names.
 */
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { App, TerraformOutput, TerraformStack, TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';
import {
  DirectorySetup,
  DistinguishedName,
  DomainMembership,
  GatewayCluster,
  GatewaySettings,
  KerberosDelegation,
  KeyVaultCertificateReference,
  KeyVaultSecretReference,
  KeyVaultSecretVersionReference,
  Registration,
  ServiceAccount,
  ServicePrincipalName,
} from '../../lib'; // in your project: 'cdktf-data-gateway'

const DOMAIN = 'corp.contoso.com';

class KerberosStack extends TerraformStack {
  private readonly keyVaultId = this.input('key_vault_id', 'Resource id of the Key Vault.');
  private readonly managementMachineId = this.input(
    'management_machine_id',
    'Resource id of the machine of the domain that Active Directory is changed from.',
  );

  public constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, 'azurerm', { features: [{}] });

    const shared = {
      location: 'westeurope',
      resourceGroupName: this.input('resource_group_name', 'Resource group for the members.'),
      subnetId: this.input('subnet_id', 'Subnet for the members, whose DNS servers know the domain.'),
      registration: this.registration(),
      administrators: [this.input('administrators_group_id', 'Object id of the group that administers the clusters.')],
      domainMembership: this.membership(),
      // Where names in Entra ID and in the domain differ: the attribute that holds the one, and that which holds the other.
      gatewaySettings: GatewaySettings.of({
        singleSignOn: {
          adUserNameLookupProperty: 'msDS-cloudExtensionAttribute1',
          adUserNameReplacementProperty: 'SAMAccountName',
        },
      }),
    };

    const finance = new GatewayCluster(this, 'finance', {
      ...shared,
      gatewayName: 'finance-prod',
      members: 3,
      recoveryKey: KeyVaultSecretReference.of({ keyVaultId: this.keyVaultId, name: 'finance-recovery-key' }),
      serviceAccount: ServiceAccount.groupManaged({
        name: 'svc-gw-finance',
        domain: DOMAIN,
        netbiosDomain: 'CORP',
        delegation: KerberosDelegation.constrained({
          services: [ServicePrincipalName.sqlServer(`sql01.${DOMAIN}`, { port: 1433 })],
        }),
      }),
      directory: this.directory('gw-finance-members'),
    });

    new GatewayCluster(this, 'emea', {
      ...shared,
      gatewayName: 'emea-prod',
      members: 2,
      recoveryKey: KeyVaultSecretReference.of({ keyVaultId: this.keyVaultId, name: 'emea-recovery-key' }),
      serviceAccount: ServiceAccount.groupManaged({
        name: 'svc-gw-emea',
        domain: DOMAIN,
        netbiosDomain: 'CORP',
        delegation: KerberosDelegation.resourceBased({
          targets: [
            {
              // The account that SQL Server runs as over there.
              account: 'svc-sql02',
              domain: 'emea.contoso.com',
              services: [ServicePrincipalName.sqlServer('sql02.emea.contoso.com')],
            },
          ],
        }),
      }),
      directory: this.directory('gw-emea-members'),
    });

    new TerraformOutput(this, 'check', {
      description: 'Script that checks account and delegation on a member, from the folder of the synthesized stack.',
      value: finance.directoryCheck,
    });
  }

  private membership(): DomainMembership {
    return DomainMembership.joinByExtension({
      domain: DOMAIN,
      account: 'CORP\\svc-join',
      organizationalUnit: DistinguishedName.organizationalUnit(DOMAIN, 'Servers', 'Data gateways').toString(),
      protectedSettings: KeyVaultSecretVersionReference.of({
        keyVaultId: this.keyVaultId,
        name: 'domain-join-settings',
        version: this.input('join_settings_version', 'Version of the secret domain-join-settings.'),
      }),
    });
  }

  private directory(membersGroup: string): DirectorySetup {
    const groups = DistinguishedName.organizationalUnit(DOMAIN, 'Groups').toString();
    return DirectorySetup.onMachine({
      virtualMachineId: this.managementMachineId,
      membersGroup,
      membersGroupOrganizationalUnit: groups,
    });
  }

  private registration(): Registration {
    return Registration.servicePrincipal({
      tenantId: this.input('tenant_id', 'Entra tenant of the gateways.'),
      applicationId: this.input(
        'application_id',
        'Application id of the service principal that registers the members.',
      ),
      certificate: KeyVaultCertificateReference.of({ keyVaultId: this.keyVaultId, name: 'gateway-registration' }),
    });
  }

  private input(name: string, description: string): string {
    return new TerraformVariable(this, name, { type: 'string', description }).stringValue;
  }
}

const app = new App();
new KerberosStack(app, 'kerberos');
app.synth();
