import {
  COMPUTE_RESOURCE_NAME,
  IDENTITY_NAME,
  LOCK_NAME,
  VIRTUAL_MACHINE_NAME,
  VIRTUAL_NETWORK_NAME,
} from './azure-rules';
import { Checks, type TextRule } from './checks';

/** Kinds of Azure resources that a cluster, a network or ExpressRoute names. */
export type NamedResourceKind =
  | 'virtualMachine'
  | 'networkInterface'
  | 'osDisk'
  | 'dataDisk'
  | 'lock'
  | 'availabilitySet'
  | 'identity'
  | 'virtualNetwork'
  | 'subnet'
  | 'networkSecurityGroup'
  | 'routeTable'
  | 'natGateway'
  | 'publicIp'
  | 'firewallRules'
  | 'expressRouteCircuit'
  | 'routeFilter'
  | 'virtualNetworkGateway'
  | 'connection';

/** A resource that needs a name. */
export interface NamedResource {
  /** What it is. */
  readonly kind: NamedResourceKind;
  /** Its abbreviation in Microsoft's Cloud Adoption Framework: `vm`, `nic`, `snet`. */
  readonly abbreviation: string;
  /** The name that the library would give. */
  readonly proposed: string;
  /**
   * What everything of one construct is named after: the prefix of a cluster's computer names, such as `finance-prod`; of a
   * network or of ExpressRoute its `name`.
   */
  readonly name: string;
  /**
   * What tells it from others of its kind in the same construct: key of the member, subnet or circuit.
   *
   * @default none, for what the construct has once
   */
  readonly key?: string;
  /** `name`, with the key of the subnet or circuit behind it. */
  readonly cluster: string;
  /**
   * Azure region as it was given, which may be a value that only Terraform knows.
   *
   * @default none, for what lies in no region of its own
   */
  readonly location?: string;
  /**
   * Key of the member that it belongs to.
   *
   * @default none, for what the cluster has once
   */
  readonly memberKey?: string;
  /**
   * Computer name of that member.
   *
   * @default none, for what the cluster has once
   */
  readonly computerName?: string;
}

const RULES: Readonly<Record<NamedResourceKind, Omit<TextRule, 'fix'>>> = {
  virtualMachine: VIRTUAL_MACHINE_NAME,
  networkInterface: COMPUTE_RESOURCE_NAME,
  osDisk: COMPUTE_RESOURCE_NAME,
  dataDisk: COMPUTE_RESOURCE_NAME,
  lock: LOCK_NAME,
  availabilitySet: COMPUTE_RESOURCE_NAME,
  identity: IDENTITY_NAME,
  // Names of networks: 1 to 80 (Azure naming rules), virtual networks to 64.
  virtualNetwork: VIRTUAL_NETWORK_NAME,
  subnet: COMPUTE_RESOURCE_NAME,
  networkSecurityGroup: COMPUTE_RESOURCE_NAME,
  routeTable: COMPUTE_RESOURCE_NAME,
  natGateway: COMPUTE_RESOURCE_NAME,
  publicIp: COMPUTE_RESOURCE_NAME,
  firewallRules: COMPUTE_RESOURCE_NAME,
  expressRouteCircuit: COMPUTE_RESOURCE_NAME,
  routeFilter: COMPUTE_RESOURCE_NAME,
  virtualNetworkGateway: COMPUTE_RESOURCE_NAME,
  connection: COMPUTE_RESOURCE_NAME,
};

/** Abbreviations of Microsoft's Cloud Adoption Framework. */
const ABBREVIATIONS: Readonly<Record<NamedResourceKind, string>> = {
  virtualMachine: 'vm',
  networkInterface: 'nic',
  osDisk: 'osdisk',
  dataDisk: 'disk',
  lock: 'lock',
  availabilitySet: 'avail',
  identity: 'id',
  virtualNetwork: 'vnet',
  subnet: 'snet',
  networkSecurityGroup: 'nsg',
  routeTable: 'rt',
  natGateway: 'ng',
  publicIp: 'pip',
  firewallRules: 'rcg',
  expressRouteCircuit: 'erc',
  routeFilter: 'rf',
  virtualNetworkGateway: 'vgw',
  connection: 'con',
};

