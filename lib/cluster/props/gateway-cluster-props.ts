import type { ITerraformDependable } from 'cdktf';
import { GATEWAY_SETUP_PROPERTIES, type GatewaySetupOptions } from '../../bootstrap/gateway-setup';
import type { ClusterIdentity } from '../../identity/cluster-identity';
import type { KeyVaultSecretReference } from '../../identity/key-vault-reference';
import type { Capacity } from '../capacity/capacity';
import type { DataDiskOptions, OsDiskOptions } from '../machine/disks';
import type { LoadBalancing } from './load-balancing';
import type { IGatewaySecurityGroup, IMemberSubnet } from '../../network/egress-guard';
import type { MemberCount, MemberKeys } from '../machine/member-keys';
import type { MemberSettings } from './member-settings';
import type { IMemberStep } from './member-step';
import type { Patching } from '../machine/patching';
import type { Placement } from '../placement/placement';
import type { Registration } from './registration';
import type { Placed } from '../../common/place';
import type { ResourceNaming } from '../../common/resource-naming';
import type { Rollout } from './rollout';
import type { VirtualMachineSizeName } from '../machine/virtual-machine-catalogue';
import type { VirtualMachineSize } from '../machine/virtual-machine-size';
import type { WindowsImage } from '../machine/windows-image';
import type { Workload } from '../capacity/workload';

/** What all clusters of an estate may have in common. */
export interface GatewayClusterOptions extends GatewaySetupOptions {
  /**
   * Azure region of the members, by programmatic or display name. Fixed for the life of the cluster.
   *
   * @default that of `subnet`, else of the `GatewayDefaults` around it; required without
   */
  readonly location?: string;

  /**
   * Resource group of the members. Fixed for the life of the cluster.
   *
   * @default that of the `GatewayDefaults` around it; required without
   */
  readonly resourceGroupName?: string;

  /**
   * The subnet that the members are put in: one of a `GatewayNetwork`. What its network lets out is compared with what the
   * members need, and what is missing is an error.
   *
   * @default the one of `subnetId`; one of the two is required
   */
  readonly subnet?: IMemberSubnet;

  /**
   * Resource id of the subnet that the members are put in, where another hand made it. It needs a way out: all traffic of
   * a gateway is outbound, and members get no public address.
   *
   * @default that of `subnet`
   */
  readonly subnetId?: string;

  /** Who registers the members in the service. */
  readonly registration: Registration;

  /**
   * The recovery key that all members share, known to its owner alone: whoever loses it cannot add or restore members. Make
   * it 8 characters or more, which the gateway's app is said to ask for (not verified). Fixed for the life of the cluster.
   */
  readonly recoveryKey: KeyVaultSecretReference;

  /**
   * Object ids (GUIDs) of users and security groups that administer the cluster in the service.
   *
   * @default nobody but the operator who registers; required with a service principal, which would lock people out
   */
  readonly administrators?: readonly string[];

  /**
   * Number of members, 2 to 10. Their keys are 01, 02, …
   *
   * @default worked out from `capacity`
   */
  readonly members?: MemberCount;

  /**
   * Keys of the members instead of their number, for a cluster in which members were replaced: `['01', '02b', '03']`.
   * A new key makes a new member and removes the old one; the other members stay as they are.
   *
   * @default numbered 01, 02, …
   */
  readonly memberKeys?: MemberKeys;

  /**
   * Key of the member that creates the cluster, and that the service does not let go while others exist.
   *
   * @default '01'
   */
  readonly primary?: string;

  /**
   * What is particular to single members, by key.
   *
   * @default nothing
   */
  readonly memberSettings?: Readonly<Record<string, MemberSettings>>;

  /**
   * Size of the members' machines: a name from the catalogue, or any other with its figures.
   *
   * A resize restarts the members, one after another. It cannot cross from SCSI to NVMe, or between sizes with and
   * without a temporary disk: such a change stops the plan, and needs new member keys.
   *
   * @default the smallest that `capacity` needs; else the 8 cores that Microsoft recommends, in the family that suits the
   * workload: Standard_E8as_v6 for refreshes, Standard_D8as_v6 for the others
   */
  readonly size?: VirtualMachineSizeName | VirtualMachineSize;

  /**
   * The peak that the cluster must carry while one member is gone. It chooses `members` and `size` where they are left
   * out, and checks them where they are given.
   *
   * @default not checked
   */
  readonly capacity?: Capacity;

  /**
   * What the cluster mainly does: sets the defaults of `size` and `dataDisk`.
   *
   * @default the workload of `capacity`, else Workload.MIXED
   */
  readonly workload?: Workload;

  /**
   * How the members are kept apart. Fixed for each member's life.
   *
   * @default spread over the region's zones; one availability set in a region without zones; required in a region that
   * the library does not know
   */
  readonly placement?: Placement;

  /**
   * How the service chooses the member that gets a request, and when members turn requests away.
   *
   * @default LoadBalancing.failover(), thresholds off: Microsoft's own
   */
  readonly loadBalancing?: LoadBalancing;

  /**
   * In which order changes reach the members.
   *
   * @default Rollout.serial()
   */
  readonly rollout?: Rollout;

  /**
   * With which identity the members read their secrets.
   *
   * @default a new user-assigned identity that may read just the secrets of this cluster
   */
  readonly identity?: ClusterIdentity;

