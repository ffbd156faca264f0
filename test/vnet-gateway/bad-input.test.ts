import { Token } from 'cdktf';
import { type CustomDataSourceOptions, DataGatewayError, DataSource, DnsServers } from '../../lib';
import {
  DelegatedSubnet,
  type DelegatedSubnetAttributes,
  type DelegatedSubnetProps,
  DelegatedSubnetRules,
  PowerPlatformGeo,
  PowerPlatformResourceProvider,
  SubnetAddress,
  VirtualNetworkSupport,
  type VirtualNetworkSupportProps,
  VnetDataGateway,
  type VnetDataGatewayProps,
} from '../../lib/vnet-gateway';
import { newStack } from '../support/synthesize';
import {
  gatewayProps,
  GROUP_OBJECT_ID,
  newSubnet,
  SECURITY_GROUP_ID,
  SQL,
  SUBNET_ID,
  subnetProps,
  supportNetwork,
  supportProps,
} from './fixtures';

/** Input that the compiler may refuse; JavaScript gets here all the same. */
type Bad<T> = Partial<Record<keyof T, unknown>> & Record<string, unknown>;
type Cases<T> = readonly (readonly [what: string, input: Bad<T>, property: string])[];

const at = (prefix: unknown): Bad<DelegatedSubnetProps> => ({ address: SubnetAddress.at(prefix as string) });
const firstFree = (options: unknown): Bad<DelegatedSubnetProps> => ({
  address: SubnetAddress.firstFree(options as never),
});
const rules = (options: object): Bad<DelegatedSubnetProps> => ({
  securityRules: DelegatedSubnetRules.of({
    sources: [SQL],
    ...options,
  }),
});
const source = (value: unknown): Bad<DelegatedSubnetProps> => rules({ sources: [value] });
const custom = (options: CustomDataSourceOptions): DataSource => DataSource.custom('data.corp.contoso.com', options);
const forwarded = (...servers: string[]): DnsServers => DnsServers.custom(servers, { publicNames: 'forwarded' });
const here = (options: unknown): Bad<DelegatedSubnetProps> => ({
  resourceProvider: PowerPlatformResourceProvider.registeredHere(options as never),
});
const token = Token.asString('${var.x}');

