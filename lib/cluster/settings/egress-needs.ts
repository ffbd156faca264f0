import type { Checks } from '../../common/checks';
import { ALWAYS_BYPASSED } from '../../bootstrap/settings/bypass-pattern';
import type { GatewayProxy } from '../../bootstrap/settings/gateway-proxy';
import { shareHost } from '../../common/windows-path';
import type { Egress } from '../../network/egress/egress';
import type { ServiceCloud } from '../../regions/service-clouds';
import type { EgressNeed, EgressRow } from '../../network/egress/egress-row';
import { egressTable } from '../../network/egress/egress-table';
import type { RowPassage } from '../../network/egress/passages';
import { narrowedToAccount, STORAGE_ROW } from '../../network/egress/storage-row';
import { portsOverlap } from '../../network/destinations/ports';
import { isProxied } from '../../network/egress/proxied-rows';
import { isComputedByTerraform } from '../../terraform/construct-checks';
import type { GatewayEnvironment } from '../props/registration';
import type { EgressGuardOf } from './cluster-network';
import type { ClusterSettings } from './cluster-settings';

/** A row that the members of a cluster need, and how they ask for it. */
export interface NeededRow {
  readonly row: EgressRow;
  readonly via: 'direct' | 'proxy';
  /** Whether the members can be installed, registered and serve without it. */
  readonly isDispensable: boolean;
}

/** The cloud of the service by the name that the DataGateway module has for it. That of Germany was closed in 2021. */
const SERVICE_CLOUD_OF: Readonly<Record<GatewayEnvironment, ServiceCloud>> = {
  Public: 'public',
  Germany: 'public',
  USGov: 'gcc',
  USGovHigh: 'gccHigh',
  USGovMil: 'dod',
  China: 'china',
};

/** What the members of a cluster need; nothing where they are left alone. */
export function egressNeedsOf(settings: ClusterSettings): readonly NeededRow[] {
  const { setup, registration } = settings;
  if (setup === undefined) return [];
  const { proxy, gatewaySettings, software, cloud } = setup;
  const byHttps = gatewaySettings.connectivityMode === 'Https' || proxy !== undefined;
  const wanted: readonly EgressNeed[] = [
    'always',
    'registration',
    'windowsUpdate',
    ...(registration.needsOperator ? (['interactiveSignIn'] as const) : []),
    ...(software.source.kind === 'microsoft' ? (['downloads'] as const) : []),
    ...(software.source.kind === 'storageContainer' ? (['storage'] as const) : []),
    ...(setup.localAdministratorPassword.backup === 'EntraId' ? (['deviceRegistration'] as const) : []),
  ];
  return egressTable(SERVICE_CLOUD_OF[registration.environment], cloud.name)
    .filter(({ need, id }) => wanted.includes(need) && (id !== 'key-vault' || vaultIdsOf(settings).length > 0))
    .filter(({ protocol }) => !byHttps || (protocol !== 'amqp' && protocol !== 'relay'))
    .map((row) => narrowedToAccount(row, software))
    .map((row) => ({
      row,
      via: proxy !== undefined && isProxied(row, proxy) ? 'proxy' : 'direct',
      // With installers of one's own it is asked for newer ones, and that is all.
      isDispensable: row.isDispensable || (row.id === 'install-and-update' && !software.source.isMicrosoft),
    }));
}

/** Key Vaults that the members read from; an operator brings the recovery key along. */
export function vaultIdsOf({ recoveryKey, registration: { credential }, setup }: ClusterSettings): readonly string[] {
  const join = setup?.domainMembership?.credential;
  const read = [...(credential === undefined ? [] : [recoveryKey, credential]), ...(join === undefined ? [] : [join])];
  return [...new Set(read.map(({ keyVaultId }) => keyVaultId))];
}

/**
 * Reports what a network lacks that the members need. What Microsoft lists and a gateway serves without is a warning, as
 * is everything where the list of a published guide is followed.
 *
 * @returns warnings.
 */