  /**
   * The Windows that members are created from. Fixed for each member's life: a new image reaches new keys only.
   *
   * @default WindowsImage.WINDOWS_SERVER_2025
   */
  readonly image?: WindowsImage;

  /**
   * Who keeps Windows up to date. The mode is fixed for each member's life: a plan that would change it stops.
   *
   * @default by Azure for images that it patches, else by the operating system
   */
  readonly patching?: Patching;

  /**
   * The disk that Windows is on. Fixed for each member's life.
   *
   * @default 128 GiB, Premium_LRS
   */
  readonly osDisk?: OsDiskOptions;

  /**
   * A disk for spool and reports.
   *
   * @default the one of the workload: 256 GiB for dataflows, none for the others
   */
  readonly dataDisk?: DataDiskOptions;

  /**
   * Encrypts temporary disks and caches on the host too. The subscription must have the feature registered once:
   * `az feature register --namespace Microsoft.Compute --name EncryptionAtHost`. Changing it stops and starts members,
   * one after another.
   *
   * @default true
   */
  readonly encryptionAtHost?: boolean;

  /**
   * Whether Windows is licensed by Azure Hybrid Benefit (your own licences with Software Assurance).
   *
   * @default false: pay as you go
   */
  readonly azureHybridBenefit?: boolean;

  /**
   * A network security group for the members' network interfaces, beside that of the subnet: a `GatewaySecurityGroup`. What
   * it lets out is compared with what the members need, and what is missing is an error.
   *
   * @default the one of `networkSecurityGroupId`
   */
  readonly networkSecurityGroup?: IGatewaySecurityGroup;

  /**
   * Resource id of a network security group for the members' network interfaces, where another hand made it.
   *
   * @default none; the one of the subnet applies
   */
  readonly networkSecurityGroupId?: string;

  /**
   * Name of the first local administrator. Its password is a throw-away that nobody chose or keeps. Fixed for each
   * member's life.
   *
   * @default 'gwadmin'
   */
  readonly administratorUsername?: string;

  /**
   * What the Azure resources are called. Fixed for each member's life.
   *
   * @default that of the `GatewayDefaults` around it, else ResourceNaming.standard()
   */
  readonly naming?: ResourceNaming;

  /**
   * Protects the members' machines from deletion by others (lock CanNotDelete). Terraform lifts a member's lock when it
   * replaces one of its steps, or the member. The deployer needs Microsoft.Authorization/locks/*.
   *
   * @default that of the `GatewayDefaults` around it, else false
   */
  readonly lock?: boolean;

  /**
   * Tags on every resource that has tags: at most 50, names to 512, values to 256 characters. They come on top of those of the
   * `GatewayDefaults` around it.
   *
   * @default those of the `GatewayDefaults` alone
   */
  readonly tags?: Readonly<Record<string, string>>;

  /**
   * Steps of your own on each member, such as installing a driver, in this order: after the gateway is installed, and
   * before it is configured and registered. Those that join a domain come before everything else.
   *
   * @default none
   */
  readonly steps?: readonly IMemberStep[];

  /**
   * What must exist before the members' machines, beside what the cluster names anyway: rules of a firewall, a peering, the
   * link of a private zone. Without it members with a `subnetId` may start before their way out is open, and wait for it in vain.
   * What stands in another stack orders the stacks. A network of this library has the same for all of its clusters:
   * `GatewayNetwork.waitFor`.
   *
   * @default none
   */
  readonly waitFor?: readonly ITerraformDependable[];
}

/** A cluster of Microsoft on-premises data gateways in standard mode. A personal gateway has no spelling here. */
export interface GatewayClusterProps extends GatewayClusterOptions {
  /** Name of the cluster in the service, 1 to 200 characters, unique in the tenant. Fixed for the life of the cluster. */
  readonly gatewayName: string;

  /**
   * What computer names begin with, 1 to 12 letters, digits or hyphens: `finance-prod` gives `finance-prod-01`. Fixed
   * for each member's life.
   *
   * @default derived from `gatewayName`
   */
  readonly computerNamePrefix?: string;
}

/** A cluster of which is settled where it lies. */
export type PlacedClusterProps = Placed<GatewayClusterProps>;

/** Every property, for the check that catches typing errors; the compiler keeps it complete. */
const PROPERTIES: Readonly<Record<Exclude<keyof GatewayClusterProps, keyof GatewaySetupOptions>, true>> = {
  gatewayName: true,
  computerNamePrefix: true,
  location: true,
  resourceGroupName: true,
  subnet: true,
  subnetId: true,
  registration: true,
  recoveryKey: true,
  administrators: true,
  members: true,
  memberKeys: true,
  primary: true,
  memberSettings: true,
  size: true,
  capacity: true,
  workload: true,
  placement: true,
  loadBalancing: true,
  rollout: true,
  identity: true,
  image: true,
  patching: true,
  osDisk: true,
  dataDisk: true,
  encryptionAtHost: true,
  azureHybridBenefit: true,
  networkSecurityGroup: true,
  networkSecurityGroupId: true,
  administratorUsername: true,
  naming: true,
  lock: true,
  tags: true,
  steps: true,
  waitFor: true,
};

/** Names of all properties of a cluster. */
export const GATEWAY_CLUSTER_PROPERTIES: readonly string[] = [...Object.keys(PROPERTIES), ...GATEWAY_SETUP_PROPERTIES];
