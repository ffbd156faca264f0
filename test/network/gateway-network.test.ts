import { Subnet } from '@cdktf/provider-azurerm/lib/subnet';
import { Token } from 'cdktf';
import {
  AzureAddresses,
  DataSource,
  DnsServers,
  DomainControllers,
  GatewayNetwork,
  type GatewayNetworkProps,
  InboundAccess,
  OutboundPath,
  SubnetSize,
  VirtualNetworkPlace,
} from '../../lib';
import { annotations, type Block, resolved, synthesize, type Synthesized } from '../support/synthesize';
import {
  DNS,
  firewall,
  fullNetwork,
  minimalNetwork,
  NAT_GATEWAY_ID,
  PROXY,
  proxied,
  ROUTE_TABLE_ID,
  tags,
} from './fixtures';

function network(props: Partial<GatewayNetworkProps> = {}): Synthesized<GatewayNetwork> {
  return synthesize((stack) => new GatewayNetwork(stack, 'network', { ...minimalNetwork(), ...props }));
}

const existing = VirtualNetworkPlace.existing({ name: 'vnet-hub', resourceGroupName: 'rg-hub' });
const byFirewall = {
  egress: firewall(),
  outbound: OutboundPath.firewall({ privateIpAddress: '10.9.0.4' }),
};

test.each([
  ['minimal', {}],
  ['full', fullNetwork()],
  [
    'in a virtual network that exists',
    { virtualNetwork: existing, dns: DnsServers.azure(), subnets: { members: SubnetSize.at('10.9.8.0/27') } },
  ],
  ['by a firewall', byFirewall],
  ['by a proxy', { egress: proxied(), outbound: OutboundPath.none() }],
])('%s', (_what, props) => {
  expect(network(props).json).toMatchSnapshot();
});

test('the addresses of resources are pinned', () => {
  expect(Object.keys(network(fullNetwork()).resources).sort()).toEqual([
    'azurerm_management_lock.network_egress-lock_1DAD0CA5',
    'azurerm_management_lock.network_lock_E84D804F',
    'azurerm_nat_gateway.network_egress_687ACCE0',
    'azurerm_nat_gateway_public_ip_association.network_egress-public-address_6803BAEB',
    'azurerm_network_security_group.network_guard_security-group_B166D643',
    'azurerm_public_ip.network_egress-address_A4DDEC0E',
    'azurerm_subnet.network_subnet-finance_subnet_D8164FE3',
    'azurerm_subnet.network_subnet-sales_subnet_DBA95FFF',
    'azurerm_subnet.network_subnet-spare_subnet_2EF53BE1',
    'azurerm_subnet_nat_gateway_association.network_subnet-finance_connected_35155200',
    'azurerm_subnet_nat_gateway_association.network_subnet-sales_connected_F035AC3A',
    'azurerm_subnet_nat_gateway_association.network_subnet-spare_connected_33655F88',
    'azurerm_subnet_network_security_group_association.network_subnet-finance_guarded_EE8CD3DC',
    'azurerm_subnet_network_security_group_association.network_subnet-sales_guarded_54CA2B65',
    'azurerm_subnet_network_security_group_association.network_subnet-spare_guarded_DCED1E54',
    'azurerm_virtual_network.network_virtual-network_6677DE2A',
  ]);
});

test('the order of subnets, and one more, change no address of another', () => {
  const keys = (subnets: NonNullable<GatewayNetworkProps['subnets']>): readonly string[] =>
    Object.keys(network({ subnets }).resources).sort();
  const one = { a: SubnetSize.prefixLength(28) };
  const two = { b: SubnetSize.prefixLength(28) };
  expect(keys({ ...one, ...two })).toEqual(keys({ ...two, ...one }));
  expect(keys({ ...one, ...two })).toEqual(expect.arrayContaining([...keys(one)]));
  // And a subnet that comes last moves no range.
  const ranges = (subnets: NonNullable<GatewayNetworkProps['subnets']>): readonly string[] =>
    network({ subnets }).result.addressPrefixes;
  expect(ranges({ ...one, ...two }).slice(0, 1)).toEqual(ranges(one));
});