export function checkGuard(guard: EgressGuardOf, settings: ClusterSettings, checks: Checks): readonly string[] {
  const { setup, registration } = settings;
  if (setup === undefined) return [];
  const { property, egress } = guard;
  const cloud = SERVICE_CLOUD_OF[registration.environment];
  if (egress.cloud !== cloud || egress.azureCloud !== setup.cloud.name) {
    const fix = 'Give the Egress the `cloud` and `azureCloud` of the cluster.';
    const got = `${egress.cloud} in ${egress.azureCloud}`;
    checks.add({ property: `${property}.egress`, got, allowed: `${cloud} in ${setup.cloud.name}`, fix });
    return [];
  }
  checkProxy(guard, settings, checks);
  checkDomain(guard, settings, checks);
  const passages = new Map(egress.passages().map((one) => [one.row.id, one]));
  const warnings: string[] = [];
  for (const need of egressNeedsOf(settings)) {
    const lack = lackOf(need, passages.get(need.row.id));
    if (lack === undefined) continue;
    const { row } = need;
    const allowed = `a way to ${row.names.join(', ')} on ${row.ports.join(', ')}: ${row.use}`;
    if (need.isDispensable || egress.followsGuide) {
      warnings.push(`${property} (${row.id}): got ${lack.got}; advised: ${allowed}. ${lack.fix}`);
    } else checks.add({ property: `${property} (${row.id})`, got: lack.got, allowed, fix: lack.fix });
  }
  return [
    ...warnings,
    ...transitionWarnings(guard, setup.proxy),
    ...dataSourceWarnings(guard, settings),
    ...placeWarnings(guard, passages.get('key-vault')?.passage, settings),
  ];
}

interface Lack {
  readonly got: string;
  readonly fix: string;
}

function lackOf({ row, via, isDispensable }: NeededRow, found: RowPassage | undefined): Lack | undefined {
  const passage = found?.passage;
  if (row.id === STORAGE_ROW && isOtherAccount(row, found)) {
    return {
      got: `a way to ${found?.row.names.join(', ') ?? ''} alone`,
      fix: 'Give network and cluster the same `software`.',
    };
  }
  // What goes by the proxy needs a way to the proxy, which is looked at by itself.
  if (passage === undefined || (via === 'proxy' && found?.byProxy === true)) return undefined;
  // Updates may come from servers of one's own.
  if (passage.kind === 'closed' && passage.isUnasked && found?.row.need === 'windowsUpdate') return undefined;
  if (passage.kind === 'closed') return { got: `closed: ${passage.reason}`, fix: passage.fix };
  // Windows may have the proxy as well, which only the network knows.
  if (via === 'direct' && passage.kind === 'proxy' && !isDispensable) {
    return { got: 'the proxy alone', fix: 'Give network and cluster the same `proxy`.' };
  }
  return undefined;
}

/** Whether what decides by names lets another storage account through. */
function isOtherAccount({ names }: NeededRow['row'], found: RowPassage | undefined): boolean {
  if (found === undefined || (found.passage.kind !== 'names' && !found.byProxy)) return false;
  return found.row.names.every((name) => !name.startsWith('*') && !names.includes(name));
}

function checkProxy({ property, egress }: EgressGuardOf, { setup }: ClusterSettings, checks: Checks): void {
  const wanted = setup?.proxy;
  if (wanted === undefined || (egress.proxy !== undefined && wordsOf(egress.proxy) === wordsOf(wanted))) return;
  const got = egress.proxy === undefined ? 'closed' : wordsOf(egress.proxy);
  const fix =
    'Give network and cluster the same `proxy`; where members run already, first open both ways, with `proxyTransition: true`.';
  checks.add({ property: `${property} (proxy)`, got, allowed: `a way to ${wordsOf(wanted)}`, fix });
}

