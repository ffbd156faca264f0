/**
 * A production cluster in an estate that exists: subnet, Key Vault (in another subscription) and identity are brought, a
 * network security group lets the members reach what they need and nothing else, names follow a house rule, and the number and size of the members follow from the load. The
 * gateway runs under a group managed service account, behind a proxy, in versions that are pinned.
 *
 * To prepare: everything named by a variable below, and in the vault the recovery key (a secret) and the certificate of
 * a service principal that may register gateways; in the storage container the four files that the doc comment of
 * SoftwareSource names, with their SHA-256 (Get-FileHash) in the variables; the account and its group in the domain, and
 * something that joins the machines, such as a policy. Then:
 * cdktf deploy existing --app 'npx ts-node examples/existing/main.ts' --var-file=production.tfvars
 */
import { DataAzurermResourceGroup } from '@cdktf/provider-azurerm/lib/data-azurerm-resource-group';
import { DataAzurermSubnet } from '@cdktf/provider-azurerm/lib/data-azurerm-subnet';
import { DataAzurermUserAssignedIdentity } from '@cdktf/provider-azurerm/lib/data-azurerm-user-assigned-identity';
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { App, TerraformOutput, TerraformStack, TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';
import {
  Capacity,
  ClusterIdentity,
  DataSource,
  DnsServers,
  DomainControllers,
  DomainMembership,
  Egress,
  GatewayCluster,
  GatewayProxy,
  GatewaySecurityGroup,
  GatewaySettings,
  GatewaySoftware,
  KeyVaultCertificateReference,
  KeyVaultSecretReference,
  LoadBalancing,
  Registration,
  ResourceNaming,
  ServiceAccount,
  SoftwareSource,
} from '../../lib'; // in your project: 'cdktf-data-gateway'

const tags = { workload: 'finance', environment: 'production', 'cost-center': '4711' };

class ExistingStack extends TerraformStack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    new AzurermProvider(this, 'azurerm', { features: [{}] });

    const resourceGroup = new DataAzurermResourceGroup(this, 'resource-group', {
      name: this.input('resource_group_name', 'Resource group for the members.'),
    });
    const subnet = new DataAzurermSubnet(this, 'subnet', {
      name: this.input('subnet_name', 'Subnet for the members.'),
      virtualNetworkName: this.input('virtual_network_name', 'Virtual network of the subnet.'),
      resourceGroupName: this.input('network_resource_group_name', 'Resource group of the virtual network.'),
    });
    const identity = new DataAzurermUserAssignedIdentity(this, 'identity', {
      name: this.input('identity_name', 'User-assigned identity for the members.'),
      resourceGroupName: resourceGroup.name,
    });
    const keyVaultId = this.input('key_vault_id', 'Resource id of the Key Vault; it may lie in another subscription.');

    // What network and cluster must agree on is said once.
    const software = this.software();
    const gatewaySettings = GatewaySettings.of({ connectivityMode: 'Https', reports: { fileCount: 20 } });
    const proxy = GatewayProxy.at('http://proxy.corp.contoso.com:8080', {
      // The proxy lets members in by who they are: the gMSA, and the computer accounts that install and register.
      authentication: 'windows',
      // Private endpoints and hosts of the company are reached without it.
      bypass: ['*.corp.contoso.com', '*.vault.azure.net', '*.blob.core.windows.net'],
    });

    // The subnet has rules of its own, which others look after; these hold for the members alone.
    const networkSecurityGroup = new GatewaySecurityGroup(this, 'egress', {
      name: 'nsg-contoso-weu-finance-gateway',
      location: 'westeurope',
      resourceGroupName: resourceGroup.name,
      egress: Egress.byProxy({
        proxy,
        proxyAddresses: ['10.20.0.8', '10.20.0.9'],
        software,
        gatewaySettings,
        privateEndpoints: { keyVault: ['10.20.4.4'], storage: ['10.20.4.5'] },
        // A policy gives Windows the same proxy, for certificate lists.
        machineProxy: true,
        // Updates come from a server of the company.
        windowsUpdate: false,
        domainControllers: DomainControllers.at(['10.20.1.4', '10.20.1.5']),
        dataSources: [
          DataSource.sqlServer('sql01.corp.contoso.com', { addresses: ['10.20.8.10'] }),
          DataSource.oracle('erp.corp.contoso.com', { addresses: ['10.20.8.32/28'] }),
          DataSource.custom('wsus.corp.contoso.com', { ports: [8531], addresses: ['10.20.2.6'] }),
        ],
      }),
      dns: DnsServers.custom(['10.20.1.4', '10.20.1.5'], { publicNames: 'resolvedByProxy' }),
      tags,
    });

    const cluster = new GatewayCluster(this, 'finance', {
      gatewayName: 'finance-prod',
      // The zones follow from the region, so it is written here and not read from the resource group.
      location: 'westeurope',
      resourceGroupName: resourceGroup.name,
      subnetId: subnet.id,
      networkSecurityGroup,

      // The peak that the cluster must carry while one member is gone: three members, each of at least 34 GiB.
      capacity: Capacity.forRefreshes({ concurrent: 10, averageDatasetGiB: 3 }),
      loadBalancing: LoadBalancing.distributeEvenly({ cpuThresholdPercent: 80, memoryThresholdPercent: 80 }),
      gatewaySettings,

      software,
      serviceAccount: ServiceAccount.groupManaged({
        name: 'svc-gateway',
        domain: 'corp.contoso.com',
        netbiosDomain: 'CORP',
      }),
      // A policy of the subscription joins machines to the domain.
      domainMembership: DomainMembership.existing({ domain: 'corp.contoso.com' }),
      proxy,

      recoveryKey: KeyVaultSecretReference.of({ keyVaultId, name: 'finance-recovery-key' }),
      registration: Registration.servicePrincipal({
        tenantId: this.input('tenant_id', 'Entra tenant of the gateway.'),
        applicationId: this.input(
          'application_id',
          'Application id of the service principal that registers the members.',
        ),
        certificate: KeyVaultCertificateReference.of({ keyVaultId, name: 'gateway-registration' }),
      }),
      // Without people here, only the service principal could administer the cluster.
      administrators: [this.input('administrators_group_id', 'Object id of the group that administers the cluster.')],

      identity: ClusterIdentity.existing({
        id: identity.id,
        principalId: identity.principalId,
        clientId: identity.clientId,
        // Turn this off where another team grants roles on the vault.
        grantSecretAccess: true,
      }),
      naming: ResourceNaming.custom(({ proposed }) => `contoso-weu-${proposed}`),
      // Spool and reports, apart from the disk that Windows is on.
      dataDisk: { sizeGiB: 128 },
      azureHybridBenefit: true,
      lock: true,
      tags,
    });

    new TerraformOutput(this, 'members', {
      description: 'Computer name and address of each member.',
      value: Object.fromEntries(
        cluster.members.map(({ key, computerName, privateIpAddress }) => [key, { computerName, privateIpAddress }]),
      ),
    });
  }

  /** Versions that were tried before, from a container of the company: members need no way to the internet for them. */
  private software(): GatewaySoftware {
    return GatewaySoftware.pinned({
      powerShell: { version: '7.6.5', sha256: this.input('powershell_sha256', 'SHA-256 of the installer.') },
      dataGatewayModule: {
        version: '3000.306.1',
        sha256: this.input('module_sha256', 'SHA-256 of the package DataGateway.'),
        profileSha256: this.input('module_profile_sha256', 'SHA-256 of the package DataGateway.Profile.'),
      },
      gateway: { version: '3000.322', sha256: this.input('gateway_sha256', 'SHA-256 of the installer.') },
      source: SoftwareSource.storageContainer({
        storageAccountId: this.input('storage_account_id', 'Resource id of the storage account with the software.'),
        storageAccountName: 'contosoinstallers',
        containerName: 'data-gateway',
      }),
    });
  }

  /** What differs between environments, and what nobody wants in code, comes in when Terraform runs. */
  private input(name: string, description: string): string {
    return new TerraformVariable(this, name, { type: 'string', description }).stringValue;
  }
}

const app = new App();
new ExistingStack(app, 'existing');
app.synth();
