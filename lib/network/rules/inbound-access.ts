import type { Checks } from '../../common/checks';
import { isOptions, readable } from '../../common/options';
import { checkAddresses } from '../destinations/address-rules';
import { checkPorts, type PortRange, portTexts } from '../destinations/ports';

/** From where, and to what. */
export interface InboundAccessOptions {
  /** IPv4 addresses or ranges that may call, such as those of the subnet of Azure Bastion. Never the internet. */
  readonly from: readonly string[];

  /** TCP ports that they may call: 3389 for Remote Desktop, 5986 for WinRM. */
  readonly ports: readonly PortRange[];
}

/**
 * A way into the members. A gateway needs none: it is never called. Administrators may want one, and name it.
 */
export class InboundAccess {
  /**
   * A way in from given addresses to given ports.
   *
   * @param name what it is for, in lower-case words and hyphens: `bastion`. It becomes part of the rule's name.
   */
  public static named(name: string, options: InboundAccessOptions): InboundAccess {
    return new InboundAccess(name, options);
  }

  private constructor(
    /** What it is for. */
    public readonly name: string,
    private readonly given: InboundAccessOptions,
  ) {
    Object.freeze(this);
  }

  /** Who may call. */
  public get from(): readonly string[] {
    return readable(this.given).from ?? [];
  }

  /** What may be called. */
  public get ports(): readonly string[] {
    return portTexts(readable(this.given).ports);
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    const own = checks.within(property);
    if (own.known('name', this.name, 'It becomes part of the name of a rule: write it out.')) {
      const pattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
      const fix = "Say what it is for, as in 'bastion'.";
      own.text('name', this.name, { pattern, maxBytes: 60, allowed: 'lower-case words and hyphens, at most 60', fix });
    }
    if (
      !isOptions(
        property,
        this.given,
        "InboundAccess.named('bastion', { from: ['10.0.9.0/26'], ports: [3389] })",
        checks,
      )
    ) {
      return;
    }
    own.knownProperties(this.given, ['from', 'ports']);
    checkAddresses('from', this.given.from, own);
    checkPorts('ports', this.given.ports, own);
  }
}
