import type { Checks, Finding } from '../../common/checks';
import { ALWAYS_BYPASSED, bypassExpression, checkBypassPattern } from './bypass-pattern';
import { isHost } from '../../common/host-names';
import { isOptions, readable, withoutSecrets } from '../../common/options';

/** Who the proxy lets through: everybody, or whom Windows vouches for (Negotiate, Kerberos, NTLM). */
export type ProxyAuthentication = 'none' | 'windows';

/** What holds for every proxy. */
export interface ProxyAuthenticationOptions {
  /**
   * What the proxy demands. With `'windows'` the members must run under an account that it knows, which the default
   * account is not: give the cluster a `ServiceAccount.groupManaged`. The proxy must admit that account **and the
   * computer accounts of the members**, because installing and registering are done by the system.
   *
   * @default 'none'
   */
  readonly authentication?: ProxyAuthentication;

  /**
   * Whether the gateway answers a proxy that asks for Windows authentication, as the account that its service runs as.
   * A proxy that does not ask is not told anything. `false` only with authentication `'none'`.
   *
   * @default true, as the gateway is shipped (MicrosoftDocs/data-integration, service-gateway-proxy)
   */
  readonly useDefaultCredentials?: boolean;
}

/** Options of a proxy at a fixed address. */
export interface ProxyOptions extends ProxyAuthenticationOptions {
  /**
   * Hosts that are asked directly: a host (`vault.contoso.com`, `10.0.0.4`), all hosts below a name (`*.contoso.com`,
   * which `contoso.com` itself is not) or all addresses that begin alike (`10.1.*`), each with `:port` behind it or not.
   * The addresses of Azure's platform, 169.254.169.254 and 168.63.129.16, are always among them.
   *
   * @default none but those two
   */
  readonly bypass?: readonly string[];

  /**
   * Asks local hosts directly: names without a period, names in the member's own domain, and the member itself.
   *
   * @default false, as in Microsoft's example
   */
  readonly bypassLocal?: boolean;
}

const AUTHENTICATION_OPTIONS: readonly (keyof ProxyAuthenticationOptions)[] = [
  'authentication',
  'useDefaultCredentials',
];
const OPTIONS: readonly (keyof ProxyOptions)[] = [...AUTHENTICATION_OPTIONS, 'bypass', 'bypassLocal'];

const ADDRESS = /^http:\/\/(?<host>[^:/]+)(:(?<port>[1-9][0-9]{0,4}))?\/?$/i;
const SCRIPT_URL = /^https?:\/\/(?<host>[^:/]+)(:(?<port>[1-9][0-9]{0,4}))?(\/[\w.~/%+-]*)?$/i;

/** What may be shown of a wrong address: nothing in it can be a password, or a signature in a query. */
const HARMLESS = /^([a-z][\w+.-]*:\/\/)?[\w.-]*(:\d*)?(\/[\w./-]*)?$/i;

function noCredentials(way: string): string {
  return (
    'The configuration of .NET has no place for a user and a password. Let the proxy ask for Windows authentication ' +
    "(authentication: 'windows') and run the gateway as ServiceAccount.groupManaged, let the proxy admit the members by " +
    `their addresses, or ${way}.`
  );
}

const BY_BYPASS = noCredentials('name the hosts in `bypass` that are reached without it');
const BY_SCRIPT = noCredentials('let the script return DIRECT for what is reached without it');

/**
 * The proxy between the members and the internet. It is written to all four configuration files of the gateway
 * (MicrosoftDocs/data-integration, service-gateway-proxy and service-gateway-proxy-setup-guide), and again after each
 * update of the gateway, which resets them.
 *
 * Not everything goes through a proxy: TDS (port 1433) often cannot, and Azure's own agents do not read these files.
 */
