import type { Checks } from '../common/checks';
import { Ipv4Range } from '../common/cidr';
import { isOptions, readable } from '../common/options';
import { isRecord } from '../common/shapes';

/** Where the members of a gateway may go for data. */
export interface DataSourceRule {
  /**
   * IPv4 addresses or ranges of the source: `['10.30.0.4']`. Either these or `serviceTag`.
   *
   * @default none
   */
  readonly addresses?: readonly string[];

  /**
   * Service tag of a source that Azure runs: `Sql.WestEurope`. Either this or `addresses`.
   *
   * @default none
   */
  readonly serviceTag?: string;

  /** TCP ports, or ranges of them: `[1433, '11000-11999']`. */
  readonly ports: readonly (number | string)[];
}

/** What a delegated subnet may do. */
export interface DelegatedSubnetRulesOptions {
  /** The data sources, each under a name of yours in lower case; one or more. More at the end move no rule before them. */
  readonly sources: Readonly<Record<string, DataSourceRule>>;

  /**
   * Opens TCP 443 to the sign-in service: needed for OAuth and service principals.
   *
   * @default true
   */
  readonly signIn?: boolean;

  /**
   * Opens TCP 80 to the internet, for the lists of revoked certificates: needed for sources that speak HTTPS. Their hosts
   * have no fixed addresses, and rules cannot name hosts.
   *
   * @default true
   */
  readonly certificateLists?: boolean;

  /**
   * Opens TCP 443 to Azure Storage.
   *
   * @default true with the service endpoint Microsoft.Storage, else false
   */
  readonly storage?: boolean;

  /**
   * IPv4 addresses of DNS servers of your own. Azure's own DNS needs no rule.
   *
   * @default none
   */
  readonly dnsServers?: readonly string[];
}

/** One rule of a network security group, with the names of azurerm. */
export interface DelegatedSubnetRule {
  readonly name: string;
  readonly description: string;
  readonly priority: number;
  readonly direction: 'Inbound' | 'Outbound';
  readonly access: 'Allow' | 'Deny';
  readonly protocol: '*' | 'Tcp';
  readonly sourceAddressPrefix: string;
  readonly sourcePortRange: '*';
  /** @default destinationAddressPrefixes */
  readonly destinationAddressPrefix?: string;
  /** @default destinationAddressPrefix */
  readonly destinationAddressPrefixes?: string[];
  /** @default destinationPortRanges */
  readonly destinationPortRange?: string;
  /** @default destinationPortRange */
  readonly destinationPortRanges?: string[];
}

/** What the rules depend on beside the options. */
export interface SubnetForRules {
  /** Address prefix of the subnet. */
  readonly addressPrefix: string;
  /** Whether it has the service endpoint Microsoft.Storage. */
  readonly storageEndpoint: boolean;
}

/** Priorities: the rules of every subnet, then the sources, then the end. */
const FIRST_SOURCE = 1000;
const STEP = 10;
const LAST = 4096;
/** So many fit between the first source and the end. */
const MAX_SOURCES = 300;

/**
 * The rules of a delegated subnet: members reach each other, sign-in, lists of revoked certificates, DNS servers and the
 * data sources; everything else is closed, both ways. No inbound port is needed (MicrosoftDocs/data-integration,
 * vnet/data-gateway-architecture, 2025-06-26). Microsoft publishes no complete list of what a member calls: try it out.
 */
