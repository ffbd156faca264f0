import type { Endpoint } from './flow';
import { contains, isAddress, isPublic, isRange } from './ipv4';
import { isUnknown } from './terraform';

/**
 * Tags that a rule may name (azure-docs, service-tags-overview.md, 2021-04-23; Power Platform's are of its own list of URLs
 * and addresses). A tag that is missing here is a slip of the pen, or one that no one has thought about.
 */
const TAGS = new Set([
  'AzureActiveDirectory',
  'AzureActiveDirectoryDomainServices',
  'AzureArcInfrastructure',
  'AzureBackup',
  'AzureCloud',
  'AzureConnectors',
  'AzureFrontDoor.Backend',
  'AzureFrontDoor.FirstParty',
  'AzureFrontDoor.Frontend',
  'AzureKeyVault',
  'AzureLoadBalancer',
  'AzureMonitor',
  'AzurePlatformDNS',
  'AzurePlatformIMDS',
  'AzurePlatformLKM',
  'AzureResourceManager',
  'AzureTrafficManager',
  'AzureUpdateDelivery',
  'DataFactory',
  'DataFactoryManagement',
  'EventHub',
  'GatewayManager',
  'GuestAndHybridManagement',
  'Internet',
  'LogicApps',
  'PowerBI',
  'PowerPlatformInfra',
  'PowerPlatformPlex',
  'PowerQueryOnline',
  'ServiceBus',
  'Sql',
  'Storage',
  'VirtualNetwork',
]);

/** Tags of which a part can be named by a region: `Storage.WestEurope`. */
const REGIONAL = new Set([
  'AzureCloud',
  'AzureConnectors',
  'AzureKeyVault',
  'EventHub',
  'ServiceBus',
  'Sql',
  'Storage',
]);

/** Tags of a virtual network and of the machine's host: a firewall knows none of them. */
const NOT_IN_FIREWALLS = /^(AzureLoadBalancer|AzurePlatform\w+|Internet|VirtualNetwork)$/;

/** What surrounds a machine, as far as tags depend on it. */
export interface World {
  /** Ranges of the virtual network, its peers and the networks connected to it. */
  readonly virtualNetwork: readonly string[];
  /** Prefixes of the user-defined routes of the subnet; none where it is not set. */
  readonly routed?: readonly string[];
  /**
   * Whether the tag `VirtualNetwork` has these prefixes as well, `0.0.0.0/0` among them. Azure's page says that it has the
   * prefixes and may have default routes (service-tags-overview.md): rules should do right in both cases. True where it is
   * not set.
   */
  readonly routedInTag?: boolean;
}

/** The addresses of Azure's host, which have tags by themselves. */
export const HOST_ADDRESS = '168.63.129.16';
export const METADATA_ADDRESS = '169.254.169.254';

/**
 * Whether one entry of a rule's source or destination has an endpoint in it: `*`, an address, a range, a tag.
 *
 * @throws where the entry is none of them.
 */
export function matchesEntry(
  entry: string,
  endpoint: Endpoint,
  tags: (endpoint: Endpoint) => readonly string[],
): boolean {
  if (entry === '*') return true;
  if (isUnknown(entry)) return entry === endpoint.address;
  if (isRange(entry)) return isAddress(endpoint.address) && contains(entry, endpoint.address);
  if (!isTag(entry)) throw new Error(`'${entry}' is no address, no range and no service tag that is known`);
  // Regions are written westeurope in Microsoft's list of addresses, and WestEurope in its documents.
  return tags(endpoint).some((tag) => tag.toLowerCase() === entry.toLowerCase());
}

/** Whether a text is a service tag, of the whole cloud or of a region. */
export function isTag(text: string): boolean {
  const [service = '', region] = text.split('.');
  return (
    TAGS.has(text) || (REGIONAL.has(service) && /^[A-Za-z]\w+$/.test(region ?? '') && text.split('.').length === 2)
  );
}

/** Whether a text is a tag that a firewall takes in a rule. */
export function isTagOfFirewall(text: string): boolean {
  return isTag(text) && !NOT_IN_FIREWALLS.test(text);
}

/** Tags that an endpoint has in the rules of a security group. */
export function tagsInGroup(endpoint: Endpoint, world: World): readonly string[] {
  return [...endpoint.tags, ...tagsOfAddress(endpoint, world)];
}

function tagsOfAddress(
  { address, tags }: Endpoint,
  { virtualNetwork, routed = [], routedInTag = true }: World,
): readonly string[] {
  if (isUnknown(address)) {
    if (tags.includes('VirtualNetwork') || tags.includes('Internet')) return [];
    throw new Error(`${address} is in the virtual network or in the internet: say which by a tag`);
  }
  if (address === HOST_ADDRESS) return ['AzureLoadBalancer', 'AzurePlatformDNS', 'VirtualNetwork'];
  if (address === METADATA_ADDRESS) return ['AzurePlatformIMDS'];
  const isIn = (ranges: readonly string[]): boolean => ranges.some((range) => contains(range, address));
  return [
    ...(isIn(virtualNetwork) || (routedInTag && isIn(routed)) ? ['VirtualNetwork'] : []),
    ...(isPublic(address) && !isIn(virtualNetwork) ? ['Internet'] : []),
  ];
}
