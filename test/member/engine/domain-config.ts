/**
 * The description of a simulated Active Directory, see `WorldConfig.domain`. Each domain has two domain controllers: dc1,
 * the PDC emulator, and dc2, which everyone asks who names none.
 */
export interface DomainConfig {
  /** Also the root of the forest. @default 'corp.example' */
  readonly name?: string;
  /** @default 'CORP' */
  readonly netbios?: string;
  /**
   * Group managed service accounts by name without `$` that are simply there, whose passwords members may read as their
   * `managedAccounts` say. @default `gmsa-gw`
   */
  readonly accounts?: Readonly<Record<string, ManagedAccountConfig>>;
  /**
   * Further objects. Members that have joined have their computer accounts without being listed, in `CN=Computers`; a
   * listed one of that name is taken instead. @default none
   */
  readonly objects?: readonly DirectoryObjectConfig[];
  /** Further domains of the forest, by DNS name; all trust each other. @default none */
  readonly domains?: Readonly<Record<string, FurtherDomainConfig>>;
  /** Root keys of the forest's Key Distribution Service. @default one, effective 100 days ago */
  readonly kdsKeys?: readonly {
    /**
     * When domain controllers take it, ten hours after the time that is written on it; negative before the world's
     * beginning.
     */
    readonly effectiveAfter: number;
  }[];
  /** Whether `writers` see these keys; nobody else does. @default true */
  readonly kdsVisible?: boolean;
  /** Computer names whose SYSTEM may change the directory. @default none */
  readonly writers?: readonly string[];
  /**
   * Kinds of effect, such as `ad.account.control`, that are refused even to writers; or a kind with an attribute, such as
   * `ad.object.set msDS-AllowedToDelegateTo`. @default none
   */
  readonly denied?: readonly string[];
  /** Seconds until what is written on one domain controller is seen on the other. @default 0 */
  readonly replicationDelay?: number;
  /** Accounts that may join computers, such as `CORP\\svc-join`; they may give their name as a UPN too. @default none */
  readonly joinAccounts?: Readonly<Record<string, JoinAccountConfig>>;
  /** Aliases in DNS (CNAME): what each stands for. @default none */
  readonly aliases?: Readonly<Record<string, string>>;
  /** What listens on hosts of the domains, as `host:port` (`*` and `?`); `null`: everything. @default null */
  readonly listeners?: readonly string[] | null;
  /** DNS names of domains none of whose domain controllers answers. @default none */
  readonly blockedDomains?: readonly string[];
  /**
   * Adding a member that a group has, or removing one that it does not have, is no error: so it is with the module of
   * Windows Server 2019 and later. Scripts should do without. @default false
   */
  readonly permissiveGroups?: boolean;
}

export interface FurtherDomainConfig {
  /** @default the first label of its name in capitals */
  readonly netbios?: string;
  readonly objects?: readonly DirectoryObjectConfig[];
}

export interface ManagedAccountConfig {
  readonly sid?: string;
  /** @default true */
  readonly enabled?: boolean;
  /** @default 'msDS-GroupManagedServiceAccount' */
  readonly objectClass?: string;
  /** What `-Properties` gives, such as `KerberosEncryptionType`. */
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** Objects name each other by sAMAccountName; one of another domain by `FABRIKAM\\name`, one that is gone by its SID. */
export interface DirectoryObjectConfig {
  /** With its `$` for computers and managed accounts. Of an organizational unit it is the name. */
  readonly sam: string;
  readonly class: 'computer' | 'user' | 'group' | 'gmsa' | 'organizationalUnit';
  /** @default `sam` without its `$` */
  readonly name?: string;
  /** Distinguished name of the parent. @default the container for its class; the domain for organizational units */
  readonly path?: string;
  readonly spns?: readonly string[];
  readonly members?: readonly string[];
  readonly description?: string;
  readonly allowedToDelegateTo?: readonly string[];
  readonly trustedToAuthForDelegation?: boolean;
  readonly trustedForDelegation?: boolean;
  /** Who may act for users towards it (resource-based delegation). */
  readonly principalsAllowedToDelegateToAccount?: readonly string[];
  readonly principalsAllowedToRetrieve?: readonly string[];
  /** @default 28 (RC4 and AES) for managed accounts; none for others */
  readonly encryptionTypes?: number;
  /** @default true */
  readonly enabled?: boolean;
  /** Who has made it, such as `CORP\\svc-join`: that one may join a computer again. @default somebody else */
  readonly creator?: string;
  /** What `-Properties` gives instead. */
  readonly properties?: Readonly<Record<string, unknown>>;
}

export interface JoinAccountConfig {
  readonly secret: string;
  /** Computer accounts. @default true */
  readonly mayCreate?: boolean;
  /** Computer names whose accounts, made by others, it may use again. @default none */
  readonly mayReuse?: readonly string[];
  /** @default false */
  readonly lockedOut?: boolean;
}
