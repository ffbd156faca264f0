import type { VaultReference } from './common-entries';
import type { ManifestValue } from './value';

/** Who registers the members of a cluster. */
export interface RegistrationEntry {
  /** A service principal, unattended; or a person, who signs in on each member. */
  readonly kind: 'servicePrincipal' | 'operator';

  /** Entra tenant. */
  readonly tenantId: ManifestValue<string>;

  /** Cloud of the tenant, as the DataGateway module calls it. */
  readonly environment: ManifestValue<string>;

  /**
   * Region of the gateway in the service.
   *
   * @default the default region of the tenant
   */
  readonly regionKey?: ManifestValue<string>;

  /**
   * Application id of the service principal.
   *
   * @default a person registers
   */
  readonly applicationId?: ManifestValue<string>;

  /**
   * Where the certificate or client secret of the service principal lies.
   *
   * @default a person registers
   */
  readonly credential?: VaultReference;

  /** What becomes of a cluster of the same name that these machines did not make. */
  readonly existingCluster: 'refuse' | 'join';
}

/** How the service chooses the member that gets a request. */
export interface LoadBalancingEntry {
  /** Mode, as the Fabric REST API spells it: `Failover`, `DistributeEvenly`. */
  readonly mode: ManifestValue<string>;

  /** CPU use in percent above which a member takes no new request; 0 is off. */
  readonly cpuThresholdPercent: ManifestValue<number>;

  /** Memory use in percent above which a member takes no new request; 0 is off. */
  readonly memoryThresholdPercent: ManifestValue<number>;

  /** Minutes over which both are averaged. */
  readonly aggregationMinutes: ManifestValue<number>;
}

/** A load that was declared. */
export interface CapacityEntry {
  /** Row of the sizing table. */
  readonly scale: string;

  /** Concurrent operations at the peak, by kind; empty where the row says all. */
  readonly load: readonly OperationsEntry[];

  /** What each member must carry while another is gone. */
  readonly perMember: MemberRequirementEntry;
}

/** A number of operations of one kind. */
export interface OperationsEntry {
  /** Kind: `refreshes`, `queries`, `dataflow and pipeline runs`. */
  readonly operations: string;

  /** How many run at the same time. */
  readonly concurrent: number;
}

/** What one member must carry. */
export interface MemberRequirementEntry {
  /** Memory in GiB. */
  readonly memoryGiB: number;

  /** Cores. */
  readonly cores: number;

  /** Network in Mbps. */
  readonly networkMbps: number;
}

/** What is installed on the members. */
export interface SoftwareEntry {
  /** Where it comes from: Microsoft, a container of a storage account, or a file share. */
  readonly source: 'microsoft' | 'storageContainer' | 'fileShare';

  /** Whether every version is chosen. */
  readonly pinned: boolean;

  /** What becomes of a member that has an older version. */
  readonly whenOlderIsInstalled: 'keep' | 'upgrade';

  /** What is installed, in the order of installation. */
  readonly components: readonly SoftwareComponentEntry[];
}

/** Something that is installed. */
export interface SoftwareComponentEntry {
  /** Name: `PowerShell`, `DataGateway.Profile`, `DataGateway`, `Gateway`. */
  readonly name: string;

  /**
   * Version.
   *
   * @default the newest on the day that a member is set up
   */
  readonly version?: ManifestValue<string>;
}

/** The Windows account of the gateway's service. */
export interface ServiceAccountEntry {
  /** The one that the gateway is installed with, or a group managed service account. */
  readonly kind: 'virtual' | 'groupManaged';

  /** As Windows shows it at the service: `CORP\svc-gateway$`. */
  readonly accountName: ManifestValue<string>;

  /**
   * DNS name of its domain.
   *
   * @default none: a virtual account
   */
  readonly domain?: ManifestValue<string>;

  /** Whether the rights for single sign-on by Kerberos are granted on the members. */
  readonly kerberosSingleSignOn: ManifestValue<boolean>;

  /**
   * To which data sources it may go as the reader of a report.
   *
   * @default none is described
   */
  readonly delegation?: DelegationEntry;
}

/** Constrained delegation. */
export interface DelegationEntry {
  /** Written at the gateway's account, or at those of the data sources. */
  readonly kind: 'constrained' | 'resourceBased';

  /** Service principal names that the gateway's account lists, in all their forms. */
  readonly services: readonly ManifestValue<string>[];

  /** Accounts of the data sources that list the gateway's account. */
  readonly targets: readonly DelegationTargetEntry[];
}

/** The account of a data source. */
export interface DelegationTargetEntry {
  /** Its sAMAccountName. */
  readonly account: ManifestValue<string>;

  /** DNS name of its domain. */
  readonly domain: ManifestValue<string>;
}

/** The domain of the members. */
export interface DomainEntry {
  /** DNS name. */
  readonly name: ManifestValue<string>;

  /** Who joins the members: Azure's extension, a script on them, or nobody here. */
  readonly joinedBy: 'extension' | 'script' | 'existing';

  /**
   * Where the computers stand, as a distinguished name.
   *
   * @default the domain decides
   */
  readonly organizationalUnit?: ManifestValue<string>;

  /**
   * Where the password of the account that joins lies.
   *
   * @default nobody here joins
   */
  readonly credential?: VaultReference;
}

/** How the directory is set up for a cluster. */
export interface DirectoryEntry {
  /** By commands on a management machine, or by a script that an administrator runs. */
  readonly setUpBy: 'machine' | 'administrator';

  /** Security group of the members. */
  readonly membersGroup: ManifestValue<string>;

  /**
   * Resource id of the management machine.
   *
   * @default an administrator runs a script
   */
  readonly virtualMachineId?: ManifestValue<string>;
}

/** A proxy, without credentials, which it has none of. */
export interface ProxyEntry {
  /** A fixed address, or a script that chooses one. */
  readonly kind: 'address' | 'script';

  /** Host of the proxy, or of the script. */
  readonly host: ManifestValue<string>;

  /**
   * Port of the proxy, or of the script.
   *
   * @default Terraform computes the address: `host` says from what
   */
  readonly port?: number;

  /** What the proxy demands. */
  readonly authentication: 'none' | 'windows';

  /** Hosts that are asked directly; none where a script decides. */
  readonly bypass: readonly ManifestValue<string>[];
}
