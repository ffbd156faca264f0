import {
  type EntryOf,
  MANIFEST_FORMAT,
  MANIFEST_FORMAT_VERSION,
  type ManifestList,
  type ManifestLists,
  type StackManifest,
} from './entries/stack-manifest';

/** An entry, and the list that it belongs to. */
export type ListedEntry = {
  readonly [L in ManifestList]: { readonly list: L; readonly entry: EntryOf<L> };
}[ManifestList];

/** An entry of a known list. */
export function listed<L extends ManifestList>(list: L, entry: EntryOf<L>): ListedEntry {
  return { list, entry } as unknown as ListedEntry;
}

/** A manifest of entries, whatever their order. */
export function arrange(stack: string, entries: readonly ListedEntry[]): StackManifest {
  const of = <L extends ManifestList>(name: L): ManifestLists[L] =>
    entries
      .filter(({ list }) => list === name)
      .map(({ entry }) => entry as EntryOf<L>)
      .sort((one, other) => compare(one.constructPath, other.constructPath)) as unknown as ManifestLists[L];
  return {
    format: MANIFEST_FORMAT,
    formatVersion: MANIFEST_FORMAT_VERSION,
    stack,
    clusters: of('clusters'),
    networks: of('networks'),
    securityGroups: of('securityGroups'),
    firewallRules: of('firewallRules'),
    expressRoutes: of('expressRoutes'),
    routeFilters: of('routeFilters'),
    expressRouteGateways: of('expressRouteGateways'),
    expressRouteConnections: of('expressRouteConnections'),
    delegatedSubnets: of('delegatedSubnets'),
    vnetDataGateways: of('vnetDataGateways'),
    virtualNetworkSupport: of('virtualNetworkSupport'),
  };
}

/** The file: two spaces, and a new line at the end. */
export function manifestText(manifest: StackManifest): string {
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/** By code units: the same on every machine, whatever its language. */
function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** A sorted copy, by a text that tells its elements apart. */
export function sortedBy<T>(list: readonly T[], text: (element: T) => string): readonly T[] {
  return [...list].sort((one, other) => compare(text(one), text(other)));
}
