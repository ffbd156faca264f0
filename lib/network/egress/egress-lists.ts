import type { GatewayProxy } from '../../bootstrap/settings/gateway-proxy';
import type { ServiceCloud } from '../../regions/service-clouds';
import type { EgressRow } from './egress-row';
import type { RowPassage } from './passages';

/** What lists are made of: an `Egress`, as far as they look at it. */
export interface ListedEgress {
  readonly cloud: ServiceCloud;
  readonly proxy: GatewayProxy | undefined;
  passages(): readonly RowPassage[];
  openRows(): readonly EgressRow[];
}

/** A zone that DNS servers of a company must resolve outside. */
export interface ForwardedZone {
  /** `servicebus.windows.net`. */
  readonly zone: string;
  /** Rows of the table that need it. */
  readonly rows: readonly string[];
}

/**
 * The allow-list for a proxy, as a text to hand on: a name and its ports a line, with what it is for. What is reached past
 * the proxy is not in it.
 */
export function allowList(egress: ListedEgress, ranges: readonly string[]): string {
  const rows = byProxy(egress);
  const lines = rows.flatMap((row) => [
    '',
    `# ${row.id}: ${row.use}${row.isVerified ? '' : ' (UNVERIFIED)'}`,
    ...row.names.map((name) => `${name}:${row.ports.join(',')}`),
    ...row.alsoNames.map((name) => `${name}:${row.ports.join(',')}  # INFERRED: not in the published list`),
  ]);
  return [
    '# What the members of a Microsoft data gateway ask the proxy for.',
    ...(ranges.length === 0 ? [] : [`# They ask from ${ranges.join(', ')}.`]),
    ...(egress.proxy?.wantsDomainAccount === true
      ? [
          "# Admit the account of the gateway's service and the computer accounts of the members (Negotiate, Kerberos or NTLM).",
        ]
      : []),
    '# name:ports. A name that begins with *. stands for all hosts below it.',
    '# The connections to *.servicebus.* are long-lived WebSockets: let them be upgraded, and do not end idle ones',
    '# before 300 seconds (UNVERIFIED: a published guide says so, no page of Microsoft was found).',
    ...lines,
    '',
    `# Cloud of the service: ${egress.cloud}. Sources:`,
    ...sourcesOf(rows).map((source) => `# - ${source}`),
    '',
  ].join('\n');
}

/** Names for which a proxy or firewall must not open TLS, as a text to hand on, with the reason for each. */
export function tlsInspectionBypassList(egress: ListedEgress): string {
  const rows = egress.openRows().filter(({ notInspected }) => notInspected !== undefined);
  const lines = rows.flatMap((row) => [
    '',
    `# ${row.id}: ${String(row.notInspected)}`,
    ...[...row.names, ...row.alsoNames].map((name) => `${name}:${row.ports.join(',')}`),
  ]);
  return [
    '# Names for which TLS must not be opened on the way of the members of a Microsoft data gateway.',
    ...lines,
    '',
  ].join('\n');
}

/**
 * Zones that DNS servers of your own must forward to resolvers that know the internet, where they answer for inside names
 * alone (split DNS). Zones of services with private endpoints are not among them: those are answered by Azure's DNS, with
 * private addresses.
 */
export function forwardedZones(egress: ListedEgress): readonly ForwardedZone[] {
  const zones = new Map<string, Set<string>>();
  for (const { row, passage } of egress.passages()) {
    if (passage.kind === 'closed' || passage.kind === 'proxy') continue;
    if (passage.kind === 'addresses' && passage.isPrivate) continue;
    for (const name of [...row.names, ...row.alsoNames]) {
      const zone = name.replace(/^\*\./, '');
      zones.set(zone, (zones.get(zone) ?? new Set()).add(row.id));
    }
  }
  const all = [...zones.keys()];
  // A zone serves those below it too, and what needs these.
  const isIn = (name: string, zone: string): boolean => name === zone || name.endsWith(`.${zone}`);
  return all
    .filter((zone) => !all.some((other) => other !== zone && isIn(zone, other)))
    .sort()
    .map((zone) => ({ zone, rows: rowsOf([...zones].filter(([name]) => isIn(name, zone))) }));
}

function rowsOf(zones: readonly (readonly [string, ReadonlySet<string>])[]): readonly string[] {
  return [...new Set(zones.flatMap(([, rows]) => [...rows]))];
}

/**
 * The forwarders as commands for DNS servers of Windows, to read and run by who owns them.
 *
 * @param resolvers addresses that resolve public names: Azure's 168.63.129.16 from servers in Azure, others elsewhere.
 */
export function conditionalForwarders(egress: ListedEgress, resolvers: readonly string[]): string {
  const lines = forwardedZones(egress).map(
    ({ zone, rows }) =>
      `Add-DnsServerConditionalForwarderZone -Name '${zone}' -MasterServers ${resolvers.join(', ')}  # ${rows.join(', ')}`,
  );
  return [
    '# Conditional forwarders for the names that the members of a Microsoft data gateway resolve by themselves.',
    '# Only where your servers do not resolve public names already. Read before you run: each line is a zone of Microsoft',
    '# that all clients of the server will ask these resolvers for.',
    ...lines,
    '',
  ].join('\n');
}

/** What goes through the proxy; without one, everything that could. */
function byProxy(egress: ListedEgress): readonly EgressRow[] {
  const passages = egress.passages();
  const proxied = passages.filter((one) => one.byProxy);
  const chosen = egress.proxy === undefined ? passages.filter(({ passage }) => passage.kind !== 'closed') : proxied;
  return chosen.map(({ row }) => row).filter(({ protocol }) => protocol === 'https' || protocol === 'http');
}

function sourcesOf(rows: readonly EgressRow[]): readonly string[] {
  return [...new Set(rows.map(({ source }) => source))];
}
