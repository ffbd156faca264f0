import fc from 'fast-check';
import {
  AzureAddresses,
  DataSource,
  Egress,
  type FirewallApplicationRule,
  type FirewallNetworkRule,
  type FirewallEgressOptions,
  firewallRules,
  GatewayProxy,
  SERVICE_CLOUDS,
} from '../../../lib';
import { needsDnsProxy } from '../../../lib/network/rules/firewall-rules';
import { pinnedSoftware } from '../../support/fixtures';
import { ADDITIONAL_NAMES, ALL_SOURCES, DNS, EVERYTHING, firewall, HTTPS_MODE, PROXY, WEST_EUROPE } from '../fixtures';

function applicationLine({
  name,
  description,
  protocols,
  destinationFqdns,
  destinationFqdnTags,
}: FirewallApplicationRule): string {
  const spoken = protocols.map(({ type, port }) => `${type}:${String(port)}`).join(',');
  return `${name} | ${spoken} | ${[...destinationFqdns, ...destinationFqdnTags.map((tag) => `tag ${tag}`)].join(' ')} | ${description}`;
}

function networkLine({
  name,
  description,
  protocols,
  destinationAddresses,
  destinationFqdns,
  destinationPorts,
}: FirewallNetworkRule): string {
  const destination = [...destinationAddresses, ...destinationFqdns.map((host) => `name ${host}`)].join(' ');
  return `${name} | ${protocols.join()} ${destinationPorts.join()} | ${destination} | ${description}`;
}

function read(egress: Egress, dnsServers: readonly string[] = []): object {
  const { application, network } = firewallRules(egress, dnsServers);
  return { application: application.map(applicationLine), network: network.map(networkLine) };
}

const SCRIPTED = {
  proxy: GatewayProxy.autoConfig('https://wpad.contoso.com/proxy.pac'),
  proxyAddresses: ['10.1.0.8', '10.1.0.9'],
  proxyPorts: [8080],
};
const ON_INTERNET = DataSource.sqlServer('Data.contoso.com', { onInternet: true });

test.each([
  ['HTTPS mode', read(firewall())],
  ['the relay by AMQP and TCP', read(Egress.byFirewall({ azureAddresses: WEST_EUROPE }))],
  ['everything', read(firewall(EVERYTHING), DNS.addresses)],
  ['a proxy behind the firewall', read(firewall({ proxy: PROXY }))],
  ['a script that chooses a proxy', read(firewall({ ...SCRIPTED, proxyScriptAddresses: ['10.1.0.7'] }))],
  ['a way for names on the internet', read(firewall({ dataSources: [ON_INTERNET] }))],
  ['private endpoints', read(firewall({ privateEndpoints: { keyVault: ['10.60.1.4'] } }))],
  ['DoD', read(firewall({ cloud: 'dod' }))],
])('%s', (_what, rules) => {
  expect(rules).toMatchSnapshot();
});

const options: fc.Arbitrary<FirewallEgressOptions> = fc.record(
  {
    cloud: fc.constantFrom(...SERVICE_CLOUDS),
    azureCloud: fc.constantFrom('AzureCloud', 'AzureUSGovernment', 'AzureChinaCloud'),
    azureAddresses: fc.constantFrom(AzureAddresses.everywhere(), WEST_EUROPE),
    gatewaySettings: fc.constant(HTTPS_MODE),
    proxy: fc.constant(PROXY),
    workloads: fc.subarray(['dataflowGen1', 'dataflowGen2', 'oneLake', 'pipelines'] as const),
    interactiveSignIn: fc.boolean(),
    deviceRegistration: fc.boolean(),
    proxyTransition: fc.boolean(),
    additionalNames: fc.subarray([...ADDITIONAL_NAMES]),
    monitoring: fc.boolean(),
    windowsUpdate: fc.boolean(),
    dataSources: fc.subarray([...ALL_SOURCES]),
    software: fc.constantFrom(pinnedSoftware(), pinnedSoftware('keep', '\\\\files\\gateway')),
    privateEndpoints: fc.constant({ keyVault: ['10.60.1.4'], storage: ['10.60.1.5'] }),
  },
  { requiredKeys: [] },
);