describe('every subnet', () => {
  const subnets = { a: SubnetSize.forMembers(2), b: SubnetSize.forMembers(4), c: SubnetSize.prefixLength(29) };
  const ways: readonly (readonly [what: string, props: Partial<GatewayNetworkProps>])[] = [
    ['a NAT gateway', {}],
    ['an existing NAT gateway', { outbound: OutboundPath.existingNatGateway(NAT_GATEWAY_ID) }],
    ['a firewall', byFirewall],
    ['an existing route table', { ...byFirewall, outbound: OutboundPath.existingRouteTable(ROUTE_TABLE_ID) }],
    ['no way of its own', { outbound: OutboundPath.none() }],
  ];

  test.each(ways)('has no default access, a guard, and an id that is known when all is there: %s', (_what, props) => {
    const { ofType, result, stack, resources } = network({ ...props, subnets });
    const guards = ofType('azurerm_subnet_network_security_group_association');
    expect(ofType('azurerm_subnet')).toHaveLength(3);
    expect(guards).toHaveLength(3);
    expect(ofType('azurerm_network_security_group')).toHaveLength(1);
    for (const { default_outbound_access_enabled } of ofType('azurerm_subnet')) {
      expect(default_outbound_access_enabled).toBe(false);
    }
    const isDirect = props.outbound?.kind === 'none';
    for (const key of Object.keys(subnets)) {
      // The argument of what comes last, which is known in a plan that replaces it, and not its id.
      const address = referenced(resolved(stack, result.subnet(key).subnetId), 'subnet_id');
      const last = resources[address] as Block;
      expect(address).toMatch(
        isDirect
          ? /^azurerm_subnet_network_security_group_association\./
          : /^azurerm_subnet_(nat_gateway|route_table)_association\./,
      );
      // What comes last belongs to this subnet, and follows its guard.
      const subnet = resources[referenced(last['subnet_id'])] as Block;
      expect(subnet['name']).toBe(`snet-data-gateway-${key}`);
      expect(subnet['address_prefixes']).toEqual([result.subnet(key).addressPrefix]);
      if (isDirect) continue;
      const guard = (last.depends_on ?? []).find((one) => one.startsWith('azurerm_subnet_network_security'));
      expect(resources[String(guard)]?.['subnet_id']).toBe(last['subnet_id']);
    }
  });

  test('is connected to a NAT gateway that has its address', () => {
    const { ofType } = network({ subnets });
    for (const { depends_on } of ofType('azurerm_subnet_nat_gateway_association')) {
      expect(depends_on?.some((one) => one.startsWith('azurerm_nat_gateway_public_ip_association.'))).toBe(true);
    }
  });
});

test('of a virtual network that exists, nothing is created or changed', () => {
  const { ofType, result } = network({
    virtualNetwork: existing,
    dns: DNS,
    subnets: { members: SubnetSize.at('10.9.8.0/27') },
  });
  expect(ofType('azurerm_virtual_network')).toEqual([]);
  expect(ofType('azurerm_virtual_network_dns_servers')).toEqual([]);
  expect(result.virtualNetwork).toEqual({
    name: 'vnet-hub',
    resourceGroupName: 'rg-hub',
    location: 'westeurope',
    id: undefined,
  });
  const [subnet] = ofType('azurerm_subnet');
  expect(subnet).toMatchObject({ resource_group_name: 'rg-hub', virtual_network_name: 'vnet-hub' });
  const [group] = ofType('azurerm_network_security_group');
  expect(group).toMatchObject({ resource_group_name: 'rg-network' });
});

test('what is in use is not replaced by a changed name, region, group or zone', () => {
  const kept = (props: Partial<GatewayNetworkProps>): Readonly<Record<string, string>> =>
    Object.fromEntries(
      Object.entries(network(props).resources).flatMap(([address, { lifecycle }]) => {
        const ignored = (lifecycle as { ignore_changes?: readonly string[] } | undefined)?.ignore_changes;
        return ignored === undefined ? [] : [[address.replace(/\..*/, ''), ignored.join(' ')]];
      }),
    );
  const always = 'name location resource_group_name';
  const subnet = 'name resource_group_name virtual_network_name';
  expect(kept({})).toEqual({
    azurerm_virtual_network: always,
    azurerm_network_security_group: always,
    azurerm_public_ip: `${always} zones`,
    azurerm_nat_gateway: `${always} zones`,
    azurerm_subnet: subnet,
  });
  expect(kept(byFirewall)).toEqual({
    azurerm_virtual_network: always,
    azurerm_network_security_group: always,
    azurerm_route_table: always,
    azurerm_subnet: subnet,
  });
});