export class GatewayProxy {
  /**
   * A proxy at a fixed address.
   *
   * @param address `http://host` or `http://host:port`; without a port it is 80. The gateway is a program of .NET
   * Framework, which talks to proxies by http only (microsoft/referencesource, ServicePointManager); what passes through
   * the proxy is encrypted all the same.
   */
  public static at(address: string, options: ProxyOptions = {}): GatewayProxy {
    return new GatewayProxy('address', address, undefined, options);
  }

  /**
   * A proxy that a script chooses for each address (PAC). The script also says what is asked directly, so there is no
   * `bypass` here: it must return DIRECT for 169.254.169.254 and 168.63.129.16.
   *
   * @param scriptUrl http or https address of the script, reachable without a proxy; no query.
   */
  public static autoConfig(scriptUrl: string, options: ProxyAuthenticationOptions = {}): GatewayProxy {
    return new GatewayProxy('script', undefined, scriptUrl, options);
  }

  /** `http://host:port` without a slash behind it (`proxyaddress`); nothing where a script chooses. */
  public readonly address: string | undefined;
  /** Patterns of hosts that are asked directly, as given, the platform's first; none where a script chooses. */
  public readonly bypass: readonly string[];
  /** Whether local hosts are asked directly (`bypassonlocal`). */
  public readonly bypassLocal: boolean;
  /** Whether the gateway answers a proxy that asks for Windows authentication (`useDefaultCredentials`). */
  public readonly useDefaultCredentials: boolean;
  /** What the proxy demands. */
  public readonly authentication: ProxyAuthentication;

  private constructor(
    /** What is known of it: its address, or a script that chooses one. */
    public readonly kind: 'address' | 'script',
    address: string | undefined,
    /** Address of the script that chooses the proxy (`scriptLocation`); nothing for a fixed address. */
    public readonly scriptLocation: string | undefined,
    private readonly given: ProxyOptions,
  ) {
    const { bypass, bypassLocal, useDefaultCredentials, authentication } = readable(given);
    this.address = withoutSlash(address);
    const patterns = Array.isArray(bypass) ? (bypass as readonly string[]) : [];
    this.bypass = Object.freeze(kind === 'address' ? [...new Set([...ALWAYS_BYPASSED, ...patterns])] : []);
    this.bypassLocal = bypassLocal ?? false;
    this.useDefaultCredentials = useDefaultCredentials ?? true;
    this.authentication = authentication ?? 'none';
    Object.freeze(this);
  }

  /** Whether a script chooses the proxy. */
  public get isAutoConfigured(): boolean {
    return this.kind === 'script';
  }

  /** Whether it refuses the gateway's default account, so that the cluster needs an account of the domain. */
  public get wantsDomainAccount(): boolean {
    return this.authentication === 'windows';
  }

  /** `bypass` as regular expressions, as `bypasslist` wants them. */
  public get bypassExpressions(): readonly string[] {
    return this.bypass.map(bypassExpression);
  }

  /** For messages. */
  public toString(): string {
    return String(this.address ?? this.scriptLocation);
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    const own = checks.within(property);
    if (this.isAutoConfigured) checkScriptUrl(this.scriptLocation, own);
    else checkAddress(this.address, own);
    const example = this.isAutoConfigured
      ? "GatewayProxy.autoConfig(scriptUrl, { authentication: 'windows' })"
      : "GatewayProxy.at(address, { bypass: ['*.contoso.com'] })";
    if (!isOptions(property, this.given, example, checks)) return;
    this.checkOptions(own);
  }

  private checkOptions(own: Checks): void {
    const known = this.isAutoConfigured ? AUTHENTICATION_OPTIONS : OPTIONS;
    const given = readable(this.given);
    const rest = withoutSecrets(given, known, this.isAutoConfigured ? BY_SCRIPT : BY_BYPASS, own);
    const fix = this.isAutoConfigured && ('bypass' in rest || 'bypassLocal' in rest) ? SCRIPT_DECIDES : undefined;
    own.knownProperties(rest, known, fix);
    own.oneOf('authentication', this.authentication, ['none', 'windows'], "Leave it out for 'none'.");
    own.flag('useDefaultCredentials', given.useDefaultCredentials, 'Leave it out for true, as the gateway is shipped.');
    if (given.useDefaultCredentials === false && given.authentication === 'windows') {
      const mend = "Leave it out: without it the gateway does not answer the proxy's question.";
      own.add({
        property: 'useDefaultCredentials',
        got: false,
        allowed: "true with authentication 'windows'",
        fix: mend,
      });
    }
    if (this.isAutoConfigured) return;
    own.flag('bypassLocal', given.bypassLocal, 'Leave it out, and local hosts are asked through the proxy too.');
    if (given.bypass !== undefined) checkBypass(given.bypass, own);
  }
}

