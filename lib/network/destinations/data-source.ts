import type { Checks } from '../../common/checks';
import { isHost } from '../../common/host-names';
import { isOptions, readable, withoutSecrets } from '../../common/options';
import { checkAddresses, isAddress, PRIVATE_RANGES } from './address-rules';
import type {
  CustomDataSourceOptions,
  DataSourceOptions,
  DataSourcePortOptions,
  DataSourceInstanceOptions,
  SapHanaOptions,
  SapBwOptions,
} from './data-source-options';
import { checkPorts, portTexts } from './ports';
import { SERVICE_TAG } from './service-tag';

/** What a data source listens on. */
export interface DataSourceListener {
  /** Protocol of the transport. */
  readonly protocol: 'Tcp' | 'Udp';
  /** Ports and ranges of ports: `1433`, `49152-65535`. */
  readonly ports: readonly string[];
}

/** Ports that Windows gives to services that ask for any (learn.microsoft.com, service overview and network ports). */
const DYNAMIC_PORTS = '49152-65535';

const PLACE: readonly (keyof DataSourceOptions)[] = ['addresses', 'serviceTag', 'onInternet'];

/**
 * A data source that the members reach, as network rules know it: a name for people, addresses and ports. Credentials
 * belong to the connection in the service, and never here.
 *
 * Default ports: those of the makers' documentation. SQL Server 1433, Analysis Services 2383, Oracle 1521, PostgreSQL 5432,
 * MySQL 3306, SAP HANA 3NN13 and 3NN15, SAP BW 33NN (3600 + NN for the message server), SMB 445.
 */
export class DataSource {
  /**
   * SQL Server, by host name.
   *
   * @param host host name of the server: the name that members ask DNS for.
   */
  public static sqlServer(host: string, options: DataSourceInstanceOptions = {}): DataSource {
    const { port, browser } = readable(options);
    const listeners = withBrowser(port, 1433, browser === true, { protocol: 'Udp', ports: ['1434'] });
    return new DataSource('SQL Server', host, options, ['port', 'browser'], listeners);
  }

  /**
   * SQL Server Analysis Services, tabular or multidimensional.
   *
   * @param host host name of the server: the name that members ask DNS for.
   */
  public static analysisServices(host: string, options: DataSourceInstanceOptions = {}): DataSource {
    const { port, browser } = readable(options);
    const listeners = withBrowser(port, 2383, browser === true, { protocol: 'Tcp', ports: ['2382'] });
    return new DataSource('Analysis Services', host, options, ['port', 'browser'], listeners);
  }

  /**
   * Oracle Database, by the port of its listener.
   *
   * @param host host name of the server: the name that members ask DNS for.
   */
  public static oracle(host: string, options: DataSourcePortOptions = {}): DataSource {
    return DataSource.onPort('Oracle', host, 1521, options);
  }

  /**
   * PostgreSQL.
   *
   * @param host host name of the server: the name that members ask DNS for.
   */
  public static postgreSql(host: string, options: DataSourcePortOptions = {}): DataSource {
    return DataSource.onPort('PostgreSQL', host, 5432, options);
  }

  /**
   * MySQL.
   *
   * @param host host name of the server: the name that members ask DNS for.
   */
  public static mySql(host: string, options: DataSourcePortOptions = {}): DataSource {
    return DataSource.onPort('MySQL', host, 3306, options);
  }

  /**
   * SAP HANA: the ports of SQL of its instance.
   *
   * @param host host name of the server: the name that members ask DNS for.
   */
  public static sapHana(host: string, options: SapHanaOptions = {}): DataSource {
    const nn = instance(options);
    const { port } = readable(options);
    const listener = port === undefined ? tcp(`3${nn}13`, `3${nn}15`) : tcp(String(port));
    return new DataSource('SAP HANA', host, options, ['instanceNumber', 'port'], [listener]);
  }

  /**
   * SAP BW: gateway and dispatcher of an application server, or the message server as well.
   *
   * @param host host name of the server: the name that members ask DNS for.
   */
  public static sapBw(host: string, options: SapBwOptions = {}): DataSource {
    const nn = instance(options);
    const { messageServer, snc } = readable(options);
    const more = [...(messageServer === true ? [`36${nn}`] : []), ...(snc === true ? [`48${nn}`] : [])];
    const known = ['instanceNumber', 'messageServer', 'snc'];
    return new DataSource('SAP BW', host, options, known, [tcp(`32${nn}`, `33${nn}`, ...more)]);
  }

  /**
   * A file share, by SMB. It needs `addresses`: by this port Windows machines are attacked from one another.
   *
   * @param host host name of the server: the name that members ask DNS for.
   */
  public static fileShare(host: string, options: DataSourceOptions = {}): DataSource {
    return new DataSource('file share', host, options, [], [tcp('445')]);
  }

  /**
   * Anything else that listens on known ports: a web service, ODBC, SFTP.
   *
   * @param host host name of the server: the name that members ask DNS for.
   */
  public static custom(host: string, options: CustomDataSourceOptions): DataSource {
    const { ports, protocol } = readable(options);
    const listener = { protocol: protocol ?? 'Tcp', ports: portTexts(ports) };
    return new DataSource('data source', host, options, ['ports', 'protocol'], [listener]);
  }

  private static onPort(kind: string, host: string, usual: number, options: DataSourcePortOptions): DataSource {
    return new DataSource(kind, host, options, ['port'], [tcp(String(readable(options).port ?? usual))]);
  }

