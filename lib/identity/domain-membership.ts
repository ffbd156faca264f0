import type { Checks } from '../common/checks';
import { isOptions, readable, withoutSecrets } from '../common/options';
import { checkOrganizationalUnit } from './distinguished-name';
import { DOMAIN, DOMAIN_CONTROLLER, JOIN_ACCOUNT } from './domain-names';
import { checkJoinOptions, DEFAULT_JOIN_OPTIONS } from './join-options';
import { checkReference, KeyVaultSecretReference, KeyVaultSecretVersionReference } from './key-vault-reference';

/** What holds for every membership. */
export interface ExistingMembershipOptions {
  /** DNS name of the domain: `corp.contoso.com`. */
  readonly domain: string;
}

/** What holds for every join. */
export interface JoinOptions extends ExistingMembershipOptions {
  /**
   * Account that joins: `CORP\name`, or `name@corp.contoso.com`. One account for the life of the cluster: a replaced
   * member takes its computer account over, and Windows allows that only to the account that made it, where a domain
   * administrator made it, or where its owner is named in a policy; anybody else gets error 2732 (Microsoft KB5020276).
   */
  readonly account: string;

  /**
   * Distinguished name of the organizational unit for the computers, as `DistinguishedName.organizationalUnit` writes it.
   * Computers that exist already stay where they are. Names with spaces have failed for some users of Azure's extension
   * (azure-powershell#15768), not for others.
   *
   * @default the domain's container for new computers
   */
  readonly organizationalUnit?: string;
}

/** Options of a join by Azure's extension. */
export interface JoinByExtensionOptions extends JoinOptions {
  /**
   * Version of a secret that holds all protected settings of the extension, which is a JSON object and not the bare
   * password: `{"Password":"…"}`. Azure reads it, not the member: the vault must be `enabled_for_deployment`. That this
   * suffices on a vault with the RBAC model is stated nowhere: try it there, or join by script.
   */
  readonly protectedSettings: KeyVaultSecretVersionReference;

  /**
   * Flags of NetJoinDomain, added up: 1 join (always), 2 create the computer account, 0x400 join by the name that the
   * next start brings, 0x20000 take over no account. With 3 the extension tries once more without 2.
   *
   * @default 3
   */
  readonly joinOptions?: number;
}

/** Options of a join by a script on the member. */
export interface JoinByScriptOptions extends JoinOptions {
  /** Secret with the bare password of the account. The member reads it with the cluster's identity. */
  readonly credential: KeyVaultSecretReference;

  /**
   * Domain controller to join at, by its full name.
   *
   * @default the one that Windows finds
   */
  readonly domainController?: string;
}

/** Who joins the members: Azure's extension, a script on them, or nobody here. */
export type DomainMembershipKind = 'extension' | 'script' | 'existing';

type AnyOptions = Partial<JoinByExtensionOptions & JoinByScriptOptions>;
type ByKind<T> = Readonly<Record<DomainMembershipKind, T>>;

const JOIN_OPTIONS: readonly (keyof AnyOptions)[] = ['domain', 'account', 'organizationalUnit'];
const OPTIONS: ByKind<readonly (keyof AnyOptions)[]> = {
  extension: [...JOIN_OPTIONS, 'protectedSettings', 'joinOptions'],
  script: [...JOIN_OPTIONS, 'credential', 'domainController'],
  existing: ['domain'],
};

const EXAMPLES: ByKind<string> = {
  extension:
    "DomainMembership.joinByExtension({ domain: 'corp.contoso.com', account: 'CORP\\\\join', protectedSettings: … })",
  script: "DomainMembership.joinByScript({ domain: 'corp.contoso.com', account: 'CORP\\\\join', credential: … })",
  existing: "DomainMembership.existing({ domain: 'corp.contoso.com' })",
};

const NO_SECRET: ByKind<string> = {
  extension: 'Keep it in Key Vault, and refer to it in `protectedSettings`; the name of the account is `account`.',
  script: 'Keep it in Key Vault, and refer to it in `credential`; the name of the account is `account`.',
  existing: 'Remove it: nothing here joins the members.',
};

const BY: ByKind<string> = { extension: 'join of', script: 'join by script of', existing: 'membership of' };

