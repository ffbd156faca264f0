import {
  FirewallPolicyRuleCollectionGroup,
  type FirewallPolicyRuleCollectionGroupApplicationRuleCollection,
  type FirewallPolicyRuleCollectionGroupNetworkRuleCollection,
} from '@cdktf/provider-azurerm/lib/firewall-policy-rule-collection-group';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { armId } from '../common/azure-rules';
import { checkAzurermProvider } from '../common/azurerm-provider';
import type { Checks } from '../common/checks';
import { isOptions } from '../common/options';
import { valueObject } from '../common/value-object';
import { constructChecks, messagesOf, throwProblems } from '../terraform/construct-checks';
import { stackProvider, subscriptionOf, subscriptionOfProvider } from '../terraform/subscription';
import { checkAddresses } from './destinations/address-rules';
import { DnsServers } from './dns-servers';
import { Egress } from './egress/egress';
import { tellFirewall } from './firewall-coverage';
import { isGatewayNetwork } from './egress-guard';
import { contributeFirewallRules } from './describe-guards';
import type { FirewallEgressRulesProps } from './firewall-egress-rules-props';
import { firewallRules, type FirewallRules, needsDnsProxy } from './rules/firewall-rules';

const EXAMPLE = "new FirewallEgressRules(this, 'rules', { name, firewallPolicyId, priority, network })";

const PROPERTIES: Readonly<Record<keyof FirewallEgressRulesProps, true>> = {
  name: true,
  firewallPolicyId: true,
  priority: true,
  network: true,
  egress: true,
  sourceAddresses: true,
  dns: true,
  dnsProxy: true,
  provider: true,
};

const POLICY_ID = armId('Microsoft.Network', ['firewallPolicies'], 'Give the `id` of azurerm_firewall_policy.');

/** Inside the group: network rules are asked before application rules in any case. */
const NETWORK_PRIORITY = 100;
const APPLICATION_PRIORITY = 200;

/**
 * A group of rule collections in the policy of an Azure Firewall: lets members reach what an `Egress` names, by names
 * where a firewall can. It adds to a policy and changes nothing else of it.
 *
 * @throws DataGatewayError with all problems of the input at once.
 */
export class FirewallEgressRules extends Construct implements ITerraformDependable {
  /** What the firewall lets through. */
  public readonly rules: FirewallRules;
  /** Resource id of the group. */
  public readonly ruleCollectionGroupId: string;
  /** Address of the group in Terraform, for `waitFor` of a network or a cluster, and `dependsOn`. */
  public readonly fqn: string;

  /** Defines the group of rule collections in the policy. */
  public constructor(scope: Construct, id: string, props: FirewallEgressRulesProps) {
    super(scope, id);
    const checks = constructChecks();
    if (!isOptions('props', props, EXAMPLE, checks)) throwProblems(this, 'FirewallEgressRules', checks);
    checks.knownProperties(props, Object.keys(PROPERTIES));
    const fix = 'Mend the name: those of the collections are made of it.';
    const pattern = /^[^\W_][\w.-]{0,67}\w$/;
    checks.text('name', props.name, {
      pattern,
      allowed: '2 to 69 letters, digits, periods, hyphens or underscores',
      fix,
    });
    checks.text('firewallPolicyId', props.firewallPolicyId, POLICY_ID);
    const place = { min: 100, max: 65000, fix: 'Choose a place that no other group of the policy has.' };
    checks.integer('priority', props.priority, place);
    const { network, ...about } = aboutMembers(props, checks);
    checkAddresses('sourceAddresses', about.sourceAddresses, checks);
    checks.flag('dnsProxy', props.dnsProxy, 'Leave it out where the policy has none.');
    if (props.provider !== undefined) checkAzurermProvider(props.provider, 'hub', checks);
    const dns = valueObject('dns', about.dns, DnsServers, checks) ?? DnsServers.azure();
    dns.check('dns', checks);
    checkEgress(about.egress, checks);
    const rules =
      checks.problems.length > 0 || about.egress === undefined
        ? { application: [], network: [] }
        : firewallRules(about.egress, dns.addresses);
    checkDnsProxy(rules, props, checks);
    throwProblems(this, 'FirewallEgressRules', checks);

    this.rules = rules;
    if (about.egress !== undefined) tellFirewall(this, about.egress);
    const sourceAddresses = [...(about.sourceAddresses ?? [])];
    const { name, firewallPolicyId, priority } = props;
    const group = new FirewallPolicyRuleCollectionGroup(this, 'rules', {
      name,
      firewallPolicyId,
      priority,
      ...(props.provider === undefined ? {} : { provider: props.provider }),
      // By another name all rules would go before they came again.
      lifecycle: { ignoreChanges: ['name'] },
      ...(rules.network.length === 0
        ? {}
        : { networkRuleCollection: [networkCollection(name, rules, sourceAddresses)] }),
      ...(rules.application.length === 0
        ? {}
        : { applicationRuleCollection: [applicationCollection(name, rules, sourceAddresses)] }),
    });
    this.ruleCollectionGroupId = group.id;
    this.fqn = group.fqn;
    network?.waitFor(group);
    const { egress } = about;
    contributeFirewallRules(this, { name, firewallPolicyId, priority, sourceAddresses, network, egress, rules });
    // Asked when everything is defined: the provider of the stack may come later.
    this.node.addValidation({ validate: () => [...this.subscriptionProblems(props)] });
  }

