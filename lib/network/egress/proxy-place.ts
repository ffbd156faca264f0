import type { GatewayProxy } from '../../bootstrap/settings/gateway-proxy';
import { placeOfUrl } from '../../common/host-names';
import { isAddress } from '../destinations/address-rules';
import type { AnyEgressOptions } from './egress-options';

/** A proxy as network rules know it. */
export interface ProxyPlace {
  /** Addresses or ranges of the proxy; none where it is known by name alone. */
  readonly addresses: readonly string[];
  /** TCP ports of the proxy. */
  readonly ports: readonly string[];
  /** Where the script lies that chooses one; nothing without a script. */
  readonly script:
    | {
        /** Addresses or ranges of the server that has the script. */
        readonly addresses: readonly string[];
        /** TCP ports of that server. */
        readonly ports: readonly string[];
      }
    | undefined;
}

/** Where a proxy is, by what is said of it beside its address. */
export function proxyPlaceOf(
  proxy: GatewayProxy,
  { proxyAddresses, proxyPorts, proxyScriptAddresses }: AnyEgressOptions,
): ProxyPlace {
  const [, host = '', port = '80'] = /^http:\/\/([^:/]+)(?::(\d+))?/i.exec(String(proxy.address)) ?? [];
  return {
    addresses: proxyAddresses ?? (isAddress(host) ? [host] : []),
    ports: proxyPorts?.map(String) ?? (proxy.isAutoConfigured ? [] : [port]),
    script: scriptPlace(proxy, proxyScriptAddresses),
  };
}

function scriptPlace(proxy: GatewayProxy, given: readonly string[] | undefined): ProxyPlace['script'] {
  if (!proxy.isAutoConfigured) return undefined;
  const { host, port } = placeOfUrl(String(proxy.scriptLocation)) ?? { host: '', port: '80' };
  return { addresses: given ?? (isAddress(host) ? [host] : []), ports: [port] };
}
