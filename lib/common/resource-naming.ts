import {
  COMPUTE_RESOURCE_NAME,
  IDENTITY_NAME,
  LOCK_NAME,
  VIRTUAL_MACHINE_NAME,
  VIRTUAL_NETWORK_NAME,
} from './azure-rules';
import type { Checks, TextRule } from './checks';

/** Kinds of Azure resources that a network names. */
export type NamedNetworkKind =
  'virtualNetwork' | 'subnet' | 'networkSecurityGroup' | 'routeTable' | 'natGateway' | 'publicIp' | 'firewallRules';

/** Kinds of Azure resources that ExpressRoute names. */
export type NamedExpressRouteKind = 'expressRouteCircuit' | 'routeFilter' | 'virtualNetworkGateway' | 'connection';

/** Kinds of Azure resources that a cluster, a network or ExpressRoute names. */
export type NamedResourceKind =
  | 'virtualMachine'
  | 'networkInterface'
  | 'osDisk'
  | 'dataDisk'
  | 'lock'
  | 'availabilitySet'
  | 'identity'
  | NamedNetworkKind
  | NamedExpressRouteKind;

/** A resource that needs a name. */
export interface NamedResource {
  /** What it is. */
  readonly kind: NamedResourceKind;
  /** The name that the library would give. */
  readonly proposed: string;
  /** Prefix of the cluster's computer names, such as `finance-prod`; of what belongs to a network or to ExpressRoute, its `name`. */
  readonly cluster: string;
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

/** Abbreviations of Microsoft's Cloud Adoption Framework; a virtual machine is called as its computer. */
const ABBREVIATIONS: Readonly<Record<NamedResourceKind, string>> = {
  virtualMachine: '',
  networkInterface: 'nic-',
  osDisk: 'osdisk-',
  dataDisk: 'disk-',
  lock: 'lock-',
  availabilitySet: 'avail-',
  identity: 'id-',
  virtualNetwork: 'vnet-',
  subnet: 'snet-',
  networkSecurityGroup: 'nsg-',
  routeTable: 'rt-',
  natGateway: 'ng-',
  publicIp: 'pip-',
  firewallRules: 'rcg-',
  expressRouteCircuit: 'erc-',
  routeFilter: 'rf-',
  virtualNetworkGateway: 'vgw-',
  connection: 'con-',
};

/** What Azure resources are called. Names are fixed when a member is created; a new rule reaches new members only. */
export class ResourceNaming {
  /** `finance-prod-01`, `nic-finance-prod-01`, `id-finance-prod`: abbreviations of the Cloud Adoption Framework. */
  public static standard(): ResourceNaming {
    return new ResourceNaming(({ proposed }) => proposed);
  }

  /**
   * Names by a rule of your own.
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
   * The checked name of a resource.
   *
   * @internal
   */
  public nameOf(kind: NamedResourceKind, cluster: string, member: NamedMember | undefined, checks: Checks): string {
    const proposed = ABBREVIATIONS[kind] + (member?.computerName ?? cluster);
    const name = this.rule({ kind, proposed, cluster, ...member });
    const property = `naming (${kind}${member === undefined ? '' : ` of member ${member.memberKey}`})`;
    checks.text(property, name, { ...RULES[kind], fix: 'Change the rule given to ResourceNaming.custom.' });
    return name;
  }
}

/** The member that a resource belongs to. */
export interface NamedMember {
  readonly memberKey: string;
  readonly computerName: string;
}
