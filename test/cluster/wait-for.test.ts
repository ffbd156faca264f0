import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { App, TerraformStack } from 'cdktf';
import { FirewallEgressRules, GatewayCluster } from '../../lib';
import { rulesByRange } from '../network/fixtures';
import { minimalProps } from '../support/fixtures';
import { synthesize } from '../support/synthesize';

const rulesIn = (stack: TerraformStack): FirewallEgressRules => new FirewallEgressRules(stack, 'rules', rulesByRange());

describe('what a cluster waits for', () => {
  test('comes before each of its machines', () => {
    const { ofType } = synthesize((stack) => {
      const peering = new ResourceGroup(stack, 'peering', { name: 'rg-peering', location: 'westeurope' });
      new GatewayCluster(stack, 'finance', { ...minimalProps(), waitFor: [rulesIn(stack), peering] });
    });
    const machines = ofType('azurerm_windows_virtual_machine');
    expect(machines).toHaveLength(2);
    for (const { depends_on: awaited } of machines) {
      expect(awaited).toEqual(
        expect.arrayContaining([
          expect.stringMatching(/^azurerm_firewall_policy_rule_collection_group\.rules_/),
          'azurerm_resource_group.peering',
        ]),
      );
    }
  });

  test('in another stack lets that stack be deployed before', () => {
    const app = new App({ skipValidation: true });
    const [connectivity, gateways] = [new TerraformStack(app, 'connectivity'), new TerraformStack(app, 'gateways')];
    new GatewayCluster(gateways, 'finance', { ...minimalProps(), waitFor: [rulesIn(connectivity)] });
    expect(gateways.dependencies).toEqual([connectivity]);
    expect(JSON.stringify(gateways.toTerraform())).not.toContain('azurerm_firewall_policy_rule_collection_group');
  });
});
