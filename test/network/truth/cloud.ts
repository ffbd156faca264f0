/** Clouds of Microsoft that have gateway addresses of their own. */
export const CLOUDS = ['public', 'gcc', 'gccHigh', 'dod', 'china'] as const;

export type Cloud = (typeof CLOUDS)[number];

/** Which need a flow serves: rules may leave out what a cluster does not need. */
export type Group =
  /** Microsoft's list for the gateway. */
  | 'gateway'
  /** What Fabric's items need besides. */
  | 'fabric'
  /** Lists of revoked certificates. */
  | 'certificates'
  /** Activation of Windows. */
  | 'activation'
  /** Updates of Windows. */
  | 'updates'
  /** Azure Monitor's agent. */
  | 'monitoring'
  /** Secrets in a vault. */
  | 'keyVault'
  /** Installers in a storage account. */
  | 'storage'
  /** Installers from their publishers. */
  | 'download'
  /** Azure's host: names, agent, metadata. */
  | 'host';

/** One destination of a table. */
export interface Row {
  readonly group: Group;
  /** What it is for. */
  readonly row: string;
  /** Name as the table has it: `*.servicebus.windows.net`. */
  readonly name: string;
  readonly ports: readonly number[];
  /** `Tcp` where it is not set. */
  readonly protocol?: 'Tcp' | 'Udp';
  /** Service tags that hold its addresses; all that is public is in `Internet` besides. */
  readonly tags: readonly string[];
  /** Whether its addresses are in the region's part of these tags too, and of which region. */
  readonly region?: 'home' | 'tenant';
  /** Address, where the table has it. */
  readonly address?: string;
}

/** Names that depend on who asks. */
export interface Names {
  /** Region of the members, as tags spell it. */
  readonly region: string;
  /** Region of the tenant's Azure Relay, as tags spell it. */
  readonly tenantRegion: string;
  readonly keyVault: string;
  readonly storageAccount: string;
  /** Id of the Log Analytics workspace. */
  readonly workspace: string;
  readonly dataCollectionEndpoint: string;
}

/**
 * Tags that hold the addresses of a kind of destination (Microsoft's gateway page, service-gateway-communication.md,
 * 2026-02-25, and service-tags-overview.md). Azure Relay has no tag of its own: `ServiceBus` is its neighbour's, for premium
 * namespaces. Where nothing is published for a name, it has no tag but the cloud's, or none at all.
 */
export const TAGS = {
  relay: ['AzureCloud'],
  signIn: ['AzureActiveDirectory', 'AzureCloud'],
  powerBi: ['PowerBI', 'AzureCloud'],
  azure: ['AzureCloud'],
  storage: ['Storage', 'AzureCloud'],
  vault: ['AzureKeyVault', 'AzureCloud'],
  monitor: ['AzureMonitor', 'AzureCloud'],
  resourceManager: ['AzureResourceManager', 'AzureCloud'],
  activation: ['AzurePlatformLKM'],
  // Said to be on its way out: unverified.
  updates: ['AzureUpdateDelivery'],
  none: [],
} as const;
