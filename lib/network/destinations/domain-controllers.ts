import type { Checks } from '../../common/checks';
import { isList } from '../../common/shapes';
import { checkAddresses } from './address-rules';

/**
 * Ports that a member of a domain asks its controllers on (learn.microsoft.com, config-firewall-for-ad-domains-and-trusts
 * and service-overview-and-network-port-requirements): DNS, Kerberos, time, RPC, LDAP, SMB, passwords, global catalogue,
 * web services of the directory, and the ports that RPC answers on.
 */
export const DOMAIN_CONTROLLER_PORTS = Object.freeze({
  Tcp: Object.freeze(['53', '88', '135', '389', '445', '464', '636', '3268-3269', '9389', '49152-65535']),
  Udp: Object.freeze(['53', '88', '123', '389', '464']),
});

/** The domain controllers that the members ask: to join, to sign in, and for Kerberos. */
export class DomainControllers {
  /**
   * Those that are known by address.
   *
   * @param addresses IPv4 addresses or ranges of the controllers, of all domains that are asked: also those of a data
   * source's domain, where users are delegated to it.
   */
  public static at(addresses: readonly string[]): DomainControllers {
    return new DomainControllers(addresses);
  }

  private constructor(
    /** IPv4 addresses or ranges. */
    public readonly addresses: readonly string[],
  ) {
    Object.freeze(this);
  }

  /** For messages. */
  public toString(): string {
    return isList(this.addresses) ? this.addresses.join(', ') : String(this.addresses);
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    checkAddresses(property, this.addresses, checks);
  }
}
