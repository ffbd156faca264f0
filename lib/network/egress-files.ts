import { Construct } from 'constructs';
import { isOptions } from '../common/options';
import { constructChecks, throwProblems } from '../terraform/construct-checks';
import { TextAsset } from '../terraform/text-asset';
import { Egress } from './egress/egress';
import { checkResolvers } from './egress/egress-checks';
import type { IGatewayNetwork } from './egress-guard';
import { tellFirewall } from './firewall-coverage';
import { firewallRules } from './rules/firewall-rules';
import { firewallTable } from './rules/firewall-table';

/** What files for other teams are made from. */
export interface EgressFilesProps {
  /**
   * The network of the members: its egress and ranges are those of the files.
   *
   * @default `egress` is given
   */
  readonly network?: IGatewayNetwork;

  /**
   * What the members reach.
   *
   * @default that of `network`
   */
  readonly egress?: Egress;

  /**
   * IPv4 addresses that DNS servers of yours shall forward public names to: 168.63.129.16 from servers in Azure.
   *
   * @default no file for DNS
   */
  readonly resolvers?: readonly string[];
}

/** What is known of the members. */
interface Members {
  readonly egress: Egress;
  readonly ranges: readonly string[];
  readonly dnsServers: readonly string[];
}

/**
 * What other teams are asked for, as files beside the synthesized stack, at the same place after every synthesis: the
 * allow-list for the proxy, or the rules for the firewall; the names for which TLS must not be opened; and the forwarders for
 * DNS. It creates nothing in Azure.
 *
 * @throws DataGatewayError with all problems of the input at once.
 */
export class EgressFiles extends Construct {
  /** Path of the allow-list, from the folder of the stack; nothing where a firewall decides. */
  public readonly allowList: string | undefined;
  /** Path of the table of a firewall's rules; nothing where no firewall decides. */
  public readonly firewallRules: string | undefined;
  /** Path of the list of names for which TLS must not be opened. */
  public readonly tlsInspectionBypassList: string;
  /** Path of the commands for DNS servers of Windows; nothing without resolvers. */
  public readonly conditionalForwarders: string | undefined;

  /** Writes the files beside the stack, when it is synthesized. */
  public constructor(scope: Construct, id: string, props: EgressFilesProps) {
    super(scope, id);
    const { egress, ranges, dnsServers } = this.settle(props);
    tellFirewall(this, egress);
    const { resolvers } = props;
    if (egress.way === 'firewall') {
      const table = firewallTable(firewallRules(egress, dnsServers), ranges);
      this.firewallRules = this.write('firewall-rules', 'firewall-rules.csv', table);
    } else {
      this.allowList = this.write('allow-list', 'proxy-allow-list.txt', egress.allowList(ranges));
    }
    this.tlsInspectionBypassList = this.write(
      'tls-inspection-bypass-list',
      'tls-inspection-bypass-list.txt',
      egress.tlsInspectionBypassList(),
    );
    this.conditionalForwarders =
      resolvers === undefined
        ? undefined
        : this.write('conditional-forwarders', 'conditional-forwarders.ps1', egress.conditionalForwarders(resolvers));
  }

  private settle(props: EgressFilesProps): Members {
    const checks = constructChecks();
    if (!isOptions('props', props, "new EgressFiles(this, 'egress', { egress })", checks))
      throwProblems(this, 'EgressFiles', checks);
    checks.knownProperties(props, ['network', 'egress', 'resolvers']);
    const { network } = props;
    const egress: unknown = network === undefined ? props.egress : (network as Partial<IGatewayNetwork> | null)?.egress;
    if (network !== undefined && props.egress !== undefined) {
      const fix = 'The network has one: leave it out.';
      checks.addHidden({ property: 'egress', got: props.egress, allowed: 'nothing beside `network`', fix });
    }
    if (egress instanceof Egress) egress.check('egress', checks);
    else checks.addHidden({ property: 'egress', got: egress, allowed: 'an Egress', fix: 'Give that of the network.' });
    const resolvers: unknown = props.resolvers;
    if (resolvers !== undefined) checkResolvers(resolvers, checks);
    throwProblems(this, 'EgressFiles', checks);
    return {
      egress: egress as Egress,
      ranges: network?.addressPrefixes ?? [],
      dnsServers: network?.dns.addresses ?? [],
    };
  }

  private write(id: string, fileName: string, text: string): string {
    return new TextAsset(this, id, fileName, text).path;
  }
}
