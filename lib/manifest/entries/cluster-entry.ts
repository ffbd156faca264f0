import type {
  CapacityEntry,
  DirectoryEntry,
  DomainEntry,
  LoadBalancingEntry,
  ProxyEntry,
  RegistrationEntry,
  ServiceAccountEntry,
  SoftwareEntry,
} from './cluster-parts';
import type { ManifestEntry, VaultReference } from './common-entries';
import type { GatewayMemberEntry } from './member-entry';
import type { ManifestValue } from './value';

/** A gateway cluster. */
export interface GatewayClusterEntry extends ManifestEntry {
  /** Name in the service, unique in the tenant. */
  readonly gatewayName: ManifestValue<string>;

  /** Azure region of the members. */
  readonly location: ManifestValue<string>;

  /** Resource group of the members. */
  readonly resourceGroupName: ManifestValue<string>;

  /** Kind of work: `refresh`, `directQuery`, `dataflow` or `mixed`. */
  readonly workload: string;

  /** In which order changes reach the members. */
  readonly rollout: RolloutEntry;

  /** How the members are kept apart inside the region. */
  readonly placement: PlacementEntry;

  /** Subnet of the members. */
  readonly subnet: SubnetReference;

  /**
   * Network security group at the members' network interfaces.
   *
   * @default none there
   */
  readonly networkSecurityGroupId?: ManifestValue<string>;

  /** Who registers the members in the service. */
  readonly registration: RegistrationEntry;

  /** Where the recovery key lies. */
  readonly recoveryKey: VaultReference;

  /** The identity that the members act with. */
  readonly identity: IdentityEntry;

  /** How the service chooses the member that gets a request. */
  readonly loadBalancing: LoadBalancingEntry;

  /**
   * The load that was declared, and what each member must carry while another is gone.
   *
   * @default none was declared
   */
  readonly capacity?: CapacityEntry;

  /** Whether the library sets the members up. Without, nothing is known of account, domain, proxy and software. */
  readonly bootstrap: boolean;

  /**
   * What is installed.
   *
   * @default the library installs nothing
   */
  readonly software?: SoftwareEntry;

  /**
   * The Windows account of the gateway's service.
   *
   * @default the library sets none
   */
  readonly serviceAccount?: ServiceAccountEntry;

  /**
   * The domain of the members.
   *
   * @default none is named
   */
  readonly domain?: DomainEntry;

  /**
   * How the directory's side of the account is set up.
   *
   * @default not by this cluster
   */
  readonly directory?: DirectoryEntry;

  /**
   * The proxy between the members and the internet.
   *
   * @default none
   */
  readonly proxy?: ProxyEntry;

  /** Terraform addresses of what all members share. */
  readonly resources: ClusterResources;

  /** The members, in the order in which changes reach them: the primary first, then by key. */
  readonly members: readonly GatewayMemberEntry[];
}

/** The subnet of a cluster. */
export interface SubnetReference {
  /** Resource id. */
  readonly id: ManifestValue<string>;

  /**
   * Path of the network, which is among the `networks` of its stack.
   *
   * @default the subnet is none of this library
   */
  readonly network?: string;

  /**
   * Key of the subnet in that network.
   *
   * @default the subnet is none of this library
   */
  readonly key?: string;
}

/** In which order changes reach the members. */
export interface RolloutEntry {
  /** `serial`: what interrupts a member is finished before the next one is touched. `parallel`: all at once. */
  readonly mode: 'serial' | 'parallel';
}

/** How the members are kept apart. */
export interface PlacementEntry {
  /** By zones, by an availability set, or not at all. */
  readonly kind: 'zones' | 'availabilitySet' | 'unplaced';

  /**
   * The zones that members are spread over.
   *
   * @default none: `kind` is another
   */
  readonly zones?: readonly string[];
}

/** The identity of the members. */
export interface IdentityEntry {
  /**
   * True for an identity that exists.
   *
   * @default it is made here
   */
  readonly existing?: true;

  /** Resource id. */
  readonly id: ManifestValue<string>;
}

/** Terraform addresses of what the members of a cluster share. */
export interface ClusterResources {
  /**
   * The identity, where it is made here.
   *
   * @default it exists
   */
  readonly identity?: string;

  /**
   * The availability set.
   *
   * @default none
   */
  readonly availabilitySet?: string;

  /** What lets the identity read secrets and software. */
  readonly roleAssignments: readonly string[];

  /** What changes the directory for the cluster as a whole. */
  readonly directory: readonly string[];
}
