import type { TerraformProvider } from 'cdktf';
import type { DnsServers } from './dns-servers';
import type { Egress } from './egress/egress';
import type { IGatewayNetwork } from './egress-guard';

/** What a firewall is told about members. */
export interface FirewallEgressRulesProps {
  /**
   * Name of the group of rule collections, in full, 2 to 69 characters: letters, digits, `.`, `_`, `-`. No policy of names is asked:
   * `naming.nameFor('firewallRules', 'finance')` gives one by it.
   */
  readonly name: string;

  /** Resource id of the policy of the firewall, which others may own. */
  readonly firewallPolicyId: string;

  /** Where the group stands among others of the policy, 100 to 65000; lower ones are asked first. */
  readonly priority: number;

  /**
   * The network of the members: its egress, ranges and DNS servers are those of the rules, and its members wait until the
   * rules are there. Where it is another app's, the three are given by themselves.
   *
   * @default `egress` and `sourceAddresses` are given
   */
  readonly network?: IGatewayNetwork;

  /**
   * What the members may reach: an `Egress.byFirewall`.
   *
   * @default that of `network`
   */
  readonly egress?: Egress;

  /**
   * IPv4 ranges of the members' subnets.
   *
   * @default those of `network`
   */
  readonly sourceAddresses?: readonly string[];

  /**
   * The DNS servers of the members' network.
   *
   * @default those of `network`, else DnsServers.azure()
   */
  readonly dns?: DnsServers;

  /**
   * Whether the policy of the firewall has its DNS proxy on. Data sources that are named and have no addresses need it:
   * the firewall then resolves them by itself.
   *
   * @default false
   */
  readonly dnsProxy?: boolean;

  /**
   * The azurerm provider of the policy's subscription, where that is another than the stack's: azurerm reads the policy's id back
   * with the subscription of its provider, so that with another one every plan would replace the rules (azurerm, resource
   * firewall_policy_rule_collection_group, read).
   *
   * @default the provider of the stack
   */
  readonly provider?: TerraformProvider;
}
