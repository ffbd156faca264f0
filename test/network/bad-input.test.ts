import { Token } from 'cdktf';
import {
  DataSource,
  DnsServers,
  Egress,
  EgressFiles,
  FirewallEgressRules,
  GatewayNetwork,
  GatewayProxy,
  GatewaySecurityGroup,
  GatewaySettings,
  InboundAccess,
  OutboundPath,
  ResourceNaming,
  SubnetSize,
  VirtualNetworkPlace,
} from '../../lib';
import { newStack, synthesize } from '../support/synthesize';
import {
  firewall,
  FIREWALL_POLICY_ID,
  HTTPS_MODE,
  minimalNetwork,
  NAT_GATEWAY_ID,
  PROXY,
  tags,
  WEST_EUROPE,
} from './fixtures';
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
  place,
  existing,
  subnet,
  outbound,
  nat,
  route,
  dns,
  inbound,
  from,
  script,
  type Build,
  network,
  expectRefused,
  errorOf,
} from './refusal';

const FORWARDED = { publicNames: 'forwarded' } as const;

const ofNetwork: readonly Case[] = [
  ['no name', { name: undefined }, 'name'],
  ['an empty name', { name: '' }, 'name'],
  ['a name that is too long', { name: 'x'.repeat(41) }, 'name'],
  ['a name that Terraform computes', { name: asToken('name') }, 'name'],
  ['a location that is none', { location: 'west_europe' }, 'location'],
  ['a resource group by id', { resourceGroupName: '/subscriptions/x' }, 'resourceGroupName'],
  ['a misspelt property', { subnet: {} }, 'subnet'],
  ['tags that are none', { tags: [] }, 'tags'],
  ['a password where none belongs', { password: SECRET }, 'password'],
  [
    'a rule for names that forgets subnets',
    {
      subnets: { a: SubnetSize.forMembers(2), b: SubnetSize.forMembers(2) },
      naming: ResourceNaming.custom(({ kind }) => `name-of-${kind}`),
    },
    'naming (subnet b)',
  ],
  [
    'a name of a virtual network that Azure does not take',
    { naming: ResourceNaming.custom(({ kind, proposed }) => (kind === 'virtualNetwork' ? '' : proposed)) },
    'naming (virtualNetwork)',
  ],
  ['a naming that is none', { naming: 'contoso' }, 'naming'],

  ['no virtual network', { virtualNetwork: undefined }, 'virtualNetwork'],
  ['a virtual network by name', { virtualNetwork: 'vnet-hub' }, 'virtualNetwork'],
  ['a virtual network that is null', { virtualNetwork: null }, 'virtualNetwork'],
  ['no address space', place(), 'virtualNetwork'],
  [
    'an address space that is a text',
    { virtualNetwork: VirtualNetworkPlace.create('10.60.0.0/24' as never) },
    'virtualNetwork',
  ],
  [
    'an address space that Terraform computes',
    { virtualNetwork: VirtualNetworkPlace.create(Token.asList('${var.space}')) },
    'virtualNetwork',
  ],
  ['a range that Terraform computes', place(asToken('range')), 'virtualNetwork[0]'],
  ['a range with bits behind its prefix', place('10.60.0.1/24'), 'virtualNetwork[0]'],
  ['a range that is too wide', place('10.0.0.0/7'), 'virtualNetwork[0]'],
  ['a range of IPv6', place('fd00::/64'), 'virtualNetwork[0]'],
  ['two ranges that overlap', place('10.60.0.0/24', '10.60.0.128/25'), 'virtualNetwork[1]'],
  ['an existing network by name', existing('vnet-hub'), 'virtualNetwork'],
  ['an existing network by id', existing({ name: NAT_GATEWAY_ID, resourceGroupName: 'rg' }), 'virtualNetwork.name'],
  ['an existing network without group', existing({ name: 'vnet-hub' }), 'virtualNetwork.resourceGroupName'],
  [
    'an existing network with something else',
    existing({ name: 'vnet-hub', resourceGroupName: 'rg', key: SECRET }),
    'virtualNetwork.key',
  ],

  ['subnets that are a list', { subnets: [SubnetSize.forMembers(2)] }, 'subnets'],
  ['no subnet', { subnets: {} }, 'subnets'],
  ['a key in another form', { subnets: { Members: SubnetSize.forMembers(2) } }, 'subnets.Members'],
  ['a key that is too long', { subnets: { ['x'.repeat(31)]: SubnetSize.forMembers(2) } }, `subnets.${'x'.repeat(31)}`],
  ['a size that is a number', subnet(27), 'subnets.members'],
  ['a size that is null', subnet(null), 'subnets.members'],
  ['one member', subnet(SubnetSize.forMembers(1)), 'subnets.members'],
  ['half a member', subnet(SubnetSize.forMembers(2.5)), 'subnets.members'],
  ['members that Terraform counts', subnet(SubnetSize.forMembers(NUMBER)), 'subnets.members'],
  ['a subnet smaller than Azure takes', subnet(SubnetSize.prefixLength(30)), 'subnets.members'],
  ['a prefix that Terraform computes', subnet(SubnetSize.prefixLength(NUMBER)), 'subnets.members'],
  ['a range that is none', subnet(SubnetSize.at('10.60.0.0')), 'subnets.members'],
  ['a range of four addresses', subnet(SubnetSize.at('10.60.0.0/30')), 'subnets.members'],
  ['a range outside the network', subnet(SubnetSize.at('10.61.0.0/27')), 'subnets.members'],
  [
    'ranges that overlap',
    { subnets: { a: SubnetSize.at('10.60.0.0/27'), b: SubnetSize.at('10.60.0.16/28') } },
    'subnets.b',
  ],
  [
    'a range that one laid out before it has',
    { subnets: { a: SubnetSize.forMembers(10), b: SubnetSize.at('10.60.0.16/28') } },
    'subnets.b',
  ],
  ['more than there is room for', subnet(SubnetSize.prefixLength(23)), 'subnets.members'],
  [
    'a size in an existing network',
    { ...existing({ name: 'vnet-hub', resourceGroupName: 'rg' }), ...subnet(SubnetSize.forMembers(4)) },
    'subnets.members',
  ],

  ['a way out by id', outbound(NAT_GATEWAY_ID), 'outbound'],
  ['a way out that is null', outbound(null), 'outbound'],
  ['no way to the firewall', { egress: firewall() }, 'outbound'],
  ['no way past the proxy', { egress: Egress.byProxy({ proxy: PROXY }) }, 'outbound'],
  ['a NAT gateway past the firewall', { egress: firewall(), outbound: OutboundPath.natGateway() }, 'outbound'],
  [
    'an existing one past the firewall',
    { egress: firewall(), outbound: OutboundPath.existingNatGateway(NAT_GATEWAY_ID) },
    'outbound',
  ],
  ['a NAT gateway by name', outbound(OutboundPath.existingNatGateway('ng-hub')), 'outbound'],
  ['a route table by name', outbound(OutboundPath.existingRouteTable('rt-hub')), 'outbound'],
  ['a NAT gateway in a zone by text', nat({ zone: '1' }), 'outbound.zone'],
  ['a NAT gateway in a zone that does not exist', nat({ zone: 4 }), 'outbound.zone'],
  ['a NAT gateway that waits too long', nat({ idleTimeoutMinutes: 121 }), 'outbound.idleTimeoutMinutes'],
  ['a NAT gateway with something else', nat({ zones: [1] }), 'outbound.zones'],
  ['a NAT gateway by number', nat(1), 'outbound'],
  ['a firewall by name', route({ privateIpAddress: 'afw-hub' }), 'outbound.privateIpAddress'],
  ['a firewall without address', route({}), 'outbound.privateIpAddress'],
  ['a firewall that is null', route(null), 'outbound'],
  [
    'routes that are kept, in words',
    route({ privateIpAddress: '10.9.0.4', keepLearnedRoutes: 'yes' }),
    'outbound.keepLearnedRoutes',
  ],
  ['a route with a password', route({ privateIpAddress: '10.9.0.4', password: SECRET }), 'outbound.password'],

  ['DNS servers that are a list', { dns: ['10.1.0.4', '10.1.0.5'] }, 'dns'],
  ['no DNS server', dns([]), 'dns'],
  ['one DNS server', dns(['10.1.0.4']), 'dns'],
  ['a DNS server as text', dns('10.1.0.4'), 'dns'],
  ['DNS servers that are null', dns(null), 'dns'],
  ['a DNS server twice', dns(['10.1.0.4', '10.1.0.4']), 'dns[1]'],
  ['a DNS server by name', dns(['10.1.0.4', 'dc02.corp.contoso.com']), 'dns[1]'],
  ['DNS servers of which nothing is said', dns(['10.1.0.4', '10.1.0.5'], null), 'dns'],
  ['DNS servers that do something else', dns(['10.1.0.4', '10.1.0.5'], { publicNames: 'maybe' }), 'dns.publicNames'],
  [
    'DNS servers with something else',
    dns(['10.1.0.4', '10.1.0.5'], { publicNames: 'forwarded', zones: [] }),
    'dns.zones',
  ],
  ['a resolver without address', { dns: DnsServers.resolver(undefined as never, FORWARDED) }, 'dns[0]'],
  ['a resolver by name', { dns: DnsServers.resolver('dns.contoso.com', FORWARDED) }, 'dns[0]'],
  ['a resolver of which nothing is said', { dns: DnsServers.resolver('10.1.0.4', undefined as never) }, 'dns'],
  [
    'an existing network whose DNS servers nobody names',
    { ...existing({ name: 'vnet-hub', resourceGroupName: 'rg' }), dns: undefined },
    'dns',
  ],
  ['split DNS without a proxy', dns(['10.1.0.4', '10.1.0.5'], { publicNames: 'resolvedByProxy' }), 'dns.publicNames'],

  ['a way in that is a port', { inbound: 3389 }, 'inbound'],
  ['a way in that is an object', { inbound: [{ name: 'bastion', ...from }] }, 'inbound[0]'],
  [
    'too many ways in',
    { inbound: Array.from({ length: 51 }, (_, index) => InboundAccess.named(`door-${String(index)}`, from)) },
    'inbound',
  ],
  [
    'two ways in of one name',
    { inbound: [InboundAccess.named('bastion', from), InboundAccess.named('bastion', from)] },
    'inbound[1].name',
  ],
  ['a way in with a name in another form', inbound('Bastion Host', from), 'inbound[0].name'],
  ['a way in with a name that Terraform computes', inbound(asToken('name'), from), 'inbound[0].name'],
  ['a way in without name', inbound(undefined, from), 'inbound[0].name'],
  ['a way in without options', inbound('bastion', null), 'inbound[0]'],
  ['a way in from everywhere', inbound('bastion', { ...from, from: ['0.0.0.0/0'] }), 'inbound[0].from[0]'],
  ['a way in from half the internet', inbound('bastion', { ...from, from: ['128.0.0.0/1'] }), 'inbound[0].from[0]'],
  ['a way in from a tag', inbound('bastion', { ...from, from: ['Internet'] }), 'inbound[0].from[0]'],
  ['a way in from nowhere', inbound('bastion', { ports: [3389] }), 'inbound[0].from'],
  ['a way in to all ports', inbound('bastion', { ...from, ports: ['1-65535'] }), 'inbound[0].ports[0]'],
  ['a way in to no port', inbound('bastion', { ...from, ports: [] }), 'inbound[0].ports'],
  ['a way in with a password', inbound('bastion', { ...from, password: SECRET }), 'inbound[0].password'],
];

