import type { GatewayProxy } from '../../bootstrap/settings/gateway-proxy';
import { portsOverlap } from '../destinations/ports';
import type { EgressPurpose, EgressRow } from './egress-row';

/** What the machine asks for by itself, past the files in which the gateway's proxy is written. */
const MACHINE_PURPOSES: readonly EgressPurpose[] = ['activation', 'certificate-lists', 'monitoring'];
const MACHINE_ROWS: readonly string[] = ['windows-update', 'azure-sign-in', 'device-registration'];

/** What the steps of a member ask for too, in PowerShell, which reads no script that chooses a proxy. */
const ASKED_BY_STEPS: readonly string[] = [
  'sign-in',
  'power-bi',
  'key-vault',
  'install-and-update',
  'software-downloads',
  'software-storage',
];

/**
 * Whether the proxy of the cluster stands before a row: what asks for it reads the setting, and the proxy is not passed by.
 *
 * @param isMachineProxy whether the machine itself has the same proxy.
 */
export function isProxied(row: EgressRow, proxy: GatewayProxy, isMachineProxy = false): boolean {
  return asksProxy(row, proxy, isMachineProxy) && !(proxy.isAutoConfigured && ASKED_BY_STEPS.includes(row.id));
}

/** Whether anything of a row is asked of the proxy. */
export function asksProxy(row: EgressRow, proxy: GatewayProxy, isMachineProxy = false): boolean {
  return canUseProxy(row, isMachineProxy) && !isBypassed(row, proxy);
}

/**
 * Whether anything of a row goes past the proxy: all of it, what the steps ask for themselves, or one host of it
 * (`kv-gateway.vault.azure.net` of `*.vault.azure.net`).
 */
export function passesProxyBy(row: EgressRow, proxy: GatewayProxy, isMachineProxy = false): boolean {
  if (!isProxied(row, proxy, isMachineProxy)) return true;
  const names = [...row.names, ...row.alsoNames];
  return proxy.bypass.some((pattern) => names.some((name) => haveHostInCommon(pattern.toLowerCase(), name, row)));
}

function canUseProxy(row: EgressRow, isMachineProxy: boolean): boolean {
  if (row.protocol !== 'https' && row.protocol !== 'http') return false;
  return isOfMachine(row) ? isMachineProxy && canUseMachineProxy(row) : true;
}

/** A pattern of the proxy, and a name of a row: both a host, or `*.` and what is above many. */
function haveHostInCommon(pattern: string, name: string, { ports }: EgressRow): boolean {
  const [host = '', port] = pattern.split(':');
  if (port !== undefined && !portsOverlap([port], ports)) return false;
  const below = (inner: string, outer: string): boolean => outer.startsWith('*.') && inner.endsWith(outer.slice(1));
  return host === name || below(host, name) || below(name, host);
}

/** What goes by the proxy of Windows. Azure Monitor Agent has one in settings of its own. */
export function canUseMachineProxy(row: EgressRow): boolean {
  const isWeb = row.protocol === 'https' || row.protocol === 'http';
  return isWeb && isOfMachine(row) && row.need !== 'monitoring';
}

function isOfMachine({ id, purpose }: EgressRow): boolean {
  return MACHINE_PURPOSES.includes(purpose) || MACHINE_ROWS.includes(id);
}

/** Whether a proxy is passed by for all names of a row, with something in the place of a wildcard. */
function isBypassed({ names: published, alsoNames, ports, protocol }: EgressRow, proxy: GatewayProxy): boolean {
  const names = [...published, ...alsoNames];
  const patterns = proxy.bypassExpressions.map((expression) => new RegExp(expression, 'i'));
  const [port = ''] = ports;
  const implied = port === (protocol === 'http' ? '80' : '443') ? '' : `:${port}`;
  return names.every((name) => {
    const origin = `${protocol}://${name.replace(/^\*/, 'any')}${implied}`;
    return patterns.some((pattern) => pattern.test(origin));
  });
}
