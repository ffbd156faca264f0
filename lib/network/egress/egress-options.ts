import type { GatewayProxy } from '../../bootstrap/settings/gateway-proxy';
import type { GatewaySettings } from '../../bootstrap/settings/gateway-settings';
import type { GatewaySoftware } from '../../bootstrap/software/gateway-software';
import type { AzureCloudName } from '../../regions/azure-clouds';
import type { DataSource } from '../destinations/data-source';
import type { DomainControllers } from '../destinations/domain-controllers';
import type { AdditionalNames } from './additional-names';
import type { AzureAddresses } from './azure-addresses';
import type { ServiceCloud } from '../../regions/service-clouds';
import type { FabricWorkload } from './egress-row';

/** Addresses of private endpoints, through which a service of Azure is reached without the internet. */
export interface PrivateEndpoints {
  /**
   * IPv4 addresses of the endpoints of the Key Vaults with the cluster's secrets.
   *
   * @default the vaults are reached by their public names
   */
  readonly keyVault?: readonly string[];

  /**
   * IPv4 addresses of the endpoints of the storage account with the software.
   *
   * @default the account is reached by its public name
   */
  readonly storage?: readonly string[];
}

/** What goes out, whichever way. Objects that a cluster has too (`software`, `proxy`, `gatewaySettings`) are the same ones. */
export interface EgressOptions {
  /**
   * Cloud of the gateway's service.
   *
   * @default 'public'
   */
  readonly cloud?: ServiceCloud;

  /**
   * Cloud of Azure that the machines are in.
   *
   * @default that of the service; the public Azure for `'public'` and `'gcc'`
   */
  readonly azureCloud?: AzureCloudName;

  /**
   * The settings of the gateway: in HTTPS mode, the ports of AMQP and TCP (5671, 5672, 9350 to 9354) stay closed.
   *
   * @default not in HTTPS mode
   */
  readonly gatewaySettings?: GatewaySettings;

  /**
   * The proxy of the cluster. What goes through it needs no way of its own; what it bypasses, and what cannot use it
   * (activation, certificate lists, monitoring, Windows Update, data sources), does.
   *
   * @default none
   */
  readonly proxy?: GatewayProxy;

  /**
   * Whether Windows itself has the same proxy (WinHTTP, set by a policy of yours): certificate lists and Windows Update
   * then go through it too. This library sets that of the gateway alone. Azure Monitor Agent has a proxy in the settings of
   * its extension, and goes directly here.
   *
   * @default false
   */
  readonly machineProxy?: boolean;

  /**
   * IPv4 addresses of the proxy, or of all that a script may choose.
   *
   * @default the host in the proxy's address, where that is an IPv4 address; else required with a proxy
   */
  readonly proxyAddresses?: readonly string[];

  /**
   * IPv4 addresses of the server that the script lies on: the gateway reads it from there.
   *
   * @default the host in the script's address, where that is an IPv4 address; else required with a script
   */
  readonly proxyScriptAddresses?: readonly string[];

  /**
   * Whether members get out with the proxy and without it: while a cluster moves to a proxy, or away from one. Rules change
   * at once, and members one after another: first open both ways, then change the cluster, then close the one.
   *
   * @default false
   */
  readonly proxyTransition?: boolean;

  /**
   * TCP ports of the proxies that a script may choose.
   *
   * @default the port in the proxy's address; required with a script
   */
  readonly proxyPorts?: readonly number[];

  /**
   * Where software comes from.
   *
   * @default GatewaySoftware.latest(): from its publishers
   */
  readonly software?: GatewaySoftware;

  /**
   * Workloads of Fabric that need names of their own.
   *
   * @default none
   */
  readonly workloads?: readonly FabricWorkload[];

  /**
   * Whether people sign in on a member, as `Registration.byOperator` needs it.
   *
   * @default false
   */
  readonly interactiveSignIn?: boolean;

  /**
   * Whether Azure Monitor Agent reports from the members.
   *
   * @default false
   */
  readonly monitoring?: boolean;

  /**
   * Whether Windows Update is reached directly. Otherwise updates come from servers of your own, which are data sources
   * like others: `DataSource.custom('wsus.corp.contoso.com', { ports: [8531], addresses: […] })`.
   *
   * @default true
   */
  readonly windowsUpdate?: boolean;

  /**
   * Whether the members are devices of Entra ID, as Windows LAPS needs it that keeps its password there.
   *
   * @default false
   */
  readonly deviceRegistration?: boolean;

  /**
   * Whether the gateway may send its telemetry to Microsoft.
   *
   * @default true
   */
  readonly telemetry?: boolean;

  /**
   * Services of Azure that are reached by private endpoints.
   *
   * @default none
   */
  readonly privateEndpoints?: PrivateEndpoints;

  /**
   * Names beside those of the table: virus scanners, backup, sources that speak HTTPS on the internet.
   *
   * @default none
   */
  readonly additionalNames?: readonly AdditionalNames[];

  /**
   * The data sources that the members reach.
   *
   * @default none
   */
  readonly dataSources?: readonly DataSource[];

  /**
   * The domain controllers, where the members belong to a domain.
   *
   * @default none
   */
  readonly domainControllers?: DomainControllers;

  /**
   * Which list of names is followed: Microsoft's page, or that of a published architecture guide, which lacks some and
   * means others by them (`GUIDE_ROWS`). What it lacks is then warned about instead of refused.
   *
   * @default 'microsoft'
   */
  readonly list?: 'microsoft' | 'guide';
}

/** What a network security group is to let through, which knows addresses and service tags, and no names. */
export interface ServiceTagEgressOptions extends EgressOptions {
  /**
   * Azure's own addresses, for what has no tag of its own: Azure Relay above all. Read `AzureAddresses` before choosing.
   * With `namesWithoutTag: 'internet'` the internet's rule is wider on the ports of the table, and this adds nothing.
   *
   * @default closed; a cluster without proxy cannot work then, and says so
   */
  readonly azureAddresses?: AzureAddresses;

  /**
   * What happens to names that have neither a tag nor, by `azureAddresses`, addresses of Azure's:
   * `*.download.microsoft.com`, certificate lists, GitHub. `'internet'` lets the members talk to **any** host of the
   * internet on the ports of these rows (80 and 443, and those of the relay without `azureAddresses`); only a firewall that
   * works by names is tighter.
   *
   * @default 'closed'
   */
  readonly namesWithoutTag?: 'closed' | 'internet';
}

/** What a firewall is to let through that works by names. */
export interface FirewallEgressOptions extends EgressOptions {
  /**
   * Azure's own addresses, for what is no HTTP and has names with a wildcard: the relay by AMQP and TCP. Azure Firewall
   * takes wildcards in application rules alone, and these carry HTTP and SQL only (MicrosoftDocs/azure-docs,
   * fqdn-filtering-network-rules, 2026-03-28). In HTTPS mode nothing needs it.
   *
   * @default closed: the gateway must be in HTTPS mode
   */
  readonly azureAddresses?: AzureAddresses;
}

/** What goes through a proxy, and past it. */
export interface ProxyEgressOptions extends ServiceTagEgressOptions {
  readonly proxy: GatewayProxy;
}

/** All options of all ways. */
export type AnyEgressOptions = Partial<ServiceTagEgressOptions> & Partial<FirewallEgressOptions>;

/** Who decides about what goes out. */
export type EgressWay = 'serviceTags' | 'firewall' | 'proxy';
