import type { PortRange } from './ports';

/** Where a data source lies. */
export interface DataSourceOptions {
  /**
   * Its IPv4 addresses or ranges. A network security group knows no names: the narrower this is, the tighter the rule.
   *
   * @default the private ranges of RFC 1918, on the ports of the data source alone
   */
  readonly addresses?: readonly string[];

  /**
   * The service tag of a source in Azure, such as `Sql.WestEurope`, in place of addresses.
   *
   * @default none
   */
  readonly serviceTag?: string;

  /**
   * Whether it lies on the internet, under its name. Only where a firewall decides by names: the network security group
   * then lets its ports out to anywhere, and the firewall lets this one host through.
   *
   * @default false
   */
  readonly onInternet?: boolean;
}

/** A source that listens on one port. */
export interface DataSourcePortOptions extends DataSourceOptions {
  /**
   * TCP port, 1 to 65535.
   *
   * @default the usual one of its kind
   */
  readonly port?: number;
}

/** A named instance of SQL Server or Analysis Services. */
export interface DataSourceInstanceOptions extends DataSourcePortOptions {
  /**
   * Whether clients ask SQL Server Browser for the port of a named instance. It opens the browser's port (UDP 1434 of SQL
   * Server, TCP 2382 of Analysis Services) and, with it, the ports that it may answer (`49152-65535`), unless `port` fixes
   * them.
   *
   * @default false
   */
  readonly browser?: boolean;
}

/** SAP HANA. */
export interface SapHanaOptions extends DataSourceOptions {
  /**
   * Number of the instance, 0 to 99: ports are made of it.
   *
   * @default 0
   */
  readonly instanceNumber?: number;

  /**
   * TCP port of SQL, as tenant databases after the first have one of their own (3NN40 and above).
   *
   * @default 3NN13 and 3NN15
   */
  readonly port?: number;
}

/** SAP systems by the number of their instance. */
export interface SapBwOptions extends DataSourceOptions {
  /**
   * Number of the instance, 0 to 99: ports are made of it.
   *
   * @default 0
   */
  readonly instanceNumber?: number;

  /**
   * Whether connections are secured by SNC, as single sign-on to SAP needs it: the gateway of SAP then listens on 48NN too.
   *
   * @default false
   */
  readonly snc?: boolean;

  /**
   * Whether a message server chooses the application server (load balancing by logon group).
   *
   * @default false
   */
  readonly messageServer?: boolean;
}

/** Anything else. */
export interface CustomDataSourceOptions extends DataSourceOptions {
  /** Ports: numbers, or texts such as `5000-5010`. At least one. */
  readonly ports: readonly PortRange[];

  /**
   * What is spoken.
   *
   * @default 'Tcp'
   */
  readonly protocol?: 'Tcp' | 'Udp';
}
