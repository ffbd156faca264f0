import { GatewayProxy } from '../../bootstrap/settings/gateway-proxy';
import { GatewaySettings } from '../../bootstrap/settings/gateway-settings';
import { GatewaySoftware } from '../../bootstrap/software/gateway-software';
import type { Checks } from '../../common/checks';
import { isOptions, readable } from '../../common/options';
import { isList } from '../../common/shapes';
import { constructChecks } from '../../terraform/construct-checks';
import { AZURE_CLOUD_NAMES, type AzureCloudName } from '../../regions/azure-clouds';
import type { DataSource } from '../destinations/data-source';
import type { DomainControllers } from '../destinations/domain-controllers';
import { AdditionalNames } from './additional-names';
import type { AzureAddresses } from './azure-addresses';
import { checkEgressOptions, checkResolvers } from './egress-checks';
import type {
  AnyEgressOptions,
  EgressOptions,
  EgressWay,
  FirewallEgressOptions,
  ProxyEgressOptions,
  ServiceTagEgressOptions,
} from './egress-options';
import { SERVICE_CLOUDS, type ServiceCloud } from '../../regions/service-clouds';
import { type EgressNeed, type EgressRow, FABRIC_WORKLOADS } from './egress-row';
import { AZURE_CLOUD_OF, egressTable } from './egress-table';
import { GUIDE_ROWS } from './guide-rows';
import {
  allowList,
  conditionalForwarders,
  forwardedZones,
  type ForwardedZone,
  tlsInspectionBypassList,
} from './egress-lists';
import { type PassageRules, passagesOf, type RowPassage } from './passages';
import { type ProxyPlace, proxyPlaceOf } from './proxy-place';
import { asksProxy, passesProxyBy } from './proxied-rows';
import { narrowedToAccount, STORAGE_ROW } from './storage-row';

/**
 * What members of a gateway cluster may reach: everything else stays closed, in both directions. It is the one source of
 * the rules of network security groups and firewalls, the lists for proxy teams, and the forwarders for DNS.
 *
 * Three ways, and the difference is who reads what a member asks for:
 *
 * | way | decides by | Azure Relay, which has no service tag |
 * | --- | --- | --- |
 * | `byFirewall` | names, in Azure Firewall | `*.servicebus.windows.net`, and nothing else |
 * | `byProxy` | names, in a proxy of yours | as the proxy has it |
 * | `byServiceTags` | addresses, in the network security group alone | Azure's own addresses, which must be opened by `azureAddresses` |
 */
export class Egress {
  /** The network security group decides alone, by service tags and addresses. */
  public static byServiceTags(options: ServiceTagEgressOptions): Egress {
    return new Egress('serviceTags', options);
  }

  /**
   * A firewall decides by names: the network security group lets the ports out, routes lead to the firewall, and
   * `FirewallEgressRules` tells it which names to let through.
   */
  public static byFirewall(options: FirewallEgressOptions = {}): Egress {
    return new Egress('firewall', options);
  }

  /** A proxy decides by names; the network security group lets the members reach the proxy, and what goes past it. */
  public static byProxy(options: ProxyEgressOptions): Egress {
    return new Egress('proxy', options);
  }

  private readonly given: AnyEgressOptions;

  private constructor(
    /** Who decides. */
    public readonly way: EgressWay,
    options: AnyEgressOptions,
  ) {
    this.given = options;
    Object.freeze(this);
  }

  /** Cloud of the gateway's service. */
  public get cloud(): ServiceCloud {
    const { cloud } = readable(this.given);
    return cloud !== undefined && SERVICE_CLOUDS.includes(cloud) ? cloud : 'public';
  }

  /** Cloud of Azure that the machines are in. */
  public get azureCloud(): AzureCloudName {
    const { azureCloud } = readable(this.given);
    return azureCloud !== undefined && AZURE_CLOUD_NAMES.includes(azureCloud) ? azureCloud : AZURE_CLOUD_OF[this.cloud];
  }

  /** Regions whose addresses of Azure are let through, as they were written; none where all or none are. @internal */
  public get azureRegions(): readonly string[] {
    return readable(this.given).azureAddresses?.regions ?? [];
  }

  /** Whether the gateway is in HTTPS mode. */
  public get isHttpsMode(): boolean {
    const { gatewaySettings } = readable(this.given);
    return gatewaySettings instanceof GatewaySettings && gatewaySettings.connectivityMode === 'Https';
  }

  /** The proxy of the cluster. */
  public get proxy(): GatewayProxy | undefined {
    const { proxy } = readable(this.given);
    return proxy instanceof GatewayProxy ? proxy : undefined;
  }

  /**
   * What a cluster behind it has, unless it says otherwise: the same proxy, software and settings of the gateway. While both
   * ways are open for a move to or from a proxy, each cluster says by itself whether it has one.
   */
  public get memberSetup(): Partial<Pick<EgressOptions, 'proxy' | 'software' | 'gatewaySettings'>> {
    const { proxyTransition, software, gatewaySettings } = readable(this.given);
    const proxy = proxyTransition === true ? undefined : this.proxy;
    return {
      ...(proxy === undefined ? {} : { proxy }),
      ...(software === undefined ? {} : { software }),
      ...(gatewaySettings === undefined ? {} : { gatewaySettings }),
    };
  }

  /** Whether members get out with the proxy and without it, while clusters move. */
  public get isInTransition(): boolean {
    return this.proxy !== undefined && readable(this.given).proxyTransition === true;
  }

  /** Where the proxy is; nothing without one. */
  public get proxyPlace(): ProxyPlace | undefined {
    return this.proxy === undefined ? undefined : proxyPlaceOf(this.proxy, readable(this.given));
  }

