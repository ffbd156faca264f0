import { Token } from 'cdktf';
import { AdditionalNames, AzureAddresses, DataSource, DomainControllers, Egress, GatewayProxy } from '../../../lib';
import { tags } from '../fixtures';
import {
  type Bad,
  type Case,
  SECRET,
  CONNECTION,
  asToken,
  NUMBER,
  egress,
  byFirewall,
  byProxy,
  sources,
  oracle,
  custom,
  dns,
  script,
  scriptByName,
  network,
  errorOf,
  expectRefused,
} from '../refusal';

const scripted = { proxy: script, proxyAddresses: ['10.1.0.8'], proxyPorts: [8080] };
const FIRST = 'egress.additionalNames[0]';
const antivirus = (options: Bad, id: unknown = 'antivirus'): AdditionalNames =>
  AdditionalNames.of(id as string, { names: ['*.contoso.com'], use: 'virus scanner', ...options });
function additional(options: Bad, id: unknown = 'antivirus'): Bad {
  return egress({ additionalNames: [antivirus(options, id)] });
}
const onInternet = (options: Bad, host = 'ora01.contoso.com'): Bad =>
  byFirewall({ dataSources: [DataSource.oracle(host, options)] });

const ofEgress: readonly Case[] = [
  ['no egress', { egress: undefined }, 'egress'],
  ['an egress that is null', { egress: null }, 'egress'],
  ['an egress that is an object', { egress: { way: 'serviceTags', password: SECRET } }, 'egress'],
  ['an egress that is a text', { egress: SECRET }, 'egress'],
  ['options that are null', { egress: Egress.byServiceTags(null as never) }, 'egress'],
  ['options that are a text', { egress: Egress.byServiceTags(SECRET as never) }, 'egress'],
  ['a misspelt option', egress({ workload: 'oneLake' }), 'egress.workload'],
  ['a secret', egress({ clientSecret: SECRET }), 'egress.clientSecret'],
  ['a cloud that is none', egress({ cloud: 'germany' }), 'egress.cloud'],
  ['a cloud of Azure that is none', egress({ azureCloud: 'AzureGermanCloud' }), 'egress.azureCloud'],
  ['a cloud that Terraform computes', egress({ cloud: asToken('cloud') }), 'egress.cloud'],
  ['a list that is none', egress({ list: 'epc' }), 'egress.list'],
  ['the list of the guide in China', egress({ list: 'guide', cloud: 'china' }), 'egress.list'],
  ['names that are asked', egress({ namesWithoutTag: 'ask' }), 'egress.namesWithoutTag'],
  ['names without tag by a firewall', byFirewall({ namesWithoutTag: 'internet' }), 'egress.namesWithoutTag'],
  ['a flag in words', egress({ monitoring: 'yes' }), 'egress.monitoring'],
  ['settings that are an object', egress({ gatewaySettings: { connectivityMode: 'Https' } }), 'egress.gatewaySettings'],
  ['software that is a text', egress({ software: 'latest' }), 'egress.software'],
  ['workloads that are a text', egress({ workloads: 'oneLake' }), 'egress.workloads'],
  [
    'workloads that are a number, with split DNS',
    { ...egress({ workloads: 7 }), ...dns(['10.1.0.4', '10.1.0.5'], { publicNames: 'resolvedByProxy' }) },
    'egress.workloads',
  ],
  ['a workload that is none', egress({ workloads: ['oneLake', 'lakehouse'] }), 'egress.workloads[1]'],

  ['addresses of Azure that are a text', egress({ azureAddresses: 'AzureCloud' }), 'egress.azureAddresses'],
  ['no region', egress({ azureAddresses: AzureAddresses.inRegions([]) }), 'egress.azureAddresses'],
  [
    'a region that is no name',
    egress({ azureAddresses: AzureAddresses.inRegions(['west_europe']) }),
    'egress.azureAddresses[0]',
  ],
  [
    'a region that Terraform computes',
    egress({ azureAddresses: AzureAddresses.inRegions([asToken('region')]) }),
    'egress.azureAddresses[0]',
  ],
  [
    'regions that are a text',
    egress({ azureAddresses: AzureAddresses.inRegions('westeurope' as never) }),
    'egress.azureAddresses',
  ],
  [
    'a region that is a number, with split DNS',
    {
      ...egress({ azureAddresses: AzureAddresses.inRegions([5 as never]) }),
      ...dns(['10.1.0.4', '10.1.0.5'], { publicNames: 'resolvedByProxy' }),
    },
    'egress.azureAddresses[0]',
  ],
  [
    'half the world',
    egress({
      azureAddresses: AzureAddresses.inRegions(Array.from({ length: 21 }, (_, index) => `region${String(index)}`)),
    }),
    'egress.azureAddresses',
  ],

  ['a proxy by address', egress({ proxy: 'http://10.1.0.8:8080' }), 'egress.proxy'],
  ['a proxy by address, with a password', egress({ proxy: `http://sa:${SECRET}@10.1.0.8:8080` }), 'egress.proxy'],
  ['no proxy by a proxy', byProxy({ proxy: undefined }), 'egress.proxy'],
  ['addresses without a proxy', egress({ proxyAddresses: ['10.1.0.8'] }), 'egress.proxyAddresses'],
  ['ports without a proxy', egress({ proxyPorts: [8080] }), 'egress.proxyPorts'],
  ['a proxy by name', byProxy({ proxy: GatewayProxy.at('http://proxy.contoso.com:8080') }), 'egress.proxyAddresses'],
  [
    'a proxy at addresses that are names',
    byProxy({ proxyAddresses: ['proxy.contoso.com'] }),
    'egress.proxyAddresses[0]',
  ],
  ['a port beside an address', byProxy({ proxyPorts: [8080] }), 'egress.proxyPorts'],
  ['a script without ports', byProxy({ proxy: script, proxyAddresses: ['10.1.0.8'] }), 'egress.proxyPorts'],
  [
    'a script with a port that is none',
    byProxy({ proxy: script, proxyAddresses: ['10.1.0.8'], proxyPorts: [0] }),
    'egress.proxyPorts[0]',
  ],
  [
    'a script with a port that Terraform computes',
    byProxy({ proxy: script, proxyAddresses: ['10.1.0.8'], proxyPorts: [NUMBER] }),
    'egress.proxyPorts[0]',
  ],
  ['a script by name', byProxy({ ...scripted, proxy: scriptByName }), 'egress.proxyScriptAddresses'],
  [
    'a script at an address that is a name',
    byProxy({ ...scripted, proxyScriptAddresses: ['wpad.contoso.com'] }),
    'egress.proxyScriptAddresses[0]',
  ],
  [
    'a script that Terraform computes',
    byProxy({ ...scripted, proxy: GatewayProxy.autoConfig(asToken('script')), proxyScriptAddresses: ['10.1.0.9'] }),
    'egress.proxy.scriptUrl',
  ],
  ['a script of a proxy without one', byProxy({ proxyScriptAddresses: ['10.1.0.9'] }), 'egress.proxyScriptAddresses'],
  ['a script without a proxy', egress({ proxyScriptAddresses: ['10.1.0.9'] }), 'egress.proxyScriptAddresses'],
  ['a transition without a proxy', egress({ proxyTransition: true }), 'egress.proxyTransition'],
  ['a transition in words', byProxy({ proxyTransition: 'yes' }), 'egress.proxyTransition'],
  ['devices in words', egress({ deviceRegistration: 'yes' }), 'egress.deviceRegistration'],
  [
    'a proxy that Terraform computes',
    byProxy({ proxy: GatewayProxy.at(asToken('proxy')), proxyAddresses: ['10.1.0.8'] }),
    'egress.proxy.address',
  ],
  [
    'a proxy with a password',
    byProxy({ proxy: GatewayProxy.at(`http://sa:${SECRET}@10.1.0.8:8080`), proxyAddresses: ['10.1.0.8'] }),
    'egress.proxy.address',
  ],

  ['private endpoints that are a list', egress({ privateEndpoints: ['10.60.1.4'] }), 'egress.privateEndpoints'],
  [
    'a private endpoint of something else',
    egress({ privateEndpoints: { sql: ['10.60.1.4'] } }),
    'egress.privateEndpoints.sql',
  ],
  [
    'a private endpoint as text',
    egress({ privateEndpoints: { keyVault: '10.60.1.4' } }),
    'egress.privateEndpoints.keyVault',
  ],
  [
    'a private endpoint that is a list of another',
    egress({ privateEndpoints: { keyVault: asToken('list') } }),
    'egress.privateEndpoints.keyVault',
  ],

  ['controllers that are a list', egress({ domainControllers: ['10.1.0.4'] }), 'egress.domainControllers'],
  ['no controller', egress({ domainControllers: DomainControllers.at([]) }), 'egress.domainControllers'],
  [
    'controllers that overlap',
    egress({ domainControllers: DomainControllers.at(['10.1.0.0/24', '10.1.0.4']) }),
    'egress.domainControllers[1]',
  ],
  [
    'a controller of IPv6',
    egress({ domainControllers: DomainControllers.at(['fd00::4']) }),
    'egress.domainControllers[0]',
  ],

  ['a data source as connection string', sources(CONNECTION), 'egress.dataSources[0]'],
  ['data sources as one', egress({ dataSources: CONNECTION }), 'egress.dataSources'],
  ['a data source that is null', sources(null), 'egress.dataSources[0]'],
  [
    'too many data sources',
    sources(...Array.from({ length: 401 }, () => DataSource.oracle('ora01'))),
    'egress.dataSources',
  ],
  ['a host that is a connection string', oracle({}, CONNECTION), 'egress.dataSources[0].host'],
  ['a host with a password', oracle({}, `sa:${SECRET}@ora01`), 'egress.dataSources[0].host'],
  ['no host', oracle({}, null), 'egress.dataSources[0].host'],
  ['a host with an instance', oracle({}, 'sql01\\finance'), 'egress.dataSources[0].host'],
  ['a host that Terraform computes', oracle({}, asToken('host')), 'egress.dataSources[0].host'],
  ['options that are null', sources(DataSource.oracle('ora01', null as never)), 'egress.dataSources[0]'],
  ['options that are a text', sources(DataSource.oracle('ora01', SECRET as never)), 'egress.dataSources[0]'],
  ['a password of a data source', oracle({ password: SECRET }), 'egress.dataSources[0].password'],
  ['a property of another kind', oracle({ browser: true }), 'egress.dataSources[0].browser'],
  ['a port that is none', oracle({ port: 70000 }), 'egress.dataSources[0].port'],
  ['a port that Terraform computes', oracle({ port: NUMBER }), 'egress.dataSources[0].port'],
  [
    'an instance that is none',
    sources(DataSource.sapHana('hana', { instanceNumber: 100 })),
    'egress.dataSources[0].instanceNumber',
  ],
  [
    'a browser in words',
    sources(DataSource.sqlServer('sql01', { browser: 'yes' as never })),
    'egress.dataSources[0].browser',
  ],
  ['no ports', custom({}), 'egress.dataSources[0].ports'],
  ['ports that are a number', custom({ ports: 443 }), 'egress.dataSources[0].ports'],
  ['ports the wrong way round', custom({ ports: ['5010-5000'] }), 'egress.dataSources[0].ports[0]'],
  ['a port in a list that Terraform computes', custom({ ports: [NUMBER] }), 'egress.dataSources[0].ports[0]'],
  ['all ports', custom({ ports: ['1-65535'] }), 'egress.dataSources[0].ports[0]'],
  ['ports of another protocol', custom({ ports: [443], protocol: 'Icmp' }), 'egress.dataSources[0].protocol'],
  ['an address as text', oracle({ addresses: '10.1.2.4' }), 'egress.dataSources[0].addresses'],
  ['an address that is a name', oracle({ addresses: ['ora01'] }), 'egress.dataSources[0].addresses[0]'],
  ['an address that is a connection string', oracle({ addresses: [CONNECTION] }), 'egress.dataSources[0].addresses[0]'],
  [
    'an address with bits behind its prefix',
    oracle({ addresses: ['10.1.2.4/24'] }),
    'egress.dataSources[0].addresses[0]',
  ],
  ['an address twice', oracle({ addresses: ['10.1.2.4', '10.1.2.4'] }), 'egress.dataSources[0].addresses[1]'],
  ['everything', oracle({ addresses: ['0.0.0.0/0'] }), 'egress.dataSources[0].addresses[0]'],
  ['a service tag for everything', oracle({ serviceTag: 'Internet' }), 'egress.dataSources[0].serviceTag'],
  ['the same in capitals', oracle({ serviceTag: 'INTERNET' }), 'egress.dataSources[0].serviceTag'],
  ['a service tag for Azure', oracle({ serviceTag: 'AzureCloud.westeurope' }), 'egress.dataSources[0].serviceTag'],
  [
    'a service tag beside addresses',
    oracle({ serviceTag: 'Sql', addresses: ['10.1.2.4'] }),
    'egress.dataSources[0].serviceTag',
  ],
  ['SSH to a range', custom({ ports: [22], addresses: ['10.1.2.0/28'] }), 'egress.dataSources[0].addresses'],
  ['SSH to somewhere', custom({ ports: ['20-25'], addresses: undefined }), 'egress.dataSources[0].addresses'],
  [
    'SSH to a service tag',
    custom({ ports: [22], addresses: undefined, serviceTag: 'Sql' }),
    'egress.dataSources[0].addresses',
  ],
  [
    'Remote Desktop by UDP to a range',
    custom({ ports: [3389], protocol: 'Udp', addresses: ['10.1.2.0/28'] }),
    'egress.dataSources[0].addresses',
  ],
  [
    'SSH to more than there is room for',
    sources(
      ...Array.from({ length: 101 }, (_, index) =>
        DataSource.custom(`ssh${String(index)}`, { addresses: [`10.2.${String(index)}.4`], ports: [22] }),
      ),
    ),
    'egress.dataSources',
  ],
  ['a data source twice', sources(DataSource.oracle('ora01'), DataSource.oracle('ORA01')), 'egress.dataSources[1]'],
  ['a file share somewhere', sources(DataSource.fileShare('files')), 'egress.dataSources[0].addresses'],
  ['RPC to somewhere', custom({ ports: [135], addresses: undefined }), 'egress.dataSources[0].addresses'],
  [
    'names of Windows by UDP to somewhere',
    custom({ ports: ['137-139'], protocol: 'Udp', addresses: undefined }),
    'egress.dataSources[0].addresses',
  ],
  [
    'dynamic ports to somewhere',
    custom({ ports: ['49000-49152'], addresses: undefined }),
    'egress.dataSources[0].addresses',
  ],
  [
    'a browser, and what it answers, somewhere',
    sources(DataSource.sqlServer('sql01', { browser: true })),
    'egress.dataSources[0].addresses',
  ],
  ['SNC in words', sources(DataSource.sapBw('bw', { snc: 'yes' as never })), 'egress.dataSources[0].snc'],
  ['SNC of SAP HANA', sources(DataSource.sapHana('hana', { snc: true } as never)), 'egress.dataSources[0].snc'],
  ['a port of SAP HANA that is none', sources(DataSource.sapHana('hana', { port: 0 })), 'egress.dataSources[0].port'],
  ['the internet in words', onInternet({ onInternet: 'yes' }), 'egress.dataSources[0].onInternet'],
  ['the internet by tags', oracle({ onInternet: true }), 'egress.dataSources[0].onInternet'],
  [
    'the internet by a proxy',
    byProxy({ dataSources: [DataSource.oracle('ora01.contoso.com', { onInternet: true })] }),
    'egress.dataSources[0].onInternet',
  ],
  [
    'the internet beside addresses',
    onInternet({ onInternet: true, addresses: ['10.1.2.4'] }),
    'egress.dataSources[0].onInternet',
  ],
  [
    'the internet beside a service tag',
    onInternet({ onInternet: true, serviceTag: 'Sql' }),
    'egress.dataSources[0].onInternet',
  ],
  ['an address on the internet', onInternet({ onInternet: true }, '203.0.113.7'), 'egress.dataSources[0].onInternet'],
  [
    'a file share on the internet',
    byFirewall({ dataSources: [DataSource.fileShare('files.contoso.com', { onInternet: true })] }),
    'egress.dataSources[0].addresses',
  ],
  [
    'SSH on the internet',
    byFirewall({ dataSources: [DataSource.custom('sftp.contoso.com', { onInternet: true, ports: [22] })] }),
    'egress.dataSources[0].addresses',
  ],
];

