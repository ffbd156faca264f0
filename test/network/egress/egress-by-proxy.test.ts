import { type Egress, GatewayProxy, type ServiceTagEgressOptions } from '../../../lib';
import { EVERYTHING, proxied, PROXY, tags, wayOf, waysOf, WEST_EUROPE } from '../fixtures';

const PLAIN_RELAY = ['relay-amqp', 'relay-tcp'];

describe('by a proxy', () => {
  test('direct rules shrink to what a proxy cannot carry, and what does not ask it', () => {
    const ways = waysOf(proxied({ ...EVERYTHING, azureAddresses: WEST_EUROPE, namesWithoutTag: 'internet' }));
    const direct = Object.fromEntries(Object.entries(ways).filter(([, way]) => way !== 'proxy'));
    expect(direct).toEqual({
      'dataflow-gen2': 'tag AzureCloud.westeurope',
      'certificate-lists': 'internet',
      activation: 'public 20.118.99.224 40.83.235.53 23.102.135.246',
      'azure-sign-in': 'tag AzureActiveDirectory',
      monitoring: 'tag AzureMonitor',
      'resource-manager': 'tag AzureResourceManager',
      'custom-logs': 'tag AzureCloud.westeurope',
      'windows-update': 'internet',
      'device-registration': 'internet',
    });
    for (const id of ['relay', 'sign-in', 'power-bi', 'key-vault', 'software-downloads', 'telemetry', 'antivirus']) {
      expect([id, ways[id]]).toEqual([id, 'proxy']);
    }
  });

  test('no proxy carries AMQP', () => {
    for (const id of PLAIN_RELAY) {
      const reason = 'closed: no proxy carries it, and the gateway falls back to HTTPS';
      expect(wayOf(proxied({ azureAddresses: WEST_EUROPE }), id)).toBe(reason);
      expect(wayOf(tags({ proxy: PROXY }), id)).toBe(reason);
    }
  });

  const bypassing = (...bypass: readonly string[]): Egress =>
    proxied({ proxy: GatewayProxy.at('http://10.1.0.8:8080', { bypass }) });
  const vault = (egress: Egress): object => {
    const found = egress.passages().find(({ row }) => row.id === 'key-vault');
    return [found?.passage.kind, found?.byProxy];
  };

  test.each([
    // What is passed by has a way of its own, and is not asked of the proxy.
    ['*.vault.azure.net', ['tag', false]],
    ['*.azure.net', ['tag', false]],
    ['*.VAULT.azure.net', ['tag', false]],
    ['*.vault.azure.net:443', ['tag', false]],
    // One vault of many: both.
    ['kv-gateway.vault.azure.net', ['tag', true]],
    ['kv-gateway.vault.azure.net:443', ['tag', true]],
    ['*.privatelink.vault.azure.net', ['tag', true]],
    // Something else: the proxy alone.
    ['*.vault.azure.net:8443', ['proxy', true]],
    ['vault.azure.net', ['proxy', true]],
    ['*.vault.azure.net.contoso.com', ['proxy', true]],
    ['10.1.*', ['proxy', true]],
  ])('%s past the proxy', (pattern, expected) => {
    expect(vault(bypassing(pattern))).toEqual(expected);
  });

  test('a row is passed by only where all its names are', () => {
    const way = (...bypass: readonly string[]): object => {
      const found = bypassing(...bypass)
        .passages()
        .find(({ row }) => row.id === 'power-bi');
      return [found?.passage.kind, found?.byProxy];
    };
    expect(way('*.powerbi.com')).toEqual(['tag', true]);
    expect(way('*.powerbi.com', '*.analysis.windows.net')).toEqual(['tag', false]);
    // The name above a wildcard, which programs ask for, is a name of its own.
    const download = (...bypass: readonly string[]): unknown =>
      bypassing(...bypass)
        .passages()
        .find(({ row }) => row.id === 'install-and-update')?.byProxy;
    expect(download('*.download.microsoft.com')).toBe(true);
    expect(download('*.download.microsoft.com', 'download.microsoft.com')).toBe(false);
  });

  test('where a script chooses, what the steps ask for themselves goes past it, and the gateway asks for it too', () => {
    const script = GatewayProxy.autoConfig('http://10.1.0.7/proxy.pac');
    const egress = proxied({ proxy: script, proxyAddresses: ['10.1.0.8', '10.1.0.9'], proxyPorts: [8080, 3128] });
    expect(egress.proxyPlace).toMatchObject({ addresses: ['10.1.0.8', '10.1.0.9'], ports: ['8080', '3128'] });
    expect(wayOf(egress, 'relay')).toBe('proxy');
    const both = egress.passages().filter(({ passage, byProxy }) => passage.kind !== 'proxy' && byProxy);
    expect(both.map(({ row }) => row.id)).toEqual([
      'sign-in',
      'power-bi',
      'install-and-update',
      'key-vault',
      'software-downloads',
    ]);
    // Also where the direct way is closed, the proxy is asked.
    expect(wayOf(egress, 'software-downloads')).toMatch(/^closed/);
    expect(egress.openRows().map(({ id }) => id)).toContain('software-downloads');
    expect(egress.allowList()).toContain('github.com:443');
  });

  test('where the script is follows from its address, or is said', () => {
    const place = (url: string, options: ServiceTagEgressOptions = {}): unknown => {
      const proxy = GatewayProxy.autoConfig(url);
      return proxied({ proxy, proxyAddresses: ['10.1.0.8'], proxyPorts: [8080], ...options }).proxyPlace?.script;
    };
    expect(place('http://10.1.0.7/proxy.pac')).toEqual({ addresses: ['10.1.0.7'], ports: ['80'] });
    expect(place('https://10.1.0.7/proxy.pac')).toEqual({ addresses: ['10.1.0.7'], ports: ['443'] });
    expect(place('https://10.1.0.7:8443/proxy.pac')).toEqual({ addresses: ['10.1.0.7'], ports: ['8443'] });
    const proxyScriptAddresses = ['10.1.0.6', '10.1.0.7'];
    expect(place('http://wpad.contoso.com:8000/proxy.pac', { proxyScriptAddresses })).toEqual({
      addresses: proxyScriptAddresses,
      ports: ['8000'],
    });
    expect(proxied().proxyPlace).toEqual({ addresses: ['10.1.0.8'], ports: ['8080'], script: undefined });
  });

  test('a proxy that Windows has too carries what the machine asks for by HTTP, but for what reports from it', () => {
    const without = proxied(EVERYTHING).passages();
    const direct = waysOf(proxied({ ...EVERYTHING, machineProxy: true, azureAddresses: WEST_EUROPE }));
    const added = without.filter(({ row, byProxy }) => !byProxy && direct[row.id] === 'proxy').map(({ row }) => row.id);
    expect(added).toEqual(['certificate-lists', 'windows-update', 'device-registration']);
    // Azure Monitor Agent has a proxy in settings of its own.
    expect(Object.entries(direct).filter(([, way]) => way !== 'proxy')).toEqual([
      ['dataflow-gen2', 'tag AzureCloud.westeurope'],
      ['activation', 'public 20.118.99.224 40.83.235.53 23.102.135.246'],
      ['azure-sign-in', 'tag AzureActiveDirectory'],
      ['monitoring', 'tag AzureMonitor'],
      ['resource-manager', 'tag AzureResourceManager'],
      ['custom-logs', 'tag AzureCloud.westeurope'],
    ]);
    // Without a proxy there is nothing that Windows could have.
    expect(waysOf(tags({ machineProxy: true }))).toEqual(waysOf(tags()));
  });

  test('where the proxy is follows from its address, or is said', () => {
    expect(proxied().proxyPlace).toMatchObject({ addresses: ['10.1.0.8'], ports: ['8080'] });
    const named = GatewayProxy.at('http://proxy.contoso.com');
    expect(proxied({ proxy: named, proxyAddresses: ['10.1.0.8/31'] }).proxyPlace).toMatchObject({
      addresses: ['10.1.0.8/31'],
      ports: ['80'],
    });
    expect(tags().proxyPlace).toBeUndefined();
  });
});
