import type { Checks } from '../../common/checks';
import { KeyVaultCertificateReference, KeyVaultSecretReference } from '../../identity/key-vault-reference';

/**
 * Clouds as the DataGateway module names them (`-Environment` of `Connect-DataGatewayServiceAccount`;
 * microsoft/powerbi-powershell, `PowerBIEnvironmentType`).
 */
export const GATEWAY_ENVIRONMENTS = ['Public', 'Germany', 'USGov', 'China', 'USGovHigh', 'USGovMil'] as const;

/** Name of a cloud. */
export type GatewayEnvironment = (typeof GATEWAY_ENVIRONMENTS)[number];

/** What every way of registering needs. */
export interface RegistrationOptions {
  /** Entra tenant that the gateway is registered in: a GUID. Also what gateway names are unique in. */
  readonly tenantId: string;

  /**
   * Cloud of the tenant.
   *
   * @default 'Public'
   */
  readonly environment?: GatewayEnvironment;

  /**
   * Region of the gateway in the service, where it is not the tenant's default region. Power BI can use a gateway in the
   * default region only, and its recovery key cannot be changed elsewhere: leave it out unless you know why not.
   *
   * @default the tenant's default region
   */
  readonly regionKey?: string;

  /**
   * Tenants that these machines may be registered in at all, by policy of the machine (`AllowedRegistrationTenants`, which
   * the gateway also looks at whenever it starts; MicrosoftDocs/data-integration, service-gateway-tenant-registration).
   * `tenantId` must be among them.
   *
   * @default any
   */
  readonly allowedTenants?: readonly string[];
}

/** Registration by a service principal. */
export interface ServicePrincipalRegistrationOptions extends RegistrationOptions {
  /** Application (client) id of the service principal: a GUID. */
  readonly applicationId: string;

  /**
   * What to do where a cluster of that name exists and its primary is none of these machines. `'join'` makes all members
   * join it, the primary too: for a cluster that was made by hand, and for a primary that was given a new key. The
   * service principal must administer it. An existing cluster is never deleted or overwritten.
   *
   * @default 'refuse': the step fails, and nothing is registered
   */
  readonly existingCluster?: ExistingCluster;
}

/** What to do with an existing cluster of the same name. */
export type ExistingCluster = 'refuse' | 'join';

/** The service principal signs in with a certificate from Key Vault. */
export interface CertificateCredential {
  /** Certificate with an exportable private key. */
  readonly certificate: KeyVaultCertificateReference;
  /** Not beside a certificate. */
  readonly clientSecret?: never;
}

/** The service principal signs in with a client secret from Key Vault. */
export interface ClientSecretCredential {
  /** Secret that holds the client secret. */
  readonly clientSecret: KeyVaultSecretReference;
  /** Not beside a client secret. */
  readonly certificate?: never;
}

/** The resolved way of signing in. */
export type RegistrationCredential = KeyVaultCertificateReference | KeyVaultSecretReference;

/**
 * Who registers the members in the service.
 *
 * Whether a service principal may do it is disputed: Microsoft's own sample and several maintained deployments do, while
 * copies of the cmdlets' help ask for a user. Try it in your tenant; `byOperator` is the way that always works.
 */
export class Registration {
  /** A service principal registers the members, unattended. It must name administrators, or it alone could administer. */
  public static servicePrincipal(
    options: ServicePrincipalRegistrationOptions & (CertificateCredential | ClientSecretCredential),
  ): Registration {
    const { applicationId, certificate, clientSecret, existingCluster = 'refuse' } = options;
    return new Registration(options, applicationId, certificate, clientSecret, existingCluster);
  }

  /** A person registers each member once, by signing in on it; whoever does is its administrator. */
  public static byOperator(options: RegistrationOptions): Registration {
    return new Registration(options, undefined, undefined, undefined, 'refuse');
  }

  /** Entra tenant. */
  public readonly tenantId: string;
  /** Cloud of the tenant. */
  public readonly environment: GatewayEnvironment;
  /** Region of the gateway in the service; nothing for the tenant's default. */
  public readonly regionKey: string | undefined;
  /** Tenants that the machines may be registered in; empty for any. */
  public readonly allowedTenants: readonly string[];

