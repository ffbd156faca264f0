import type { Checks } from '../common/checks';
import { isHost } from '../common/host-names';
import { isOptions, readable } from '../common/options';

/** Options of the test before an installation. */
export interface PreflightOptions {
  /**
   * A host of Azure Relay that answers on the ports of the relay, to stand for all of them: the relays of a tenant are not
   * known before a gateway is registered. The network ports test of a gateway that is there lists them.
   *
   * @default watchdog.servicebus.windows.net in the public cloud, which Microsoft's documents named until 2021. That it still
   * answers is UNVERIFIED, so that its silence is noted and ends nothing. None in other clouds, where the relay is not tried
   */
  readonly relayHost?: string;
}

/**
 * What a member tries before anything is installed on it: whether it reaches what it will need. A network that is closed
 * in the wrong place then says so in words, and not by a gateway that is offline.
 */
export class Preflight {
  /** Ends the step `install` where something that is needed cannot be reached, and says what. */
  public static enforced(options: PreflightOptions = {}): Preflight {
    return new Preflight(true, options);
  }

  /** Notes what cannot be reached, and goes on. A wrong clock and a proxy that does not answer end the step all the same. */
  public static reported(options: PreflightOptions = {}): Preflight {
    return new Preflight(false, options);
  }

  private constructor(
    /** Whether a failure ends the step. */
    public readonly isEnforced: boolean,
    private readonly given: PreflightOptions,
  ) {
    Object.freeze(this);
  }

  /** A host to try in the place of the tenant's relays. */
  public get relayHost(): string | undefined {
    return readable(this.given).relayHost;
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    if (!isOptions(property, this.given, "Preflight.enforced({ relayHost: 'NAME.servicebus.windows.net' })", checks))
      return;
    const own = checks.within(property);
    own.knownProperties(this.given, ['relayHost']);
    const host: unknown = this.given.relayHost;
    if (host === undefined || checks.isUnknown(host) || (typeof host === 'string' && isHost(host))) return;
    const fix = 'Give the name of a relay, without scheme and port.';
    own.add({ property: 'relayHost', got: host, allowed: 'a host name', fix });
  }
}
