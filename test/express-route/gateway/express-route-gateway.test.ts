import { VirtualNetwork } from '@cdktf/provider-azurerm/lib/virtual-network';
import { ResourceNaming } from '../../../lib';
import {
  ExpressRouteGateway,
  type ExpressRouteGatewayProps,
  ExpressRouteGatewaySize,
  GatewaySubnet,
} from '../../../lib/express-route';
import { annotations, newStack, synthesize } from '../../support/synthesize';
import { block, GATEWAY_ID, gatewayProps, NETWORK_ID } from '../construct-fixtures';

const gateway = (props: Partial<ExpressRouteGatewayProps> = {}) =>
  synthesize((stack) => new ExpressRouteGateway(stack, 'gateway', { ...gatewayProps(), ...props }));

test('minimal', () => {
  expect(gateway().json).toMatchSnapshot();
});

test('full: a subnet that exists, a size that scales', () => {
  const { json, stack, result } = gateway({
    subnet: GatewaySubnet.existing(`${NETWORK_ID}/subnets/GatewaySubnet`),
    size: ExpressRouteGatewaySize.scale({ minimum: 2, maximum: 10 }),
    naming: ResourceNaming.custom(({ proposed }) => `contoso-${proposed}`),
    preventDestroy: false,
    tags: { workload: 'power-platform' },
  });
  expect(json).toMatchSnapshot();
  expect(annotations(stack, 'info')).toEqual([
    'ErGwScale (2 to 10 units) needs azurerm 4.79.0 or newer: raise the version in required_providers, and in the lock file.',
  ]);
  expect(result.subnetId).toBe(`${NETWORK_ID}/subnets/GatewaySubnet`);
});

test('it has no public address, and nothing that azurerm 5 has no more', () => {
  const made = block(gateway(), 'azurerm_virtual_network_gateway', 'gateway');
  expect(Object.keys(made).sort()).toEqual([
    'ip_configuration',
    'lifecycle',
    'location',
    'name',
    'resource_group_name',
    'sku',
    'type',
  ]);
  expect(made['ip_configuration']).toEqual([
    { name: 'default', subnet_id: expect.stringContaining('azurerm_subnet') as string },
  ]);
});

test('its subnet has the name that Azure demands, and no security group', () => {
  const stack = gateway();
  expect(block(stack, 'azurerm_subnet', 'subnet')).toMatchObject({
    name: 'GatewaySubnet',
    virtual_network_name: 'vnet-hub',
    resource_group_name: 'rg-network',
  });
  expect(stack.json).not.toContain('security_group');
});

test('a virtual network of the same stack is there before its subnet', () => {
  const stack = synthesize((scope) => {
    const network = new VirtualNetwork(scope, 'network', {
      name: 'vnet-hub',
      location: 'westeurope',
      resourceGroupName: 'rg-network',
      addressSpace: ['10.60.0.0/16'],
    });
    const subnet = GatewaySubnet.create({ virtualNetworkId: network.id, addressPrefix: '10.60.255.0/27' });
    return new ExpressRouteGateway(scope, 'gateway', { ...gatewayProps(), subnet });
  });
  expect(block(stack, 'azurerm_subnet', 'subnet')).toMatchObject({
    virtual_network_name: '${element(split("/", azurerm_virtual_network.network.id), 8)}',
    resource_group_name: '${element(split("/", azurerm_virtual_network.network.id), 4)}',
  });
});

test('a size without scale units says nothing of them', () => {
  const made = block(
    gateway({ size: ExpressRouteGatewaySize.ER_GW_2_AZ }),
    'azurerm_virtual_network_gateway',
    'gateway',
  );
  expect(made['sku']).toBe('ErGw2AZ');
  expect(made).not.toHaveProperty('minimum_scale_unit');
});

test('one of others is only named', () => {
  const stack = newStack();
  const other = ExpressRouteGateway.fromExpressRouteGatewayAttributes(stack, 'other', {
    gatewayId: GATEWAY_ID,
    location: 'westeurope',
  });
  expect(other).toEqual({
    gatewayId: GATEWAY_ID,
    location: 'westeurope',
    resourceGroupName: 'rg-network',
    size: undefined,
  });
  expect(stack.node.findChild('other').node.children).toEqual([]);
});