const ofAdditionalNames: readonly Case[] = [
  ['additional names as text', egress({ additionalNames: 'updates.contoso.com' }), 'egress.additionalNames'],
  ['an additional name as text', egress({ additionalNames: ['updates.contoso.com'] }), 'egress.additionalNames[0]'],
  [
    'additional names that are null, with split DNS',
    { ...egress({ additionalNames: [null] }), ...dns(['10.1.0.4', '10.1.0.5'], { publicNames: 'resolvedByProxy' }) },
    'egress.additionalNames[0]',
  ],
  [
    'more additional names than there is room for',
    egress({
      additionalNames: Array.from({ length: 71 }, (_, index) =>
        AdditionalNames.of(`own-${String(index)}`, { names: ['updates.contoso.com'], use: 'updates' }),
      ),
    }),
    'egress.additionalNames',
  ],
  ['additional names without id', additional({}, null), 'egress.additionalNames[0].id'],
  ['additional names with an id in another form', additional({}, 'Anti Virus'), 'egress.additionalNames[0].id'],
  ['additional names with an id of the table', additional({}, 'relay'), 'egress.additionalNames[0].id'],
  [
    'additional names with an id that Terraform computes',
    additional({}, asToken('id')),
    'egress.additionalNames[0].id',
  ],
  [
    'additional names twice',
    egress({ additionalNames: [antivirus({}), antivirus({})] }),
    'egress.additionalNames[1].id',
  ],
  [
    'additional names that are options of nothing',
    egress({ additionalNames: [AdditionalNames.of('antivirus', null as never)] }),
    'egress.additionalNames[0]',
  ],
  ['additional names with a misspelt option', additional({ port: 443 }), 'egress.additionalNames[0].port'],
  ['no additional name', additional({ names: [] }), 'egress.additionalNames[0].names'],
  ['additional names without array', additional({ names: 'contoso.com' }), 'egress.additionalNames[0].names'],
  [
    'additional names that Terraform computes',
    additional({ names: Token.asList('${var.names}') }),
    'egress.additionalNames[0].names',
  ],
  [
    'an additional name that Terraform computes',
    additional({ names: [asToken('name')] }),
    'egress.additionalNames[0].names[0]',
  ],
  ['an additional name with a scheme', additional({ names: ['https://contoso.com'] }), `${FIRST}.names[0]`],
  [
    'an additional name with a password',
    additional({ names: [`https://sa:${SECRET}@contoso.com`] }),
    `${FIRST}.names[0]`,
  ],
  ['an additional name that is an address', additional({ names: ['203.0.113.7'] }), `${FIRST}.names[0]`],
  ['an additional name for everything', additional({ names: ['*'] }), `${FIRST}.names[0]`],
  ['an additional name for a top-level domain', additional({ names: ['*.com'] }), `${FIRST}.names[0]`],
  ['an additional name with a star inside', additional({ names: ['cdn*.contoso.com'] }), `${FIRST}.names[0]`],
  ['an additional name that is a number', additional({ names: [7] }), `${FIRST}.names[0]`],
  ['no use', additional({ use: undefined }), `${FIRST}.use`],
  ['a use of many lines', additional({ use: 'updates\n10.0.0.0/8' }), `${FIRST}.use`],
  ['a use that Terraform computes', additional({ use: asToken('use') }), `${FIRST}.use`],
  ['no port', additional({ ports: [] }), `${FIRST}.ports`],
  ['a port of additional names that is none', additional({ ports: [0] }), `${FIRST}.ports[0]`],
  ['a port that Azure Firewall does not take', additional({ ports: [443, 64001] }), `${FIRST}.ports[1]`],
  ['a port of additional names that Terraform computes', additional({ ports: [NUMBER] }), `${FIRST}.ports[0]`],
  ['additional names with a tag for the internet', additional({ serviceTag: 'Internet' }), `${FIRST}.serviceTag`],
  ['additional names with a tag for Azure', additional({ serviceTag: 'AzureCloud.westeurope' }), `${FIRST}.serviceTag`],
  [
    'additional names with a tag that Terraform computes',
    additional({ serviceTag: asToken('tag') }),
    `${FIRST}.serviceTag`,
  ],
  [
    'additional names with a tag of the firewall that is none',
    additional({ firewallTag: 'Windows Update' }),
    `${FIRST}.firewallTag`,
  ],
];

test.each([...ofEgress, ...ofAdditionalNames])('an egress is refused with %s', (_what, input, property) => {
  expect(expectRefused(network, input, property)).toMatchSnapshot();
});

test.each([[null], [undefined], ['text'], [7], [[]], [{}]])('an egress is not %p', (value) => {
  expect(expectRefused(network, { egress: value }, 'egress')).toContain('allowed: an Egress.');
});

test('texts for other teams are not made of what is wrong', () => {
  const wrong = tags({ workloads: 7 as never, cloud: 'mars' as never });
  const texts: readonly (() => unknown)[] = [
    () => wrong.allowList(),
    () => wrong.tlsInspectionBypassList(),
    () => wrong.forwardedZones(),
    () => wrong.conditionalForwarders(['168.63.129.16']),
  ];
  for (const text of texts) {
    expect(errorOf(text).problems.map(({ property }) => property)).toEqual(['egress.cloud', 'egress.workloads']);
  }
  for (const resolvers of [["'; Remove-Item C:\\ #"], [], null, undefined, '168.63.129.16', [null]]) {
    const { problems } = errorOf(() => tags().conditionalForwarders(resolvers as never));
    expect(problems[0]?.property).toMatch(/^resolvers/);
  }
});
