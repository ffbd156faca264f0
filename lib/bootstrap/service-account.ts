import type { Checks } from '../common/checks';
import { isOptions, readable, withoutSecrets } from '../common/options';
import { valueObject } from '../common/value-object';
import { DOMAIN, NETBIOS_DOMAIN, SAM_ACCOUNT_NAME } from '../identity/domain-names';
import { KerberosDelegation } from '../identity/kerberos-delegation';

/** What the account may do beside its work, whatever its kind. */
export interface ServiceAccountOptions {
  /**
   * Lets the account change the files of the gateway's installation. Some operators ask for it (issue 16 of
   * MicrosoftDocs/data-integration); Microsoft's pages do not, and who can change a program can become its account.
   *
   * @default false
   */
  readonly modifyInstallFolder?: boolean;

  /**
   * Data sources that the gateway reaches as the person who reads a report: single sign-on by Kerberos. The account gets
   * the rights for it on each member. Of the virtual account, the members' computers delegate: it needs
   * `domainMembership`. In the directory, `directory` sets delegation up.
   *
   * @default none
   */
  readonly delegation?: KerberosDelegation;
}

/** What happens to a member that is registered and runs as another account. */
export type WhenRegistered = 'refuse' | 'change';

/** A group managed service account (gMSA) of Active Directory. */
export interface GroupManagedServiceAccountOptions extends ServiceAccountOptions {
  /**
   * Its sAMAccountName, with or without the `$` at the end (without, where Terraform computes it): 1 to 15 characters
   * before the `$`. Unique in the forest.
   */
  readonly name: string;

  /** DNS name of the account's domain: `corp.contoso.com`. The members must be joined to it. */
  readonly domain: string;

  /** NetBIOS name of the same domain, 1 to 15 characters: `CORP`. `nltest /dsgetdc:` shows both. */
  readonly netbiosDomain: string;

  /**
   * Grants what Kerberos single sign-on needs on each member: "Impersonate a client after authentication" and "Act as
   * part of the operating system" (MicrosoftDocs/powerbi-docs, service-gateway-sso-kerberos). Where somebody else sets
   * delegation and service principal names up in the domain, say `true`; with `delegation` it follows from it.
   *
   * @default true where `delegation` is given
   */
  readonly kerberosSingleSignOn?: boolean;

  /**
   * What to do where the gateway of a member is registered and runs as another account. With the account its keys
   * change, so that it must be restored with the recovery key afterwards, by hand (MicrosoftDocs/data-integration,
   * service-gateway-service-account): until then the member serves nothing.
   *
   * @default 'refuse': the step fails and leaves the member as it is
   */
  readonly whenRegistered?: WhenRegistered;
}

/** Kinds of account. */
export type ServiceAccountKind = 'virtual' | 'groupManaged';

const VIRTUAL_OPTIONS: readonly (keyof ServiceAccountOptions)[] = ['modifyInstallFolder', 'delegation'];
const GROUP_MANAGED_OPTIONS: readonly (keyof GroupManagedServiceAccountOptions)[] = [
  ...VIRTUAL_OPTIONS,
  'name',
  'domain',
  'netbiosDomain',
  'kerberosSingleSignOn',
  'whenRegistered',
];

/**
 * The Windows account that the gateway's service runs as, on every member.
 *
 * There is no password in it. An ordinary domain account has one, which somebody would have to keep and renew on all
 * members: Microsoft advises managed accounts (service-gateway-proxy), and this library offers no other.
 */
export class ServiceAccount {
  /**
   * The account of the gateway as it is installed, `NT SERVICE\PBIEgwService`. It is made by Windows, has no password
   * and is nobody in the domain: a proxy or data source that wants Windows authentication refuses it.
   *
   * A member that was changed to another account does not come back to it by this: that takes a new installation and
   * the recovery key (service-gateway-service-account).
   */
  public static virtual(options: ServiceAccountOptions = {}): ServiceAccount {
    return new ServiceAccount('virtual', options, {});
  }

  /**
   * A group managed service account. The domain renews its password, and lets the members read it: allow one security
   * group that holds all of them (`PrincipalsAllowedToRetrieveManagedPassword`). With `directory` it
   * is created where it does not exist; without, it must exist.
   */
  public static groupManaged(options: GroupManagedServiceAccountOptions): ServiceAccount {
    return new ServiceAccount('groupManaged', options, readable(options));
  }

