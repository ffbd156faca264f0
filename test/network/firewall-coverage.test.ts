import type { TerraformStack } from 'cdktf';
import { EgressFiles, FirewallEgressRules, GatewayNetwork, type Egress, OutboundPath } from '../../lib';
import { annotations, synthesize } from '../support/synthesize';
import { CONTROLLERS, FIREWALL_POLICY_ID, firewall, minimalNetwork, tags } from './fixtures';

/** What is noted about a firewall, beside a network with an egress. */
function notes(egress: Egress, besides: (stack: TerraformStack, network: GatewayNetwork) => void): readonly string[] {
  const outbound = egress.way === 'firewall' ? OutboundPath.firewall({ privateIpAddress: '10.1.0.4' }) : undefined;
  const { stack } = synthesize((scope) => {
    const props = { ...minimalNetwork(), egress, ...(outbound === undefined ? {} : { outbound }) };
    const network = new GatewayNetwork(scope, 'network', props);
    besides(scope, network);
    return network;
  });
  return annotations(stack, 'info').filter((note) => note.includes('firewall'));
}

const common = { name: 'rcg-data-gateway', firewallPolicyId: FIREWALL_POLICY_ID, priority: 500 };
const sourceAddresses = ['10.60.0.0/27'];

test('a network by a firewall that nobody tells anything says so', () => {
  expect(notes(firewall(), () => undefined)).toEqual([
    'a firewall decides by names what gets out, and this app tells none: give FirewallEgressRules this network, or its owner ' +
      'the files of EgressFiles.',
  ]);
  expect(notes(tags(), () => undefined)).toEqual([]);
});

test.each<[string, (stack: TerraformStack, network: GatewayNetwork) => void]>([
  ['rules of the network', (stack, network) => new FirewallEgressRules(stack, 'rules', { ...common, network })],
  [
    'rules of an egress like it',
    (stack) => new FirewallEgressRules(stack, 'rules', { ...common, egress: firewall(), sourceAddresses }),
  ],
  [
    'rules of an egress that is wider',
    (stack) => {
      const egress = firewall({ domainControllers: CONTROLLERS, monitoring: true });
      new FirewallEgressRules(stack, 'rules', { ...common, egress, sourceAddresses });
    },
  ],
  ['files for the owner of the firewall', (stack, network) => new EgressFiles(stack, 'files', { network })],
])('%s are enough', (_what, besides) => {
  expect(notes(firewall(), besides)).toEqual([]);
});

test('rules of another egress are compared, and what they lack is named', () => {
  const egress = firewall({ domainControllers: CONTROLLERS, monitoring: true });
  const besides = (stack: TerraformStack): void => {
    new FirewallEgressRules(stack, 'rules', { ...common, egress: firewall(), sourceAddresses });
  };
  expect(notes(egress, besides)).toMatchInlineSnapshot(`
    [
      "no firewall of this app is told to let through azure-sign-in, monitoring, resource-manager, custom-logs, domain-controllers-tcp, domain-controllers-udp as it is here: 'stack/rules' has another egress. Give it this network.",
    ]
  `);
});

test('what is removed from the tree tells a firewall nothing', () => {
  const besides = (stack: TerraformStack, network: GatewayNetwork): void => {
    new FirewallEgressRules(stack, 'rules', { ...common, network });
    stack.node.tryRemoveChild('rules');
  };
  expect(notes(firewall(), besides)).toHaveLength(1);
});
