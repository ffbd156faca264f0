import type { ITerraformDependable } from 'cdktf';
import type { DnsServers } from './dns-servers';
import { isRecord } from '../common/shapes';
import { Egress } from './egress/egress';

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

/** A network for members, as those see it who open ways for it. */
export interface IGatewayNetwork extends IEgressGuard {
  /** Ranges of all subnets. */
  readonly addressPrefixes: readonly string[];
  /** Its DNS servers. */
  readonly dns: DnsServers;
  /** Lets members wait for something. */
  waitFor(...what: readonly ITerraformDependable[]): void;
}

/** A subnet for members, guarded. */
export interface IMemberSubnet extends IEgressGuard {
  /** Resource id; known when the subnet is guarded and has its way out. */
  readonly subnetId: string;
  /** Its range. */
  readonly addressPrefix: string;
  /** Azure region of its virtual network. */
  readonly location: string;
  /** The DNS servers of its virtual network. */
  readonly dns: DnsServers;
}

/** Whether something is a network for members; JavaScript may hand in anything. */
export function isGatewayNetwork(value: unknown): value is IGatewayNetwork {
  return isRecord(value) && value['egress'] instanceof Egress && Array.isArray(value['addressPrefixes']);
}
