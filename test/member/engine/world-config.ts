import type { DomainConfig } from './domain-config';

/**
 * The description of a simulated world. All is optional: `{}` is a world in which everything works, with one member
 * `GW-01` that nothing was done to yet. Times are in seconds since the world began.
 */
export interface WorldConfig {
  /** The real time at the beginning. @default '2026-09-01T08:00:00Z' */
  readonly startTime?: string;
  /** @default 'public' */
  readonly cloud?: 'public' | 'usgovernment' | 'china';
  readonly tenant?: TenantConfig;
  /** By name. @default one vault `kv-gateway`, see `defaults` in world-defaults.ts */
  readonly vaults?: Readonly<Record<string, VaultConfig>>;
  /** By account name. */
  readonly storageAccounts?: Readonly<Record<string, StorageConfig>>;
  /** By root, such as `\\files.corp.example\software`. */
  readonly fileShares?: Readonly<Record<string, ShareConfig>>;
  /** Changes of what Microsoft's, GitHub's and the Gallery's addresses give, and further addresses, by URL. */
  readonly downloads?: Readonly<Record<string, DownloadConfig>>;
  readonly proxy?: ProxyConfig;
  /** `null`: there is none. @default null */
  readonly domain?: DomainConfig | null;
  /** Addresses by name; `*` and `?` may stand in names. Other names with a dot have some public address. */
  readonly names?: Readonly<Record<string, string>>;
  /** Further values to look for in all traces. */
  readonly secrets?: readonly string[];
  /** By computer name. @default one member `GW-01` */
  readonly members?: Readonly<Record<string, MemberConfig>>;
}

/** A failure in store: this status, so many times, then the next in the list, then none. */
export interface FailureConfig {
  readonly status: number;
  readonly times: number;
}

export interface TenantConfig {
  readonly id?: string;
  /** Domain names that count as the tenant's id. */
  readonly domains?: readonly string[];
  readonly principals?: readonly PrincipalConfig[];
  /** Clusters that are there from the start. */
  readonly clusters?: readonly ClusterConfig[];
  /** Private Link is on, so that nothing can be registered. @default false */
  readonly privateLink?: boolean;
  /** @default 'allowed' */
  readonly servicePrincipals?: 'allowed' | 'notForRegistration' | 'refused';
  /** Only principals with `installer` may register. @default false */
  readonly installersRestricted?: boolean;
  /** The first is the default region. */
  readonly regions?: readonly string[];
  /** Failures of the module's commands, by command name, or `*` for all. */
  readonly failures?: Readonly<Record<string, readonly FailureConfig[]>>;
  /** Seconds until a new cluster, member or admin is visible. @default 0 */
  readonly visibleAfter?: number;
  /** The ids that exist in the directory; `null`: all do. @default null */
  readonly directoryObjects?: readonly string[] | null;
  /** What adding a user who is there already does: not documented. @default 'fails' */
  readonly addingUserTwice?: 'fails' | 'succeeds';
  /** Words that the service takes for load balancing. @default Failover, Random */
  readonly loadBalancingWords?: readonly string[];
}

export interface PrincipalConfig {
  readonly applicationId: string;
  readonly objectId: string;
  readonly secret?: string;
  /** Thumbprints. */
  readonly certificates?: readonly string[];
  /** @default false */
  readonly tenantAdmin?: boolean;
  /** @default false */
  readonly installer?: boolean;
}

export interface ClusterConfig {
  readonly name: string;
  readonly recoveryKey?: string;
  /** Object ids of admins: a caller who is none of them does not see the cluster. @default none */
  readonly admins?: readonly string[];
  /** The first is the primary. @default one, of a machine that is not simulated */
  readonly members?: readonly ClusterMemberConfig[];
  readonly loadBalancing?: string;
}

export interface ClusterMemberConfig {
  readonly name: string;
  readonly machine: string;
  readonly version?: string;
  /** Of a machine that is not registered as this member in the simulation. @default 'Live' */
  readonly status?: 'Live' | 'None';
}

