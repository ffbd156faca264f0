import { NetworkSecurityGroup } from '@cdktf/provider-azurerm/lib/network-security-group';
import { Annotations } from 'cdktf';
import { Construct } from 'constructs';
import { COMPUTE_RESOURCE_NAME, KEPT_FOR_LIFE } from '../common/azure-rules';
import type { Checks } from '../common/checks';
import { isOptions } from '../common/options';
import { checkLocation, checkResourceGroup } from '../common/place';
import { checkTags } from '../common/tags';
import { valueObject } from '../common/value-object';
import { inherit } from '../defaults/scope-defaults';
import { constructChecks, throwProblems } from '../terraform/construct-checks';
import { DnsServers } from './dns-servers';
import { Egress } from './egress/egress';
import { adviseOnRegion } from '../terraform/region-advice';
import { firewallNote } from './firewall-coverage';
import { egressAdvice } from './egress-advice';
import type { IGatewaySecurityGroup } from './egress-guard';
import { contributeSecurityGroup } from './describe-guards';
import { InboundAccess } from './rules/inbound-access';
import { MAX_INBOUND } from './destinations/limits';
import type { SecurityRule } from './rules/security-rule';
import { asBlock } from './rules/security-rule-block';
import { securityRules } from './rules/security-rules';

/** What a network security group for members is made from. */
export interface GatewaySecurityGroupProps {
  /**
   * Name of the network security group in Azure, in full, 1 to 80 characters. No policy of names is asked:
   * `naming.nameFor('networkSecurityGroup', 'finance')` gives one by it.
   */
  readonly name: string;

  /**
   * Azure region.
   *
   * @default that of the `GatewayDefaults` around it; required without
   */
  readonly location?: string;

  /**
   * Resource group.
   *
   * @default that of the `GatewayDefaults` around it; required without
   */
  readonly resourceGroupName?: string;

  /** What the members may reach. */
  readonly egress: Egress;

  /** The DNS servers of the virtual network, which others own: the members may ask them, and no others. */
  readonly dns: DnsServers;

  /**
   * Ways into the members. The gateway needs none.
   *
   * @default none
   */
  readonly inbound?: readonly InboundAccess[];

  /**
   * Tags. They come on top of those of the `GatewayDefaults` around it.
   *
   * @default those of the `GatewayDefaults` alone
   */
  readonly tags?: Readonly<Record<string, string>>;
}

const EXAMPLE = "new GatewaySecurityGroup(this, 'guard', { name, location, resourceGroupName, egress, dns })";

const PROPERTIES: Readonly<Record<keyof GatewaySecurityGroupProps, true>> = {
  name: true,
  location: true,
  resourceGroupName: true,
  egress: true,
  dns: true,
  inbound: true,
  tags: true,
};

/**
 * A network security group that lets members reach what an `Egress` names, and denies all else, in both directions. For
 * network interfaces in a subnet that others own; `GatewayNetwork` has one for its own subnets.
 *
 * Its rules stand in the resource itself, so that Terraform takes away what others add.
 *
 * @throws DataGatewayError with all problems of the input at once.
 */
export class GatewaySecurityGroup extends Construct implements IGatewaySecurityGroup {
  public readonly networkSecurityGroupId: string;
  public readonly egress: Egress;
  public readonly location: string;
  /** The rules, in the order in which Azure asks them. */
  public readonly rules: readonly SecurityRule[];

  /** Defines the group with all of its rules. */
  public constructor(scope: Construct, id: string, props: GatewaySecurityGroupProps) {
    super(scope, id);
    const placed = inherit(this, props, ['location', 'resourceGroupName', 'tags']);
    const checks = constructChecks();
    if (!isOptions('props', placed, EXAMPLE, checks)) throwProblems(this, 'GatewaySecurityGroup', checks);
    checks.knownProperties(placed, Object.keys(PROPERTIES));
    checks.text('name', placed.name, { ...COMPUTE_RESOURCE_NAME, fix: 'Mend the name.' });
    checkLocation(placed.location, checks);
    checkResourceGroup(placed.resourceGroupName, checks);
    checkTags(placed.tags, checks);
    if ((placed.dns as unknown) === undefined) checks.add(DNS_MISSING);
    const { dns, inbound } = resolveSecurity(placed, checks);
    throwProblems(this, 'GatewaySecurityGroup', checks);

    const { name, location, resourceGroupName, egress, tags } = placed;
    this.egress = egress;
    this.location = location;
    this.rules = securityRules({ egress, dnsServers: dns.addresses, inbound });
    this.advise(dns);
    this.networkSecurityGroupId = new NetworkSecurityGroup(this, 'security-group', {
      name,
      location,
      resourceGroupName,
      securityRule: this.rules.map(asBlock),
      ...(tags === undefined ? {} : { tags }),
      lifecycle: { ignoreChanges: [...KEPT_FOR_LIFE] },
    }).id;
    contributeSecurityGroup(this, { name, location, egress, rules: this.rules });
  }