const group = {
  name: 'nsg',
  location: 'westeurope',
  resourceGroupName: 'rg',
  egress: tags(),
  dns: DnsServers.azure(),
};
const ofGroup: readonly Case[] = [
  ['no name', { name: undefined }, 'name'],
  ['a name that Azure does not take', { name: 'nsg gateway' }, 'name'],
  ['no location', { location: undefined }, 'location'],
  ['no resource group', { resourceGroupName: null }, 'resourceGroupName'],
  ['a misspelt property', { rules: [] }, 'rules'],
  ['no egress', { egress: undefined }, 'egress'],
  ['a tag that is a number', { tags: { team: 7 } }, 'tags.team'],
  ['no word on DNS', { dns: undefined }, 'dns'],
  ['DNS that is null', { dns: null }, 'dns'],
  ['one DNS server', dns(['10.1.0.4']), 'dns'],
];

const rules = {
  name: 'rcg-data-gateway',
  firewallPolicyId: FIREWALL_POLICY_ID,
  priority: 500,
  egress: firewall(),
  sourceAddresses: ['10.60.0.0/27'],
};
const named = { egress: firewall({ dataSources: [DataSource.oracle('ora01.corp.contoso.com')] }) };
const ofFirewall: readonly Case[] = [
  ['a name that ends in a period', { name: 'rcg.' }, 'name'],
  ['a name that leaves no room for those of collections', { name: 'x'.repeat(70) }, 'name'],
  ['a policy by name', { firewallPolicyId: 'fwp-hub' }, 'firewallPolicyId'],
  ['a priority that is too low', { priority: 99 }, 'priority'],
  ['a priority as text', { priority: '500' }, 'priority'],
  ['no sources', { sourceAddresses: [] }, 'sourceAddresses'],
  ['sources that are null', { sourceAddresses: null }, 'sourceAddresses'],
  ['a source that is everywhere', { sourceAddresses: ['*'] }, 'sourceAddresses[0]'],
  ['no egress', { egress: undefined }, 'egress'],
  ['an egress that is a text', { egress: SECRET }, 'egress'],
  ['an egress by tags', { egress: tags() }, 'egress'],
  ['an egress that is not right', { egress: firewall({ workloads: 'oneLake' as never }) }, 'egress.workloads'],
  ['DNS servers that are a list', { dns: ['10.1.0.4'] }, 'dns'],
  ['a DNS proxy in words', { dnsProxy: 'yes' }, 'dnsProxy'],
  ['a provider by name', { provider: 'azurerm.hub' }, 'provider'],
  ['a source by name without a DNS proxy', named, 'dnsProxy'],
  [
    'a source by half a name',
    { egress: firewall({ dataSources: [DataSource.oracle('ora01')] }), dnsProxy: true },
    'egress.dataSources',
  ],
  ['a secret', { apiKey: SECRET }, 'apiKey'],
];

