import type { Egress } from './egress';

/** What a reviewer should know about an egress: how wide it is where it is wide, and where it follows doubtful figures. */
export function egressAdvice(egress: Egress): readonly string[] {
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
    notes.push(`members can reach anything in ${tags} on the ports of the relay: Azure Relay has no service tag.`);
  }
  const unplaced = egress.dataSources.filter(({ isPlaced }) => !isPlaced);
  if (unplaced.length > 0) {
    const names = unplaced.map(String).join(', ');
    notes.push(`${names}: no addresses are given, so that every private address is open on their ports.`);
  }
  return notes;
}
