import type { ManagedDiskConfig } from '@cdktf/provider-azurerm/lib/managed-disk';
import type { NetworkInterfaceConfig } from '@cdktf/provider-azurerm/lib/network-interface';
import type { WindowsVirtualMachineConfig } from '@cdktf/provider-azurerm/lib/windows-virtual-machine';
import type { TerraformResource } from 'cdktf';
import { KEPT_FOR_LIFE } from '../common/azure-rules';
import { type DataDiskOptions, isZoneRedundant } from './machine/disks';
import type { ClusterSettings } from './settings/cluster-settings';
import type { MemberPlan } from './settings/member-plan';
import { addressOf } from '../terraform/addresses';
import type { TerraformDataConfig } from '../terraform/terraform-data';

/**
 * What a member's resources are configured with. Functions of what has been decided: nothing here looks at the tree.
 *
 * The lists below name the arguments that azurerm can change only by replacing the resource (ForceNew), and those whose
 * change Azure refuses after azurerm has stopped the machine. A running member is never replaced by a changed argument,
 * which could take down all members in one apply: these are kept as they were created, and reach new members only. Read
 * in azurerm v4.81.0, internal/services/compute and /network.
 */
const DISK_KEPT_FOR_LIFE = [...KEPT_FOR_LIFE, 'create_option', 'storage_account_type', 'zone'];
const MACHINE_KEPT_FOR_LIFE = [
  ...KEPT_FOR_LIFE,
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
];

/** What a machine needs of its neighbours. */
export interface MachineSurroundings {
  readonly networkInterfaceId: string;
  readonly identityId: string;
  readonly availabilitySetId: string | undefined;
  /** Remembers what the member was created with. */
  readonly createdWith: TerraformResource;
}

/** The network interface: one private address, and no public one. */
export function networkInterfaceConfig(settings: ClusterSettings, plan: MemberPlan): NetworkInterfaceConfig {
  const address = plan.privateIpAddress;
  return {
    name: plan.names.networkInterface,
    location: settings.location,
    resourceGroupName: settings.resourceGroupName,
    acceleratedNetworkingEnabled: plan.size.acceleratedNetworking,
    ipConfiguration: [
      {
        name: 'primary',
        subnetId: settings.subnetId,
        privateIpAddressAllocation: address === undefined ? 'Dynamic' : 'Static',
        ...(address === undefined ? {} : { privateIpAddress: address }),
      },
    ],
    ...tagged(settings),
    lifecycle: { ignoreChanges: [...KEPT_FOR_LIFE] },
  };
}

/**
 * What the member was created with and cannot change: its kind of disks, and who patches it. azurerm would find out in
 * the middle of an apply, with the machine stopped; with this, the plan stops instead.
 */
export function createdWithConfig(plan: MemberPlan): TerraformDataConfig {
  return {
    input: { disks: plan.size.resizeClass, patching: patchingClass(plan) },
    lifecycle: { ignoreChanges: ['input'] },
  };
}

/** The machine. */
export function machineConfig(
  settings: ClusterSettings,
  plan: MemberPlan,
  surroundings: MachineSurroundings,
): WindowsVirtualMachineConfig {
  const { networkInterfaceId, identityId, availabilitySetId, createdWith } = surroundings;
  const { osDisk } = settings;
  const { source } = plan.image;
  return {
    name: plan.names.virtualMachine,
    computerName: plan.computerName,
    location: settings.location,
    resourceGroupName: settings.resourceGroupName,
    ...(plan.zone === undefined ? {} : { zone: plan.zone }),
    ...(availabilitySetId === undefined ? {} : { availabilitySetId }),
    size: plan.size.name,
    networkInterfaceIds: [networkInterfaceId],
    identity: { type: 'UserAssigned', identityIds: [identityId] },
    adminUsername: settings.administratorUsername,
    // Drawn by Terraform when the member is created, chosen by nobody: see docs/decisions/0003.
    adminPassword: 'Aa1!${uuid()}',
    ...(source.kind === 'gallery' ? { sourceImageId: source.id } : { sourceImageReference: source.reference }),
    osDisk: {
      name: plan.names.osDisk,
      caching: 'ReadWrite',
      storageAccountType: osDisk.type,
      diskSizeGb: osDisk.sizeGiB,
    },
    // Left unset, Azure's answer would later replace the machine (azurerm: optional, not computed, ForceNew).
    secureBootEnabled: true,
    vtpmEnabled: true,
    encryptionAtHostEnabled: settings.encryptionAtHost,
    ...plan.patching,
    ...(settings.azureHybridBenefit ? { licenseType: 'Windows_Server' } : {}),
    bootDiagnostics: {},
    ...tagged(settings),
    lifecycle: {
      ignoreChanges: [...MACHINE_KEPT_FOR_LIFE],
      precondition: stillAsCreated(addressOf(createdWith), plan),
    },
  };
}

/** The data disk. */
export function dataDiskConfig(
  settings: ClusterSettings,
  plan: MemberPlan,
  disk: Required<DataDiskOptions>,
  zoneOfMachine: string,
): ManagedDiskConfig {
  return {
    name: plan.names.dataDisk ?? '',
    location: settings.location,
    resourceGroupName: settings.resourceGroupName,
    // Where the machine is, which may not be where its key would put it today. A disk in three zones must not name one.
    ...(plan.zone === undefined || isZoneRedundant(disk.type) ? {} : { zone: zoneOfMachine }),
    createOption: 'Empty',
    storageAccountType: disk.type,
    diskSizeGb: disk.sizeGiB,
    networkAccessPolicy: 'DenyAll',
    publicNetworkAccessEnabled: false,
    ...tagged(settings),
    lifecycle: { ignoreChanges: [...DISK_KEPT_FOR_LIFE] },
  };
}

/** Whatever stops or interrupts a running member when it changes, one a line. */
export function whatRestarts(settings: ClusterSettings, plan: MemberPlan): readonly string[] {
  return [
    `size=${plan.size.name}`,
    `encryption-at-host=${String(settings.encryptionAtHost)}`,
    `data-disk-gib=${String(settings.dataDisk?.sizeGiB ?? 'none')}`,
    `address=${plan.privateIpAddress ?? 'dynamic'}`,
  ];
}

function stillAsCreated(created: string, plan: MemberPlan): { condition: string; errorMessage: string }[] {
  const { key, size } = plan;
  const patching = patchingClass(plan);
  return [
    {
      condition: `\${${created}.output.disks == "${size.resizeClass}"}`,
      errorMessage:
        `Member ${key} was created with: \${${created}.output.disks}. Its size has: ${size.resizeClass}. ` +
        'A resize cannot change that. Keep to sizes of the first kind, or replace the member by giving it a new key.',
    },
    {
      condition: `\${${created}.output.patching == "${patching}"}`,
      errorMessage:
        `Member ${key} was created with patching: \${${created}.output.patching}. Now it is: ${patching}. ` +
        'Azure does not change that. Keep its image and patching in memberSettings, or replace the member by giving it a new key.',
    },
  ];
}

/** Who patches a member, and whether its image can be hotpatched: azurerm ties the two together at creation alone. */
function patchingClass({ image, patching }: MemberPlan): string {
  return `${patching.patchMode}, image ${image.isHotpatchable ? 'with' : 'without'} hotpatching`;
}

/** Tags as they were given: they may be a value that only Terraform knows, which must not be copied. */
export function tagged({ tags }: ClusterSettings): { tags?: Readonly<Record<string, string>> } {
  return tags === undefined ? {} : { tags };
}