test('whatever is asked for, rules are as Azure takes them, and no wildcard decides by address', () => {
  fc.assert(
    fc.property(options, fc.boolean(), (given, hasDns) => {
      const { application, network } = firewallRules(Egress.byFirewall(given), hasDns ? DNS.addresses : []);
      const names = [...application, ...network].map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      for (const { description, protocols, destinationFqdns, destinationFqdnTags } of application) {
        expect(description).toMatch(/^.{1,140}$/);
        expect(protocols.length).toBeGreaterThan(0);
        for (const { type, port } of protocols) {
          // azurerm v4.81.0: 0 to 64000.
          expect(Number.isInteger(port) && port >= 1 && port <= 64000).toBe(true);
          expect({ Http: [80], Https: [443, 8443], Mssql: [1433] }[type]).toContain(port);
        }
        // Either names or tags, and never everything.
        expect(Math.min(destinationFqdns.length, destinationFqdnTags.length)).toBe(0);
        expect(destinationFqdns.length + destinationFqdnTags.length).toBeGreaterThan(0);
        for (const name of destinationFqdns) expect(name).toMatch(/^(\*\.)?([a-z0-9-]+\.)+[a-z]+$/);
      }
      for (const { description, destinationAddresses, destinationFqdns, destinationPorts } of network) {
        expect(description).toMatch(/^.{1,140}$/);
        expect(Math.min(destinationAddresses.length, destinationFqdns.length)).toBe(0);
        expect(destinationAddresses.length + destinationFqdns.length).toBeGreaterThan(0);
        expect([...destinationAddresses, ...destinationFqdns].filter((to) => to.includes('*'))).toEqual([]);
        expect(destinationPorts.length).toBeGreaterThan(0);
        for (const port of destinationPorts) expect(port).toMatch(/^\d+(-\d+)?$/);
      }
    }),
  );
});

test('every row that goes by names has its rule, and no other', () => {
  fc.assert(
    fc.property(options, (given) => {
      const egress = Egress.byFirewall(given);
      const byNames = egress.passages().filter(({ passage }) => passage.kind === 'names');
      const { application } = firewallRules(egress, []);
      expect(application.map(({ name }) => name)).toEqual(byNames.map(({ row }) => row.id));
      application.forEach(({ destinationFqdns, destinationFqdnTags }, index) => {
        const row = byNames[index]?.row;
        const names = [...(row?.names ?? []), ...(row?.alsoNames ?? [])];
        expect([...destinationFqdns, ...destinationFqdnTags]).toEqual(
          row?.firewallTag === undefined ? names : [row.firewallTag],
        );
      });
    }),
  );
});

test('a source that is named alone is resolved by the firewall', () => {
  const named = firewallRules(firewall({ dataSources: [DataSource.oracle('ORA01.corp.contoso.com')] }), []);
  expect(needsDnsProxy(named)).toBe(true);
  expect(named.network.at(-1)).toMatchObject({
    destinationAddresses: [],
    destinationFqdns: ['ora01.corp.contoso.com'],
  });
  for (const source of [DataSource.oracle('10.1.2.4'), DataSource.oracle('ora01', { addresses: ['10.1.2.4'] })]) {
    expect(needsDnsProxy(firewallRules(firewall({ dataSources: [source] }), []))).toBe(false);
  }
});

test('what listens twice has two rules, apart from all hosts', () => {
  const dataSources = [
    DataSource.sqlServer('sql01', { addresses: ['10.1.2.4'], browser: true }),
    DataSource.sqlServer('sql01-udp', { addresses: ['10.1.2.5'] }),
  ];
  const { network } = firewallRules(firewall({ dataSources }), []);
  expect(network.map(({ name, protocols }) => [name, ...protocols])).toEqual([
    ['activation', 'TCP'],
    ['sql-server-sql01', 'TCP'],
    ['udp-sql-server-sql01', 'UDP'],
    ['sql-server-sql01-udp', 'TCP'],
  ]);
});
