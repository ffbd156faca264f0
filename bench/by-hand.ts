/**
 * What `GatewayCluster` builds, written by hand on the generated classes: the yardstick for its speed. The benchmark
 * checks that both synthesize the same JSON.
 */
import { NetworkInterface } from '@cdktf/provider-azurerm/lib/network-interface';
import { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment';
import { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity';
import { WindowsVirtualMachine } from '@cdktf/provider-azurerm/lib/windows-virtual-machine';
import { DataResource, Fn, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { scriptFiles, type ScriptFiles, stepsByHand } from './steps-by-hand';

/** Where everything goes. */
export interface Place {
  readonly gatewayName: string;
  readonly prefix: string;
  readonly location: string;
  readonly resourceGroupName: string;
  readonly subnetId: string;
  readonly keyVaultId: string;
  readonly tenantId: string;
}

const KEPT = ['name', 'location', 'resource_group_name'];
const DISKS = 'NVMe, no temporary disk';
const PATCHING = 'AutomaticByPlatform, image with hotpatching';

/** A cluster of so many members. */
export function clusterByHand(scope: Construct, id: string, place: Place, members: number): void {
  const { location, resourceGroupName } = place;
  const cluster = new Construct(scope, id);
  const identity = new UserAssignedIdentity(cluster, 'identity', {
    name: `id-${place.prefix}`,
    location,
    resourceGroupName,
    lifecycle: { ignoreChanges: KEPT },
  });
  const role = new RoleAssignment(cluster, 'read-recovery-key', {
    scope: `${place.keyVaultId}/secrets/recovery-key`,
    roleDefinitionName: 'Key Vault Secrets User',
    principalId: identity.principalId,
    principalType: 'ServicePrincipal',
  });
  const identityId = identity.id;
  const files = scriptFiles(cluster);
  let last: ITerraformDependable | undefined;
  let primary: ITerraformDependable | undefined;
  for (let ordinal = 1; ordinal <= members; ordinal += 1) {
    const before: ITerraformDependable[] = last === undefined ? [] : [last];
    last = memberByHand(cluster, place, ordinal, identityId, identity.clientId, role, files, primary, before);
    primary ??= last;
  }
}

function memberByHand(
  cluster: Construct,
  { gatewayName, prefix, location, resourceGroupName, subnetId, tenantId }: Place,
  ordinal: number,
  identityId: string,
  clientId: string,
  role: ITerraformDependable,
  files: ScriptFiles,
  primary: ITerraformDependable | undefined,
  after: ITerraformDependable[],
): ITerraformDependable {
  const key = String(ordinal).padStart(2, '0');
  const computerName = `${prefix}-${key}`;
  const member = new Construct(cluster, `member-${key}`);
  const networkInterface = new NetworkInterface(member, 'network-interface', {
    name: `nic-${computerName}`,
    location,
    resourceGroupName,
    acceleratedNetworkingEnabled: true,
    ipConfiguration: [{ name: 'primary', subnetId, privateIpAddressAllocation: 'Dynamic' }],
    ...(after.length === 0 ? {} : { dependsOn: after }),
    lifecycle: { ignoreChanges: KEPT },
  });
  const created = new DataResource(member, 'created-with', {
    input: { disks: DISKS, patching: PATCHING },
    lifecycle: { ignoreChanges: ['input'] },
  });
  const machine = new WindowsVirtualMachine(member, 'virtual-machine', {
    name: computerName,
    computerName,
    location,
    resourceGroupName,
    zone: String(((ordinal - 1) % 3) + 1),
    size: 'Standard_D8as_v6',
    networkInterfaceIds: [networkInterface.id],
    identity: { type: 'UserAssigned', identityIds: [identityId] },
    adminUsername: 'gwadmin',
    adminPassword: `Aa1!${Fn.uuid()}`,
    sourceImageReference: {
      publisher: 'MicrosoftWindowsServer',
      offer: 'WindowsServer',
      sku: '2025-datacenter-azure-edition',
      version: 'latest',
    },
    osDisk: {
      name: `osdisk-${computerName}`,
      caching: 'ReadWrite',
      storageAccountType: 'Premium_LRS',
      diskSizeGb: 128,
    },
    secureBootEnabled: true,
    vtpmEnabled: true,
    encryptionAtHostEnabled: true,
    patchMode: 'AutomaticByPlatform',
    patchAssessmentMode: 'AutomaticByPlatform',
    automaticUpdatesEnabled: true,
    hotpatchingEnabled: true,
    rebootSetting: 'IfRequired',
    bootDiagnostics: {},
    dependsOn: [role],
    lifecycle: {
      ignoreChanges: [
        ...KEPT,
        'admin_password',
        'admin_username',
        'automatic_updates_enabled',
        'availability_set_id',
        'computer_name',
        'os_disk[0].disk_size_gb',
        'os_disk[0].name',
        'os_disk[0].storage_account_type',
        'secure_boot_enabled',
        'source_image_id',
        'source_image_reference',
        'vtpm_enabled',
        'zone',
      ],
      precondition: [
        {
          condition: `\${${created.fqn}.output.disks == "${DISKS}"}`,
          errorMessage:
            `Member ${key} was created with: \${${created.fqn}.output.disks}. Its size has: ${DISKS}. ` +
            'A resize cannot change that. Keep to sizes of the first kind, or replace the member by giving it a new key.',
        },
        {
          condition: `\${${created.fqn}.output.patching == "${PATCHING}"}`,
          errorMessage:
            `Member ${key} was created with patching: \${${created.fqn}.output.patching}. Now it is: ${PATCHING}. ` +
            'Azure does not change that. Keep its image and patching in memberSettings, or replace the member by giving it a new key.',
        },
      ],
    },
  });
  return stepsByHand(member, {
    gatewayName,
    location,
    tenantId,
    key,
    clientId,
    machine,
    virtualMachineId: machine.id,
    computerName: machine.computerName,
    files,
    primary,
  });
}