export function delegatedSubnetRules(
  options: DelegatedSubnetRulesOptions,
  subnet: SubnetForRules,
): readonly DelegatedSubnetRule[] {
  const { addressPrefix, storageEndpoint } = subnet;
  const { signIn = true, certificateLists = true, storage = storageEndpoint, dnsServers = [], sources } = options;
  const within = { sourceAddressPrefix: addressPrefix, ...to([addressPrefix], ['*']), protocol: '*' } as const;
  const outbound = { direction: 'Outbound', access: 'Allow', sourceAddressPrefix: addressPrefix } as const;
  const tcp = { ...outbound, protocol: 'Tcp' } as const;
  const all: readonly (Rule | false)[] = [
    {
      name: 'allow-members-inbound',
      description: 'Members of a gateway talk to each other.',
      priority: 100,
      direction: 'Inbound',
      access: 'Allow',
      ...within,
    },
    {
      ...CLOSED,
      name: 'deny-all-inbound',
      description: 'A gateway is never called from outside.',
      direction: 'Inbound',
    },
    {
      ...outbound,
      name: 'allow-members-outbound',
      description: 'Members of a gateway talk to each other.',
      priority: 100,
      ...within,
    },
    signIn && {
      ...tcp,
      name: 'allow-sign-in',
      description: 'OAuth and service principals sign in at Microsoft Entra ID.',
      priority: 110,
      ...to(['AzureActiveDirectory'], ['443']),
    },
    certificateLists && {
      ...tcp,
      name: 'allow-certificate-lists',
      description: 'Lists of revoked certificates, for sources that speak HTTPS.',
      priority: 120,
      ...to(['Internet'], ['80']),
    },
    storage && {
      ...tcp,
      name: 'allow-storage',
      description: 'Azure Storage, for large datasets.',
      priority: 130,
      ...to(['Storage'], ['443']),
    },
    dnsServers.length > 0 && {
      ...outbound,
      protocol: '*',
      name: 'allow-dns',
      description: 'DNS servers of the virtual network.',
      priority: 140,
      ...to(dnsServers, ['53']),
    },
    ...Object.entries(sources).map(([name, { addresses, serviceTag, ports }], index): Rule => ({
      ...tcp,
      name: `allow-source-${name}`,
      description: 'A data source of the gateway.',
      priority: FIRST_SOURCE + index * STEP,
      ...to(serviceTag === undefined ? (addresses ?? []) : [serviceTag], ports.map(String)),
    })),
    { ...CLOSED, name: 'deny-all-outbound', description: 'Nothing else is reached.', direction: 'Outbound' },
  ];
  return all.filter((rule) => rule !== false).map((rule) => ({ ...rule, sourcePortRange: '*' }));
}

type Rule = Omit<DelegatedSubnetRule, 'sourcePortRange'>;

/** Azure keeps one value and several apart; a service tag goes alone. */
function to(addresses: readonly string[], ports: readonly string[]): Partial<DelegatedSubnetRule> {
  const [address = '', ...moreAddresses] = addresses;
  const [port = '', ...morePorts] = ports;
  return {
    ...(moreAddresses.length === 0
      ? { destinationAddressPrefix: address }
      : { destinationAddressPrefixes: [...addresses] }),
    ...(morePorts.length === 0 ? { destinationPortRange: port } : { destinationPortRanges: [...ports] }),
  };
}

const CLOSED = {
  priority: LAST,
  access: 'Deny',
  protocol: '*',
  sourceAddressPrefix: '*',
  ...to(['*'], ['*']),
} as const;

const OPTIONS: readonly (keyof DelegatedSubnetRulesOptions)[] = [
  'sources',
  'signIn',
  'certificateLists',
  'storage',
  'dnsServers',
];

const EXAMPLE = "DelegatedSubnetRules.of({ sources: { sql: { addresses: ['10.30.0.4'], ports: [1433] } } })";

/** What a delegated subnet may do; a network security group is made of it. */
export class DelegatedSubnetRules {
  /** Opens what is named, and closes the rest. Checked by the construct that uses it, which reports what is wrong. */
  public static of(options: DelegatedSubnetRulesOptions): DelegatedSubnetRules {
    return new DelegatedSubnetRules(options);
  }

  private constructor(private readonly given: DelegatedSubnetRulesOptions) {
    Object.freeze(this);
  }