  private constructor(
    options: RegistrationOptions,
    /** Application id of the service principal; nothing where an operator registers. */
    public readonly applicationId: string | undefined,
    private readonly certificate: KeyVaultCertificateReference | undefined,
    private readonly clientSecret: KeyVaultSecretReference | undefined,
    /** What to do with an existing cluster of the same name. */
    public readonly existingCluster: ExistingCluster,
  ) {
    this.tenantId = options.tenantId;
    this.environment = options.environment ?? 'Public';
    this.regionKey = options.regionKey;
    this.allowedTenants = options.allowedTenants ?? [];
    Object.freeze(this);
  }

  /** Whether a person has to sign in on each member. */
  public get needsOperator(): boolean {
    return this.applicationId === undefined;
  }

  /** What the service principal signs in with; nothing where an operator registers. */
  public get credential(): RegistrationCredential | undefined {
    return this.certificate ?? this.clientSecret;
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    const own = checks.within(property);
    own.guid('tenantId', this.tenantId, 'Give the directory (tenant) id from Entra.');
    own.oneOf('environment', this.environment, GATEWAY_ENVIRONMENTS, 'Leave it out for the public cloud.');
    if (this.regionKey !== undefined) {
      own.text('regionKey', this.regionKey, {
        pattern: /^[a-z0-9]+$/,
        allowed: 'a key that Get-DataGatewayRegion lists, such as westeurope',
        fix: 'Leave it out for the default region of the tenant.',
      });
    }
    this.checkAllowedTenants(own);
    if (this.needsOperator) return;
    own.oneOf('existingCluster', this.existingCluster, ['refuse', 'join'], 'Leave it out to be safe: refuse.');
    own.guid('applicationId', this.applicationId, 'Give the application (client) id of the service principal.');
    this.checkCredential(own);
  }

  private checkAllowedTenants(checks: Checks): void {
    const { allowedTenants, tenantId } = this as { allowedTenants: unknown; tenantId: string };
    if (!Array.isArray(allowedTenants)) {
      const fix = 'Write [tenantId], or leave it out for any tenant.';
      checks.add({ property: 'allowedTenants', got: allowedTenants, allowed: 'an array of tenant ids', fix });
      return;
    }
    allowedTenants.forEach((id: unknown, index) => {
      checks.guid(`allowedTenants[${String(index)}]`, id, 'Give the directory (tenant) id from Entra.');
    });
    const comparable = ![tenantId, ...(allowedTenants as unknown[])].some((id) => checks.isUnknown(id));
    if (!comparable || allowedTenants.length === 0 || allowedTenants.includes(tenantId)) return;
    const fix = 'Add the tenant that the members are registered in, or they could not be.';
    checks.add({ property: 'allowedTenants', got: allowedTenants, allowed: `a list with ${tenantId}`, fix });
  }

  private checkCredential(checks: Checks): void {
    const fix = 'Keep it in Key Vault and refer to it: KeyVaultCertificateReference.of or KeyVaultSecretReference.of.';
    const given = [this.certificate, this.clientSecret].filter((credential) => credential !== undefined);
    if (given.length !== 1) {
      const got = given.length === 0 ? undefined : 'both certificate and clientSecret';
      checks.add({ property: 'certificate', got, allowed: 'exactly one of certificate and clientSecret', fix });
      return;
    }
    checkReference('certificate', this.certificate, KeyVaultCertificateReference, checks, fix);
    checkReference('clientSecret', this.clientSecret, KeyVaultSecretReference, checks, fix);
  }
}

/** A reference of the right kind, itself in order. The value is never shown: it may be the secret. */
function checkReference(
  property: string,
  value: KeyVaultCertificateReference | KeyVaultSecretReference | undefined,
  kind: typeof KeyVaultCertificateReference | typeof KeyVaultSecretReference,
  checks: Checks,
  fix: string,
): void {
  if (value === undefined) return;
  if (value instanceof kind) value.check(property, checks);
  else checks.addHidden({ property, got: value, allowed: `a ${kind.name}`, fix });
}
