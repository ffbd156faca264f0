import type { Checks } from '../common/checks';
import { isOptions, readable } from '../common/options';

/** What DNS servers of your own do with the names of Microsoft's services. */
export type PublicNames = 'forwarded' | 'resolvedByProxy';

/** What is known of DNS servers. */
export interface CustomDnsOptions {
  /**
   * What they do with public names, of which the gateway needs a good many:
   *
   * - `'forwarded'`: they resolve them, by themselves or by forwarders; `Egress.conditionalForwarders()` says which zones;
   * - `'resolvedByProxy'`: they do not, and need not: a proxy resolves for the members. Only with a proxy; what bypasses it
   *   must resolve all the same.
   *
   * Each member tries this before it installs anything.
   */
  readonly publicNames: PublicNames;
}

/** The DNS servers of a virtual network. */
export class DnsServers {
  /** Azure's own: 168.63.129.16. They resolve public names, private zones linked to the network, and no domain of yours. */
  public static azure(): DnsServers {
    return new DnsServers([], { publicNames: 'forwarded' }, true);
  }

  /**
   * Servers of your own, mostly the domain controllers.
   *
   * @param addresses IPv4 addresses, two at least: with one, its restart takes the gateway down.
   */
  public static custom(addresses: readonly string[], options: CustomDnsOptions): DnsServers {
    return new DnsServers(addresses, options, false);
  }

  /**
   * One address that does not go down with one machine: the DNS proxy of Azure Firewall, or the inbound endpoint of Azure
   * DNS Private Resolver.
   *
   * @param address its private IPv4 address.
   */
  public static resolver(address: string, options: CustomDnsOptions): DnsServers {
    return new DnsServers([address], options, false, 1);
  }

  private constructor(
    /** IPv4 addresses; none for Azure's own. */
    public readonly addresses: readonly string[],
    private readonly given: CustomDnsOptions,
    /** Whether they are Azure's own. */
    public readonly isAzure: boolean,
    private readonly fewest = 2,
  ) {
    Object.freeze(this);
  }

  /** What they do with public names. */
  public get publicNames(): PublicNames {
    return readable(this.given).publicNames ?? 'forwarded';
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    if (this.isAzure) return;
    this.checkServers(property, checks);
    const example = "DnsServers.custom(['10.0.0.4', '10.0.0.5'], { publicNames: 'forwarded' })";
    if (!isOptions(property, this.given, example, checks)) return;
    const own = checks.within(property);
    own.knownProperties(this.given, ['publicNames']);
    const fix = 'Look what they answer for login.microsoftonline.com: an address means forwarded.';
    own.oneOf('publicNames', this.given.publicNames, ['forwarded', 'resolvedByProxy'], fix);
  }

  private checkServers(property: string, checks: Checks): void {
    const servers: unknown = this.addresses;
    const allowed = 'two IPv4 addresses or more, each once';
    if (!Array.isArray(servers)) {
      const fix = "Write them as in ['10.0.0.4', '10.0.0.5'].";
      checks.add({ property, got: servers, allowed, fix });
      return;
    }
    if (checks.isUnknown(servers)) return;
    if (servers.length < this.fewest) {
      const fix =
        'Name two servers at least: with one, its restart takes the gateway down. One that outlasts it is DnsServers.resolver(address).';
      checks.add({ property, got: servers, allowed, fix });
      return;
    }
    servers.forEach((server: unknown, index) => {
      const place = `${property}[${String(index)}]`;
      checks.ipv4Address(place, server, 'Give the address of the server, not its name.');
      if (servers.indexOf(server) !== index) {
        checks.add({ property: place, got: server, allowed, fix: 'Name another server in its place.' });
      }
    });
  }
}