const subnets: Cases<DelegatedSubnetProps> = [
  ['no name', { subnetName: undefined }, 'subnetName'],
  ['a name with a blank', { subnetName: 'snet gateway' }, 'subnetName'],
  ['the subnet of a VPN gateway, in another case', { subnetName: 'GATEWAYSUBNET' }, 'subnetName'],
  ['the subnet of Bastion', { subnetName: 'AzureBastionSubnet' }, 'subnetName'],
  ['a virtual network by id', { virtualNetworkName: SUBNET_ID }, 'virtualNetworkName'],
  ['a resource group by id', { resourceGroupName: '/subscriptions/x' }, 'resourceGroupName'],
  ['a location that is none', { location: 'west_europe' }, 'location'],
  ['a region without VNet data gateways', { location: 'Japan West' }, 'location'],
  ['a region that is misspelt', { location: 'westeurop' }, 'location'],
  ['no members', { members: undefined }, 'members'],
  ['none at all', { members: 0 }, 'members'],
  ['half a member', { members: 2.5 }, 'members'],
  ['members that Terraform computes', { members: Token.asNumber('${var.n}') }, 'members'],
  ['spares that are fewer than none', { spareAddresses: -1 }, 'spareAddresses'],
  ['no address', { address: undefined }, 'address'],
  ['an address as text', { address: '10.20.4.0/28' }, 'address'],
  ['an address without length', at('10.20.4.0'), 'address'],
  ['an address that begins within its range', at('10.20.4.1/28'), 'address'],
  ['an address that is nothing', at(null), 'address'],
  ['IPv6', at('fd00:db8:deca::/64'), 'address'],
  ['the range that gateways use themselves', at('10.0.1.16/28'), 'address'],
  ['a range around the one that gateways use', at('10.0.0.0/16'), 'address'],
  ['too few addresses', { ...at('10.20.4.0/28'), members: 10 }, 'address'],
  ['fewer addresses than Azure makes', { ...at('10.20.4.0/30'), members: 1, spareAddresses: 0 }, 'address'],
  ['no space to look in', firstFree({}), 'address.addressSpace'],
  ['options that are none', firstFree('10.0.0.0/16'), 'address'],
  ['a misspelt option', firstFree({ addressSpace: ['10.9.0.0/24'], used: [] }), 'address.used'],
  ['a space that is no range', firstFree({ addressSpace: ['10.9.0.0'] }), 'address.addressSpace[0]'],
  ['a space that Terraform computes', firstFree({ addressSpace: [token] }), 'address.addressSpace[0]'],
  ['what is taken as text', firstFree({ addressSpace: ['10.9.0.0/24'], taken: '10.9.0.0/25' }), 'address.taken'],
  [
    'a space that is full',
    firstFree({ addressSpace: ['10.9.0.0/28'], taken: ['10.9.0.8/29'] }),
    'address.addressSpace',
  ],
  ['a space of which gateways use all', firstFree({ addressSpace: ['10.0.1.0/24'] }), 'address.addressSpace'],
  ['a resource provider by name', { resourceProvider: 'Microsoft.PowerPlatform' }, 'resourceProvider'],
  ['no word on the resource provider', { resourceProvider: undefined }, 'resourceProvider'],
  ['a subscription by name', here({ subscriptionId: 'prod' }), 'resourceProvider.subscriptionId'],
  ['a misspelt option of the registration', here({ subscription: 'x' }), 'resourceProvider.subscription'],
  ['a registration with options that are none', here('prod'), 'resourceProvider'],
  ['a feature as text', here({ enterprisePolicies: 'yes' }), 'resourceProvider.enterprisePolicies'],
  ['a service endpoint of others', { serviceEndpoints: ['Microsoft.Sql'] }, 'serviceEndpoints[0]'],
  ['a service endpoint as text', { serviceEndpoints: 'Microsoft.Storage' }, 'serviceEndpoints'],
  ['a service endpoint twice', { serviceEndpoints: ['Microsoft.Storage', 'Microsoft.Storage'] }, 'serviceEndpoints[1]'],
  ['a security group by name', { networkSecurityGroupId: 'nsg' }, 'networkSecurityGroupId'],
  ['a NAT gateway by the id of another thing', { natGatewayId: SUBNET_ID }, 'natGatewayId'],
  ['a route table by name', { routeTableId: 'rt' }, 'routeTableId'],
  ['two security groups', { ...rules({}), networkSecurityGroupId: SECURITY_GROUP_ID }, 'networkSecurityGroupId'],
  ['a name for a group that is not made', { securityGroupName: 'nsg' }, 'securityGroupName'],
  ['a group with a wild name', { ...rules({}), securityGroupName: 'nsg gateway' }, 'securityGroupName'],
  [
    'a subnet whose name leaves no room for that of its group',
    { ...rules({}), subnetName: `snet-${'x'.repeat(72)}` },
    'securityGroupName',
  ],
  ['a subnet and its group with a wild name', { ...rules({}), subnetName: '-gateway' }, 'subnetName'],
  ['rules that are a plain object', { securityRules: { sources: {} } }, 'securityRules'],
  ['rules without sources', rules({ sources: [] }), 'securityRules.sources'],
  ['rules with no word on sources', rules({ sources: undefined }), 'securityRules.sources'],
  ['rules with nothing for sources', rules({ sources: null }), 'securityRules.sources'],
  ['sources by name', rules({ sources: { sql: SQL } }), 'securityRules.sources'],
  ['rules that are made of nothing', { securityRules: DelegatedSubnetRules.of(null as never) }, 'securityRules'],
  ['a misspelt rule', rules({ dnsServers: ['10.0.0.4'] }), 'securityRules.dnsServers'],
  ['a password among rules', rules({ password: 'hunter2' }), 'securityRules.password'],
  ['DNS servers as a list', rules({ dns: ['10.0.0.4', '10.0.0.5'] }), 'securityRules.dns'],
  ['one DNS server', rules({ dns: forwarded('10.0.0.4') }), 'securityRules.dns'],
  ['a DNS server by name', rules({ dns: forwarded('10.0.0.4', 'dns.contoso.com') }), 'securityRules.dns[1]'],
  [
    'DNS servers that leave public names to a proxy',
    rules({ dns: DnsServers.custom(['10.0.0.4', '10.0.0.5'], { publicNames: 'resolvedByProxy' }) }),
    'securityRules.dns.publicNames',
  ],
  ['sign-in as text', rules({ signIn: 'yes' }), 'securityRules.signIn'],
  ['a connection string for a source', source('Server=sql01;Password=hunter2'), 'securityRules.sources[0]'],
  ['a source as a plain object', source({ addresses: ['10.30.0.4'], ports: [1433] }), 'securityRules.sources[0]'],
  ['a source twice', rules({ sources: [SQL, SQL] }), 'securityRules.sources[1]'],
  [
    'a source on the internet, where no firewall reads names',
    source(custom({ onInternet: true, ports: [1433] })),
    'securityRules.sources[0].onInternet',
  ],
  [
    'a file share somewhere',
    source(DataSource.fileShare('files.corp.contoso.com')),
    'securityRules.sources[0].addresses',
  ],
  ['a source with a wild name', source(DataSource.mySql('my sql')), 'securityRules.sources[0].host'],
  [
    'a source with addresses and a tag',
    source(custom({ addresses: ['10.30.0.4'], serviceTag: 'Sql', ports: [1433] })),
    'securityRules.sources[0].serviceTag',
  ],
  [
    'a source by host name',
    source(custom({ addresses: ['sql.contoso.com'], ports: [1433] })),
    'securityRules.sources[0].addresses[0]',
  ],
  [
    'a source by a tag that is none',
    source(custom({ serviceTag: 'Sql West Europe', ports: [1433] })),
    'securityRules.sources[0].serviceTag',
  ],
  ['a source without ports', source(custom({ ports: [] })), 'securityRules.sources[0].ports'],
  ['a port that does not exist', source(custom({ ports: [70000] })), 'securityRules.sources[0].ports[0]'],
  ['a range of ports that runs backwards', source(custom({ ports: ['20-10'] })), 'securityRules.sources[0].ports[0]'],
  [
    'a port of administration on a whole range',
    source(custom({ addresses: ['10.30.0.0/24'], ports: [22] })),
    'securityRules.sources[0].addresses',
  ],
  ['outbound access as text', { defaultOutboundAccess: 'yes' }, 'defaultOutboundAccess'],
  ['tags that are none', { tags: 'workload' }, 'tags'],
  ['two tags that differ in case', { tags: { env: 'a', Env: 'b' } }, 'tags.Env'],
  ['a password where none has a place', { adminPassword: 'hunter2' }, 'adminPassword'],
];

