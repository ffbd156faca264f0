import { Construct } from 'constructs';
import { isOptions } from '../common/options';
import { constructChecks, throwProblems } from '../terraform/construct-checks';
import { TextAsset } from '../terraform/text-asset';
import { Egress } from './egress/egress';
import { checkResolvers } from './egress/egress-checks';

/** What files for other teams are made from. */
export interface EgressFilesProps {
  /** What the members reach. */
  readonly egress: Egress;

  /**
   * IPv4 addresses that DNS servers of yours shall forward public names to: 168.63.129.16 from servers in Azure.
   *
   * @default no file for DNS
   */
  readonly resolvers?: readonly string[];
}

/**
 * What other teams are asked for, as files beside the synthesized stack, at the same place after every synthesis: the
 * allow-list for the proxy, the names for which TLS must not be opened, and the forwarders for DNS. It creates nothing in
 * Azure.
 *
 * @throws DataGatewayError with all problems of the input at once.
 */
export class EgressFiles extends Construct {
  /** Path of the allow-list, from the folder of the stack. */
  public readonly allowList: string;
  /** Path of the list of names for which TLS must not be opened. */
  public readonly tlsInspectionBypassList: string;
  /** Path of the commands for DNS servers of Windows; nothing without resolvers. */
  public readonly conditionalForwarders: string | undefined;

  public constructor(scope: Construct, id: string, props: EgressFilesProps) {
    super(scope, id);
    const { egress, resolvers } = this.settle(props);
    this.allowList = this.write('allow-list', 'proxy-allow-list.txt', egress.allowList());
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

  private settle(props: EgressFilesProps): EgressFilesProps {
    const checks = constructChecks();
    if (!isOptions('props', props, "new EgressFiles(this, 'egress', { egress })", checks))
      throwProblems(this, 'EgressFiles', checks);
    checks.knownProperties(props, ['egress', 'resolvers']);
    const egress: unknown = props.egress;
    if (egress instanceof Egress) egress.check('egress', checks);
    else checks.addHidden({ property: 'egress', got: egress, allowed: 'an Egress', fix: 'Give that of the network.' });
    const resolvers: unknown = props.resolvers;
    if (resolvers !== undefined) checkResolvers(resolvers, checks);
    throwProblems(this, 'EgressFiles', checks);
    return props;
  }

  private write(id: string, fileName: string, text: string): string {
    return new TextAsset(this, id, fileName, text).path;
  }
}