  private subscriptionProblems({ firewallPolicyId, provider }: FirewallEgressRulesProps): readonly string[] {
    const used = provider ?? stackProvider(this);
    const own = subscriptionOfProvider(used);
    const wanted = subscriptionOf(firewallPolicyId);
    if (own === undefined || wanted === undefined || own.toLowerCase() === wanted.toLowerCase()) return [];
    const checks = constructChecks();
    const fix =
      "Give the azurerm provider of the policy's subscription: with another, every plan would replace the rules.";
    const allowed = `one of subscription ${wanted}, as the policy`;
    checks.add({ property: 'provider', got: `${String(used?.node.path)} of subscription ${own}`, allowed, fix });
    return messagesOf(this, 'FirewallEgressRules', checks);
  }
}

type AboutMembers = Pick<FirewallEgressRulesProps, 'network' | 'egress' | 'sourceAddresses' | 'dns'>;

/** What is said of the members: by their network, or by itself. */
function aboutMembers(props: FirewallEgressRulesProps, checks: Checks): AboutMembers {
  const { network, egress, sourceAddresses, dns } = props;
  if (network === undefined) return props;
  const fix = 'The network says it: leave it out.';
  for (const [property, got] of Object.entries({ egress, sourceAddresses, dns })) {
    if (got !== undefined) checks.addHidden({ property, got, allowed: 'nothing beside `network`', fix });
  }
  if (isGatewayNetwork(network)) {
    return { network, egress: network.egress, sourceAddresses: network.addressPrefixes, dns: network.dns };
  }
  checks.addHidden({
    property: 'network',
    got: network,
    allowed: 'a GatewayNetwork',
    fix: 'Give that of the members.',
  });
  return { ...props };
}

function checkEgress(egress: unknown, checks: Checks): void {
  if (egress instanceof Egress && egress.way === 'firewall') {
    egress.check('egress', checks);
    return;
  }
  const finding = {
    property: 'egress',
    allowed: 'an Egress.byFirewall',
    fix: 'Give the Egress.byFirewall of the network.',
  };
  if (egress instanceof Egress) checks.add({ ...finding, got: `by ${egress.way}` });
  else checks.addHidden({ ...finding, got: egress });
}

function checkDnsProxy(rules: FirewallRules, { dnsProxy }: FirewallEgressRulesProps, checks: Checks): void {
  const hosts = rules.network.flatMap(({ destinationFqdns }) => destinationFqdns);
  for (const host of hosts.filter((name) => !name.includes('.'))) {
    const whole = 'A firewall has no domain to add: give the whole name, or `addresses`.';
    checks.add({ property: 'egress.dataSources', got: host, allowed: 'whole names, or addresses', fix: whole });
  }
  if (dnsProxy === true || !needsDnsProxy(rules)) return;
  const named = rules.network.filter(({ destinationFqdns }) => destinationFqdns.length > 0).map(({ name }) => name);
  const fix = 'Give these data sources `addresses`, or turn on the DNS proxy of the policy and say so.';
  checks.add({ property: 'dnsProxy', got: dnsProxy, allowed: `true with ${named.join(', ')}`, fix });
}

function networkCollection(
  name: string,
  { network }: FirewallRules,
  sourceAddresses: string[],
): FirewallPolicyRuleCollectionGroupNetworkRuleCollection {
  return {
    name: `${name}-addresses`,
    priority: NETWORK_PRIORITY,
    action: 'Allow',
    rule: network.map(({ destinationAddresses, destinationFqdns, protocols, destinationPorts, ...rule }) => ({
      name: rule.name,
      description: rule.description,
      protocols: [...protocols],
      sourceAddresses,
      ...(destinationAddresses.length === 0 ? {} : { destinationAddresses: [...destinationAddresses] }),
      ...(destinationFqdns.length === 0 ? {} : { destinationFqdns: [...destinationFqdns] }),
      destinationPorts: [...destinationPorts],
    })),
  };
}

function applicationCollection(
  name: string,
  { application }: FirewallRules,
  sourceAddresses: string[],
): FirewallPolicyRuleCollectionGroupApplicationRuleCollection {
  return {
    name: `${name}-names`,
    priority: APPLICATION_PRIORITY,
    action: 'Allow',
    rule: application.map(({ destinationFqdns, destinationFqdnTags, protocols, ...rule }) => ({
      name: rule.name,
      description: rule.description,
      sourceAddresses,
      protocols: protocols.map(({ type, port }) => ({ type, port })),
      ...(destinationFqdns.length === 0 ? {} : { destinationFqdns: [...destinationFqdns] }),
      ...(destinationFqdnTags.length === 0 ? {} : { destinationFqdnTags: [...destinationFqdnTags] }),
    })),
  };
}
