import type { DnsServers } from './dns-servers';
import type { Egress } from './egress/egress';

/** Something that lets out what an `Egress` says, and nothing more. */
export interface IEgressGuard {
  /** What gets out. */
  readonly egress: Egress;
}

/** A network security group for members, by the rules of an `Egress`. */
export interface IGatewaySecurityGroup extends IEgressGuard {
  /** Resource id. */
  readonly networkSecurityGroupId: string;
  /** Azure region: a group guards network interfaces of its own region. */
  readonly location: string;
}

/** A subnet for members, guarded. */
export interface IGatewaySubnet extends IEgressGuard {
  /** Resource id; known when the subnet is guarded and has its way out. */
  readonly subnetId: string;
  /** Its range. */
  readonly addressPrefix: string;
  /** Azure region of its virtual network. */
  readonly location: string;
  /** The DNS servers of its virtual network. */
  readonly dns: DnsServers;
}
