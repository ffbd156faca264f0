import type { IConstruct } from 'constructs';

/** One member of a gateway cluster. */
export interface IGatewayMember {
  /** Key in the cluster, such as `01`. */
  readonly key: string;
  /** Whether it creates the cluster. */
  readonly isPrimary: boolean;
  /** Windows computer name. */
  readonly computerName: string;
  /** Name of its virtual machine in Azure. */
  readonly virtualMachineName: string;
  /** Resource id of its virtual machine. */
  readonly virtualMachineId: string;
  /** Resource id of its network interface. */
  readonly networkInterfaceId: string;
  /** Its IPv4 address. */
  readonly privateIpAddress: string;
  /** Its zone; nothing where it has none. */
  readonly zone: string | undefined;
}

/** The members of a cluster: two at least. */
export type GatewayMembers = readonly [IGatewayMember, IGatewayMember, ...IGatewayMember[]];

/** The identity that the members of a cluster act with. */
export interface GatewayIdentityAttributes {
  /** Resource id. */
  readonly id: string;
  /** Object id of its service principal, for role assignments. */
  readonly principalId: string;
  /** Application (client) id, for token requests. */
  readonly clientId: string;
}

/** A gateway cluster, defined here or elsewhere. */
export interface IGatewayCluster extends IConstruct {
  /** Name in the service. */
  readonly gatewayName: string;
  /** Azure region of the members. */
  readonly location: string;
  /** Resource group of the members. */
  readonly resourceGroupName: string;
  /** The members, by key in ascending order. */
  readonly members: GatewayMembers;
  /** The member that creates the cluster. */
  readonly primary: IGatewayMember;
  /** The identity that the members act with. */
  readonly identity: GatewayIdentityAttributes;
}