function checkDomain({ property, egress }: EgressGuardOf, { setup }: ClusterSettings, checks: Checks): void {
  const needsDomain = setup?.domainMembership !== undefined || setup?.serviceAccount.needsDomain === true;
  if (needsDomain && egress.domainControllers === undefined) {
    const fix = 'Give the Egress `domainControllers: DomainControllers.at([…])`.';
    const allowed = 'a way to the domain controllers of the members';
    checks.add({ property: `${property} (domain-controllers)`, got: 'closed', allowed, fix });
  }
  const share = shareHost(setup?.software.source.sharePath ?? '');
  if (share === undefined || reaches(egress, share, '445')) return;
  const fix = `Add DataSource.fileShare('${share}') to \`dataSources\`.`;
  checks.add({ property: `${property} (software)`, got: 'closed', allowed: `a way to ${share} on 445`, fix });
}

/** A cluster has the proxy of its network, but for the time in which both ways are open: then it may be on its way from it. */
function transitionWarnings({ property, egress }: EgressGuardOf, proxy: GatewayProxy | undefined): readonly string[] {
  if (proxy !== undefined || !egress.isInTransition) return [];
  return [
    `${property}: both ways are open for a move, and the members use no proxy: give the cluster \`proxy\` before \`proxyTransition\` ends, unless it moves away from it.`,
  ];
}

/** What may be right, by means that nobody here knows of. */
function placeWarnings(
  { property, dns }: EgressGuardOf,
  passage: RowPassage['passage'] | undefined,
  settings: ClusterSettings,
): readonly string[] {
  const membership = settings.setup?.domainMembership;
  const vaults = vaultIdsOf(settings);
  // How many a list has that Terraform computes, nobody knows.
  const isKnown = passage?.kind === 'addresses' && !isComputedByTerraform(passage.addresses);
  const endpoints = isKnown ? passage.addresses : undefined;
  return [
    ...(membership !== undefined && dns?.isAzure === true
      ? [
          `${property}: the members belong to ${membership.domain}, and Azure's DNS servers know it only where a rule set of a DNS resolver forwards it.`,
        ]
      : []),
    ...(endpoints !== undefined && vaults.length > endpoints.length
      ? [
          `${property}: the members read from ${String(vaults.length)} vaults, and private endpoints are open at ${endpoints.join(', ')} alone.`,
        ]
      : []),
  ];
}

/** Sources that users are delegated to, and nobody opened; kinds of work that have no way out. */
function dataSourceWarnings({ property, egress }: EgressGuardOf, settings: ClusterSettings): readonly string[] {
  const hosts = settings.setup?.serviceAccount.delegation?.services.map(({ host }) => host) ?? [];
  const closed = [...new Set(hosts)].filter((host) => !hasSource(egress, host));
  const isFabric = egress.openRows().some(({ purpose }) => purpose === 'fabric');
  return [
    ...(closed.length === 0
      ? []
      : [`${property}: users are delegated to ${closed.join(', ')}, and no data source of the network has that host.`]),
    ...(settings.workload.name === 'dataflow' && !isFabric
      ? [`${property}: dataflows write to the lake, and none of the Egress's \`workloads\` is open.`]
      : []),
  ];
}

function hasSource({ dataSources }: Egress, host: string): boolean {
  return dataSources.some((source) => isSameHost(source.host, host));
}

/** By TCP, as a data source. */
function reaches({ dataSources }: Egress, host: string, port: string): boolean {
  return dataSources.some(
    (source) =>
      isSameHost(source.host, host) &&
      source.listeners.some(({ protocol, ports }) => protocol === 'Tcp' && portsOverlap(ports, [port])),
  );
}

/** A short name is the beginning of a full one. */
function isSameHost(a: string, b: string): boolean {
  const [one, other] = [a.toLowerCase(), b.toLowerCase()];
  return one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`);
}

/** What there is to say of a proxy: its place, and what goes past it. */
function wordsOf(proxy: GatewayProxy): string {
  const past = [...proxy.bypass].sort().filter((pattern) => !ALWAYS_BYPASSED.includes(pattern));
  return past.length === 0 ? String(proxy) : `${String(proxy)}, but for ${past.join(', ')}`;
}