  /** The account as Windows shows it at the service: `NT SERVICE\PBIEgwService`, or `CORP\svc-gateway$`. */
  public readonly accountName: string;
  /** Its name in the domain, with `$`; nothing for the virtual account. */
  public readonly samAccountName: string | undefined;
  /** DNS name of its domain; nothing for the virtual account. */
  public readonly domain: string | undefined;
  /** NetBIOS name of its domain; nothing for the virtual account. */
  public readonly netbiosDomain: string | undefined;
  /**
   * Its SID where that is known: the virtual account has the same everywhere (MicrosoftDocs/powerbi-docs,
   * service-gateway-sso-kerberos). Of a gMSA, the domain knows it.
   */
  public readonly sid: string | undefined;
  /** Rights that the members must grant it, by their Windows names; the virtual account has what it needs. */
  public readonly rights: readonly string[];
  /** Whether it may change the files of the installation. */
  public readonly modifyInstallFolder: boolean;
  /** Data sources that the gateway reaches as somebody else; nothing where there are none. */
  public readonly delegation: KerberosDelegation | undefined;
  /** Whether single sign-on by Kerberos is prepared. */
  public readonly kerberosSingleSignOn: boolean;
  /** What happens to a member that is registered and runs as another account. */
  public readonly whenRegistered: WhenRegistered;

  private constructor(
    /** Kind of account. */
    public readonly kind: ServiceAccountKind,
    private readonly given: ServiceAccountOptions,
    managed: Partial<GroupManagedServiceAccountOptions>,
  ) {
    const { name, domain, netbiosDomain, kerberosSingleSignOn, whenRegistered } = managed;
    const isManaged = kind === 'groupManaged';
    this.samAccountName = isManaged ? withDollar(name) : undefined;
    this.domain = domain;
    this.netbiosDomain = netbiosDomain;
    this.accountName = isManaged ? `${String(netbiosDomain)}\\${String(this.samAccountName)}` : VIRTUAL_ACCOUNT.name;
    this.sid = isManaged ? undefined : VIRTUAL_ACCOUNT.sid;
    const { modifyInstallFolder, delegation } = readable(given);
    this.modifyInstallFolder = modifyInstallFolder ?? false;
    this.delegation = delegation;
    this.kerberosSingleSignOn = kerberosSingleSignOn ?? delegation !== undefined;
    this.rights = Object.freeze([
      ...(isManaged ? ['SeServiceLogonRight'] : []),
      ...(this.kerberosSingleSignOn ? ['SeImpersonatePrivilege', 'SeTcbPrivilege'] : []),
    ]);
    this.whenRegistered = whenRegistered ?? 'refuse';
    Object.freeze(this);
  }

  /** Whether it is an account of the domain: one that proxies and data sources can know. */
  public get isDomainAccount(): boolean {
    return this.kind === 'groupManaged';
  }

  /** Whether the members must be joined to a domain for it. */
  public get needsDomain(): boolean {
    return this.isDomainAccount || this.delegation !== undefined;
  }

  /** For messages. */
  public toString(): string {
    return this.accountName;
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    const example = this.isDomainAccount
      ? "ServiceAccount.groupManaged({ name: 'svc-gateway', domain: 'corp.contoso.com', netbiosDomain: 'CORP' })"
      : 'ServiceAccount.virtual({ modifyInstallFolder: true })';
    if (!isOptions(property, this.given, example, checks)) return;
    const own = checks.within(property);
    const given = readable<Partial<GroupManagedServiceAccountOptions>>(this.given);
    this.checkNames(own, given);
    own.flag(
      'modifyInstallFolder',
      given.modifyInstallFolder,
      'Leave it out, and the account cannot change the gateway.',
    );
    valueObject('delegation', given.delegation, KerberosDelegation, own)?.check('delegation', own);
    if (!this.isDomainAccount) return;
    own.flag('kerberosSingleSignOn', given.kerberosSingleSignOn, 'Leave it out: the rights follow from `delegation`.');
    if (given.kerberosSingleSignOn === false && given.delegation !== undefined) {
      const fix = 'Leave it out, or leave `delegation` out: without the rights nothing is delegated.';
      own.add({ property: 'kerberosSingleSignOn', got: false, allowed: 'true with `delegation`', fix });
    }
    own.oneOf('whenRegistered', this.whenRegistered, ['refuse', 'change'], 'Leave it out to be safe: refuse.');
  }

  private checkNames(own: Checks, given: Partial<GroupManagedServiceAccountOptions>): void {
    const known = this.isDomainAccount ? GROUP_MANAGED_OPTIONS : VIRTUAL_OPTIONS;
    const noSecret = 'Remove it: a gMSA has a password that nobody knows, and no other account is offered.';
    const rest = withoutSecrets(given, known, noSecret, own);
    if (!this.isDomainAccount) {
      own.knownProperties(rest, known, 'Use ServiceAccount.groupManaged for an account of the domain.');
      return;
    }
    own.knownProperties(rest, known);
    own.text('name', given.name, SAM_ACCOUNT_NAME);
    own.text('domain', given.domain, DOMAIN);
    own.text('netbiosDomain', given.netbiosDomain, NETBIOS_DOMAIN);
  }
}

/** MicrosoftDocs/data-integration, service-gateway-service-account; SID as above. */
const VIRTUAL_ACCOUNT = {
  name: 'NT SERVICE\\PBIEgwService',
  sid: 'S-1-5-80-1835761534-3291552707-3889884660-1303793167-3990676079',
} as const;

function withDollar(name: unknown): string {
  const text = String(name);
  return text.endsWith('$') ? text : `${text}$`;
}
