import type { ManifestValue } from './value';

/** Private peering at a circuit. */
export interface PrivatePeeringEntry {
  /** VLAN. */
  readonly vlanId: ManifestValue<number>;

  /** Number of the other side's autonomous system. */
  readonly peerAsn: ManifestValue<number>;

  /**
   * The links in IPv4.
   *
   * @default none
   */
  readonly ipv4?: PeeringLinksEntry;

  /**
   * The links in IPv6.
   *
   * @default none
   */
  readonly ipv6?: PeeringLinksEntry;

  /** Terraform addresses. */
  readonly resources: PeeringResources;
}

/** Microsoft peering at a circuit. */
export interface MicrosoftPeeringEntry extends PrivatePeeringEntry {
  /**
   * Number of the system that the prefixes are registered to.
   *
   * @default that of the peer
   */
  readonly customerAsn?: ManifestValue<number>;

  /** Registry in which prefixes and numbers are the user's. */
  readonly routingRegistry: string;

  /** Public ranges that are announced there, of both versions of IP, in order. */
  readonly advertisedPrefixes: readonly ManifestValue<string>[];
}

/** The two links of a peering. */
export interface PeeringLinksEntry {
  /** Range of the primary link. */
  readonly primary: ManifestValue<string>;

  /** Range of the secondary link. */
  readonly secondary: ManifestValue<string>;
}

/** Terraform addresses of a peering. */
export interface PeeringResources {
  /**
   * The peering.
   *
   * @default it is not made before the circuit is provisioned
   */
  readonly peering?: string;

  /**
   * What remembers in which phase of the carrier the peering was made.
   *
   * @default nothing has to
   */
  readonly madeIn?: string;
}
