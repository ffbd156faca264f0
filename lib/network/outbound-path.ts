import { NAT_GATEWAY_ID, ROUTE_TABLE_ID } from '../common/azure-rules';
import type { Checks } from '../common/checks';
import { isOptions, readable, withoutSecrets } from '../common/options';

/** Options of a NAT gateway. */
export interface NatGatewayOptions {
  /**
   * The availability zone that it lives in: 1, 2 or 3. A NAT gateway (SKU Standard) is in one zone, and when that zone
   * fails, nothing of the subnets behind it gets out, wherever their members are. Without a zone Azure chooses one and
   * does not say which. What outlasts a zone is a firewall over all zones, or a NAT gateway of SKU StandardV2 (made by
   * azurerm 4.81.0, and not by the version that this package's bindings are of): give it as `existingNatGateway`. Fixed for
   * the life of the network.
   *
   * @default Azure chooses
   */
  readonly zone?: 1 | 2 | 3;

  /**
   * Minutes after which an idle connection is dropped, 4 to 120.
   *
   * @default 10: Azure's own 4 is less than the 300 seconds that a published guide asks for between gateway and relay
   */
  readonly idleTimeoutMinutes?: number;
}

/** Options of the way through a firewall. */
export interface FirewallPathOptions {
  /** Private IPv4 address of the firewall: the next hop of everything that has no other way. */
  readonly privateIpAddress: string;

  /**
   * Whether routes that a gateway of the network has learned (ExpressRoute, VPN) go past the firewall.
   *
   * @default true
   */
  readonly keepLearnedRoutes?: boolean;
}

/** What a way out is made of. */
export type OutboundPathKind = 'natGateway' | 'existingNatGateway' | 'firewall' | 'existingRouteTable' | 'none';

/** How traffic leaves the subnets of members. The address that Azure would lend a machine by default is always refused. */
export class OutboundPath {
  /** A NAT gateway of its own, with a public address: what the network security group lets out, gets out. */
  public static natGateway(options: NatGatewayOptions = {}): OutboundPath {
    return new OutboundPath('natGateway', options);
  }

  /** A NAT gateway that exists. */
  public static existingNatGateway(id: string): OutboundPath {
    return new OutboundPath('existingNatGateway', undefined, id);
  }

  /** A route table of its own that sends everything to a firewall. */
  public static firewall(options: FirewallPathOptions): OutboundPath {
    return new OutboundPath('firewall', options);
  }

  /** A route table that exists. */
  public static existingRouteTable(id: string): OutboundPath {
    return new OutboundPath('existingRouteTable', undefined, id);
  }

  /** None here: the network has a way already, or a proxy is all that there is. */
  public static none(): OutboundPath {
    return new OutboundPath('none', undefined);
  }

  private constructor(
    /** Which way it is. */
    public readonly kind: OutboundPathKind,
    private readonly given: NatGatewayOptions | FirewallPathOptions | undefined,
    /**
     * Resource id of what exists.
     *
     * @default nothing, where it is made here
     */
    public readonly id?: string,
  ) {
    Object.freeze(this);
  }

  /** Settings of the NAT gateway. */
  public get nat(): Required<Pick<NatGatewayOptions, 'idleTimeoutMinutes'>> & NatGatewayOptions {
    return { idleTimeoutMinutes: 10, ...readable(this.given as NatGatewayOptions) };
  }

  /** Settings of the way through the firewall. */
  public get firewall(): Required<FirewallPathOptions> {
    const { privateIpAddress, keepLearnedRoutes } = readable(this.given as FirewallPathOptions);
    return { privateIpAddress: privateIpAddress ?? '', keepLearnedRoutes: keepLearnedRoutes ?? true };
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    if (this.kind === 'existingNatGateway') checks.text(property, this.id, NAT_GATEWAY_ID);
    if (this.kind === 'existingRouteTable') checks.text(property, this.id, ROUTE_TABLE_ID);
    if (this.kind === 'natGateway') this.checkNat(property, checks);
    if (this.kind === 'firewall') this.checkFirewall(property, checks);
  }

  private checkNat(property: string, checks: Checks): void {
    if (!isOptions(property, this.given, 'OutboundPath.natGateway({ zone: 1 })', checks)) return;
    const own = checks.within(property);
    own.knownProperties(readable(this.given), ['zone', 'idleTimeoutMinutes']);
    const { zone, idleTimeoutMinutes } = this.nat;
    if (zone !== undefined) own.oneOf('zone', zone, [1, 2, 3], 'Leave it out, and Azure chooses.');
    const fix = 'Leave it out for 10.';
    own.integer('idleTimeoutMinutes', idleTimeoutMinutes, { min: 4, max: 120, unit: 'minutes', fix });
  }

  private checkFirewall(property: string, checks: Checks): void {
    const example = "OutboundPath.firewall({ privateIpAddress: '10.0.1.4' })";
    if (!isOptions(property, this.given, example, checks)) return;
    const own = checks.within(property);
    const known = ['privateIpAddress', 'keepLearnedRoutes'];
    own.knownProperties(withoutSecrets(readable(this.given), known, 'A route needs no secret.', own), known);
    const { privateIpAddress, keepLearnedRoutes } = readable(this.given as FirewallPathOptions);
    own.ipv4Address('privateIpAddress', privateIpAddress, 'Give the private address of the firewall.');
    own.flag('keepLearnedRoutes', keepLearnedRoutes, 'Leave it out for true.');
  }
}