const gateways: Cases<VnetDataGatewayProps> = [
  ['no display name', { displayName: undefined }, 'displayName'],
  ['a display name that is too long', { displayName: 'x'.repeat(201) }, 'displayName'],
  ['no subnet', { subnet: undefined }, 'subnet'],
  ['a subnet by id', { subnet: SUBNET_ID }, 'subnet'],
  ['a subnet without names', { subnet: { delegation: 'Microsoft.PowerPlatform/vnetaccesslinks' } }, 'subnet'],
  ['a provider by name', { fabricProvider: 'fabric.other' }, 'fabricProvider'],
  ['a gateway without members', { members: 0 }, 'members'],
  ['ten members', { members: 10 }, 'members'],
  ['a range that runs backwards', { members: { min: 3, max: 2 } }, 'members.max'],
  ['a range without end', { members: { min: 1 } }, 'members.max'],
  ['a misspelt range', { members: { min: 1, max: 2, count: 2 } }, 'members.count'],
  ['more members than the subnet has room for', { members: { min: 1, max: 9 } }, 'members'],
  ['members of a gateway that Terraform computes', { members: Token.asNumber('${var.n}') }, 'members'],
  ['a capacity by its id in Azure', { capacityId: '/subscriptions/x' }, 'capacityId'],
  ['no home region', { homeRegion: undefined }, 'homeRegion'],
  ['a geo as text', { environmentGeos: ['Europe'] }, 'environmentGeos[0]'],
  ['geos that are no list', { environmentGeos: PowerPlatformGeo.EUROPE }, 'environmentGeos'],
  ['minutes that the service does not know', { sleepAfterMinutes: 45 }, 'sleepAfterMinutes'],
  ['roles as a list', { roles: [] }, 'roles'],
  ['a role that is none', { roles: { team: 'Admin' } }, 'roles.team'],
  ['a role with a wild name', { roles: { 'The Team': role({}) } }, 'roles.(name)'],
  ['a role that does not exist', { roles: { team: role({ role: 'Owner' }) } }, 'roles.team.role'],
  ['a principal by name', { roles: { team: role({ principalId: 'jo@contoso.com' }) } }, 'roles.team.principalId'],
  ['a principal of no kind', { roles: { team: role({ principalType: 'Team' }) } }, 'roles.team.principalType'],
  ['one principal with two roles', { roles: { a: role({}), b: role({ role: 'Admin' }) } }, 'roles.b.principalId'],
  ['a way to create that does not exist', { creation: 'powershell' }, 'creation'],
  ['a misspelt property', { sleepMinutes: 30 }, 'sleepMinutes'],
];