const ofFiles: readonly Case[] = [
  ['no egress', { egress: undefined }, 'egress'],
  ['an egress that is an object', { egress: { password: SECRET } }, 'egress'],
  ['an egress that is not right', { egress: tags({ cloud: 'mars' as never }) }, 'egress.cloud'],
  ['resolvers as text', { resolvers: '168.63.129.16' }, 'resolvers'],
  ['no resolver', { resolvers: [] }, 'resolvers'],
  ['a resolver by name', { resolvers: ['dns.contoso.com'] }, 'resolvers[0]'],
  ['a resolver that Terraform computes', { resolvers: [asToken('resolver')] }, 'resolvers[0]'],
  ['a resolver that is a command', { resolvers: ["'; Remove-Item C:\\ -Recurse #"] }, 'resolvers[0]'],
  ['a misspelt property', { resolver: '168.63.129.16' }, 'resolver'],
];

/** What is made, with input that is wrong in one thing, and with nothing but what is handed in. */
const constructs: readonly (readonly [what: string, cases: readonly Case[], build: Build, bare: Build])[] = [
  ['a network', ofNetwork, network, (scope, input) => new GatewayNetwork(scope, 'finance', input)],
  [
    'a security group',
    ofGroup,
    (scope, input) => new GatewaySecurityGroup(scope, 'finance', { ...group, ...(input as Bad) }),
    (scope, input) => new GatewaySecurityGroup(scope, 'finance', input),
  ],
  [
    'rules of a firewall',
    ofFirewall,
    (scope, input) => new FirewallEgressRules(scope, 'finance', { ...rules, ...(input as Bad) }),
    (scope, input) => new FirewallEgressRules(scope, 'finance', input),
  ],
  [
    'files',
    ofFiles,
    (scope, input) => new EgressFiles(scope, 'finance', { egress: tags(), ...(input as Bad) }),
    (scope, input) => new EgressFiles(scope, 'finance', input),
  ],
];

