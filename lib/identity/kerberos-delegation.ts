import type { Checks } from '../common/checks';
import { isOptions, readable, withoutSecrets } from '../common/options';
import { type ResourceTarget, checkTargets, frozenTarget } from './resource-target';
import { checkServices, servicesIn } from './service-list';
import type { ServicePrincipalName } from './service-principal-name';

/** What holds for both kinds of delegation. */
export interface KerberosDelegationOptions {
  /**
   * Adds the account to the Windows Authorization Access Group of its own domain, which may read the groups of all users.
   * It takes that where the directory was hardened (MicrosoftDocs/powerbi-docs, service-gateway-sso-kerberos). Where users
   * are of other domains too, somebody adds it to the group of each. It counts when the gateway starts next.
   *
   * @default false
   */
  readonly windowsAuthorizationAccess?: boolean;
}

/** Delegation that is written at the gateway's account. */
export interface ConstrainedDelegationOptions extends KerberosDelegationOptions {
  /** Data sources that the account may reach as the report's reader: 1 to 50. */
  readonly services: readonly ServicePrincipalName[];
}

/** Delegation that is written at the accounts of the data sources. */
export interface ResourceBasedDelegationOptions extends KerberosDelegationOptions {
  /** Accounts of the data sources: 1 to 50. */
  readonly targets: readonly ResourceTarget[];
}

/** Where delegation is written. */
export type KerberosDelegationKind = 'constrained' | 'resourceBased';

type AnyOptions = Partial<ConstrainedDelegationOptions & ResourceBasedDelegationOptions>;

/**
 * To which data sources the gateway may go as the person who reads a report (single sign-on by Kerberos).
 *
 * Microsoft: complete one kind for an account, not both. Nothing is delegated for users that are marked as sensitive, or
 * belong to Protected Users.
 */
export class KerberosDelegation {
  /**
   * Standard constrained delegation: the gateway's account lists the services. All of them must be in its own domain.
   * It goes with protocol transition ("use any authentication protocol"), because readers come by Entra ID and not by
   * Kerberos: the account may then act as anybody towards these services (and the others of the accounts
   * that have them), without a password. Writing it takes the right
   * to enable delegation in the domain (SeEnableDelegationPrivilege).
   */
  public static constrained(options: ConstrainedDelegationOptions): KerberosDelegation {
    return new KerberosDelegation('constrained', options);
  }

  /**
   * Resource-based constrained delegation: the account of each data source lists who may come as somebody else. It is
   * needed across domains, and is in the hands of those who own the data source.
   */
  public static resourceBased(options: ResourceBasedDelegationOptions): KerberosDelegation {
    return new KerberosDelegation('resourceBased', options);
  }

  /** The data sources; of targets, those that were named. */
  public readonly services: readonly ServicePrincipalName[];
  /** What the gateway's account lists, each name once, in all forms and in order; empty where targets list the account. */
  public readonly delegateTo: readonly string[];
  /** Accounts of the data sources; empty where the gateway's account lists services. */
  public readonly targets: readonly ResourceTarget[];
  /** Whether the account joins the Windows Authorization Access Group. */
  public readonly windowsAuthorizationAccess: boolean;

  private constructor(
    /** Where delegation is written: at the gateway's account, or at those of the data sources. */
    public readonly kind: KerberosDelegationKind,
    private readonly given: KerberosDelegationOptions,
  ) {
    const { services, targets, windowsAuthorizationAccess } = readable<AnyOptions>(given);
    const isConstrained = kind === 'constrained';
    const listed: readonly unknown[] = Array.isArray(targets) && !isConstrained ? targets : [];
    this.targets = Object.freeze(listed.flatMap(frozenTarget));
    this.services = Object.freeze(
      isConstrained ? servicesIn(services) : this.targets.flatMap((target) => servicesIn(target.services)),
    );
    this.delegateTo = Object.freeze(isConstrained ? eachOnce(this.services.flatMap(({ forms }) => forms)) : []);
    this.windowsAuthorizationAccess = windowsAuthorizationAccess ?? false;
    Object.freeze(this);
  }

  /** For messages. */
  public toString(): string {
    const names = this.kind === 'constrained' ? this.services.map(String) : this.targets.map(({ account }) => account);
    return `delegation to ${names.join(', ')}`;
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    const isConstrained = this.kind === 'constrained';
    const example = isConstrained
      ? "KerberosDelegation.constrained({ services: [ServicePrincipalName.sqlServer('sql01.corp.contoso.com')] })"
      : "KerberosDelegation.resourceBased({ targets: [{ account: 'SQL02$', domain: 'corp.contoso.com' }] })";
    if (!isOptions(property, this.given, example, checks)) return;
    const own = checks.within(property);
    const given = readable<AnyOptions>(this.given);
    const known = [isConstrained ? 'services' : 'targets', 'windowsAuthorizationAccess'];
    const rest = withoutSecrets(given, known, 'Remove it: delegation is a list of names, and holds no secret.', own);
    own.knownProperties(rest, known, (isConstrained ? 'targets' : 'services') in rest ? ONE_KIND : undefined);
    if (isConstrained) checkServices('services', given.services, own, { needed: true });
    else checkTargets('targets', given.targets, own);
    own.flag(
      'windowsAuthorizationAccess',
      given.windowsAuthorizationAccess,
      'Leave it out, and the account is not added.',
    );
  }
}

const ONE_KIND =
  'Choose one kind: `services` belong to KerberosDelegation.constrained, `targets` to KerberosDelegation.resourceBased.';

/** In the order of the first mentions; names of services are compared without regard to case. */
function eachOnce(names: readonly string[]): readonly string[] {
  const lower = names.map((name) => name.toLowerCase());
  return names.filter((_, index) => lower.indexOf(lower[index] ?? '') === index);
}