export interface VaultConfig {
  readonly secrets?: Readonly<Record<string, string | SecretConfig>>;
  /** Client ids of identities that may read. @default the default identity */
  readonly readers?: readonly string[];
  /** Seconds until the roles count: 403 ForbiddenByRbac before. @default 0 */
  readonly roleAfter?: number;
  /** 403 ForbiddenByFirewall. @default false */
  readonly firewall?: boolean;
  readonly failures?: readonly FailureConfig[];
}

export interface SecretConfig {
  readonly value?: string;
  /** Versions by id, the last one being the newest; instead of `value`. */
  readonly versions?: Readonly<Record<string, string>>;
  /** A certificate with its key, instead of `value`. */
  readonly certificate?: CertificateConfig;
  readonly contentType?: string;
  readonly roleAfter?: number;
  /** There is no role for this one. @default false */
  readonly noRole?: boolean;
  /** @default false */
  readonly disabled?: boolean;
}

export interface CertificateConfig {
  readonly thumbprint: string;
  readonly subject?: string;
  readonly notAfter?: string;
  readonly password?: string;
  /** @default true */
  readonly privateKey?: boolean;
}

export interface StorageConfig {
  /** Contents by `container/path`. */
  readonly blobs: Readonly<Record<string, string>>;
  readonly readers?: readonly string[];
  readonly roleAfter?: number;
  readonly failures?: readonly FailureConfig[];
}

export interface ShareConfig {
  readonly files: Readonly<Record<string, string>>;
  /** @default 'domainComputers' */
  readonly access?: 'domainComputers' | 'denied';
}

export interface DownloadConfig {
  /** The content instead of the usual one. */
  readonly content?: string;
  /** Changed on its way: another hash, a signature that does not fit. @default false */
  readonly tampered?: boolean;
  /** Another signer; `null` for none. */
  readonly signer?: string | null;
  /** 404. @default false */
  readonly missing?: boolean;
  readonly failures?: readonly FailureConfig[];
}

export interface HostCertificateConfig {
  readonly issuer: string;
  /** Whether this machine trusts the issuer. @default false */
  readonly trusted?: boolean;
  /** Whether it is for another name. @default false */
  readonly otherName?: boolean;
}

export interface ProxyConfig {
  /** Such as `http://proxy.corp.example:8080`. */
  readonly address?: string;
  /** Nothing gets out without it. @default true when there is an address */
  readonly required?: boolean;
  /** Its configuration script, for the gateway service. */
  readonly script?: string;
  /** @default 'none' */
  readonly authentication?: 'none' | 'windows';
  /** Hosts that are reached without it (`*` and `?`). */
  readonly direct?: readonly string[];
  /** Status that it answers in place of connecting, by `host` or `host:port` (`*` and `?`); 0 for nothing at all. */
  readonly refuses?: Readonly<Record<string, number>>;
  /** Where registration takes its proxy from, which is not documented. @default 'process' */
  readonly registration?: 'process' | 'file';
}

