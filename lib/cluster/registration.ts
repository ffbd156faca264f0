import type { Checks } from '../common/checks';
import { KeyVaultCertificateReference, KeyVaultSecretReference } from '../identity/key-vault-reference';

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
}

/** Registration by a service principal. */
export interface ServicePrincipalRegistrationOptions extends RegistrationOptions {
  /** Application (client) id of the service principal: a GUID. */
  readonly applicationId: string;
}

/** The service principal signs in with a certificate from Key Vault. */
export interface CertificateCredential {
  /** Certificate with an exportable private key. */
  readonly certificate: KeyVaultCertificateReference;
  readonly clientSecret?: never;
}

/** The service principal signs in with a client secret from Key Vault. */
export interface ClientSecretCredential {
  /** Secret that holds the client secret. */
  readonly clientSecret: KeyVaultSecretReference;
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
    return new Registration(options, options.applicationId, options.certificate, options.clientSecret);
  }

  /** A person registers each member once, by signing in on it; whoever does is its administrator. */
  public static byOperator(options: RegistrationOptions): Registration {
    return new Registration(options, undefined, undefined, undefined);
  }

  /** Entra tenant. */
  public readonly tenantId: string;
  /** Cloud of the tenant. */
  public readonly environment: GatewayEnvironment;
  /** Region of the gateway in the service; nothing for the tenant's default. */
  public readonly regionKey: string | undefined;

  private constructor(
    options: RegistrationOptions,
    /** Application id of the service principal; nothing where an operator registers. */
    public readonly applicationId: string | undefined,
    private readonly certificate: KeyVaultCertificateReference | undefined,
    private readonly clientSecret: KeyVaultSecretReference | undefined,
  ) {
    this.tenantId = options.tenantId;
    this.environment = options.environment ?? 'Public';
    this.regionKey = options.regionKey;
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
    if (this.needsOperator) return;
    own.guid('applicationId', this.applicationId, 'Give the application (client) id of the service principal.');
    this.checkCredential(own);
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
