/** One end of a flow. */
export interface Endpoint {
  /** IPv4 address, or an expression of Terraform whose value is not known: it equals itself. */
  readonly address: string;
  /** Name that the client asks for, where it asks for one. */
  readonly host?: string;
  /**
   * Service tags of Azure that hold the address. `VirtualNetwork`, `Internet`, `AzureLoadBalancer`, `AzurePlatformDNS` and
   * `AzurePlatformIMDS` are told by the address, where it is known.
   */
  readonly tags: readonly string[];
}

/** What is spoken, as a firewall tells it: application rules know `https`, `http` and `tds`, and nothing else. */
export type Kind = 'https' | 'http' | 'tds' | 'amqp' | 'tcp' | 'udp' | 'icmp';

/** An attempt to open a connection. Answers need no rule: groups and firewalls keep state. */
export interface Flow {
  /** As the machine sees it whose rules are asked. */
  readonly direction: 'Inbound' | 'Outbound';
  readonly protocol: 'Tcp' | 'Udp' | 'Icmp';
  readonly kind: Kind;
  readonly source: Endpoint;
  readonly destination: Endpoint;
  /** Port of the destination. */
  readonly port: number;
  /** Port of the source; without one, a port of the range that Windows hands out. */
  readonly sourcePort?: number;
}

/** What a set of rules says of a flow. */
export interface Verdict {
  readonly allowed: boolean;
  /** The rule that decided, for people. */
  readonly by: string;
}

/** First port of those that Windows opens connections from (RFC 6335: dynamic ports). */
export const DYNAMIC_PORT = 49152;

/** A flow in words, for messages of tests. */
export function describeFlow({ direction, protocol, source, destination, port }: Flow): string {
  const name = ({ address, host }: Endpoint): string => (host === undefined ? address : `${host} (${address})`);
  return `${direction} ${protocol} ${name(source)} -> ${name(destination)}:${String(port)}`;
}
