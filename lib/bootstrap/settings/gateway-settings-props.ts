/** How many containers each pool may have, and how large: how much runs at a time. */
export interface ContainerSettings {
  /**
   * Containers for refreshes, Analysis Services and others, 1 to 1000.
   *
   * @default by the number of processors; Microsoft publishes no number
   */
  readonly defaultPool?: number;

  /**
   * Containers for DirectQuery, 1 to 1000.
   *
   * @default by the number of processors; Microsoft publishes no number
   */
  readonly directQuery?: number;

  /**
   * Containers for tests of connections, 1 to 1000.
   *
   * @default by the number of processors; Microsoft publishes no number
   */
  readonly testConnection?: number;

  /**
   * Containers for Logic Apps, Power Apps and Power Automate, 1 to 1000.
   *
   * @default by the number of processors; Microsoft publishes no number
   */
  readonly azureConnectors?: number;

  /**
   * Containers for Power Query Online, 1 to 1000.
   *
   * @default by the number of processors; Microsoft publishes no number
   */
  readonly powerQueryOnline?: number;

  /**
   * Memory of one container of the default pool in MiB, 64 or more. The other pools' cannot be changed.
   *
   * @default by the memory; Microsoft publishes no number
   */
  readonly defaultPoolMemoryMiB?: number;
}

/** Where and whether results are put on disk before they are sent. */
export interface SpoolingSettings {
  /**
   * Absolute path of the folder, at most 200 characters; made where it is missing, and the service's account may change
   * what is in it. It may be on D:, the temporary disk of an Azure machine: what is lost with a redeployment is only
   * what was being sent. Sizes without a temporary disk have no D:.
   *
   * @default `Spooler` in the profile of the service's account, on the disk of the operating system
   */
  readonly directory?: string;

  /**
   * Sends results while they come in instead of spooling them. Faster, and less reliable with slow sources or networks.
   *
   * @default false
   */
  readonly streamBeforeRequestCompletes?: boolean;
}

/** The gateway's reports on queries and counters: text files, overwritten in turn. */
export interface ReportSettings {
  /**
   * Absolute path of the folder, at most 200 characters, not on D:, the temporary disk of an Azure machine, which is
   * empty after a redeployment. A path of your own does not depend on the service's account, so that what collects the
   * reports finds them. They can be read there: queries are in them.
   *
   * @default `Report` in the profile of the service's account
   */
  readonly directory?: string;

  /**
   * Files kept of each kind, 1 to 1000 (the upper bound is this library's).
   *
   * @default 10, Microsoft's default
   */
  readonly fileCount?: number;

  /**
   * Size of a file in bytes, 1 MiB to 1 GiB (the bounds are this library's).
   *
   * @default 104857600, Microsoft's default
   */
  readonly fileSizeBytes?: number;

  /**
   * Minutes that queries are summed up over, 1 to 1440 (the upper bound is this library's). The first report comes up to
   * ten minutes after the first such span.
   *
   * @default 5, Microsoft's default
   */
  readonly queryAggregationMinutes?: number;

  /**
   * Minutes that counters of the system are summed up over, 1 to 1440 (the upper bound is this library's).
   *
   * @default 5, Microsoft's default
   */
  readonly counterAggregationMinutes?: number;
}

/**
 * How the users of the service are found in Active Directory, for single sign-on. The lookup needs a service account of
 * the domain (MicrosoftDocs/powerbi-docs, service-gateway-enterprise-manage-ssas). Names of attributes must be written
 * as Active Directory writes them.
 */
export interface SingleSignOnSettings {
  /**
   * Attribute that holds the user's name in Entra ID, such as `msDS-cloudExtensionAttribute1`.
   *
   * @default none: the names in Entra ID and in Active Directory are the same
   */
  readonly adUserNameLookupProperty?: string;

  /**
   * Attribute that holds the name to act as, such as `SAMAccountName` or `userPrincipalName`.
   *
   * @default none: the names in Entra ID and in Active Directory are the same
   */
  readonly adUserNameReplacementProperty?: string;

  /**
   * Where to look: `GC://corp.contoso.com` or `WinNT://corp.contoso.com,computer`; several with semicolons between them,
   * searched from left to right. `LDAP://` is accepted too; Microsoft's page does not name it.
   *
   * @default the global catalogue
   */
  readonly adServerPath?: string;

  /**
   * Quicker logon to SAP HANA.
   *
   * @default what the gateway is shipped with
   */
  readonly fullDomainResolution?: boolean;
}

/** Which driver a connector uses. Drivers that are not built in must be on the members. */
export interface ConnectorSettings {
  /**
   * Uses the gateway's own driver for Vertica. For gateways from May 2025 on; those of February to April 2025 have
   * `UserInstalledVerticaODBCDriver` instead, which goes to `other`.
   *
   * @default false: a driver that is installed on the members
   */
  readonly embeddedVerticaDriver?: boolean;

  /**
   * Uses a driver for Netezza that is installed on the members.
   *
   * @default false: the gateway's own
   */
  readonly installedNetezzaDriver?: boolean;
}

/** How the gateway talks to Azure Relay. */
export type ConnectivityMode = 'AutoDetect' | 'Https';

/** Settings of the gateway itself, the same on all members. What is left out is left as it is on the member. */
export interface GatewaySettingsOptions {
  /**
   * Containers. With any number here the gateway no longer sizes its pools itself: give them all.
   *
   * @default the gateway sizes its pools by the machine
   */
  readonly containers?: ContainerSettings;

  /**
   * Memory of one task of a Fabric pipeline in MiB, 100 or more. 5 percent of the machine's memory is kept for the system.
   *
   * @default 1000, Microsoft's default
   */
  readonly pipelineWorkerMemoryMiB?: number;

  /**
   * Spooling.
   *
   * @default in the profile of the service's account
   */
  readonly spooling?: SpoolingSettings;

  /**
   * Reports.
   *
   * @default in the profile of the service's account
   */
  readonly reports?: ReportSettings;

  /**
   * Single sign-on.
   *
   * @default no lookup in Active Directory
   */
  readonly singleSignOn?: SingleSignOnSettings;

  /**
   * Drivers of connectors.
   *
   * @default what the gateway is shipped with
   */
  readonly connectors?: ConnectorSettings;

  /**
   * How the gateway talks to Azure Relay: by https alone (names only, port 443), or by TCP where that works. New gateways
   * use https already, and fall back to it if not (MicrosoftDocs/data-integration, service-gateway-communication). Which
   * of its files current versions keep it in is not verified.
   *
   * @default as it is on the member
   */
  readonly connectivityMode?: ConnectivityMode;

  /**
   * Keys of the configuration that have no property here, by their names in the file; `GatewaySettings.OTHER_KEYS` lists
   * them. Some were documented once and no longer: whether the gateway still heeds them is not verified.
   *
   * @default none
   */
  readonly other?: Readonly<Record<string, string | number | boolean>>;
}
