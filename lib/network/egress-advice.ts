import type { DnsServers } from './dns-servers';
import { overlap } from './destinations/data-source-checks';
import type { Egress } from './egress/egress';

/** What a reviewer should know about an egress: how wide it is where it is wide, and where it follows doubtful figures. */
export function egressAdvice(egress: Egress, dns: DnsServers): readonly string[] {
  const passages = egress.passages();
  const internet = passages.filter(({ passage }) => passage.kind === 'internet');
  const azure = passages.filter(
    ({ passage }) => passage.kind === 'tag' && passage.tags.some((tag) => tag.startsWith('AzureCloud')),
  );
  const notes: string[] = [];
  if (internet.length > 0) {
    const ports = [...new Set(internet.flatMap(({ row }) => row.ports))].join(', ');
    const rows = internet.map(({ row }) => row.id).join(', ');
    notes.push(`members can reach any host of the internet on ${ports}, for ${rows}: these have no service tag.`);
  }
  if (azure.length > 0) {
    const tags = [...new Set(azure.flatMap(({ passage }) => (passage.kind === 'tag' ? passage.tags : [])))].join(', ');
    const wider = internet.flatMap(({ row }) => row.ports);
    const ports = [...new Set(azure.flatMap(({ row }) => row.ports))].filter((port) => !wider.includes(port));
    // What the internet's rule lets through needs no word of its own.
    if (ports.length > 0) {
      notes.push(`members can reach anything in ${tags} on ${ports.join(', ')}: Azure Relay has no service tag.`);
    }
  }
  const storage = passages.filter(({ passage }) => passage.kind === 'tag' && passage.tags.includes('Storage'));
  if (storage.length > 0) {
    const rows = storage.map(({ row }) => row.id).join(', ');
    notes.push(`members can reach anybody's storage account, for ${rows}: a service tag does not tell accounts apart.`);
  }
  const { dataSources } = egress;
  dataSources.forEach((source, index) => {
    const other = dataSources.slice(0, index).find((one) => overlap(source, one));
    if (other !== undefined) notes.push(`${String(source)} and ${String(other)} have addresses and ports in common.`);
  });
  if (!dns.isAzure && dns.publicNames === 'resolvedByProxy') {
    const zones = egress.forwardedZones().map(({ zone }) => zone);
    if (zones.length > 0)
      notes.push(`${zones.join(', ')} go past the proxy: the DNS servers must resolve these all the same.`);
  }
  const unplaced = dataSources.filter(({ isPlaced, isOnInternet }) => !isPlaced && !isOnInternet);
  if (unplaced.length > 0) {
    const names = unplaced.map(String).join(', ');
    notes.push(`${names}: no addresses are given, so that every private address is open on their ports.`);
  }
  return notes;
}
