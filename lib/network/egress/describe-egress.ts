import { describeProxy } from '../../bootstrap/settings/describe-proxy';
import { sortedBy } from '../../manifest/arrange';
import type { Draft } from '../../manifest/entries/draft';
import type { DataSourceEntry, EgressEntry, EgressRowEntry } from '../../manifest/entries/egress-entry';
import type { DataSource } from '../destinations/data-source';
import type { Egress } from './egress';
import type { RowPassage } from './passages';

/** What gets out, in a manifest. */
export function describeEgress(egress: Egress): Draft<EgressEntry> {
  const { way, cloud, azureCloud, isHttpsMode, proxy, dataSources, domainControllers } = egress;
  const rows = egress.passages().flatMap((passage) => describeRow(passage) ?? []);
  return {
    way,
    cloud,
    azureCloud,
    httpsMode: isHttpsMode,
    proxy: proxy === undefined ? undefined : describeProxy(proxy),
    // The app's own names have no place in the table.
    rows: [...sortedBy(rows.filter(isOwn), ({ id }) => id), ...rows.filter((row) => !isOwn(row))],
    dataSources: sortedBy(dataSources.map(describeSource), (source) => JSON.stringify(source)),
    domainControllers: [...(domainControllers?.addresses ?? [])].sort(),
  };
}

function isOwn({ purpose }: Draft<EgressRowEntry>): boolean {
  return purpose === 'own';
}

/** Nothing for a row that stays closed. */
function describeRow({ row, passage, byProxy }: RowPassage): Draft<EgressRowEntry> | undefined {
  if (passage.kind === 'closed' && !byProxy) return undefined;
  const { id, purpose, need, names, alsoNames, ports, protocol, isDispensable } = row;
  return {
    id,
    purpose,
    need,
    hosts: [...new Set([...names, ...alsoNames])].sort(),
    ports,
    protocol,
    by: passage.kind === 'closed' ? 'proxy' : passage.kind,
    tags: passage.kind === 'tag' ? [...passage.tags].sort() : [],
    addresses: passage.kind === 'addresses' ? [...passage.addresses].sort() : [],
    byProxy,
    required: !isDispensable,
  };
}

function describeSource(source: DataSource): Draft<DataSourceEntry> {
  const { kind, host, addresses, serviceTag, listeners } = source;
  return {
    kind,
    host,
    addresses: [...addresses].sort(),
    serviceTag,
    ports: listeners.flatMap(({ protocol, ports }) => ports.map((port) => `${protocol} ${port}`)),
  };
}
