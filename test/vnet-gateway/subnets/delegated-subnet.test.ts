import { TerraformOutput, type TerraformStack, TerraformVariable, Token } from 'cdktf';
import { DataSource, DnsServers } from '../../../lib';
import {
  DelegatedSubnet,
  DelegatedSubnetRules,
  PowerPlatformResourceProvider,
  SubnetAddress,
} from '../../../lib/vnet-gateway';
import { annotations, newStack, synthesize } from '../../support/synthesize';
import {
  NAT_GATEWAY_ID,
  newSubnet,
  ROUTE_TABLE_ID,
  SECURITY_GROUP_ID,
  SQL,
  subnet,
  SUBNET_ID,
  subnetProps,
  SUBSCRIPTION_ID,
} from '../fixtures';

const rules = DelegatedSubnetRules.of({ sources: [SQL] });

test('minimal', () => {
  expect(subnet().json).toMatchSnapshot();
});

test('full', () => {
  const { json } = subnet({
    members: 6,
    spareAddresses: 4,
    address: SubnetAddress.firstFree({ addressSpace: ['10.0.0.0/22'], taken: ['10.0.0.0/24'] }),
    resourceProvider: PowerPlatformResourceProvider.registeredHere({ enterprisePolicies: true }),
    serviceEndpoints: ['Microsoft.Storage', 'Microsoft.AzureActiveDirectory'],
    securityRules: DelegatedSubnetRules.of({
      sources: [
        DataSource.sqlServer('sql02.corp.contoso.com', { addresses: ['10.30.0.5', '10.30.0.6'], browser: true }),
        DataSource.custom('lake.dfs.core.windows.net', { serviceTag: 'Storage.WestEurope', ports: [443, '8443'] }),
        DataSource.mySql('mysql01.corp.contoso.com'),
      ],
      dns: DnsServers.custom(['10.0.0.4', '10.0.0.5'], { publicNames: 'forwarded' }),
    }),
    securityGroupName: 'nsg-gateway',
    natGatewayId: NAT_GATEWAY_ID,
    routeTableId: ROUTE_TABLE_ID,
    defaultOutboundAccess: true,
    preventDestroy: false,
    tags: { workload: 'data-gateway' },
  });
  expect(json).toMatchSnapshot();
});

test('whoever uses the id comes after everything that guards the subnet', () => {
  const guards = {
    networkSecurityGroupId: SECURITY_GROUP_ID,
    natGatewayId: NAT_GATEWAY_ID,
    routeTableId: ROUTE_TABLE_ID,
  };
  const { parsed, resources } = synthesize((stack) => {
    const { subnetId } = newSubnet(stack, guards);
    new TerraformOutput(stack, 'id', { value: subnetId });
  });
  const { output } = parsed as unknown as { output: { id: { value: string } } };
  // Each link of the chain reads the id from the one before it.
  const chain: string[] = [];
  let value: unknown = output.id.value;
  for (let address = ''; typeof value === 'string'; value = resources[address]?.['subnet_id']) {
    [, address = ''] = /^\$\{(\w+\.[\w-]+)\.(subnet_id|id)\}$/.exec(value) ?? [];
    chain.push(address.split('.')[0] ?? '');
  }
  expect(chain).toEqual([
    'azurerm_subnet_network_security_group_association',
    'azurerm_subnet_nat_gateway_association',
    'azurerm_subnet_route_table_association',
    'azurerm_subnet',
  ]);
});

test('without guards the id is that of the subnet itself, and people are told', () => {
  const { stack } = subnet();
  expect(annotations(stack, 'warn')).toMatchSnapshot();
  const guarded = subnet({ securityRules: rules, natGatewayId: NAT_GATEWAY_ID });
  expect(annotations(guarded.stack, 'warn')).toEqual([]);
});

test('the delegation is dedicated, and says the actions that Azure would fill in', () => {
  const [block] = subnet().ofType('azurerm_subnet');
  expect(block?.['delegation']).toEqual([
    {
      name: 'power-platform',
      service_delegation: {
        name: 'Microsoft.PowerPlatform/vnetaccesslinks',
        actions: ['Microsoft.Network/virtualNetworks/subnets/join/action'],
      },
    },
  ]);
});

