import { ManagedDisk } from '@cdktf/provider-azurerm/lib/managed-disk';
import { NetworkInterface } from '@cdktf/provider-azurerm/lib/network-interface';
import { NetworkInterfaceSecurityGroupAssociation } from '@cdktf/provider-azurerm/lib/network-interface-security-group-association';
import { VirtualMachineDataDiskAttachment } from '@cdktf/provider-azurerm/lib/virtual-machine-data-disk-attachment';
import { WindowsVirtualMachine } from '@cdktf/provider-azurerm/lib/windows-virtual-machine';
import type { ITerraformDependable, TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import { constructChecks, throwProblems } from '../terraform/construct-checks';
import type { IGatewayMember } from './props/gateway-cluster-interface';
import {
  whatRestarts,
  createdWithConfig,
  dataDiskConfig,
  machineConfig,
  networkInterfaceConfig,
} from './member-configuration';
import type { ClusterForSteps, IMemberStep } from './props/member-step';
import type { ClusterSettings } from './settings/cluster-settings';
import type { MemberPlan } from './settings/member-plan';
import { DeletionLock } from '../terraform/deletion-lock';
import { comeAfter } from '../terraform/order';
import { TerraformData } from '../terraform/terraform-data';

/** What a member is built from. */
export interface GatewayMemberProps {
  readonly settings: ClusterSettings;
  readonly plan: MemberPlan;
  readonly identityId: string;
  readonly availabilitySetId: string | undefined;
  readonly steps: readonly IMemberStep[];
  readonly cluster: ClusterForSteps;
  /** The primary, already defined; nothing for the primary itself. */
  readonly primary: GatewayMember | undefined;
  /** What must exist before the machine starts: roles take minutes to spread. */
  readonly prerequisites: readonly ITerraformDependable[];
  /** What must be done before anything of this member is touched. */
  readonly after: readonly ITerraformDependable[];
}

/** The only data disk. */
const DATA_DISK_LUN = 0;

const LOCKED_BECAUSE = 'Member of a data gateway cluster: removing it takes capacity from the cluster.';

/** A member: its machine, and the steps that make it serve. Built by `GatewayCluster`. */
export class GatewayMember extends Construct implements IGatewayMember {
  public readonly key: string;
  public readonly isPrimary: boolean;

  /** After this nothing interrupts the member any more: what the next member of a serial rollout waits for. */
  public readonly settled: ITerraformDependable;

  private readonly zoned: boolean;
  private readonly steps = new Map<string, TerraformResource>();
  private readonly networkInterface: NetworkInterface;
  private readonly machine: WindowsVirtualMachine;
  private readonly references: { computerName?: string; virtualMachineId?: string } = {};

  public constructor(scope: Construct, id: string, props: GatewayMemberProps) {
    super(scope, id);
    const { plan, settings, after, prerequisites, identityId, availabilitySetId } = props;
    this.key = plan.key;
    this.isPrimary = plan.isPrimary;
    this.zoned = plan.zone !== undefined;

    const nic = new NetworkInterface(this, 'network-interface', networkInterfaceConfig(settings, plan));
    comeAfter(nic, after);
    const networkInterfaceId = nic.id;
    const guarded = this.defineSecurityGroup(settings, networkInterfaceId);
    const createdWith = new TerraformData(this, 'created-with', createdWithConfig(plan));
    const machine = new WindowsVirtualMachine(
      this,
      'virtual-machine',
      machineConfig(settings, plan, { networkInterfaceId, identityId, availabilitySetId, createdWith }),
    );
    comeAfter(machine, [...prerequisites, ...guarded]);
    this.networkInterface = nic;
    this.machine = machine;

    const ready = this.defineDataDisk(props) ?? machine;
    const steps = this.defineSteps(props, ready);
    this.settled = steps[props.steps.findLastIndex(({ interruptsMember }) => interruptsMember)] ?? ready;
    if (settings.lock) {
      // Comes last and is lifted first: Azure sees the steps as parts of the machine, and would keep Terraform from replacing one.
      const options = {
        name: plan.names.lock ?? '',
        resourceId: this.virtualMachineId,
        why: LOCKED_BECAUSE,
        children: 'Steps',
      };
      new DeletionLock(this, 'lock', options).guardChain(plan.stepNames, steps, steps.at(-1) ?? ready);
    }
  }

  // What is kept for life is read from the machine: today's input may say something else. References are made when asked
  // for, and once where every step asks: cdktf takes a stack trace for every one, and keeps it.

  public get computerName(): string {
    return (this.references.computerName ??= this.machine.computerName);
  }

  public get zone(): string | undefined {
    return this.zoned ? this.machine.zone : undefined;
  }

  public get virtualMachineName(): string {
    return this.machine.name;
  }

  public get virtualMachineId(): string {
    return (this.references.virtualMachineId ??= this.machine.id);
  }

  public get networkInterfaceId(): string {
    return this.networkInterface.id;
  }

  public get privateIpAddress(): string {
    return this.networkInterface.privateIpAddress;
  }

  private defineSecurityGroup(
    { networkSecurityGroupId }: ClusterSettings,
    networkInterfaceId: string,
  ): readonly ITerraformDependable[] {
    if (networkSecurityGroupId === undefined) return [];
    const association = { networkInterfaceId, networkSecurityGroupId };
    return [new NetworkInterfaceSecurityGroupAssociation(this, 'security-group', association)];
  }

  private defineDataDisk({ settings, plan, after }: GatewayMemberProps): TerraformResource | undefined {
    if (settings.dataDisk === undefined) return undefined;
    const { zone } = this.machine;
    const disk = new ManagedDisk(this, 'data-disk', dataDiskConfig(settings, plan, settings.dataDisk, zone));
    comeAfter(disk, after);
    return new VirtualMachineDataDiskAttachment(this, 'data-disk-attachment', {
      virtualMachineId: this.virtualMachineId,
      managedDiskId: disk.id,
      lun: DATA_DISK_LUN,
      caching: 'None',
    });
  }

  /** A resource that members shared would wait for itself. */
  private checkOwn(resource: TerraformResource | undefined, place: Construct, { name }: IMemberStep): void {
    if (resource?.node.scopes.includes(place) === true) return;
    const checks = constructChecks();
    const fix = 'Let `define` return a resource that it has defined in the scope that it was given.';
    const got = resource?.node.path;
    checks.add({ property: `steps (${name})`, got, allowed: `a resource below ${place.node.path}`, fix });
    throwProblems(this, 'GatewayMember', checks);
  }

  /** Each step after the one before it, the first after the machine and its disk; some after the primary's. */
  private defineSteps(
    { steps, cluster, primary, settings, plan }: GatewayMemberProps,
    ready: ITerraformDependable,
  ): readonly TerraformResource[] {
    const restartedBy = whatRestarts(settings, plan);
    const primaryComputerName = (primary ?? this).computerName;
    const context = { ...cluster, primaryComputerName, restartedBy };
    const resources: TerraformResource[] = [];
    let previous = ready;
    for (const step of steps) {
      const place = new Construct(this, step.name);
      const resource = step.define(place, this, context);
      this.checkOwn(resource, place, step);
      const first = step.afterPrimary === true ? primary?.steps.get(step.name) : undefined;
      const before = first === undefined ? [previous] : [previous, first];
      comeAfter(resource, before);
      this.steps.set(step.name, resource);
      previous = resource;
      resources.push(resource);
    }
    return resources;
  }
}
