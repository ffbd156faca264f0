import type { Checks } from '../../common/checks';
import { isOptions, readable } from '../../common/options';
import { isList } from '../../common/shapes';
import { valueObject } from '../../common/value-object';
import type { DataSource } from '../../network/destinations/data-source';
import { DnsServers } from '../../network/dns-servers';
import { checkDataSources } from '../../network/destinations/data-source-checks';
import type { SecurityRule } from '../../network/rules/security-rule';
import { delegatedSubnetRules, type DelegatedSubnetRulesOptions, type SubnetForRules } from './subnet-security-rules';

const OPTIONS: Readonly<Record<keyof DelegatedSubnetRulesOptions, true>> = {
  sources: true,
  signIn: true,
  certificateLists: true,
  storage: true,
  dns: true,
};

const EXAMPLE =
  "DelegatedSubnetRules.of({ sources: [DataSource.sqlServer('sql01.corp.contoso.com', { addresses: ['10.30.0.4'] })] })";

/** What a delegated subnet may do; a network security group is made of it. */
export class DelegatedSubnetRules {
  /** Opens what is named, and closes the rest. Checked by the construct that uses it, which reports what is wrong. */
  public static of(options: DelegatedSubnetRulesOptions): DelegatedSubnetRules {
    return new DelegatedSubnetRules(options);
  }

  private constructor(private readonly given: DelegatedSubnetRulesOptions) {
    Object.freeze(this);
  }

  /** The data sources. */
  public get sources(): readonly DataSource[] {
    const { sources } = readable(this.given);
    return isList(sources) ? sources : [];
  }

  /** The rules for a subnet, in the order in which Azure asks them. */
  public rulesFor(subnet: SubnetForRules): readonly SecurityRule[] {
    return delegatedSubnetRules({ ...readable(this.given), sources: this.sources }, subnet);
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    if (!isOptions(property, this.given, EXAMPLE, checks)) return;
    const own = checks.within(property);
    own.knownProperties(this.given, Object.keys(OPTIONS));
    const { sources, signIn, certificateLists, storage, dns } = readable(this.given);
    own.flag('signIn', signIn, 'Leave it out, and sign-in is open.');
    own.flag('certificateLists', certificateLists, 'Leave it out, and the lists are open.');
    own.flag('storage', storage, 'Leave it out, and it follows the service endpoint.');
    checkDns(valueObject('dns', dns, DnsServers, own), own);
    checkDataSources('sources', sources, own);
    if (sources !== undefined && !isEmpty(sources)) return;
    const fix = 'Name what the gateway is for: everything that is not named is closed.';
    own.add({ property: 'sources', got: sources, allowed: 'one data source or more', fix });
  }
}

function isEmpty(sources: unknown): boolean {
  return Array.isArray(sources) && sources.length === 0;
}

function checkDns(dns: DnsServers | undefined, own: Checks): void {
  dns?.check('dns', own);
  if (dns?.publicNames !== 'resolvedByProxy') return;
  const fix = 'Let the servers resolve public names, sign-in and lists of revoked certificates among them.';
  const allowed = "'forwarded': the members of a VNet data gateway have no proxy";
  own.add({ property: 'dns.publicNames', got: dns.publicNames, allowed, fix });
}