describe('the way out', () => {
  test('is a NAT gateway in a zone, with an address in the same', () => {
    const { ofType } = network({ outbound: OutboundPath.natGateway({ zone: 3 }) });
    for (const type of ['azurerm_nat_gateway', 'azurerm_public_ip']) {
      expect(ofType(type).map(({ zones, sku, sku_name }) => [zones, sku ?? sku_name])).toEqual([[['3'], 'Standard']]);
    }
  });

  test('is a NAT gateway without zone, which waits longer than the relay does', () => {
    const { ofType } = network();
    for (const type of ['azurerm_nat_gateway', 'azurerm_public_ip']) {
      expect(ofType(type).map(({ zones }) => zones)).toEqual([undefined]);
    }
    expect(ofType('azurerm_nat_gateway')[0]?.['idle_timeout_in_minutes']).toBe(10);
  });

  test('is one that exists, which is not changed', () => {
    const { ofType } = network({ outbound: OutboundPath.existingNatGateway(NAT_GATEWAY_ID) });
    for (const type of ['azurerm_nat_gateway', 'azurerm_public_ip', 'azurerm_nat_gateway_public_ip_association']) {
      expect(ofType(type)).toEqual([]);
    }
    expect(ofType('azurerm_subnet_nat_gateway_association')[0]?.['nat_gateway_id']).toBe(NAT_GATEWAY_ID);
  });

  test('leads everything to a firewall, past learned routes or not', () => {
    const table = (keepLearnedRoutes?: boolean): Block | undefined =>
      network({
        egress: firewall(),
        outbound: OutboundPath.firewall({
          privateIpAddress: '10.9.0.4',
          ...(keepLearnedRoutes === undefined ? {} : { keepLearnedRoutes }),
        }),
      }).ofType('azurerm_route_table')[0];
    expect(table()).toMatchObject({
      bgp_route_propagation_enabled: true,
      route: [
        {
          address_prefix: '0.0.0.0/0',
          next_hop_type: 'VirtualAppliance',
          next_hop_in_ip_address: '10.9.0.4',
        },
      ],
    });
    expect(table(false)?.['bgp_route_propagation_enabled']).toBe(false);
    const there = network({ egress: firewall(), outbound: OutboundPath.existingRouteTable(ROUTE_TABLE_ID) });
    expect(there.ofType('azurerm_route_table')).toEqual([]);
    expect(there.ofType('azurerm_subnet_route_table_association')[0]?.['route_table_id']).toBe(ROUTE_TABLE_ID);
  });
});

describe('DNS', () => {
  const servers = (dns?: DnsServers): unknown =>
    network(dns === undefined ? {} : { dns }).ofType('azurerm_virtual_network')[0]?.['dns_servers'];

  test('is named in a new network, also where it is none: azurerm keeps old servers otherwise', () => {
    expect(servers(DNS)).toEqual(['10.1.0.4', '10.1.0.5']);
    expect(servers(DnsServers.azure())).toEqual([]);
    expect(servers()).toEqual([]);
  });

  test('may be asked by the members, and no other', () => {
    const rules = (dns: DnsServers): readonly unknown[] =>
      rulesOf(network({ dns })).filter(({ destination_port_range }) => destination_port_range === '53');
    expect(rules(DNS)).toMatchObject([
      { protocol: 'Tcp', destination_address_prefixes: ['10.1.0.4', '10.1.0.5'] },
      { protocol: 'Udp', destination_address_prefixes: ['10.1.0.4', '10.1.0.5'] },
    ]);
    expect(rules(DnsServers.azure())).toEqual([]);
  });

  test('may be one address that outlasts a machine', () => {
    expect(servers(DnsServers.resolver('10.9.0.4', { publicNames: 'forwarded' }))).toEqual(['10.9.0.4']);
  });

  test('that knows no public names does for a proxy', () => {
    const dns = DnsServers.custom(['10.1.0.4', '10.1.0.5'], { publicNames: 'resolvedByProxy' });
    expect(network({ dns, egress: tags({ proxy: PROXY }) }).ofType('azurerm_subnet')).toHaveLength(1);
  });
});

