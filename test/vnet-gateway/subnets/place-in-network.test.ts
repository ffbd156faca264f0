import { App, TerraformStack, TerraformVariable, Testing } from 'cdktf';
import { DnsServers, GatewayNetwork, SubnetSize, VirtualNetworkPlace } from '../../../lib';
import {
  DelegatedSubnet,
  type DelegatedSubnetProps,
  SubnetAddress,
  VirtualNetworkSupport,
} from '../../../lib/vnet-gateway';
import { minimalNetwork } from '../../network/fixtures';
import { newStack } from '../../support/synthesize';
import { subnetProps, supportProps } from '../fixtures';

/** 10.60.0.0/24 with 10.60.0.0/27 for members. */
const newNetwork = (stack: TerraformStack): GatewayNetwork => new GatewayNetwork(stack, 'network', minimalNetwork());

const { virtualNetworkName: _v, resourceGroupName: _r, location: _l, ...rest } = subnetProps();

function inNetwork(
  stack: TerraformStack,
  place: string,
  network: Partial<DelegatedSubnetProps>,
  id = 'delegated',
): DelegatedSubnet {
  return new DelegatedSubnet(stack, id, {
    ...rest,
    subnetName: `snet-${id}`,
    ...network,
    address: SubnetAddress.at(place),
  });
}

/** The names of the network, as somebody writes them who has not got it at hand. */
const BY_NAME = {
  virtualNetworkName: 'vnet-data-gateway',
  resourceGroupName: minimalNetwork().resourceGroupName ?? '',
  location: 'westeurope',
};

test.each([
  ['10.70.0.0/28', 'outside'],
  ['10.60.0.0/23', 'around it'],
  ['10.60.0.0/28', 'on its members'],
])('%s is refused: %s', (place) => {
  const stack = newStack();
  const { virtualNetwork } = newNetwork(stack);
  expect(() => inNetwork(stack, place, { virtualNetwork })).toThrowErrorMatchingSnapshot();
});

test('a range that is free in the network is taken', () => {
  const stack = newStack();
  inNetwork(stack, '10.60.0.32/28', { virtualNetwork: newNetwork(stack).virtualNetwork });
  expect(() => Testing.synth(stack, true)).not.toThrow();
});

test('the range that is proposed can be had', () => {
  const stack = newStack();
  const { virtualNetwork } = newNetwork(stack);
  inNetwork(stack, '10.60.0.32/28', { virtualNetwork }, 'first');
  const free = /such as (\S+) unless others have it\. /;
  const error = (): unknown => inNetwork(stack, '10.60.0.32/28', { virtualNetwork }, 'second');
  let message = '';
  try {
    error();
  } catch (thrown) {
    message = (thrown as Error).message;
  }
  const proposed = free.exec(message)?.[1] ?? '';
  expect(proposed).toBe('10.60.0.48/28');
  expect(() => inNetwork(stack, proposed, { virtualNetwork }, 'third')).not.toThrow();
});

test.each([
  ['made by this app', (stack: TerraformStack) => ({ virtualNetwork: newNetwork(stack).virtualNetwork })],
  ['of another hand', () => BY_NAME],
])('two delegated subnets overlap in a network %s', (_, networkIn) => {
  const stack = newStack();
  const network = networkIn(stack);
  inNetwork(stack, '10.60.0.64/27', network, 'first');
  expect(() => inNetwork(stack, '10.60.0.80/28', network, 'second')).toThrowErrorMatchingSnapshot();
});

test.each([
  ['outside', '10.70.0.0/28'],
  ['on its members', '10.60.0.0/28'],
])('a network that is made after the subnet, which lies %s', (_, place) => {
  const stack = newStack();
  inNetwork(stack, place, BY_NAME);
  newNetwork(stack);
  expect(() => Testing.synth(stack, true)).toThrowErrorMatchingSnapshot();
});

test('a network of another stack, given whole', () => {
  const app = new App();
  const { virtualNetwork } = newNetwork(new TerraformStack(app, 'net'));
  const build = (): unknown => inNetwork(new TerraformStack(app, 'work'), '10.70.0.0/28', { virtualNetwork });
  expect(build).toThrow("a range inside 10.60.0.0/24, the address space of 'net/network'");
});

test('the same names in another stack are another subscription', () => {
  const app = new App();
  newNetwork(new TerraformStack(app, 'net'));
  expect(() => inNetwork(new TerraformStack(app, 'work'), '10.70.0.0/28', BY_NAME)).not.toThrow();
});

test('of an existing network only the subnets are known', () => {
  const stack = newStack();
  const { virtualNetwork } = new GatewayNetwork(stack, 'network', {
    ...minimalNetwork(),
    virtualNetwork: VirtualNetworkPlace.existing({ name: 'vnet-hub', resourceGroupName: 'rg-hub' }),
    dns: DnsServers.azure(),
    subnets: { members: SubnetSize.at('10.60.0.0/27') },
  });
  expect(() => inNetwork(stack, '10.70.0.0/28', { virtualNetwork })).not.toThrow();
  expect(() => inNetwork(stack, '10.60.0.0/28', { virtualNetwork }, 'second')).toThrow(
    "a range apart from 10.60.0.0/27, which 'stack/network' has in this virtual network",
  );
});

test('a subnet of Virtual Network support is in the way as well', () => {
  const stack = newStack();
  new VirtualNetworkSupport(stack, 'support', supportProps());
  const network = { virtualNetworkName: 'vnet-northeurope', resourceGroupName: 'rg-network', location: 'northeurope' };
  expect(() => inNetwork(stack, '10.21.8.16/28', network)).toThrow("10.21.8.0/25, which 'stack/support' has");
});

test('an address that only Terraform knows passes', () => {
  const stack = newStack();
  const { virtualNetwork } = newNetwork(stack);
  const range = new TerraformVariable(stack, 'range', { type: 'string' });
  expect(() => inNetwork(stack, range.stringValue, { virtualNetwork })).not.toThrow();
});