test('nothing that azurerm 5 removes is emitted unless a service endpoint is wanted', () => {
  expect(subnet().json).not.toContain('service_endpoints');
  expect(subnet({ serviceEndpoints: ['Microsoft.Storage'] }).json).toContain('service_endpoints');
});

test('storage is open with its service endpoint, and closed without', () => {
  const names = (serviceEndpoints: 'Microsoft.Storage'[]): unknown[] =>
    (
      subnet({ securityRules: rules, serviceEndpoints }).ofType('azurerm_network_security_group')[0]?.[
        'security_rule'
      ] as { name: string }[]
    ).map(({ name }) => name);
  expect(names(['Microsoft.Storage'])).toContain('allow-storage');
  expect(names([])).not.toContain('allow-storage');
});

test('a source without addresses is open everywhere in the network, and people are told', () => {
  const wide = DelegatedSubnetRules.of({ sources: [SQL, DataSource.mySql('mysql01.corp.contoso.com')] });
  expect(annotations(subnet({ securityRules: wide }).stack, 'info')).toEqual([
    'MySQL mysql01.corp.contoso.com: no addresses are given, so that every private address is open on their ports.',
  ]);
  expect(annotations(subnet({ securityRules: rules }).stack, 'info')).toEqual([]);
});

test('addresses that Terraform computes pass, one by one and as a list', () => {
  const place = (addresses: string[]): unknown => {
    const source = DataSource.oracle('ora01.corp.contoso.com', { addresses });
    const { ofType } = subnet({
      address: SubnetAddress.at(Token.asString('${var.prefix}')),
      securityRules: DelegatedSubnetRules.of({ sources: [source] }),
    });
    const all = ofType('azurerm_network_security_group')[0]?.['security_rule'] as Record<string, unknown>[];
    return all.find(({ name }) => name === 'allow-oracle-ora01.corp.contoso.com');
  };
  expect(place([Token.asString('${var.oracle}')])).toMatchObject({ destination_address_prefix: '${var.oracle}' });
  expect(place(Token.asList('${var.oracles}'))).toMatchObject({ destination_address_prefixes: '${var.oracles}' });
});

describe('resource provider', () => {
  test('registered here: once for a subscription, before the subnet, and not taken back', () => {
    const { ofType } = subnet({ resourceProvider: PowerPlatformResourceProvider.registeredHere() });
    expect(ofType('azurerm_resource_provider_registration')).toMatchObject([
      { name: 'Microsoft.PowerPlatform', lifecycle: { prevent_destroy: true, ignore_changes: ['feature'] } },
    ]);
    expect(ofType('azurerm_subnet')[0]?.depends_on).toEqual([
      expect.stringMatching(/^azurerm_resource_provider_registration\./),
    ]);
  });

  test('registered by another construct of the app: that comes first', () => {
    const { resources } = synthesize((stack) => {
      const first = newSubnet(stack, { resourceProvider: PowerPlatformResourceProvider.registeredHere() });
      new DelegatedSubnet(stack, 'second', {
        ...subnetProps(),
        subnetName: 'snet-second',
        address: SubnetAddress.at('10.20.5.0/28'),
        resourceProvider: PowerPlatformResourceProvider.registeredElsewhere(first.registration),
      });
    });
    const second = Object.entries(resources).find(([address]) => address.startsWith('azurerm_subnet.second'));
    expect(second?.[1].depends_on).toEqual([expect.stringMatching(/^azurerm_resource_provider_registration\./)]);
  });

  test('two subscriptions that are named have an owner each', () => {
    const here = (last: string): PowerPlatformResourceProvider =>
      PowerPlatformResourceProvider.registeredHere({ subscriptionId: SUBSCRIPTION_ID.slice(0, -1) + last });
    const stack = newStack();
    newSubnet(stack, { resourceProvider: here('1') });
    const second = (last: string): unknown =>
      new DelegatedSubnet(stack, `second-${last}`, {
        ...subnetProps(),
        subnetName: `snet-${last}`,
        address: SubnetAddress.at(`10.20.5${last}.0/28`),
        resourceProvider: here(last),
      });
    expect(() => second('1')).toThrow('one owner in a subscription');
    expect(() => second('2')).not.toThrow();
  });
});