const SCRIPT_DECIDES = 'The script says what is asked directly: let it return DIRECT there.';

function checkBypass(bypass: unknown, checks: Checks): void {
  if (!checks.known('bypass', bypass, 'Regular expressions are made of it when the app runs: write it out.')) return;
  if (!Array.isArray(bypass)) {
    const fix = "Write it as in ['*.contoso.com', '10.1.*'].";
    checks.add({ property: 'bypass', got: bypass, allowed: 'an array of hosts', fix });
    return;
  }
  bypass.forEach((pattern: unknown, index) => {
    checkBypassPattern(`bypass[${String(index)}]`, pattern, checks);
  });
}

function checkAddress(address: unknown, checks: Checks): void {
  const allowed = 'http://host or http://host:port, a port from 1 to 65535';
  if (checks.isUnknown(address) || matches(address, ADDRESS)) return;
  if (hasUserInfo(address)) {
    checks.addHidden({ property: 'address', got: address, allowed, fix: BY_BYPASS });
    return;
  }
  report({ property: 'address', got: address, allowed, fix: adviceOnAddress(address) }, checks);
}

function adviceOnAddress(address: unknown): string {
  const text = typeof address === 'string' ? address : '';
  if (/^https:/i.test(text)) {
    return (
      '.NET Framework, which the gateway runs on, refuses a proxy that is itself reached by https. Give its http ' +
      'address: connections to the service are encrypted from the member on, also through the proxy.'
    );
  }
  if (/\.pac$/i.test(text)) return 'Use GatewayProxy.autoConfig for the address of a script.';
  if (!/^http:/i.test(text)) return 'Write the scheme too, as in http://proxy.contoso.com:8080.';
  if (/^http:\/\/[^/]+\/./i.test(text))
    return 'Leave the path out, or use GatewayProxy.autoConfig for the address of a script.';
  return 'Give the address that browsers in this network use, as in http://proxy.contoso.com:8080.';
}

function checkScriptUrl(url: unknown, checks: Checks): void {
  const allowed = 'http://host/path or https://host/path, no user, query or fragment';
  if (checks.isUnknown(url) || matches(url, SCRIPT_URL)) return;
  const fix = hasUserInfo(url)
    ? 'Let the script be read by everybody in the network: it holds no secret, and its address is readable on the members.'
    : 'Give the address of the script, as in http://wpad.contoso.com/proxy.pac.';
  report({ property: 'scriptUrl', got: url, allowed, fix }, checks);
}

function matches(text: unknown, pattern: RegExp): boolean {
  const match = typeof text === 'string' ? pattern.exec(text) : null;
  return isHost(match?.groups?.['host'] ?? '') && Number(match?.groups?.['port'] ?? 1) <= 65535;
}

function hasUserInfo(text: unknown): boolean {
  return typeof text === 'string' && text.includes('@');
}

/** Reports a value, and shows it only where it cannot be a secret. */
function report(finding: Finding, checks: Checks): void {
  const { got } = finding;
  if (got === undefined || (typeof got === 'string' && HARMLESS.test(got))) checks.add(finding);
  else checks.addHidden(finding);
}

function withoutSlash(address: unknown): string | undefined {
  return typeof address === 'string' && /^http:\/\/[^/]+\/$/i.test(address)
    ? address.slice(0, -1)
    : (address as string);
}