describe.each(constructs)('%s', (_what, cases, build, bare) => {
  test.each(cases)('is refused with %s', (_case, input, property) => {
    expect(expectRefused(build, input, property)).toMatchSnapshot();
  });

  test.each([[null], [undefined], ['text'], [7], [[]]])('is refused with %p in place of its properties', (props) => {
    expect(expectRefused(bare, props as never, 'props')).toContain('allowed: an object of options.');
  });
});

test('all problems are reported together', () => {
  const input = {
    name: '',
    location: 'west_europe',
    resourceGroupName: 'rg.',
    ...place('10.60.0.1/24'),
    ...egress({ cloud: 'mars', dataSources: [DataSource.oracle(CONNECTION), DataSource.oracle('ora02', { port: 0 })] }),
    ...dns(['10.1.0.4']),
    ...nat({ zone: 9 }),
    ...inbound('Bastion', { from: [], ports: [0] }),
    subnets: { members: SubnetSize.forMembers(1) },
    password: SECRET,
  };
  const { problems, message } = errorOf(() => network(newStack(), input as never));
  expect(problems.map(({ property }) => property)).toEqual([
    'password',
    'name',
    'location',
    'resourceGroupName',
    'virtualNetwork[0]',
    'egress.cloud',
    'egress.dataSources[0].host',
    'egress.dataSources[1].port',
    'dns',
    'inbound[0].name',
    'inbound[0].from',
    'inbound[0].ports[0]',
    'outbound.zone',
    'subnets.members',
  ]);
  expect(message).not.toContain(SECRET);
  expect(message).toMatchSnapshot();
});