function role(changes: object): object {
  return { principalId: GROUP_OBJECT_ID, principalType: 'Group', role: 'ConnectionCreator', ...changes };
}

const [west, north] = supportProps().networks;
const networks = (...all: unknown[]): Bad<VirtualNetworkSupportProps> => ({ networks: all });

const supports: Cases<VirtualNetworkSupportProps> = [
  ['a geo by name', { geo: 'Europe' }, 'geo'],
  ['a geo without Virtual Network support', { geo: PowerPlatformGeo.POLAND }, 'geo'],
  ['a geo of which nothing is known', { geo: PowerPlatformGeo.CHINA }, 'geo'],
  ['a preview of which nothing is known', { geo: PowerPlatformGeo.UNITED_STATES_PREVIEW }, 'geo'],
  ['networks that are no list', { networks: west }, 'networks'],
  ['one network where there are two regions', networks(west), 'networks'],
  ['no network', networks(), 'networks'],
  ['two networks in one region', networks(west, { ...west, subnetName: 'other' }), 'networks'],
  ['a region of another geo', networks(west, supportNetwork('uksouth', '10.21.8.0/25')), 'networks'],
  [
    'one region of each of two pairs',
    {
      geo: PowerPlatformGeo.UNITED_STATES,
      ...networks(supportNetwork('eastus', '10.20.8.0/25'), supportNetwork('eastus2', '10.21.8.0/25')),
    },
    'networks',
  ],
  ['two networks where there is one region', { geo: PowerPlatformGeo.SWEDEN }, 'networks'],
  ['subnets of two sizes', networks(west, supportNetwork('northeurope', '10.21.8.0/24')), 'networks[1].address'],
  ['a network that is none', networks(west, 'vnet'), 'networks[1]'],
  ['a network without address', networks(west, { ...north, address: '10.21.8.0/25' }), 'networks[1].address'],
  ['a network whose region Terraform computes', networks(west, { ...north, location: token }), 'networks[1].location'],
  ['a network with a property too many', networks(west, { ...north, members: 2 }), 'networks[1].members'],
  [
    'a subnet that is reserved',
    networks(west, { ...north, subnetName: 'RouteServerSubnet' }),
    'networks[1].subnetName',
  ],
  [
    'a network with a NAT gateway by name',
    networks(west, { ...north, natGatewayId: 'ng' }),
    'networks[1].natGatewayId',
  ],
  ['no environments', { productionEnvironments: 0 }, 'productionEnvironments'],
  ['environments that Terraform computes', { otherEnvironments: Token.asNumber('${var.n}') }, 'otherEnvironments'],
  ['environments as text', { productionEnvironments: '4' }, 'productionEnvironments'],
  ['nobody who registers', { resourceProvider: undefined }, 'resourceProvider'],
  ['destruction as text', { preventDestroy: 'no' }, 'preventDestroy'],
  ['a policy, which is not made here', { policyName: 'p' }, 'policyName'],
];

const imports: Cases<DelegatedSubnetAttributes> = [
  ['a subnet by name', { subnetId: 'snet' }, 'subnetId'],
  ['an id in lower case', { subnetId: SUBNET_ID.toLowerCase() }, 'subnetId'],
  ['a subnet that lies nowhere', { location: undefined }, 'location'],
  ['a subnet without room', { memberCapacity: 0 }, 'memberCapacity'],
];

function errorOf(build: () => unknown): DataGatewayError {
  try {
    build();
  } catch (error) {
    if (DataGatewayError.isDataGatewayError(error)) return error;
    throw error;
  }
  throw new Error('nothing was reported');
}

function expectOneProblem(build: () => unknown, property: string): void {
  const error = errorOf(build);
  // One problem, said once, with the place, the value, what is allowed and what to do.
  expect(error.problems.map((problem) => problem.property)).toEqual([property]);
  for (const part of Object.values(error.problems[0] ?? {})) expect(part).toMatch(/\S/);
  expect(error.message).not.toContain('hunter2');
  expect(error.message).toMatchSnapshot();
}

test('there are enough cases, each with a name of its own', () => {
  const names = [...subnets, ...gateways, ...supports, ...imports].map(([what]) => what);
  expect(names.length).toBeGreaterThanOrEqual(100);
  expect(new Set(names).size).toBe(names.length);
});