  /** The rules for a subnet. */
  public rulesFor(subnet: SubnetForRules): readonly DelegatedSubnetRule[] {
    return delegatedSubnetRules(this.given, subnet);
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    if (!isOptions(property, this.given, EXAMPLE, checks)) return;
    const own = checks.within(property);
    const given = readable(this.given);
    own.knownProperties(given, OPTIONS);
    own.flag('signIn', given.signIn, 'Leave it out, and sign-in is open.');
    own.flag('certificateLists', given.certificateLists, 'Leave it out, and the lists are open.');
    own.flag('storage', given.storage, 'Leave it out, and it follows the service endpoint.');
    if (given.dnsServers !== undefined) checkDnsServers(given.dnsServers, own);
    checkSources(given.sources, own);
  }
}

function checkDnsServers(servers: unknown, checks: Checks): void {
  const fix = "Write it as in ['10.0.0.4'].";
  if (!Array.isArray(servers)) {
    checks.add({ property: 'dnsServers', got: servers, allowed: 'an array of IPv4 addresses', fix });
    return;
  }
  servers.forEach((server: unknown, index) => {
    checks.ipv4Address(`dnsServers[${String(index)}]`, server, fix);
  });
}

function checkSources(sources: unknown, checks: Checks): void {
  const count = isRecord(sources) ? Object.keys(sources).length : 0;
  if (!isRecord(sources) || count === 0 || count > MAX_SOURCES) {
    const allowed = `1 to ${String(MAX_SOURCES)} data sources by name`;
    const fix = 'Name what the gateway is for: everything that is not named is closed.';
    checks.add({ property: 'sources', got: count > 0 ? count : sources, allowed, fix });
    return;
  }
  for (const [name, source] of Object.entries(sources)) {
    checks.text('sources (name)', name, {
      pattern: /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/,
      allowed: '1 to 40 lower-case letters, digits or hyphens, none of these at either end',
      fix: 'It becomes part of the name of a rule: choose another.',
    });
    checkSource(`sources.${name}`, source, checks);
  }
}

function checkSource(property: string, source: unknown, checks: Checks): void {
  const example = "{ addresses: ['10.30.0.4'], ports: [1433] }";
  if (!isOptions(property, source, example, checks)) return;
  const own = checks.within(property);
  const { addresses, serviceTag, ports, ...rest } = source as Readonly<Record<string, unknown>>;
  own.knownProperties(rest, ['addresses', 'serviceTag', 'ports']);
  if ((addresses === undefined) === (serviceTag === undefined)) {
    const got = addresses === undefined ? undefined : 'both';
    const fix = 'Name the source by its addresses, or by the service tag of the service that it is.';
    own.add({ property: 'addresses', got, allowed: 'either addresses or serviceTag', fix });
  } else if (addresses === undefined) {
    own.text('serviceTag', serviceTag, {
      pattern: /^[A-Za-z][A-Za-z0-9]*(\.[A-Za-z0-9]+)*$/,
      allowed: 'a service tag such as Sql.WestEurope',
      fix: 'List them with `az network list-service-tags --location westeurope`.',
    });
  } else checkEach('addresses', addresses, 'IPv4 addresses or ranges such as 10.30.0.0/24', isAddress, own);
  checkEach('ports', ports, "ports from 1 to 65535 or ranges such as '11000-11999'", isPort, own);
}

function checkEach(
  property: string,
  values: unknown,
  what: string,
  isRight: (value: unknown) => boolean,
  checks: Checks,
): void {
  const fix = 'Mend the value; one or more are needed.';
  const list = Array.isArray(values) ? (values as readonly unknown[]) : [];
  const wrong = list.filter((value) => !checks.isUnknown(value) && !isRight(value));
  if (list.length > 0 && wrong.length === 0) return;
  checks.add({ property, got: list.length === 0 ? values : wrong[0], allowed: `an array of ${what}`, fix });
}

function isAddress(value: unknown): boolean {
  return typeof value === 'string' && Ipv4Range.parseAddressOrRange(value) !== undefined;
}

function isPort(value: unknown): boolean {
  const [first = NaN, last = first, ...more] = String(value).split('-').map(Number);
  const isOne = (port: number): boolean => Number.isInteger(port) && port >= 1 && port <= 65535;
  return more.length === 0 && isOne(first) && isOne(last) && first <= last && /^\d+(-\d+)?$/.test(String(value));
}