  private constructor(
    /** What it is, for people. */
    public readonly kind: string,
    /** Host name or address. */
    public readonly host: string,
    private readonly given: DataSourceOptions,
    private readonly known: readonly string[],
    /** What it listens on. */
    public readonly listeners: readonly DataSourceListener[],
  ) {
    Object.freeze(this);
  }

  /**
   * Its addresses: those given, the host itself where that is one, or else the private ranges; none where a service tag
   * stands for them, or the internet.
   */
  public get addresses(): readonly string[] {
    if (this.serviceTag !== undefined || this.isOnInternet) return [];
    return readable(this.given).addresses ?? (isAddress(this.host) ? [this.host] : PRIVATE_RANGES);
  }

  /** Whether it is known where it lies. */
  public get isPlaced(): boolean {
    return this.serviceTag !== undefined || readable(this.given).addresses !== undefined || isAddress(this.host);
  }

  /** Whether it lies on the internet, under its name. */
  public get isOnInternet(): boolean {
    return readable(this.given).onInternet === true;
  }

  /** Service tag in place of addresses. */
  public get serviceTag(): string | undefined {
    return readable(this.given).serviceTag;
  }

  /** For messages: `SQL Server sql01.corp.contoso.com`. */
  public toString(): string {
    return `${this.kind} ${this.host}`;
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    const own = checks.within(property);
    if (own.known('host', this.host, 'Rules are named by it: write it out.')) {
      this.checkHost(own);
    }
    const example = "DataSource.sqlServer('sql01.corp.contoso.com', { port: 1433 })";
    if (!isOptions(property, this.given, example, checks)) return;
    const noSecret = 'Credentials of data sources belong to the connection in the service.';
    const known = [...PLACE, ...this.known];
    const rest = withoutSecrets(readable(this.given), known, noSecret, own);
    own.knownProperties(rest, known);
    this.checkPlace(own);
    this.checkListeners(own);
  }

  private checkHost(own: Checks): void {
    const host: unknown = this.host;
    if (typeof host === 'string' && isHost(host)) return;
    const allowed = 'a host name or IPv4 address, such as sql01.corp.contoso.com';
    const fix =
      'Give the host alone: a port is the option `port`, a named instance asks for `browser: true`, and of a share only its host is meant.';
    const finding = { property: 'host', got: host, allowed, fix };
    // With one of these in it, it may be a connection string, and hold a password.
    if (typeof host === 'string' && !/[@=;?&]/.test(host)) own.add(finding);
    else own.addHidden(finding);
  }

  private checkPlace(own: Checks): void {
    const { addresses, serviceTag, onInternet } = readable(this.given);
    own.flag('onInternet', onInternet, 'Leave it out for false.');
    if (onInternet === true && (addresses !== undefined || serviceTag !== undefined)) {
      const fix = 'Addresses and tags are narrower: leave it out.';
      own.add({ property: 'onInternet', got: true, allowed: 'nothing beside `addresses` or `serviceTag`', fix });
    } else if (onInternet === true && isAddress(this.host)) {
      const fix = 'The host is an address, which is narrower: leave it out.';
      own.add({ property: 'onInternet', got: true, allowed: 'true with a name as host', fix });
    }
    if (addresses !== undefined) checkAddresses('addresses', addresses, own);
    if (serviceTag === undefined) return;
    const fix = 'Give the name of a service tag, such as Sql.WestEurope.';
    own.text('serviceTag', serviceTag, { pattern: SERVICE_TAG, allowed: 'a service tag of one service', fix });
    if (addresses === undefined) return;
    const both = 'Remove one of the two.';
    own.add({ property: 'serviceTag', got: serviceTag, allowed: 'nothing beside `addresses`', fix: both });
  }

  private checkListeners(own: Checks): void {
    const given = readable(this.given) as Readonly<Record<string, unknown>>;
    const { port, browser, instanceNumber, messageServer, snc, protocol } = given;
    if (port !== undefined && own.known('port', port, 'Rules are compared when the app runs: write it out.')) {
      own.integer('port', port, { min: 1, max: 65535, fix: 'Give the TCP port that it listens on.' });
    }
    own.flag('browser', browser, 'Leave it out for false.');
    own.flag('messageServer', messageServer, 'Leave it out for false.');
    own.flag('snc', snc, 'Leave it out for false.');
    if (
      instanceNumber !== undefined &&
      own.known('instanceNumber', instanceNumber, 'Ports are made of it: write it out.')
    ) {
      own.integer('instanceNumber', instanceNumber, {
        min: 0,
        max: 99,
        fix: 'Give the two digits of the SAP instance.',
      });
    }
    if (protocol !== undefined) own.oneOf('protocol', protocol, ['Tcp', 'Udp'], "Leave it out for 'Tcp'.");
    if (this.known.includes('ports')) checkPorts('ports', given['ports'], own);
  }
}

function tcp(...ports: readonly string[]): DataSourceListener {
  return { protocol: 'Tcp', ports };
}

function withBrowser(
  port: number | undefined,
  usual: number,
  browser: boolean,
  listener: DataSourceListener,
): readonly DataSourceListener[] {
  if (!browser) return [tcp(String(port ?? usual))];
  const answered = port === undefined ? [String(usual), DYNAMIC_PORTS] : [String(port)];
  return listener.protocol === 'Tcp' ? [tcp(...listener.ports, ...answered)] : [tcp(...answered), listener];
}

/** Two digits. */
function instance(options: SapBwOptions | SapHanaOptions): string {
  return String(readable(options).instanceNumber ?? 0).padStart(2, '0');
}