  /** The data sources. */
  public get dataSources(): readonly DataSource[] {
    const { dataSources } = readable(this.given);
    return isList(dataSources) ? dataSources : [];
  }

  /** The domain controllers; nothing where the members belong to no domain. */
  public get domainControllers(): DomainControllers | undefined {
    return readable(this.given).domainControllers;
  }

  /** Whether what a published guide lacks is warned about instead of refused. */
  public get followsGuide(): boolean {
    return readable(this.given).list === 'guide';
  }

  /** The whole table of these clouds. */
  public get table(): readonly EgressRow[] {
    const { additionalNames, software } = readable(this.given);
    const own = (isList(additionalNames) ? additionalNames : [])
      .filter((names) => (names as unknown) instanceof AdditionalNames)
      .map((names) => names.row());
    return [...egressTable(this.cloud, this.azureCloud).map((row) => narrowedToAccount(row, software)), ...own];
  }

  /** Each row of the table, with its way out, or why it has none. */
  public passages(): readonly RowPassage[] {
    return passagesOf(this.table, this.passageRules());
  }

  /** The rows that get out. */
  public openRows(): readonly EgressRow[] {
    return this.passages()
      .filter(({ passage, byProxy }) => passage.kind !== 'closed' || byProxy)
      .map(({ row }) => row);
  }

  /**
   * The allow-list for a proxy, as a text to hand on: a name and its ports a line, with what it is for.
   *
   * @param ranges IPv4 ranges that ask for it, those of the members' subnets. By default they are not named.
   * @throws DataGatewayError as all texts and zones do, where an option is wrong.
   */
  public allowList(ranges: readonly string[] = []): string {
    return allowList(this.checked(), ranges);
  }

  /** Names for which TLS must not be opened on the way, as a text to hand on. */
  public tlsInspectionBypassList(): string {
    return tlsInspectionBypassList(this.checked());
  }

  /** Zones that DNS servers of your own must resolve outside (split DNS). */
  public forwardedZones(): readonly ForwardedZone[] {
    return forwardedZones(this.checked());
  }

  /**
   * The same as commands for DNS servers of Windows, to read and run by who owns them.
   *
   * @param resolvers IPv4 addresses that resolve public names: 168.63.129.16 from servers in Azure, others elsewhere.
   */
  public conditionalForwarders(resolvers: readonly string[]): string {
    const egress = this.checked((checks) => {
      checkResolvers(resolvers, checks);
    });
    return conditionalForwarders(egress, resolvers);
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    const example = 'Egress.byServiceTags({ azureAddresses: AzureAddresses.everywhere() })';
    if (isOptions(property, this.given, example, checks)) {
      checkEgressOptions(this, readable(this.given), checks.within(property));
    }
  }

  /** Texts go to people who run them: nothing is derived from what is not right. */
  private checked(checkMore: (checks: Checks) => void = () => undefined): this {
    const checks = constructChecks();
    this.check('egress', checks);
    checkMore(checks);
    checks.throwIfAny('Egress');
    return this;
  }

  private passageRules(): PassageRules {
    const { azureAddresses, namesWithoutTag, privateEndpoints, list, machineProxy, proxyTransition } = readable(
      this.given,
    );
    const { keyVault, storage } = readable(privateEndpoints);
    const { proxy } = this;
    return {
      way: this.way === 'firewall' ? 'firewall' : 'serviceTags',
      azureTags: tagsOf(azureAddresses),
      namesWithoutTag: namesWithoutTag ?? 'closed',
      isWanted: (need) => this.isWanted(need),
      httpsMode: this.isHttpsMode,
      listed: list === 'guide' ? guideAndMachine() : undefined,
      privateEndpoints: {
        ...(keyVault === undefined ? {} : { 'key-vault': keyVault }),
        ...(storage === undefined ? {} : { [STORAGE_ROW]: storage }),
      },
      asksProxy: (row) => proxy !== undefined && asksProxy(row, proxy, machineProxy),
      passesProxyBy: (row) =>
        proxy === undefined || proxyTransition === true || passesProxyBy(row, proxy, machineProxy),
      hasProxy: proxy !== undefined,
      inTransition: proxyTransition ?? false,
    };
  }

  private isWanted(need: EgressNeed): boolean {
    const given = readable(this.given);
    const { software } = given;
    switch (need) {
      case 'always':
      case 'registration':
        return true;
      case 'interactiveSignIn':
        return given.interactiveSignIn ?? false;
      case 'monitoring':
        return given.monitoring ?? false;
      case 'windowsUpdate':
        return given.windowsUpdate ?? true;
      case 'deviceRegistration':
        return given.deviceRegistration ?? false;
      case 'telemetry':
        return given.telemetry ?? true;
      case 'downloads':
        return !(software instanceof GatewaySoftware) || software.source.kind === 'microsoft';
      case 'storage':
        return software instanceof GatewaySoftware && software.source.kind === 'storageContainer';
      default:
        return FABRIC_WORKLOADS.includes(need) && given.workloads?.includes(need) === true;
    }
  }
}

function tagsOf(azureAddresses: AzureAddresses | undefined): readonly string[] {
  return azureAddresses?.serviceTags ?? [];
}

/** Rows of the guide; what the machine needs is no matter of such lists. */
function guideAndMachine(): readonly string[] {
  const machine = egressTable('public', 'AzureCloud').filter(({ number }) => number >= FIRST_MACHINE_ROW);
  return [...GUIDE_ROWS.map(({ id }) => id), ...machine.map(({ id }) => id)].filter((id) => id !== undefined);
}

const FIRST_MACHINE_ROW = 30;