describe('a region that no list has is warned about, with the one that was probably meant', () => {
  const MEANT = /^location: no list of regions until .* has westeurop\. Did you mean westeurope\?/;

  test('of a new subnet whose region was allowed by hand', () => {
    const { stack } = subnet({ location: 'westeurop', allowUnlistedRegion: true });
    expect(annotations(stack, 'warn')).toContainEqual(expect.stringMatching(MEANT));
  });

  test('of an existing subnet', () => {
    const { stack } = synthesize((scope) =>
      DelegatedSubnet.fromDelegatedSubnetAttributes(scope, 'subnet', { subnetId: SUBNET_ID, location: 'westeurop' }),
    );
    expect(annotations(stack, 'warn')).toEqual([expect.stringMatching(MEANT)]);
  });
});

describe('existing', () => {
  test('a subnet by its id', () => {
    const { result, resources } = synthesize((stack) =>
      DelegatedSubnet.fromDelegatedSubnetAttributes(stack, 'subnet', {
        subnetId: SUBNET_ID,
        location: 'westeurope',
        memberCapacity: 9,
      }),
    );
    expect(resources).toEqual({});
    expect(result).toMatchObject({
      delegation: 'Microsoft.PowerPlatform/vnetaccesslinks',
      subscriptionId: SUBSCRIPTION_ID,
      resourceGroupName: 'rg-network',
      virtualNetworkName: 'vnet-spoke',
      subnetName: 'snet-power-platform',
      memberCapacity: 9,
    });
  });

  test('a subnet by an id that Terraform knows, whole or in part: the names come out of it', () => {
    const names = (idOf: (stack: TerraformStack) => string): unknown => {
      const { parsed } = synthesize((stack) => {
        const place = DelegatedSubnet.fromDelegatedSubnetAttributes(stack, 'subnet', {
          subnetId: idOf(stack),
          location: Token.asString('${var.region}'),
        });
        new TerraformOutput(stack, 'name', { value: place.subnetName });
      });
      return (parsed as unknown as { output: { name: { value: unknown } } }).output.name.value;
    };
    const variable = (stack: TerraformStack): string => new TerraformVariable(stack, 'subnet_id', {}).stringValue;
    expect(names(variable)).toBe('${element(split("/", var.subnet_id), 10)}');
    expect(names(() => '${var.subnet_id}')).toBe('${element(split("/", var.subnet_id), 10)}');
    expect(names((stack) => SUBNET_ID.replace('snet-power-platform', variable(stack)))).toBe('${var.subnet_id}');
    expect(names((stack) => SUBNET_ID.replace('vnet-spoke', variable(stack)))).toBe('snet-power-platform');
  });
});

test('values that Terraform computes pass, where nothing depends on them', () => {
  const token = (name: string): string => Token.asString(`\${var.${name}}`);
  const { result, ofType } = subnet({
    subnetName: token('subnet'),
    virtualNetworkName: token('network'),
    resourceGroupName: token('group'),
    location: token('region'),
    address: SubnetAddress.at(token('prefix')),
    networkSecurityGroupId: token('nsg'),
  });
  expect(ofType('azurerm_subnet')).toMatchObject([
    { name: '${var.subnet}', virtual_network_name: '${var.network}', address_prefixes: ['${var.prefix}'] },
  ]);
  // What the range has room for is not known: what was asked for is.
  expect(result.memberCapacity).toBe(2);
});

test('a place that is looked for avoids what is taken, and the range that gateways use themselves', () => {
  const place = (taken: string[]): string =>
    subnet({ address: SubnetAddress.firstFree({ addressSpace: ['10.0.1.0/24', '10.0.2.0/24'], taken }) }).result
      .addressPrefix;
  expect(place([])).toBe('10.0.2.0/28');
  expect(place(['10.0.2.0/25'])).toBe('10.0.2.128/28');
});