test('who swallows the error gets it again at synthesis', () => {
  const swallow = (): unknown =>
    synthesize((stack) => {
      try {
        new GatewayNetwork(stack, 'finance', { ...minimalNetwork(), name: '' });
      } catch {
        // A user who goes on regardless.
      }
    });
  expect(swallow).toThrow("GatewayNetwork 'stack/finance' has 1 problem");
});

test('what is nearly wrong is right', () => {
  const right: readonly Bad[] = [
    place('10.60.0.0/29', '10.60.0.8/29'),
    subnet(SubnetSize.forMembers(13)),
    { subnets: { a: SubnetSize.at('10.60.0.0/28'), b: SubnetSize.at('10.60.0.16/28') } },
    nat({ zone: 1, idleTimeoutMinutes: 120 }),
    byFirewall({ azureAddresses: WEST_EUROPE, gatewaySettings: GatewaySettings.of({}) }),
    byFirewall({ gatewaySettings: HTTPS_MODE }),
    byProxy({ proxy: GatewayProxy.at(`http://${asToken('host')}:8080`), proxyAddresses: ['10.1.0.8'] }),
    custom({ ports: [22], addresses: ['10.1.2.4', '10.1.2.5'] }),
    custom({ ports: [22], addresses: [asToken('address')] }),
    sources(
      DataSource.oracle('a', { addresses: ['10.1.2.4'] }),
      DataSource.sqlServer('a', { addresses: ['10.1.2.4'] }),
    ),
    sources(DataSource.oracle('a'), DataSource.oracle('b')),
    // Two names of one machine, or of one service.
    sources(
      DataSource.oracle('a', { addresses: ['10.1.2.0/24'] }),
      DataSource.oracle('b', { addresses: ['10.1.2.4'] }),
    ),
    sources(DataSource.sqlServer('a', { serviceTag: 'Sql' }), DataSource.sqlServer('b', { serviceTag: 'Sql' })),
    sources(DataSource.fileShare('files', { serviceTag: 'Storage.WestEurope' })),
    { dns: DnsServers.resolver('10.1.0.4', FORWARDED) },
    { dns: DnsServers.resolver(asToken('resolver'), FORWARDED) },
    byProxy({ proxy: script, proxyAddresses: ['10.1.0.8'], proxyPorts: [8080] }),
    byProxy({ proxyTransition: true }),
    oracle({ serviceTag: 'Dynamics365BusinessCentral' }),
  ];
  for (const input of right) {
    const props = 'virtualNetwork' in input ? { ...input, subnets: { members: SubnetSize.prefixLength(29) } } : input;
    expect(() => network(newStack(), props as never)).not.toThrow();
  }
});