  private advise(dns: DnsServers): void {
    const { egress } = this;
    for (const note of egressAdvice(egress, dns)) Annotations.of(this).addInfo(note);
    adviseOnRegion(this, 'location', this.location);
    egress.azureRegions.forEach((region, index) => {
      adviseOnRegion(this, `egress.azureAddresses[${String(index)}]`, region);
    });
    if (egress.way !== 'firewall') return;
    let advised = false;
    // What firewalls are told is known when the app is whole.
    this.node.addValidation({
      validate: () => {
        const note = advised ? undefined : firewallNote(this, egress);
        advised = true;
        if (note !== undefined) Annotations.of(this).addInfo(note);
        return [];
      },
    });
  }
}

/** In a network of others nobody can guess. */
const DNS_MISSING = {
  property: 'dns',
  got: undefined,
  allowed: 'the DNS servers of the network',
  fix: 'Members may ask these alone. DnsServers.azure() where the network has none of its own.',
};

/** What rules are made of, checked. */
export interface ResolvedSecurity {
  readonly dns: DnsServers;
  readonly inbound: readonly InboundAccess[];
}

/** Decides about egress, DNS and ways in, and reports what is wrong with them. */
export function resolveSecurity(
  props: Partial<Pick<GatewaySecurityGroupProps, 'dns'>> & Pick<GatewaySecurityGroupProps, 'egress' | 'inbound'>,
  checks: Checks,
): ResolvedSecurity {
  const given: unknown = props.egress;
  const before = checks.problems.length;
  if (given instanceof Egress) given.check('egress', checks);
  else {
    const fix = 'Use Egress.byServiceTags({…}), Egress.byFirewall({…}) or Egress.byProxy({…}).';
    checks.addHidden({ property: 'egress', got: given, allowed: 'an Egress', fix });
  }
  const dns = valueObject('dns', props.dns, DnsServers, checks) ?? DnsServers.azure();
  dns.check('dns', checks);
  // Nothing can be derived from an egress that is not right.
  if (given instanceof Egress && checks.problems.length === before) checkPublicNames(given, dns, checks);
  return { dns, inbound: resolveInbound(props.inbound, checks) };
}

/** Servers that know no public names do for a proxy alone. */
function checkPublicNames(egress: Egress, dns: DnsServers, checks: Checks): void {
  if (dns.isAzure || dns.publicNames !== 'resolvedByProxy' || egress.proxy !== undefined) return;
  const zones = egress.forwardedZones().map(({ zone }) => zone);
  const fix = `Let the servers forward ${zones.slice(0, 3).join(', ')} and the other zones of Egress.forwardedZones().`;
  checks.add({ property: 'dns.publicNames', got: dns.publicNames, allowed: "'forwarded' without a proxy", fix });
}

function resolveInbound(inbound: unknown, checks: Checks): readonly InboundAccess[] {
  if (inbound === undefined) return [];
  const fix = "Write [InboundAccess.named('bastion', { from: ['10.0.9.0/26'], ports: [3389] })].";
  if (!Array.isArray(inbound)) {
    checks.add({ property: 'inbound', got: inbound, allowed: 'an array of ways in', fix });
    return [];
  }
  if (inbound.length > MAX_INBOUND) {
    const merge = 'Join neighbours: one way in takes ranges of addresses.';
    checks.add({ property: 'inbound', got: inbound.length, allowed: `at most ${String(MAX_INBOUND)}`, fix: merge });
    return [];
  }
  const ways = inbound.map((way: unknown, index) => {
    const property = `inbound[${String(index)}]`;
    if (way instanceof InboundAccess) {
      way.check(property, checks);
      return way;
    }
    checks.add({ property, got: way, allowed: 'an InboundAccess', fix });
    return undefined;
  });
  const good = ways.filter((way) => way !== undefined);
  good.forEach(({ name }, index) => {
    if (good.findIndex((way) => way.name === name) === index) return;
    const apart = 'Rules are named by it: choose another, or join the two.';
    checks.add({ property: `inbound[${String(index)}].name`, got: name, allowed: 'each name once', fix: apart });
  });
  return good;
}
