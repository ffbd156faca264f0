import { Fn } from 'cdktf';
import type { GatewaySetup } from '../../bootstrap/gateway-setup';
import { DATA_SOURCE_ROW, type EgressTest } from '../../bootstrap/steps/preflight-settings';
import { shareHost } from '../../common/windows-path';
import { vaultUri } from '../../bootstrap/steps/vault-uri';
import { placeOfUrl } from '../../common/host-names';
import type { EgressProbe, EgressRow } from '../../network/egress/egress-row';
import { portNumbers } from '../../network/destinations/ports';
import { isComputedByTerraform } from '../../terraform/construct-checks';
import type { ClusterSettings } from './cluster-settings';
import { egressNeedsOf, type NeededRow, vaultIdsOf } from './egress-needs';

/**
 * What the members try before anything is installed on them: every row of the table that they need and that can be tried,
 * with the hosts of this cluster where they are known, and what they share a network with.
 */
export function egressTestsOf(settings: ClusterSettings): readonly EgressTest[] {
  const { setup } = settings;
  if (setup === undefined) return [];
  const ofMachineProxy = machineProxyRows(settings);
  const tests = [
    ...egressNeedsOf(settings)
      // What the machine's own proxy is asked for is not asked from a script.
      .filter(({ row, via }) => via !== 'direct' || !ofMachineProxy.has(row.id))
      .flatMap((need) => testsOf(need, settings, setup)),
    ...scriptTests(setup),
    ...shareTests(setup),
    ...sourceTests(settings),
  ];
  return unique(tests).map((test) => ({ ...test, required: test.required && setup.preflight.isEnforced }));
}

/** Rows that a guard sends through the machine's own proxy, by id. */
function machineProxyRows({ guards }: ClusterSettings): ReadonlySet<string> {
  const passages = guards.flatMap(({ egress }) => egress.passages());
  return new Set(passages.filter(({ passage }) => passage.kind === 'proxy').map(({ row }) => row.id));
}

function testsOf(need: NeededRow, settings: ClusterSettings, setup: GatewaySetup): readonly EgressTest[] {
  const { row, via } = need;
  const way = via === 'proxy' && setup.proxy?.isAutoConfigured === true ? 'script' : via;
  return probesOf(row, settings, setup).map((probe) => ({
    row: row.id,
    required: isRequired(need, setup),
    via: way,
    ...probe,
  }));
}

/** The gateway falls back to HTTPS where AMQP and TCP are closed, and serves without what is dispensable. */
function isRequired({ isDispensable, row: { protocol, purpose } }: NeededRow, { preflight }: GatewaySetup): boolean {
  // Nobody promises that the host that stands for the relay by itself still answers.
  if (purpose === 'relay' && preflight.relayHost === undefined) return false;
  return !isDispensable && (protocol === 'https' || protocol === 'http');
}

/** Hosts that stand for a row; none where its names are patterns and no host is known below them. */
function probesOf(row: EgressRow, settings: ClusterSettings, setup: GatewaySetup): readonly EgressProbe[] {
  const https = (host: string): EgressProbe => ({ host, kind: 'https', ports: [443] });
  switch (row.id) {
    case 'key-vault':
      return vaultIdsOf(settings).map((id) => https(vaultHost(id, setup)));
    case 'software-downloads':
    case 'software-storage':
      return softwareHosts(setup).map(https);
    default: {
      const host =
        (row.purpose === 'relay' && row.id !== 'cloud-services' ? setup.preflight.relayHost : undefined) ??
        row.probe?.host;
      const kind = row.probe?.kind ?? (row.protocol === 'https' ? 'https' : 'tcp');
      return host === undefined ? [] : [{ host, kind, ports: row.ports.flatMap(portNumbers) }];
    }
  }
}

function vaultHost(keyVaultId: string, { cloud }: GatewaySetup): string {
  const uri = vaultUri(keyVaultId, cloud);
  return isComputedByTerraform(uri) ? Fn.replace(uri, 'https://', '') : uri.slice('https://'.length);
}

/** Without a host, Terraform computes it. */
function softwareHosts({ software }: GatewaySetup): readonly string[] {
  return software
    .components()
    .map(({ location }) => /^https:\/\/([^/]+)/.exec(location)?.[1])
    .filter((host) => host !== undefined && !isComputedByTerraform(host))
    .map(String);
}

/** Without its script the gateway has no proxy. */
function scriptTests({ proxy }: GatewaySetup): readonly EgressTest[] {
  const place = placeOfUrl(String(proxy?.scriptLocation));
  if (place === undefined || isComputedByTerraform(place.host)) return [];
  const { scheme: kind, host, port } = place;
  return [{ row: 'proxy-script', required: true, via: 'direct', kind, host, ports: [Number(port)] }];
}

function shareTests({ software }: GatewaySetup): readonly EgressTest[] {
  const host = shareHost(software.source.sharePath ?? '');
  if (host === undefined || isComputedByTerraform(host)) return [];
  return [{ row: 'software', required: true, via: 'direct', kind: 'tcp', host, ports: [445] }];
}

/** A source that is down is no reason to stop: it is noted. */
function sourceTests({ guards }: ClusterSettings): readonly EgressTest[] {
  return guards
    .flatMap(({ egress }) => egress.dataSources)
    .flatMap(({ host, listeners }) => {
      const port = listeners.flatMap(({ protocol, ports }) => (protocol === 'Tcp' ? ports : [])).find(isSingle);
      if (port === undefined) return [];
      return [{ row: DATA_SOURCE_ROW, required: false, via: 'direct', kind: 'tcp', host, ports: [Number(port)] }];
    });
}

function isSingle(port: string): boolean {
  return /^\d+$/.test(port);
}

function unique(tests: readonly EgressTest[]): readonly EgressTest[] {
  return [...new Map(tests.map((test) => [`${test.row} ${test.host} ${test.ports.join()}`, test])).values()];
}