/**
 * The domain of Active Directory that the members belong to, and who joins them.
 *
 * It is fixed for the life of each member: a member that is registered and leaves its domain loses the account that its
 * keys belong to. Joining needs the domain's DNS servers in the virtual network, and a clock that agrees with theirs.
 */
export class DomainMembership {
  /**
   * Azure's extension joins them (`JsonADDomainExtension` of Microsoft.Compute), and restarts them. Neither the member
   * nor this app sees the password. A failed extension keeps other extensions off the machine.
   */
  public static joinByExtension(options: JoinByExtensionOptions): DomainMembership {
    return new DomainMembership('extension', options);
  }

  /**
   * A script on each member joins it, with a password that it reads in Key Vault with the cluster's identity. Choose it
   * for a vault that Azure's own services cannot read, or to name the domain controller.
   */
  public static joinByScript(options: JoinByScriptOptions): DomainMembership {
    return new DomainMembership('script', options);
  }

  /** Your word that they are joined by something else, such as their image, a policy or a step of your own. */
  public static existing(options: ExistingMembershipOptions): DomainMembership {
    return new DomainMembership('existing', options);
  }

  /** DNS name of the domain. */
  public readonly domain: string;
  /** Account that joins; nothing where nobody here does. */
  public readonly account: string | undefined;
  /** Place of the computers, as a distinguished name; nothing for the domain's own choice. */
  public readonly organizationalUnit: string | undefined;
  /** Secret that Azure gives to the extension; nothing without extension. */
  public readonly protectedSettings: KeyVaultSecretVersionReference | undefined;
  /** Flags of NetJoinDomain; nothing without extension. */
  public readonly joinOptions: number | undefined;
  /** Secret with the password; nothing without script. */
  public readonly credential: KeyVaultSecretReference | undefined;
  /** Domain controller to join at; nothing for the one that Windows finds. */
  public readonly domainController: string | undefined;

  private constructor(
    /** Who joins the members. */
    public readonly kind: DomainMembershipKind,
    private readonly given: ExistingMembershipOptions,
  ) {
    const options = readable<AnyOptions>(given);
    const isExtension = kind === 'extension';
    const isScript = kind === 'script';
    this.domain = options.domain as string;
    this.account = this.joins ? options.account : undefined;
    this.organizationalUnit = this.joins ? options.organizationalUnit : undefined;
    this.protectedSettings = isExtension ? options.protectedSettings : undefined;
    this.joinOptions = isExtension ? (options.joinOptions ?? DEFAULT_JOIN_OPTIONS) : undefined;
    this.credential = isScript ? options.credential : undefined;
    this.domainController = isScript ? options.domainController : undefined;
    Object.freeze(this);
  }

  /** Whether something here joins the members. */
  public get joins(): boolean {
    return this.kind !== 'existing';
  }

  /** What the members' identity must be able to read for it. */
  public get joinSecret(): KeyVaultSecretReference | undefined {
    return this.credential;
  }

  /** For messages. */
  public toString(): string {
    return `${BY[this.kind]} ${this.domain}`;
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    if (!isOptions(property, this.given, EXAMPLES[this.kind], checks)) return;
    const own = checks.within(property);
    const given = readable<AnyOptions>(this.given);
    const known = OPTIONS[this.kind];
    own.knownProperties(withoutSecrets(given, known, NO_SECRET[this.kind], own), known);
    own.text('domain', given.domain, { ...DOMAIN, fix: 'Give the DNS name of the domain, not its short name.' });
    if (!this.joins) return;
    own.text('account', given.account, JOIN_ACCOUNT);
    if (given.organizationalUnit !== undefined)
      checkOrganizationalUnit('organizationalUnit', given.organizationalUnit, given.domain, own);
    if (this.kind === 'extension') {
      checkReference('protectedSettings', given.protectedSettings, KeyVaultSecretVersionReference, own);
      if (given.joinOptions !== undefined) checkJoinOptions('joinOptions', given.joinOptions, own);
      return;
    }
    checkReference('credential', given.credential, KeyVaultSecretReference, own);
    if (given.domainController !== undefined) own.text('domainController', given.domainController, DOMAIN_CONTROLLER);
  }
}
