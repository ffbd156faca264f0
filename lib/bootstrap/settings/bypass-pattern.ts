import { Checks } from '../../common/checks';
import { isHost, OCTET } from '../../common/host-names';

/**
 * Addresses that must never be asked through a proxy: the identity endpoint of Azure, which a proxy would answer for
 * itself (MicrosoftDocs/entra-docs, how-to-use-vm-token), and the platform's own (MicrosoftDocs/azure-compute-docs,
 * features-windows).
 */
export const ALWAYS_BYPASSED: readonly string[] = Object.freeze(['169.254.169.254', '168.63.129.16']);

/** The beginning of an address, with the rest left open. */
const ADDRESS_RANGE = new RegExp(`^${OCTET}(\\.${OCTET}){0,2}\\.\\*$`);

/** A pattern, taken apart. */
interface ParsedPattern {
  readonly host: string;
  readonly port: number | undefined;
}

/** Ports that .NET leaves out of the text, because the scheme implies them, with these schemes. */
const IMPLIED_PORTS: Readonly<Record<number, string>> = { 80: '(http|ws)', 443: '(https|wss)' };
const ANY_SCHEME = '[a-z][a-z0-9+.-]*';

/**
 * The regular expression that the gateway's configuration wants in place of a pattern.
 *
 * .NET Framework tests it, without regard to case, against scheme, host and port: `https://vault.contoso.com`, or
 * `https://vault.contoso.com:8443` where the port is not the scheme's own (microsoft/referencesource, WebProxy,
 * IsMatchInBypassList). It searches in the text, so that an expression without anchors would match
 * `https://vault.contoso.com.evil.net` too: this one matches the whole of it.
 *
 * @throws DataGatewayError on what is no pattern.
 */
export function bypassExpression(pattern: string): string {
  const parsed = parse(pattern);
  if (parsed === undefined) {
    const checks = new Checks();
    checkBypassPattern('pattern', pattern, checks);
    checks.throwIfAny('Bypass pattern');
    return '';
  }
  const host = hostExpression(parsed.host);
  if (parsed.port === undefined) return `^${ANY_SCHEME}://${host}(:[0-9]+)?$`;
  const port = String(parsed.port);
  const implied = IMPLIED_PORTS[parsed.port];
  const written = `${ANY_SCHEME}://${host}:${port}`;
  return implied === undefined ? `^${written}$` : `^(${implied}://${host}|${written})$`;
}

/** Reports what is no pattern, with what it was probably meant to be. */
export function checkBypassPattern(property: string, pattern: unknown, checks: Checks): void {
  if (!checks.known(property, pattern, 'It is turned into a regular expression when the app runs: write it out.'))
    return;
  if (parse(pattern) !== undefined) return;
  const allowed =
    'a host (vault.contoso.com, 10.0.0.4), all hosts below a name (*.contoso.com) or 10.1.*; with :port or not';
  const finding = { property, got: pattern, allowed, fix: adviceOn(pattern) };
  // With an @ in it, it may hold a user and a password.
  if (typeof pattern === 'string' && pattern.includes('@')) checks.addHidden(finding);
  else checks.add(finding);
}

function parse(pattern: unknown): ParsedPattern | undefined {
  if (typeof pattern !== 'string') return undefined;
  const [, host = '', port] = /^([^:]*)(?::([1-9][0-9]{0,4}))?$/.exec(pattern.toLowerCase()) ?? [];
  const isPattern = ADDRESS_RANGE.test(host) || isHost(host) || isHost(host.replace(/^\*\.(?=.*[a-z])/, ''));
  if (!isPattern || Number(port ?? 1) > 65535) return undefined;
  return { host, port: port === undefined ? undefined : Number(port) };
}

function hostExpression(host: string): string {
  if (ADDRESS_RANGE.test(host)) {
    const given = host.slice(0, -'.*'.length).split('.');
    return `${given.join('\\.')}(\\.${OCTET}){${String(4 - given.length)}}`;
  }
  const escaped = host.replace(/^\*\./, '').replaceAll('.', '\\.');
  return host.startsWith('*.') ? `([^./:]+\\.)+${escaped}` : escaped;
}

function adviceOn(pattern: unknown): string {
  if (typeof pattern !== 'string' || pattern === '') return 'Write each host as a string.';
  if (pattern === '*') return 'Leave the proxy out, if nothing shall go through it.';
  if (/^<local>$/i.test(pattern)) return 'Say bypassLocal: true for local hosts.';
  if (pattern.includes('://')) return 'Leave the scheme out: a pattern holds for all of them.';
  if (/^[\d.]+\/\d+$/.test(pattern)) {
    return '.NET compares texts and knows no ranges in bits: write 10.1.* for 10.1.0.0/16, and several for others.';
  }
  if (pattern.includes('/')) return 'Leave the path out: the proxy is chosen by host and port.';
  if (/[\\^$()[\]{}|+?]/.test(pattern)) return 'Write plain hosts: the regular expression is made from them.';
  if (/[;,\s]/.test(pattern)) return 'Give each host as a string of its own.';
  if (pattern.startsWith('.') && isHost(pattern.slice(1))) return `Write *${pattern} for all hosts below it.`;
  if (pattern.includes('*'))
    return 'A star stands for whole labels, and only at the beginning of a name or the end of an address.';
  return 'Mend the host: letters, digits, hyphens and periods, or an IPv4 address; a port from 1 to 65535.';
}
