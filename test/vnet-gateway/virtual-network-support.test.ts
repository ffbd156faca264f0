import { TerraformOutput } from 'cdktf';
import {
  type IDelegatedSubnet,
  PowerPlatformGeo,
  PowerPlatformResourceProvider,
  SubnetAddress,
  type SupportNetwork,
  VirtualNetworkSupport,
  VnetDataGateway,
} from '../../lib/vnet-gateway';
import { annotations, newStack, synthesize } from '../support/synthesize';
import {
  gatewayProps,
  NAT_GATEWAY_ID,
  newSubnet,
  ROUTE_TABLE_ID,
  SECURITY_GROUP_ID,
  support,
  supportNetwork,
  supportProps,
} from './fixtures';

test('minimal', () => {
  expect(support().json).toMatchSnapshot();
});

test('full', () => {
  const guards = {
    networkSecurityGroupId: SECURITY_GROUP_ID,
    natGatewayId: NAT_GATEWAY_ID,
    routeTableId: ROUTE_TABLE_ID,
  };
  const { json } = synthesize((stack) => {
    const { policy } = new VirtualNetworkSupport(stack, 'power-platform', {
      geo: PowerPlatformGeo.UNITED_STATES,
      networks: [
        { ...supportNetwork('East US 2', '10.20.8.0/24'), ...guards, virtualNetworkName: 'vnet-eastus2' },
        {
          ...supportNetwork('centralus', '10.20.9.0/24'),
          address: SubnetAddress.firstFree({ addressSpace: ['10.21.0.0/16'] }),
        },
      ],
      productionEnvironments: 3,
      otherEnvironments: 12,
      resourceProvider: PowerPlatformResourceProvider.registeredHere(),
      defaultOutboundAccess: true,
      preventDestroy: false,
    });
    new TerraformOutput(stack, 'policy', { value: policy });
  });
  expect(json).toMatchSnapshot();
});

test('the order of the networks changes nothing', () => {
  const { networks } = supportProps();
  expect(support({ networks: [...networks].reverse() }).json).toBe(support().json);
});

test('a geo with one region takes one network', () => {
  const { result, stack } = support({
    geo: PowerPlatformGeo.SWEDEN,
    networks: [{ ...supportNetwork('swedencentral', '10.20.8.0/25'), natGatewayId: NAT_GATEWAY_ID }],
  });
  expect(result.subnets.map(({ location }) => location)).toEqual(['swedencentral']);
  expect(result.policy.location).toBe('sweden');
  expect(annotations(stack, 'warn')).toEqual([]);
});

test.each(PowerPlatformGeo.all.filter(({ supportsVirtualNetworks }) => supportsVirtualNetworks === true))(
  'every pair of %s is accepted, and the policy lies where the geo has them',
  (geo) => {
    expect(geo.pairs.length).toBeGreaterThan(0);
    for (const pair of geo.pairs) {
      const networks: SupportNetwork[] = pair.map((region, index) =>
        supportNetwork(region, `10.${String(20 + index)}.8.0/25`),
      );
      const { result } = support({ geo, networks });
      expect(result.policy.location).toBe(geo.enterprisePolicyLocation);
      expect(result.policy.properties.networkInjection.virtualNetworks).toHaveLength(pair.length);
    }
  },
);

test('a region without NAT gateway is warned about', () => {
  expect(annotations(support().stack, 'warn')).toEqual([
    'no NAT gateway in westeurope: connectors and plug-ins of the environments reach nothing on the internet.',
    'no NAT gateway in northeurope: connectors and plug-ins of the environments reach nothing on the internet.',
  ]);
});

test('a geo whose values were unknown serves once they are given', () => {
  const geo = PowerPlatformGeo.POLAND.with({ supportsVirtualNetworks: true, enterprisePolicyLocation: 'poland' });
  const networks = [supportNetwork('polandcentral', '10.20.8.0/25')];
  expect(support({ geo, networks }).result.policy.location).toBe('poland');
});

test('its registration brings the feature that policies need', () => {
  const { ofType } = support({ resourceProvider: PowerPlatformResourceProvider.registeredHere() });
  expect(ofType('azurerm_resource_provider_registration')).toMatchObject([
    { feature: [{ name: 'enterprisePoliciesPreview', registered: true }] },
  ]);
  expect(ofType('azurerm_subnet')).toHaveLength(2);
  for (const block of ofType('azurerm_subnet')) expect(block.depends_on).toHaveLength(1);
});

test('that azurerm owns all features with it is noted where it registers one', () => {
  const owner = PowerPlatformResourceProvider.registeredHere();
  expect(annotations(support({ resourceProvider: owner }).stack, 'info')).toEqual([
    expect.stringContaining('a plan takes back those that others registered'),
  ]);
  const without = PowerPlatformResourceProvider.registeredHere({ enterprisePolicies: false });
  expect(annotations(support({ resourceProvider: without }).stack, 'info')).toEqual([]);
  const elsewhere = PowerPlatformResourceProvider.registeredElsewhere();
  expect(annotations(support({ resourceProvider: elsewhere }).stack, 'info')).toEqual([]);
});

test('its subnets serve no VNet data gateway: neither for the compiler nor at run time', () => {
  const stack = newStack();
  const [subnet] = new VirtualNetworkSupport(stack, 'power-platform', supportProps()).subnets;
  // @ts-expect-error another delegation
  const taken: IDelegatedSubnet | undefined = subnet;
  if (taken === undefined) throw new Error('no subnet');
  expect(() => new VnetDataGateway(stack, 'finance', gatewayProps(taken))).toThrowErrorMatchingSnapshot();
});

test('one registration serves both services', () => {
  const { ofType } = synthesize((stack) => {
    const { registration } = new VirtualNetworkSupport(stack, 'power-platform', {
      ...supportProps(),
      resourceProvider: PowerPlatformResourceProvider.registeredHere(),
    });
    newSubnet(stack, { resourceProvider: PowerPlatformResourceProvider.registeredElsewhere(registration) });
  });
  expect(ofType('azurerm_resource_provider_registration')).toHaveLength(1);
  expect(ofType('azurerm_subnet').filter(({ depends_on }) => depends_on?.length === 1)).toHaveLength(3);
});
