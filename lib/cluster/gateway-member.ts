import { ManagedDisk } from '@cdktf/provider-azurerm/lib/managed-disk';
import { ManagementLock } from '@cdktf/provider-azurerm/lib/management-lock';
import { NetworkInterface } from '@cdktf/provider-azurerm/lib/network-interface';
import { NetworkInterfaceSecurityGroupAssociation } from '@cdktf/provider-azurerm/lib/network-interface-security-group-association';
import { VirtualMachineDataDiskAttachment } from '@cdktf/provider-azurerm/lib/virtual-machine-data-disk-attachment';
import { WindowsVirtualMachine } from '@cdktf/provider-azurerm/lib/windows-virtual-machine';
import { DataResource, dependable, Fn, type ITerraformDependable, type TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import type { ClusterSettings } from './settings/cluster-settings';
import { isZoneRedundant } from './machine/disks';
import type { MemberPlan } from './settings/member-plan';
import type { IGatewayMember } from './gateway-cluster-interface';
import type { IMemberStep } from './member-step';

/** What a member is built from. */
export interface GatewayMemberProps {
  readonly settings: ClusterSettings;
  readonly plan: MemberPlan;
  readonly identityId: string;
  readonly availabilitySetId: string | undefined;
  readonly steps: readonly IMemberStep[];
  /** What must exist before the machine starts: roles take minutes to spread. */
  readonly prerequisites: readonly ITerraformDependable[];
  /** What must be done before anything of this member is touched. */
  readonly after: readonly ITerraformDependable[];
}

/**
 * Arguments that azurerm can change only by replacing the resource (ForceNew), and the size of the OS disk, which Azure
 * refuses to reduce after azurerm has stopped the machine. A running member is never replaced by a changed argument,
 * which could take down all members in one apply: these are kept as they were created, and reach new members only. Read
 * in azurerm v4.81.0, internal/services/compute and /network.
 */
const KEPT_FOR_LIFE = ['name', 'location', 'resource_group_name'];
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

/** `storage_account_type` could change, but not between one zone and three, and azurerm stops the machine before it asks. */
const DISK_KEPT_FOR_LIFE = [...KEPT_FOR_LIFE, 'create_option', 'storage_account_type', 'zone'];

/** The only data disk. */
const DATA_DISK_LUN = 0;

/** A member: its machine, and the steps that make it serve. Built by `GatewayCluster`. */
export class GatewayMember extends Construct implements IGatewayMember {
  public readonly key: string;
  public readonly isPrimary: boolean;
  public readonly computerName: string;
  public readonly virtualMachineId: string;
  public readonly networkInterfaceId: string;
  public readonly privateIpAddress: string;
  public readonly zone: string | undefined;

  /** After this nothing interrupts the member any more: what the next member of a serial rollout waits for. */
  public readonly settled: ITerraformDependable;

  public constructor(scope: Construct, id: string, props: GatewayMemberProps) {
    super(scope, id);
    const { plan, settings } = props;
    this.key = plan.key;
    this.isPrimary = plan.isPrimary;
    this.computerName = plan.computerName;
    this.zone = plan.zone;

    const networkInterface = this.defineNetworkInterface(props);
    const machine = this.defineMachine(props, networkInterface);
    this.networkInterfaceId = networkInterface.id;
    this.privateIpAddress = networkInterface.privateIpAddress;
    this.virtualMachineId = machine.id;

    const disk = this.defineDataDisk(props, machine);
    const ready = disk ?? machine;
    const steps = this.defineSteps(props, ready);
    this.settled = steps[props.steps.findLastIndex(({ interruptsMember }) => interruptsMember)] ?? ready;
    if (settings.lock) this.defineLock(props, steps, steps.at(-1) ?? ready);
  }

  private defineNetworkInterface({ settings, plan, after }: GatewayMemberProps): NetworkInterface {
    const address = plan.privateIpAddress;
    return new NetworkInterface(this, 'network-interface', {
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
      ...dependsOn(after),
      lifecycle: { ignoreChanges: KEPT_FOR_LIFE },
    });
  }

  private defineMachine(props: GatewayMemberProps, networkInterface: NetworkInterface): WindowsVirtualMachine {
    const { settings, plan, identityId, availabilitySetId, prerequisites } = props;
    const { osDisk } = settings;
    const { image, patching } = plan;
    const createdWith = this.defineCreatedWith(plan);
    return new WindowsVirtualMachine(this, 'virtual-machine', {
      name: plan.names.virtualMachine,
      computerName: plan.computerName,
      location: settings.location,
      resourceGroupName: settings.resourceGroupName,
      ...(plan.zone === undefined ? {} : { zone: plan.zone }),
      ...(availabilitySetId === undefined ? {} : { availabilitySetId }),
      size: plan.size.name,
      networkInterfaceIds: [networkInterface.id],
      identity: { type: 'UserAssigned', identityIds: [identityId] },
      adminUsername: settings.administratorUsername,
      // Drawn by Terraform when the member is created, and by nobody kept: see docs/decisions/0003.
      adminPassword: `Aa1!${Fn.uuid()}`,
      ...(image.source.kind === 'gallery'
        ? { sourceImageId: image.source.id }
        : { sourceImageReference: image.source.reference }),
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
      ...patching,
      ...(settings.azureHybridBenefit ? { licenseType: 'Windows_Server' } : {}),
      bootDiagnostics: {},
      ...tagged(settings),
      ...dependsOn([...prerequisites, ...this.defineSecurityGroup(settings, networkInterface)]),
      lifecycle: {
        ignoreChanges: MACHINE_KEPT_FOR_LIFE,
        precondition: [sameSizeClass(createdWith, plan), samePatching(createdWith, plan)],
      },
    });
  }

  /**
   * Remembers what the member was created with and cannot change: its kind of disks, and who patches it. azurerm would
   * find out in the middle of an apply, with the machine stopped; with this, the plan stops instead.
   */
  private defineCreatedWith(plan: MemberPlan): DataResource {
    return new DataResource(this, 'created-with', {
      input: { disks: plan.size.resizeClass, patching: patchingClass(plan) },
      lifecycle: { ignoreChanges: ['input'] },
    });
  }

  private defineSecurityGroup(
    { networkSecurityGroupId }: ClusterSettings,
    networkInterface: NetworkInterface,
  ): readonly ITerraformDependable[] {
    if (networkSecurityGroupId === undefined) return [];
    const networkInterfaceId = networkInterface.id;
    return [
      new NetworkInterfaceSecurityGroupAssociation(this, 'security-group', {
        networkInterfaceId,
        networkSecurityGroupId,
      }),
    ];
  }

  private defineDataDisk(
    { settings, plan, after }: GatewayMemberProps,
    machine: WindowsVirtualMachine,
  ): VirtualMachineDataDiskAttachment | undefined {
    const { dataDisk } = settings;
    if (dataDisk === undefined) return undefined;
    const disk = new ManagedDisk(this, 'data-disk', {
      name: plan.names.dataDisk,
      location: settings.location,
      resourceGroupName: settings.resourceGroupName,
      // A disk that is kept in three zones must not name one.
      ...(plan.zone === undefined || isZoneRedundant(dataDisk.type) ? {} : { zone: plan.zone }),
      createOption: 'Empty',
      storageAccountType: dataDisk.type,
      diskSizeGb: dataDisk.sizeGiB,
      networkAccessPolicy: 'DenyAll',
      publicNetworkAccessEnabled: false,
      ...tagged(settings),
      ...dependsOn(after),
      lifecycle: { ignoreChanges: DISK_KEPT_FOR_LIFE },
    });
    return new VirtualMachineDataDiskAttachment(this, 'data-disk-attachment', {
      virtualMachineId: machine.id,
      managedDiskId: disk.id,
      lun: DATA_DISK_LUN,
      caching: 'None',
    });
  }

  private defineSteps({ steps }: GatewayMemberProps, first: ITerraformDependable): readonly TerraformResource[] {
    let previous = first;
    return steps.map((step) => {
      const resource = step.define(new Construct(this, step.name), this);
      resource.dependsOn = [...(resource.dependsOn ?? []), dependable(previous)];
      previous = resource;
      return resource;
    });
  }

  /**
   * The lock comes last and is lifted first: it would also keep Terraform from replacing a step, which Azure sees as a
   * part of the machine.
   */
  private defineLock(
    { plan }: GatewayMemberProps,
    steps: readonly TerraformResource[],
    last: ITerraformDependable,
  ): void {
    new ManagementLock(this, 'lock', {
      name: plan.names.lock,
      scope: this.virtualMachineId,
      lockLevel: 'CanNotDelete',
      notes: 'Member of a data gateway cluster: removing it takes capacity from the cluster.',
      ...dependsOn([last]),
      // As addresses: cdktf renders a resource here as "${…}", which Terraform refuses.
      ...(steps.length === 0 ? {} : { lifecycle: { replaceTriggeredBy: steps.map(dependable) } }),
    });
  }
}

function tagged({ tags }: ClusterSettings): { tags?: Record<string, string> } {
  return tags === undefined ? {} : { tags: { ...tags } };
}

function dependsOn(resources: readonly ITerraformDependable[]): { dependsOn?: ITerraformDependable[] } {
  return resources.length === 0 ? {} : { dependsOn: [...resources] };
}

/** What must stay as it is in a plan that keeps the member. */
interface Precondition {
  readonly condition: string;
  readonly errorMessage: string;
}

function sameSizeClass({ fqn }: DataResource, { key, size }: MemberPlan): Precondition {
  return {
    condition: `\${${fqn}.output.disks == "${size.resizeClass}"}`,
    errorMessage:
      `Member ${key} was created with: \${${fqn}.output.disks}. ${size.name} has: ${size.resizeClass}. ` +
      'A resize cannot change that. Keep to sizes of the first kind, or replace the member by giving it a new key.',
  };
}

function samePatching({ fqn }: DataResource, plan: MemberPlan): Precondition {
  const wanted = patchingClass(plan);
  return {
    condition: `\${${fqn}.output.patching == "${wanted}"}`,
    errorMessage:
      `Member ${plan.key} was created with patching: \${${fqn}.output.patching}. Now it is: ${wanted}. ` +
      'Azure does not change that. Keep its image and patching in memberSettings, or replace the member by giving it a new key.',
  };
}

/** Who patches a member, and whether its image can be hotpatched: azurerm ties the two together at creation alone. */
function patchingClass({ image, patching }: MemberPlan): string {
  return `${patching.patchMode}, image ${image.isHotpatchable ? 'with' : 'without'} hotpatching`;
}
