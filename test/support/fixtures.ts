import {
  Capacity,
  ClusterIdentity,
  DirectorySetup,
  DomainMembership,
  GatewayProxy,
  GatewaySettings,
  GatewaySoftware,
  type GatewayClusterProps,
  KeyVaultCertificateReference,
  KeyVaultSecretReference,
  LoadBalancing,
  LocalAdministratorPassword,
  Patching,
  Placement,
  Preflight,
  type PinnedVersions,
  Registration,
  ResourceNaming,
  Rollout,
  ServiceAccount,
  SoftwareSource,
  WindowsImage,
  Workload,
} from '../../lib';

const GROUP = '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-gateway/providers';

export const SUBNET_ID = `${GROUP}/Microsoft.Network/virtualNetworks/vnet/subnets/snet-gateway`;
export const SECURITY_GROUP_ID = `${GROUP}/Microsoft.Network/networkSecurityGroups/nsg-gateway`;
export const IDENTITY_ID = `${GROUP}/Microsoft.ManagedIdentity/userAssignedIdentities/id-gateway`;
export const KEY_VAULT_ID = `${GROUP}/Microsoft.KeyVault/vaults/kv-gateway`;
/** A vault in another subscription than everything else. */
export const OTHER_KEY_VAULT_ID =
  '/subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/rg-vaults/providers/Microsoft.KeyVault/vaults/kv-other';
export const STORAGE_ACCOUNT_ID = `${GROUP}/Microsoft.Storage/storageAccounts/stgateway`;
export const TENANT_ID = '22222222-2222-2222-2222-222222222222';
export const APPLICATION_ID = '33333333-3333-3333-3333-333333333333';
export const ADMINISTRATORS_ID = '44444444-4444-4444-4444-444444444444';

/** The least that a cluster needs. */
export function minimalProps(): GatewayClusterProps {
  return {
    gatewayName: 'finance-prod',
    location: 'westeurope',
    resourceGroupName: 'rg-gateway',
    subnetId: SUBNET_ID,
    members: 2,
    recoveryKey: KeyVaultSecretReference.of({ keyVaultId: KEY_VAULT_ID, name: 'finance-recovery-key' }),
    registration: Registration.byOperator({ tenantId: TENANT_ID }),
  };
}

const HASH = 'a3'.repeat(32);

/** Versions that are chosen. */
export const pinnedVersions: PinnedVersions = {
  powerShell: { version: '7.6.5', sha256: HASH },
  dataGatewayModule: { version: '3000.306.1', sha256: HASH, profileSha256: HASH },
  gateway: { version: '3000.322', sha256: HASH },
};

/** Versions that are chosen, from a storage account, or from a share where one is given. */
export function pinnedSoftware(
  whenOlderIsInstalled: 'keep' | 'upgrade' = 'keep',
  share?: string,
  grantAccess = true,
): GatewaySoftware {
  const container = { storageAccountId: STORAGE_ACCOUNT_ID, containerName: 'gateway-software', grantAccess };
  return GatewaySoftware.pinned({
    ...pinnedVersions,
    source: share === undefined ? SoftwareSource.storageContainer(container) : SoftwareSource.fileShare(share),
    whenOlderIsInstalled,
  });
}

/** An account of a domain. */
export function groupManagedAccount(): ServiceAccount {
  return ServiceAccount.groupManaged({
    name: 'svc-gateway',
    domain: 'corp.contoso.com',
    netbiosDomain: 'CORP',
    kerberosSingleSignOn: true,
  });
}

/** Registration without an operator. */
export function servicePrincipal(): Registration {
  return Registration.servicePrincipal({
    tenantId: TENANT_ID,
    applicationId: APPLICATION_ID,
    certificate: KeyVaultCertificateReference.of({ keyVaultId: OTHER_KEY_VAULT_ID, name: 'gateway-registration' }),
  });
}

/** Every property set, each to something that differs from its default. */
export function fullProps(): Required<
  Omit<GatewayClusterProps, 'members' | 'steps' | 'subnet' | 'networkSecurityGroup' | 'waitFor'>
> {
  const { members: _, ...rest } = minimalProps();
  return {
    ...rest,
    subnetId: SUBNET_ID,
    computerNamePrefix: 'FINGW',
    registration: servicePrincipal(),
    administrators: [ADMINISTRATORS_ID],
    memberKeys: ['01', '02b', '03'],
    primary: '03',
    memberSettings: {
      '01': { zone: '3', privateIpAddress: '10.0.0.4' },
      '03': { size: 'Standard_E16as_v5', rerun: { configure: 'after the upgrade of 2026-11' } },
    },
    size: 'Standard_E8as_v5',
    capacity: Capacity.forRefreshes({ concurrent: 10, averageDatasetGiB: 3 }),
    workload: Workload.REFRESH,
    placement: Placement.acrossZones(['1', '3']),
    loadBalancing: LoadBalancing.distributeEvenly({ cpuThresholdPercent: 80, memoryThresholdPercent: 80 }),
    rollout: Rollout.parallel(),
    identity: ClusterIdentity.existing({ id: IDENTITY_ID, principalId: APPLICATION_ID, clientId: TENANT_ID }),
    image: WindowsImage.WINDOWS_SERVER_2022,
    patching: Patching.automaticByPlatform({ hotpatching: false, reboot: 'Never', onUserSchedule: true }),
    osDisk: { sizeGiB: 256, type: 'Premium_ZRS' },
    dataDisk: { sizeGiB: 512, type: 'StandardSSD_ZRS' },
    encryptionAtHost: false,
    azureHybridBenefit: true,
    networkSecurityGroupId: SECURITY_GROUP_ID,
    administratorUsername: 'localadmin',
    location: 'westeurope',
    resourceGroupName: 'rg-gateway',
    naming: ResourceNaming.custom(({ proposed }) => `contoso-${proposed}`),
    lock: true,
    tags: { 'cost-center': '4711', workload: 'finance' },
    bootstrap: true,
    azureCloud: 'AzureCloud',
    software: pinnedSoftware(),
    serviceAccount: groupManagedAccount(),
    domainMembership: DomainMembership.existing({ domain: 'corp.contoso.com' }),
    preflight: Preflight.enforced({ relayHost: 'relay01.servicebus.windows.net' }),
    directory: DirectorySetup.byAdministrator({ membersGroup: 'GatewayMembers' }),
    proxy: GatewayProxy.at('http://proxy.corp.contoso.com:8080', {
      authentication: 'windows',
      bypass: ['*.corp.contoso.com', 'kv-gateway.vault.azure.net'],
    }),
    gatewaySettings: GatewaySettings.of({ containers: { defaultPool: 20 }, reports: { fileCount: 20 } }),
    localAdministratorPassword: LocalAdministratorPassword.windowsLaps({ backup: 'ActiveDirectory' }),
  };
}
