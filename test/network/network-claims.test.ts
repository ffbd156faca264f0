import { GatewayNetwork, type GatewayNetworkProps, DnsServers, SubnetSize, VirtualNetworkPlace } from '../../lib';
import { newStack } from '../support/synthesize';
import { minimalNetwork } from './fixtures';

const existing = VirtualNetworkPlace.existing({ name: 'vnet-hub', resourceGroupName: 'rg-hub' });

function inHub(name: string, prefix: string): GatewayNetworkProps {
  const subnets = { members: SubnetSize.at(prefix) };
  return { ...minimalNetwork(), name, virtualNetwork: existing, dns: DnsServers.azure(), subnets };
}

function both(first: GatewayNetworkProps, second: GatewayNetworkProps): () => unknown {
  const stack = newStack();
  new GatewayNetwork(stack, 'first', first);
  return () => new GatewayNetwork(stack, 'second', second);
}

test.each([
  ['one name in one resource group', minimalNetwork(), minimalNetwork()],
  ['one range in one virtual network', inHub('finance', '10.9.8.0/27'), inHub('sales', '10.9.8.16/28')],
  [
    'one name of a subnet in one virtual network',
    inHub('finance', '10.9.8.0/27'),
    { ...inHub('finance', '10.9.8.32/27'), resourceGroupName: 'rg-other' },
  ],
])('two networks are refused with %s', (_what, first, second) => {
  expect(both(first, second)).toThrowErrorMatchingSnapshot();
});

test.each([
  ['one name in two resource groups', minimalNetwork(), { ...minimalNetwork(), resourceGroupName: 'rg-other' }],
  ['one range in virtual networks of their own', minimalNetwork(), { ...minimalNetwork(), name: 'sales' }],
  ['ranges apart in one virtual network', inHub('finance', '10.9.8.0/27'), inHub('sales', '10.9.8.32/27')],
])('two networks may have %s', (_what, first, second) => {
  expect(both(first, second)).not.toThrow();
});

test('a network that was removed gives its names back', () => {
  const stack = newStack();
  new GatewayNetwork(stack, 'first', minimalNetwork());
  stack.node.tryRemoveChild('first');
  expect(() => new GatewayNetwork(stack, 'second', minimalNetwork())).not.toThrow();
});