const CHANGE_RULE = 'Change the rule given to ResourceNaming.custom.';

/** What Azure resources are called. Names are fixed when a resource is created; a new rule reaches new ones only. */
export class ResourceNaming {
  /** `finance-prod-01`, `nic-finance-prod-01`, `id-finance-prod`: abbreviations of the Cloud Adoption Framework. */
  public static standard(): ResourceNaming {
    return new ResourceNaming(({ proposed }) => proposed);
  }

  /**
   * Names by a rule of your own. What it gives is checked against what Azure takes for that kind, and told apart from the
   * other names of the app.
   *
   * @param rule gives the name of a resource; called once for each, with the same argument at every synthesis.
   */
  public static custom(rule: (resource: NamedResource) => string): ResourceNaming {
    return new ResourceNaming(rule);
  }

  private constructor(private readonly rule: (resource: NamedResource) => string) {
    Object.freeze(this);
  }

  /**
   * The name that the rule gives, for what is named in full: the `name` of a GatewaySecurityGroup, the `subnetName` of a
   * DelegatedSubnet, resources of your own.
   *
   * @param kind what it is.
   * @param name what it is named after, such as `finance`.
   * @throws DataGatewayError where Azure does not take it.
   */
  public nameFor(kind: NamedResourceKind, name: string, { key, location }: NamingOptions = {}): string {
    // An expression of Terraform in a text: its value is not known yet.
    const checks = new Checks((value) => typeof value === 'string' && /[$%]\{/.test(value));
    checks.oneOf('kind', kind, Object.keys(RULES) as NamedResourceKind[], 'Name it as a kind that is close to it.');
    const subject = { name, ...(key === undefined ? {} : { key }), ...(location === undefined ? {} : { location }) };
    const found = checks.problems.length > 0 ? '' : this.nameOf(kind, subject, checks);
    checks.throwIfAny('ResourceNaming.nameFor');
    return found;
  }

  /**
   * The checked name of a resource.
   *
   * @internal
   */
  public nameOf(
    kind: NamedResourceKind,
    { name: owner, key, location, member }: NamingSubject,
    checks: Checks,
  ): string {
    const abbreviation = ABBREVIATIONS[kind];
    const cluster = key === undefined ? owner : `${owner}-${key}`;
    // A machine is called as its computer.
    const proposed = (kind === 'virtualMachine' ? '' : `${abbreviation}-`) + (member?.computerName ?? cluster);
    const ownKey = member?.memberKey ?? key;
    const name: unknown =
      typeof this.rule === 'function'
        ? this.rule({
            kind,
            abbreviation,
            proposed,
            name: owner,
            ...(ownKey === undefined ? {} : { key: ownKey }),
            cluster,
            ...(location === undefined ? {} : { location }),
            ...member,
          })
        : undefined;
    const property = `naming (${kind}${member === undefined ? '' : ` of member ${member.memberKey}`})`;
    checks.text(property, name, { ...RULES[kind], fix: CHANGE_RULE });
    return name as string;
  }
}

/** More about what is named. */
export interface NamingOptions {
  /**
   * What tells it from others of its kind.
   *
   * @default none
   */
  readonly key?: string;
  /**
   * Azure region.
   *
   * @default none
   */
  readonly location?: string;
}

/** What a resource is named after. */
export interface NamingSubject extends NamingOptions {
  /** Of the construct. */
  readonly name: string;
  /** @default it belongs to no member */
  readonly member?: NamedMember;
}

/** The member that a resource belongs to. */
export interface NamedMember {
  readonly memberKey: string;
  readonly computerName: string;
}
