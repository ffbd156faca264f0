import { placeOfUrl } from '../../common/host-names';
import type { ProxyEntry } from '../../manifest/entries/cluster-parts';
import type { Draft } from '../../manifest/entries/draft';
import type { GatewayProxy } from './gateway-proxy';

/** A proxy in a manifest: host and port, and nothing else of its address. */
export function describeProxy(proxy: GatewayProxy): Draft<ProxyEntry> {
  const { kind, authentication, bypass } = proxy;
  const url = String(proxy);
  const place = placeOfUrl(url);
  return {
    kind,
    host: place?.host ?? url,
    port: place === undefined ? undefined : Number(place.port),
    authentication,
    bypass,
  };
}