describe('DelegatedSubnet', () => {
  test.each(subnets)('%s', (_, input, property) => {
    const stack = newStack();
    expectOneProblem(
      () => new DelegatedSubnet(stack, 'subnet', { ...subnetProps(), ...input } as DelegatedSubnetProps),
      property,
    );
    // Nothing is left behind that could be synthesized.
    expect(stack.node.findChild('subnet').node.children.map(({ node }) => node.id)).toEqual([]);
  });

  test.each(imports)('%s', (_, input, property) => {
    const attributes = { subnetId: SUBNET_ID, location: 'westeurope', ...input } as DelegatedSubnetAttributes;
    expectOneProblem(() => DelegatedSubnet.fromDelegatedSubnetAttributes(newStack(), 'subnet', attributes), property);
  });

  test('two subnets of one name', () => {
    const stack = newStack();
    newSubnet(stack);
    const props = { ...subnetProps(), subnetName: 'SNET-data-gateway', ...at('10.20.5.0/28') } as DelegatedSubnetProps;
    expectOneProblem(() => new DelegatedSubnet(stack, 'second', props), 'subnetName');
  });

  test('two that register the resource provider', () => {
    const stack = newStack();
    const resourceProvider = PowerPlatformResourceProvider.registeredHere();
    newSubnet(stack, { resourceProvider });
    const props = {
      ...subnetProps(),
      subnetName: 'snet-second',
      address: SubnetAddress.at('10.20.5.0/28'),
      resourceProvider,
    };
    expectOneProblem(() => new DelegatedSubnet(stack, 'second', props), 'resourceProvider');
    const named = PowerPlatformResourceProvider.registeredHere({ subscriptionId: GROUP_OBJECT_ID });
    const third = { ...props, subnetName: 'snet-third', resourceProvider: named };
    expectOneProblem(() => new DelegatedSubnet(stack, 'third', third), 'resourceProvider');
  });
});

describe('VnetDataGateway', () => {
  test.each(gateways)('%s', (_, input, property) => {
    const stack = newStack();
    // Addresses for five members: fewer than the largest gateway has.
    const subnet = newSubnet(stack, { members: 5, spareAddresses: 6 });
    expectOneProblem(
      () => new VnetDataGateway(stack, 'finance', { ...gatewayProps(subnet), ...input } as VnetDataGatewayProps),
      property,
    );
    expect(stack.node.findChild('finance').node.children.map(({ node }) => node.id)).toEqual([]);
  });

  test('two gateways of one name', () => {
    const stack = newStack();
    const props = { ...gatewayProps(newSubnet(stack, { members: 9 })) };
    new VnetDataGateway(stack, 'finance', props);
    const second = { ...props, displayName: 'FINANCE-vnet' };
    expectOneProblem(() => new VnetDataGateway(stack, 'second', second), 'displayName');
  });
});

describe('VirtualNetworkSupport', () => {
  test.each(supports)('%s', (_, input, property) => {
    const stack = newStack();
    expectOneProblem(
      () =>
        new VirtualNetworkSupport(stack, 'power-platform', {
          ...supportProps(),
          ...input,
        } as unknown as VirtualNetworkSupportProps),
      property,
    );
    expect(stack.node.findChild('power-platform').node.children.map(({ node }) => node.id)).toEqual([]);
  });

  test('a subnet that a gateway has', () => {
    const stack = newStack();
    newSubnet(stack, { subnetName: 'snet-power-platform', virtualNetworkName: 'vnet-westeurope' });
    expectOneProblem(() => new VirtualNetworkSupport(stack, 'power-platform', supportProps()), 'networks');
  });
});

test('nothing at all is reported, and crashes nothing', () => {
  for (const nothing of [undefined, null, 'props', []]) {
    const props = nothing as never;
    for (const build of [
      () => new DelegatedSubnet(newStack(), 'x', props),
      () => DelegatedSubnet.fromDelegatedSubnetAttributes(newStack(), 'x', props),
      () => new VnetDataGateway(newStack(), 'x', props),
      () => new VirtualNetworkSupport(newStack(), 'x', props),
    ])
      expect(errorOf(build).problems).toHaveLength(1);
  }
});

test('all problems are reported together', () => {
  const input = { subnetName: '', members: 0, location: 'mars', natGatewayId: 'x', resourceProvider: 'x' };
  const build = (): unknown => new DelegatedSubnet(newStack(), 'subnet', { ...subnetProps(), ...input } as never);
  expect(build).toThrowErrorMatchingSnapshot();
});
