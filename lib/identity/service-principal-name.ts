import type { Checks, TextRule } from '../common/checks';
import { isOptions, readable, withoutSecrets } from '../common/options';
import { checkDataSourceHost } from './data-source-host';

/** Where a service listens, beside its host. */
export interface ServicePrincipalNameOptions {
  /**
   * TCP port, 1 to 65535.
   *
   * @default 1433 for SQL Server without `instance`; otherwise none in the name
   */
  readonly port?: number;

  /**
   * Name of a named instance: at most 16 characters for SQL Server and Analysis Services.
   *
   * @default the default instance
   */
  readonly instance?: string;
}

/** Options of a service by its class. */
export interface ServicePrincipalNameParts extends ServicePrincipalNameOptions {
  /** What stands before the slash: `MSSQLSvc`, `HTTP`, `SAP`. */
  readonly serviceClass: string;

  /** Full DNS name of the host: `erp01.corp.contoso.com`. An alias of DNS (CNAME) is not supported by the gateway. */
  readonly host: string;
}

type OptionName = keyof ServicePrincipalNameParts;

/** MicrosoftDocs/sql-docs, register-a-service-principal-name-for-kerberos-connections. */
const SQL_SERVER = { serviceClass: 'MSSQLSvc', port: 1433 } as const;

/** Microsoft's support article 917409 on Analysis Services and Kerberos. */
const ANALYSIS_SERVICES = 'MSOLAPSvc.3';

/**
 * The name by which Kerberos knows a data source (SPN): class of the service, host, port or instance. Each is written in
 * several forms, because programs ask by full and short name: an account must be allowed all of them
 * (MicrosoftDocs/powerbi-docs, service-gateway-sso-kerberos).
 */
export class ServicePrincipalName {
  /**
   * A database engine of SQL Server: `MSSQLSvc/sql01.corp.contoso.com:1433`, and the same with `sql01`. A named instance
   * has forms with its name, and forms with its port where that is given too.
   *
   * @param host full DNS name, known when the app runs: the short one is its first label.
   */
  public static sqlServer(host: string, options: ServicePrincipalNameOptions = {}): ServicePrincipalName {
    const { port, instance } = readable(options);
    const given = instance === undefined ? { port: port ?? SQL_SERVER.port } : { port, instance };
    return new ServicePrincipalName(SQL_SERVER.serviceClass, host, given, options, ['port', 'instance']);
  }

  /**
   * A server of Analysis Services: `MSOLAPSvc.3/as01.corp.contoso.com`, with `:INSTANCE` behind it where it is named.
   *
   * @param host host name of the server: the name that members ask DNS for.
   */
  public static analysisServices(
    host: string,
    options: Pick<ServicePrincipalNameOptions, 'instance'> = {},
  ): ServicePrincipalName {
    const { instance } = readable(options);
    return new ServicePrincipalName(ANALYSIS_SERVICES, host, { instance }, options, ['instance']);
  }

  /**
   * A web service: `HTTP/bw.corp.contoso.com`, and with `:port` too where one is given. `HTTP` stands for https as well.
   *
   * @param host host name of the web service.
   */
  public static http(host: string, options: Pick<ServicePrincipalNameOptions, 'port'> = {}): ServicePrincipalName {
    const { port } = readable(options);
    return new ServicePrincipalName('HTTP', host, { port, plain: true }, options, ['port']);
  }

  /** Any other service. */
  public static of(props: ServicePrincipalNameParts): ServicePrincipalName {
    const { serviceClass, host, port, instance } = readable(props);
    const names: readonly OptionName[] = ['serviceClass', 'host', 'port', 'instance'];
    return new ServicePrincipalName(serviceClass, host, { port, instance }, props, names);
  }

  /** What stands before the slash. */
  public readonly serviceClass: string;
  /** Full DNS name of the host. */
  public readonly host: string;
  /** TCP port, where it is known. */
  public readonly port: number | undefined;
  /** Name of the instance, where it is a named one. */
  public readonly instance: string | undefined;
  /** All ways in which the name is written: ports before instances, full names before short ones. */
  public readonly forms: readonly string[];

  private constructor(
    serviceClass: string | undefined,
    host: string | undefined,
    { port, instance, plain }: { port?: number | undefined; instance?: string | undefined; plain?: boolean },
    private readonly given: object,
    private readonly known: readonly OptionName[],
  ) {
    this.serviceClass = serviceClass as string;
    this.host = host as string;
    this.port = port;
    this.instance = instance;
    const ends = [port, instance].filter((end) => end !== undefined).map((end) => `:${String(end)}`);
    const long = String(host);
    const hosts = [long, long.split('.')[0] ?? long];
    const written = plain === true || ends.length === 0 ? ['', ...ends] : ends;
    this.forms = Object.freeze(written.flatMap((end) => hosts.map((name) => `${String(serviceClass)}/${name}${end}`)));
    Object.freeze(this);
  }

  /** DNS name of the domain that the host's name lies in: what follows its first label. */
  public get hostDomain(): string {
    return this.host.split('.').slice(1).join('.');
  }

  /** Its first form. */
  public toString(): string {
    return String(this.forms[0]);
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    const own = checks.within(property);
    const isOf = this.known.includes('host');
    const example = isOf
      ? "ServicePrincipalName.of({ serviceClass: 'SAP', host: 'erp01.corp.contoso.com' })"
      : "ServicePrincipalName.sqlServer('sql01.corp.contoso.com', { port: 1433 })";
    const isGiven = isOptions(property, this.given, example, checks);
    // Without options, `of` has no host either.
    if (isGiven || !isOf) checkDataSourceHost('host', this.host, own);
    if (!isGiven) return;
    own.knownProperties(withoutSecrets(this.given, this.known, NO_SECRET, own), this.known);
    if (isOf) own.text('serviceClass', this.serviceClass, SERVICE_CLASS);
    const { port, instance } = readable<ServicePrincipalNameOptions>(this.given);
    if (
      port !== undefined &&
      own.known('port', port, 'It is written into a text when the app runs: write the number.')
    ) {
      own.integer('port', port, { min: 1, max: 65_535, fix: 'Give the TCP port that the service listens at.' });
    }
    if (instance !== undefined) own.text('instance', instance, isOf ? ANY_INSTANCE : SQL_INSTANCE);
  }
}

const NO_SECRET = 'Remove it: Kerberos needs no secret here, which is its point.';

const SERVICE_CLASS: TextRule = {
  pattern: /^[A-Za-z0-9][\w.-]{0,63}$/,
  allowed: 'letters, digits, periods, hyphens or underscores, at most 64, such as MSSQLSvc',
  fix: 'Give the class alone: host, port and instance have properties of their own.',
};

/** Rules of SQL Server's setup; the names of the default instance are no names of an instance. */
const SQL_INSTANCE: TextRule = {
  pattern: /^(?!(mssqlserver|default)$)[\p{L}_][\p{L}\p{N}_$]{0,15}$/iu,
  allowed: '1 to 16 letters, digits, underscores or $, beginning with a letter or underscore; not MSSQLSERVER',
  fix: 'Give the name behind the backslash in SQL01\\REPORTING; leave it out for the default instance.',
};

const ANY_INSTANCE: TextRule = {
  pattern: /^[^\s/:\\\p{Cc}]{1,64}$/u,
  allowed: '1 to 64 characters, no space, slash, backslash or colon',
  fix: 'Give the name of the instance alone, as the service registers it.',
};