export interface MemberConfig {
  readonly identities?: readonly string[];
  /** Of the identity endpoint. */
  readonly identityFailures?: readonly FailureConfig[];
  readonly domain?: {
    /** @default whether the world has a domain */
    readonly joined?: boolean;
    readonly reachableAfter?: number;
    /** @default false */
    readonly trustBroken?: boolean;
    /** The domain has lost, or never had, an account for this joined computer. @default false */
    readonly noComputerObject?: boolean;
    /**
     * May this computer read the password? `staleTicket`: by a group that its ticket does not have yet;
     * `{ grantedAfter }`: so, once the domain controllers know of it. @default 'granted' for all accounts
     */
    readonly managedAccounts?: Readonly<
      Record<string, 'granted' | 'staleTicket' | 'never' | { readonly grantedAfter: number }>
    >;
  };
  readonly network?: {
    /** No network at all for so long. @default 0 */
    readonly downFor?: number;
    /** No names for so long. @default 0 */
    readonly namesDownFor?: number;
    /** `host` or `host:port` that cannot be reached (`*` and `?`). */
    readonly blocked?: readonly string[];
    /** For so long; `null`: for ever. @default null */
    readonly blockedFor?: number | null;
    /** `host` or `host:port` that refuses TCP. */
    readonly refused?: readonly string[];
    /** `host` or `host:port` that takes TCP and then says nothing. */
    readonly silent?: readonly string[];
    /** What `host` or `host:port` says to anything, in place of HTTP; '' cuts the connection. */
    readonly answers?: Readonly<Record<string, string>>;
    /** Certificates by `host` or `host:port`. @default one of Microsoft's own, which is trusted */
    readonly certificates?: Readonly<Record<string, HostCertificateConfig>>;
    /** Names that do not exist. */
    readonly unknownNames?: readonly string[];
  };
  readonly clock?: {
    /** Seconds that the member's clock is ahead. @default 0 */
    readonly offset?: number;
    /** When Windows corrects it; `null`: never. @default null */
    readonly correctedAfter?: number | null;
    /** Whether `w32tm /resync` corrects it. @default true */
    readonly resyncWorks?: boolean;
  };
  readonly disks?: {
    /** @default 'scsi' */
    readonly controller?: 'scsi' | 'nvme';
    /** The temporary disk D:. @default true for scsi */
    readonly temporary?: boolean;
    /** Raw local NVMe disks. @default 0 */
    readonly localNvme?: number;
    /** Raw data disks, by size in GiB. @default none */
    readonly data?: readonly number[];
    /** @default false */
    readonly dataOffline?: boolean;
    /** @default false */
    readonly dataReadOnly?: boolean;
    /** @default true: E: */
    readonly dvd?: boolean;
  };
  readonly powerShellInstaller?: {
    /** How often another installation is in the way (1618). @default 0 */
    readonly busyTimes?: number;
    /** @default null */
    readonly failsWith?: number | null;
    /** 3010. @default false */
    readonly wantsRestart?: boolean;
  };
  readonly gatewayInstaller?: {
    /** Fails so often (1603); `status` means nothing. */
    readonly failures?: readonly FailureConfig[];
    readonly wantsRestart?: boolean;
    /** The file that has ServiceBusSystemConnectivityModeString. @default 'core' */
    readonly connectivitySetting?: 'core' | 'exe' | 'absent';
  };
  /** How many times a pwsh.exe that is started never ends. @default 0 */
  readonly pwshHangs?: number;
  /** Seconds from a start of the gateway service to its connection. @default 10 */
  readonly connectsAfter?: number;
  /** @default false */
  readonly neverConnects?: boolean;
  readonly laps?: {
    /** @default true */
    readonly available?: boolean;
    /** The error of each attempt. @default null */
    readonly fails?: string | null;
  };
  readonly features?: Readonly<Record<string, boolean>>;
  /** `Install-WindowsFeature` has no success. @default false */
  readonly featureFails?: boolean;
  /** `Add-Type` is not allowed. @default false */
  readonly compilerBlocked?: boolean;
  /** Files that are in use, by path: how often that is in the way. */
  readonly lockedFiles?: Readonly<Record<string, number>>;
  /** The group of performance log users has a member whose account is gone. @default false */
  readonly orphanedGroupMember?: boolean;
  /** @default 'gwadmin' */
  readonly adminName?: string;
  readonly adminPassword?: string;
  /** 1 workstation, 2 domain controller, 3 server. @default 3 */
  readonly productType?: 1 | 2 | 3;
  readonly caption?: string;
  /** @default 'Server' */
  readonly installationType?: 'Server' | 'Server Core';
  /** .NET Framework's Release value. @default 533509, which is 4.8.1 */
  readonly dotNetRelease?: number;
  /** What is there before any script ran. */
  readonly installed?: {
    readonly powerShell?: string;
    /** Both modules. */
    readonly module?: string;
    readonly gateway?: string;
    /** Settings of GatewayCore edited by hand. Needs `gateway`. */
    readonly coreSettings?: Readonly<Record<string, string>>;
    readonly registry?: readonly {
      readonly key: string;
      readonly name: string;
      readonly value: unknown;
      readonly type: string;
    }[];
    readonly files?: Readonly<Record<string, string>>;
    /** This machine is registered as the member with its name in this cluster. Needs `gateway`. */
    readonly registeredIn?: string;
  };
}
