export interface ClusterState {
  readonly name: string;
  readonly id: string;
  readonly description: string | null;
  readonly loadBalancing: string;
  readonly region: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly members: readonly {
    readonly name: string;
    readonly id: string;
    readonly primary: boolean;
    readonly machine: string;
    readonly version: string;
    readonly status: 'Live' | 'None';
  }[];
  readonly permissions: readonly { readonly principal: string; readonly role: string }[];
}

export interface MachineState {
  readonly folders: readonly string[];
  /** Text by path; logs (`*.log`, and all in folders called logs) are left out. A byte order mark is part of the text. */
  readonly files: Readonly<Record<string, string>>;
  readonly registry: Readonly<
    Record<string, Readonly<Record<string, { readonly type: string; readonly data: unknown }>>>
  >;
  readonly services: Readonly<
    Record<
      string,
      { readonly status: string; readonly startType: string; readonly startName: string; readonly runsAs: string }
    >
  >;
  readonly users: Readonly<
    Record<string, { readonly enabled: boolean; readonly passwordChanged: boolean; readonly managedByLaps: boolean }>
  >;
  /** Members by the group's SID. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** By SID. */
  readonly rights: Readonly<Record<string, readonly string[]>>;
  /** What icacls was told, by path. */
  readonly acl: Readonly<Record<string, readonly string[]>>;
  readonly features: Readonly<Record<string, boolean>>;
  readonly disks: readonly {
    readonly number: number;
    readonly name: string;
    readonly style: string;
    readonly offline: boolean;
    readonly readOnly: boolean;
    readonly partitions: readonly {
      readonly number: number;
      readonly letter: string;
      readonly kind: string;
      readonly fileSystem: string;
      readonly label: string;
      readonly unit: number;
    }[];
  }[];
  readonly certificates: readonly {
    readonly thumbprint: string;
    readonly subject: string;
    readonly keyKept: boolean;
    readonly exportable: boolean;
  }[];
  readonly winhttp: string;
  readonly laps: unknown;
  readonly managedAccountsInstalled: readonly string[];
  /** What the service, as the account that it runs as, knows of its registration. */
  readonly registered: Readonly<Record<'cluster' | 'member' | 'tenant', string>> | null;
  /** Programs that a script left running. */
  readonly running: readonly string[];
  /** In a world with a domain; with the domain's name as soon as the computer has joined. */
  readonly domain?: { readonly joined: boolean; readonly name: string };
}

/**
 * An object of the directory; what is there by itself (containers, groups of Windows without members) is left out. Others
 * are named by sAMAccountName, those of another domain as `FABRIKAM\\name`, those who are gone by their SID; lists are sorted.
 */
export interface DirectoryObjectState {
  readonly class: string;
  readonly sam: string | null;
  readonly enabled: boolean;
  readonly description: string | null;
  readonly spns: readonly string[];
  readonly members: readonly string[];
  readonly allowedToDelegateTo: readonly string[];
  /** Protocol transition. */
  readonly trustedToAuth: boolean;
  /** Unconstrained delegation. */
  readonly trustedFor: boolean;
  /** Who may act for users towards it. */
  readonly delegatesHere: readonly string[];
  /** Who may read its password. */
  readonly mayRetrieve: readonly string[];
  readonly encryptionTypes: number | null;
}

/** The end state: no times, no process ids, no logs, and all delays over. Two of them can be compared. */
export interface WorldState {
  readonly clusters: readonly ClusterState[];
  readonly members: Readonly<Record<string, MachineState>>;
  /** In a world with a domain: by DNS name of the domain, its objects by distinguished name. */
  readonly directory?: Readonly<Record<string, Readonly<Record<string, DirectoryObjectState>>>>;
}
