import { Fn } from 'cdktf';
import type { GatewaySetup } from '../../bootstrap/gateway-setup';
import type { EgressTest } from '../../bootstrap/steps/preflight-settings';
import { vaultUri } from '../../bootstrap/steps/vault-uri';
import { isComputedByTerraform } from '../../terraform/construct-checks';
import type { ClusterSettings } from './cluster-settings';

/** A relay that exists for tests of the way to it (MicrosoftDocs/data-integration, service-gateway-communication). */
const RELAY_HOST = 'watchdog.servicebus.windows.net';

/** What the members must reach before anything is installed on them. */
export function egressTestsOf(settings: ClusterSettings): readonly EgressTest[] {
  const { setup, registration, recoveryKey } = settings;
  if (setup === undefined) return [];
  const { cloud, proxy } = setup;
  const credential = registration.credential;
  // PowerShell reads no PAC file: what the steps ask for themselves they ask directly.
  const own = proxy?.address === undefined ? 'direct' : 'proxy';
  const web = (row: string, host: string, via: EgressTest['via'] = own): EgressTest => {
    return { row, required: true, via, kind: 'https', host, ports: [443] };
  };
  const relay = proxy?.isAutoConfigured === true ? 'script' : own;
  const vaults = credential === undefined ? [] : [recoveryKey, credential].map(({ keyVaultId }) => keyVaultId);
  return unique([
    web('sign-in', cloud.signInHost),
    ...(cloud.name === 'AzureCloud' ? [web('relay', RELAY_HOST, relay)] : []),
    ...vaults.map((id) => web('key-vault', vaultHost(id, setup))),
    ...setup.software.components().flatMap(({ location }): readonly EgressTest[] => {
      const share = /^\\\\([^\\]+)/.exec(location)?.[1];
      if (share !== undefined) {
        return [{ row: 'software', required: true, via: 'direct', kind: 'tcp', host: share, ports: [445] }];
      }
      const host = /^https:\/\/([^/]+)/.exec(location)?.[1];
      // Without a host, Terraform computes it.
      return host === undefined || isComputedByTerraform(host) ? [] : [web('software', host)];
    }),
  ]);
}

function vaultHost(keyVaultId: string, { cloud }: GatewaySetup): string {
  const uri = vaultUri(keyVaultId, cloud);
  return isComputedByTerraform(uri) ? Fn.replace(uri, 'https://', '') : uri.slice('https://'.length);
}

function unique(tests: readonly EgressTest[]): readonly EgressTest[] {
  return [...new Map(tests.map((test) => [`${test.row} ${test.host}`, test])).values()];
}
