import type { ManifestEntry } from './common-entries';
import type { ProxyEntry } from './cluster-parts';
import type { ManifestValue } from './value';

/** A network security group of members, by the rules of an egress. */
export interface SecurityGroupEntry extends ManifestEntry {
  /** Name in Azure. */
  readonly name: ManifestValue<string>;

  /** Azure region. */
  readonly location: ManifestValue<string>;

  /** What it lets out. */
  readonly egress: EgressEntry;

  /** Names of its rules, in the order in which Azure asks them. */
  readonly rules: readonly string[];

  /** Terraform addresses. */
  readonly resources: SecurityGroupResources;
}

/** Terraform addresses of a security group. */
export interface SecurityGroupResources {
  /** The group, with its rules. */
  readonly securityGroup: string;
}

/** The rules of a firewall for members. */
export interface FirewallRulesEntry extends ManifestEntry {
  /** Name of the group of rule collections. */
  readonly name: ManifestValue<string>;

  /** Resource id of the policy, which is not made here. */
  readonly firewallPolicyId: ManifestValue<string>;

  /** Place among other groups of the policy. */
  readonly priority: ManifestValue<number>;

  /** Ranges that the rules hold for. */
  readonly sourceAddresses: readonly ManifestValue<string>[];

  /**
   * Path of the network whose members they are for.
   *
   * @default `egress` says what they let out
   */
  readonly network?: string;

  /**
   * What they let out.
   *
   * @default that of the security group of `network`
   */
  readonly egress?: EgressEntry;

  /** Names of the rules, those by addresses first. */
  readonly rules: readonly string[];

  /** Terraform addresses. */
  readonly resources: FirewallRulesResources;
}

/** Terraform addresses of the rules of a firewall. */
export interface FirewallRulesResources {
  /** The group of rule collections. */
  readonly ruleCollectionGroup: string;
}

/** What members may reach: all else is closed. */
export interface EgressEntry {
  /** Who decides: the security group by service tags and addresses, a firewall by names, or a proxy. */
  readonly way: 'serviceTags' | 'firewall' | 'proxy';

  /** Cloud of the gateway's service. */
  readonly cloud: string;

  /** Cloud of Azure that the machines are in. */
  readonly azureCloud: string;

  /** Whether the gateway is in HTTPS mode. */
  readonly httpsMode: boolean;

  /**
   * The proxy.
   *
   * @default none
   */
  readonly proxy?: ProxyEntry;

  /** What gets out, in the order of the table; the app's own names come first. */
  readonly rows: readonly EgressRowEntry[];

  /** The data sources, by name. */
  readonly dataSources: readonly DataSourceEntry[];

  /** Addresses of the domain controllers; none where the members belong to no domain. */
  readonly domainControllers: readonly ManifestValue<string>[];
}

/** One thing that members reach. */
export interface EgressRowEntry {
  /** Name, the same in all clouds: `relay-amqp`. */
  readonly id: string;

  /** What it is for: `relay`, `sign-in`, `key-vault`, `own`, … */
  readonly purpose: string;

  /** When it is needed: `always`, `registration`, … */
  readonly need: string;

  /** Hosts; `*.` stands for all below. */
  readonly hosts: readonly string[];

  /** TCP ports. */
  readonly ports: readonly string[];

  /** What is spoken: `https`, `http`, `amqp`, `relay`, `tds`, `kms`. */
  readonly protocol: string;

  /** How it gets out past the proxy: by service tags, by addresses, to all of the internet, by names, or not at all. */
  readonly by: 'tag' | 'addresses' | 'internet' | 'names' | 'proxy';

  /** Service tags that it gets out by; none where `by` is another. */
  readonly tags: readonly string[];

  /** Addresses that it gets out by; none where `by` is another. */
  readonly addresses: readonly ManifestValue<string>[];

  /** Whether the proxy is asked for it, or for a part of it. */
  readonly byProxy: boolean;

  /** Whether a member cannot be installed, be registered or serve without it. */
  readonly required: boolean;
}

/** A data source, as network rules know it. */
export interface DataSourceEntry {
  /** Kind: `SQL Server`. */
  readonly kind: string;

  /** Host. */
  readonly host: ManifestValue<string>;

  /** Its addresses; the private ranges where nobody says which. */
  readonly addresses: readonly ManifestValue<string>[];

  /**
   * Service tag in the place of addresses.
   *
   * @default none
   */
  readonly serviceTag?: ManifestValue<string>;

  /** What it listens on: `Tcp 1433`. */
  readonly ports: readonly string[];
}
