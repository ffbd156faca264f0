import { Construct } from 'constructs';
import { addressIn } from '../terraform/addresses';
import { contribute } from '../manifest/contributions';
import type { Egress } from './egress/egress';
import type { IGatewayNetwork } from './egress-guard';
import type { FirewallRules } from './rules/firewall-rules';
import type { SecurityRule } from './rules/security-rule';
import { describeEgress } from './egress/describe-egress';

/** What there is to know of a security group. */
export interface SecurityGroupToDescribe {
  readonly name: string;
  readonly location: string;
  readonly egress: Egress;
  readonly rules: readonly SecurityRule[];
}

/** Puts a security group into the manifest of its stack. */
export function contributeSecurityGroup(
  group: Construct,
  { name, location, egress, rules }: SecurityGroupToDescribe,
): void {
  contribute(group, 'securityGroups', () => ({
    name,
    location,
    egress: describeEgress(egress),
    rules: rules.map((rule) => rule.name),
    resources: { securityGroup: addressIn(group, 'security-group') },
  }));
}

/** What there is to know of the rules of a firewall. */
export interface FirewallRulesToDescribe {
  readonly name: string;
  readonly firewallPolicyId: string;
  readonly priority: number;
  readonly sourceAddresses: readonly string[];
  readonly network: IGatewayNetwork | undefined;
  readonly egress: Egress | undefined;
  readonly rules: FirewallRules;
}

/** Puts the rules of a firewall into the manifest of their stack. */
export function contributeFirewallRules(construct: Construct, described: FirewallRulesToDescribe): void {
  const { name, firewallPolicyId, priority, sourceAddresses, network, egress, rules } = described;
  contribute(construct, 'firewallRules', () => {
    const path = Construct.isConstruct(network) ? network.node.path : undefined;
    return {
      name,
      firewallPolicyId,
      priority,
      sourceAddresses: [...sourceAddresses].sort(),
      network: path,
      egress: path === undefined && egress !== undefined ? describeEgress(egress) : undefined,
      rules: [...rules.network, ...rules.application].map((rule) => rule.name),
      resources: { ruleCollectionGroup: addressIn(construct, 'rules') },
    };
  });
}
