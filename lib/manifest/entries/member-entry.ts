import type { ManifestEntry } from './common-entries';
import type { ManifestValue } from './value';

/** A member of a gateway cluster. */
export interface GatewayMemberEntry extends ManifestEntry {
  /** Key in the cluster: `01`, or `02b` for one that replaced another. */
  readonly key: string;

  /** Whether it creates the cluster. */
  readonly primary: boolean;

  /** Windows computer name, as it is created. */
  readonly computerName: string;

  /**
   * Availability zone, as it is created.
   *
   * @default none
   */
  readonly zone?: ManifestValue<string>;

  /** Size of its machine. */
  readonly size: ManifestValue<string>;

  /**
   * Static IPv4 address.
   *
   * @default Azure assigns one
   */
  readonly privateIpAddress?: ManifestValue<string>;

  /** Who installs updates of Windows: `AutomaticByPlatform`, `AutomaticByOS` or `Manual`. */
  readonly patchMode: string;

  /** Terraform addresses of what belongs to it alone. */
  readonly resources: MemberResources;

  /** What is done on it after its machine exists, in order. */
  readonly steps: readonly MemberStepEntry[];
}

/** Terraform addresses of what belongs to one member. */
export interface MemberResources {
  /** The machine. */
  readonly virtualMachine: string;

  /** Its network interface. */
  readonly networkInterface: string;

  /** What remembers how it was created, and stops plans that would replace it. */
  readonly createdWith: string;

  /**
   * Its security group's association.
   *
   * @default none
   */
  readonly securityGroupAssociation?: string;

  /**
   * Its data disk.
   *
   * @default none
   */
  readonly dataDisk?: string;

  /**
   * The attachment of its data disk.
   *
   * @default none
   */
  readonly dataDiskAttachment?: string;

  /**
   * The lock on its machine.
   *
   * @default none
   */
  readonly lock?: string;
}

/** A step of a member. */
export interface MemberStepEntry {
  /** Name: `install`, `configure`, `register`, or one of the user's own. */
  readonly name: string;

  /** Whether the member stops serving while it runs. */
  readonly interruptsMember: boolean;

  /** Terraform addresses of what carries it. */
  readonly addresses: readonly string[];
}