describe('what Terraform computes passes', () => {
  const computed = (name: string): string => Token.asString(`\${var.${name}}`);
  const list = (name: string): string[] => Token.asList(`\${var.${name}}`);

  test('as single values', () => {
    const { ofType } = network({
      location: computed('location'),
      resourceGroupName: computed('group'),
      virtualNetwork: VirtualNetworkPlace.existing({ name: computed('vnet'), resourceGroupName: computed('hub') }),
      subnets: { members: SubnetSize.at(computed('range')) },
      outbound: OutboundPath.existingNatGateway(computed('nat')),
      dns: DnsServers.custom([computed('dns1'), '10.1.0.5'], { publicNames: 'forwarded' }),
      egress: tags({ dataSources: [DataSource.oracle('ora01', { addresses: [computed('oracle')] })] }),
    });
    expect(ofType('azurerm_subnet')[0]).toMatchObject({
      address_prefixes: ['${var.range}'],
      virtual_network_name: '${var.vnet}',
    });
    expect(ofType('azurerm_subnet_nat_gateway_association')[0]?.['nat_gateway_id']).toBe('${var.nat}');
  });

  test('as lists, which stay lists', () => {
    const result = network({
      egress: tags({
        dataSources: [DataSource.oracle('ora01', { addresses: list('oracle') })],
        domainControllers: DomainControllers.at(list('controllers')),
        privateEndpoints: { keyVault: list('vaults') },
      }),
      dns: DnsServers.custom(list('dns'), { publicNames: 'forwarded' }),
      inbound: [InboundAccess.named('bastion', { from: list('bastion'), ports: [3389] })],
    });
    const lists = rulesOf(result).map(
      ({ source_address_prefixes: from, destination_address_prefixes: to }) => from ?? to,
    );
    expect(lists.filter((one) => typeof one === 'string').sort()).toEqual([
      '${var.bastion}',
      '${var.controllers}',
      '${var.controllers}',
      '${var.dns}',
      '${var.dns}',
      '${var.oracle}',
      '${var.vaults}',
    ]);
    expect(result.ofType('azurerm_virtual_network')[0]?.['dns_servers']).toBe('${var.dns}');
  });
});

test('subnets are laid out in order, around those before them', () => {
  const ranges = (subnets: NonNullable<GatewayNetworkProps['subnets']>): readonly string[] =>
    network({ subnets }).result.addressPrefixes;
  const at = SubnetSize.at('10.60.0.0/28');
  expect(ranges({ a: at, b: SubnetSize.prefixLength(27) })).toEqual(['10.60.0.0/28', '10.60.0.32/27']);
  expect(() => ranges({ b: SubnetSize.prefixLength(27), a: at })).toThrow(
    'subnets.a: got "10.60.0.0/28"; allowed: a range apart from 10.60.0.0/27.',
  );
});

test('a reviewer reads how wide it is', () => {
  const dataSources = [DataSource.sqlServer('sql01')];
  const notes = (props: Partial<GatewayNetworkProps>): readonly string[] => annotations(network(props).stack, 'info');
  expect(notes({ egress: tags({ dataSources, azureAddresses: AzureAddresses.everywhere() }) })).toHaveLength(3);
});

test('a network is a guard, and so are its subnets', () => {
  const egress = tags();
  const { result, stack } = network({ egress });
  expect(result.egress).toBe(egress);
  expect(result.subnet().egress).toBe(egress);
  expect(result.location).toBe('westeurope');
  expect(result.subnet().location).toBe('westeurope');
  expect(result.subnet().dns.isAzure).toBe(true);
  expect(network({ dns: DNS }).result.subnet().dns).toBe(DNS);
  expect(result.subnet()).toBe(result.subnet('members'));
  expect(referenced(resolved(stack, result.networkSecurityGroupId))).toMatch(/^azurerm_network_security_group\./);
  expect(result.addressPrefixes).toEqual([result.subnet().addressPrefix]);
});

test('a subnet that is none is refused, and again at synthesis', () => {
  const build = (): unknown =>
    network({ subnets: { a: SubnetSize.forMembers(2), b: SubnetSize.forMembers(2) } }).result.subnet();
  expect(build).toThrow(
    "GatewayNetwork 'stack/network' has 1 problem:\n" +
      '  - subnet: got "members"; allowed: a, b. Name it in the `subnets` of the network.',
  );
});

test('other subnets may stand in the network that is made', () => {
  const { ofType } = synthesize((stack) => {
    const { virtualNetwork } = new GatewayNetwork(stack, 'network', minimalNetwork());
    return new Subnet(stack, 'other', {
      name: 'snet-other',
      resourceGroupName: virtualNetwork.resourceGroupName,
      virtualNetworkName: virtualNetwork.name,
      addressPrefixes: ['10.60.0.128/27'],
    });
  });
  expect(ofType('azurerm_subnet').map(({ virtual_network_name }) => virtual_network_name)).toHaveLength(2);
});

function rulesOf({ ofType }: Synthesized<unknown>): readonly Block[] {
  return ofType('azurerm_network_security_group')[0]?.['security_rule'] as readonly Block[];
}

/** The address in `${TYPE.NAME.id}`, or that of another attribute, in quotes or not. */
function referenced(expression: unknown, attribute = 'id'): string {
  const [, address, of] = /^"?\$\{([\w-]+\.[\w-]+)\.(\w+)\}"?$/.exec(String(expression)) ?? [];
  return of === attribute ? (address ?? '') : '';
}
