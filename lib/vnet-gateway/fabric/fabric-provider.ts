import { TerraformProvider } from 'cdktf';
import type { Construct } from 'constructs';
import { isOptions, withoutSecrets } from '../../common/options';
import { constructChecks, throwProblems } from '../../terraform/construct-checks';
import { FABRIC, FABRIC_SOURCE, type FabricArguments, type FabricArgument, inHcl } from './fabric-resource';

/** Cloud that Fabric runs in, as the provider names it. */
export type FabricEnvironment = 'public' | 'usgovernment' | 'china';

/**
 * Arguments of the provider `microsoft/fabric` (1.13.0). What is left out is taken from the environment (`FABRIC_TENANT_ID`, …).
 *
 * No secret has a place here: it would lie in the synthesized JSON. Sign in with the Azure CLI, a managed identity or a federated
 * token, or put client secret, certificate password and tokens into the variables `FABRIC_CLIENT_SECRET`,
 * `FABRIC_CLIENT_CERTIFICATE_PASSWORD`, `FABRIC_OIDC_TOKEN` and so on.
 */
export interface FabricProviderConfig {
  /**
   * Name that resources choose this one of several by.
   *
   * @default it is the one for all that choose none
   */
  readonly alias?: string;
  /**
   * Entra tenant.
   *
   * @default from the environment
   */
  readonly tenantId?: string;
  /**
   * Further tenants.
   *
   * @default none
   */
  readonly auxiliaryTenantIds?: readonly string[];
  /**
   * Application id of the service principal, or client id of the managed identity.
   *
   * @default from the environment
   */
  readonly clientId?: string;
  /**
   * File that holds the client id.
   *
   * @default none
   */
  readonly clientIdFilePath?: string;
  /**
   * File that holds the certificate of the service principal.
   *
   * @default none
   */
  readonly clientCertificateFilePath?: string;
  /**
   * Signs in with the Azure CLI.
   *
   * @default as the provider has it
   */
  readonly useCli?: boolean;
  /**
   * Signs in with the Azure Developer CLI.
   *
   * @default as the provider has it
   */
  readonly useDevCli?: boolean;
  /**
   * Signs in with a managed identity.
   *
   * @default as the provider has it
   */
  readonly useMsi?: boolean;
  /**
   * Signs in with a federated token (OpenID Connect).
   *
   * @default as the provider has it
   */
  readonly useOidc?: boolean;
  /**
   * Where a federated token is asked for.
   *
   * @default from the environment
   */
  readonly oidcRequestUrl?: string;
  /**
   * File that holds a federated token.
   *
   * @default none
   */
  readonly oidcTokenFilePath?: string;
  /**
   * Service connection of Azure DevOps with workload identity federation.
   *
   * @default from the environment
   */
  readonly azureDevopsServiceConnectionId?: string;
  /**
   * Cloud.
   *
   * @default 'public'
   */
  readonly environment?: FabricEnvironment;
  /**
   * Address of the API.
   *
   * @default that of the cloud
   */
  readonly endpoint?: string;
  /**
   * How long a request may take: `30s`, `2h45m`.
   *
   * @default 10m
   */
  readonly timeout?: string;
  /**
   * Allows features in preview; VNet data gateways need none.
   *
   * @default false
   */
  readonly preview?: boolean;
  /**
   * GUID of a partner of Microsoft, for attribution.
   *
   * @default none
   */
  readonly partnerId?: string;
  /**
   * Sends no id of Terraform as the partner.
   *
   * @default false
   */
  readonly disableTerraformPartnerId?: boolean;
  /**
   * Reaches workspaces by their private endpoints.
   *
   * @default false
   */
  readonly useWorkspacePrivateLinkEndpoint?: boolean;
}

/** Names in Terraform. */
const ARGUMENTS: Readonly<Record<keyof Omit<FabricProviderConfig, 'alias'>, string>> = {
  tenantId: 'tenant_id',
  auxiliaryTenantIds: 'auxiliary_tenant_ids',
  clientId: 'client_id',
  clientIdFilePath: 'client_id_file_path',
  clientCertificateFilePath: 'client_certificate_file_path',
  useCli: 'use_cli',
  useDevCli: 'use_dev_cli',
  useMsi: 'use_msi',
  useOidc: 'use_oidc',
  oidcRequestUrl: 'oidc_request_url',
  oidcTokenFilePath: 'oidc_token_file_path',
  azureDevopsServiceConnectionId: 'azure_devops_service_connection_id',
  environment: 'environment',
  endpoint: 'endpoint',
  timeout: 'timeout',
  preview: 'preview',
  partnerId: 'partner_id',
  disableTerraformPartnerId: 'disable_terraform_partner_id',
  useWorkspacePrivateLinkEndpoint: 'use_workspace_private_link_endpoint',
};

const NO_SECRET =
  'It would lie in the synthesized JSON: use `useCli`, `useMsi` or `useOidc`, or set it as FABRIC_… in the environment.';

/**
 * The provider `microsoft/fabric`. Needed where a VnetDataGateway is created by Terraform, and only there. Terraform 1.8 or newer.
 *
 * @throws DataGatewayError for arguments that are unknown, and for secrets.
 */
export class FabricProvider extends TerraformProvider {
  /** Type in Terraform. */
  public static readonly tfResourceType = 'fabric';

  private readonly values: FabricArguments;
  private readonly ownAlias: string | undefined;

  /** Defines the provider; without arguments it signs in with what the environment says. */
  public constructor(scope: Construct, id: string, config: FabricProviderConfig = {}) {
    super(scope, id, {
      terraformResourceType: FabricProvider.tfResourceType,
      terraformGeneratorMetadata: FABRIC,
      terraformProviderSource: FABRIC_SOURCE,
    });
    const checks = constructChecks();
    const known = ['alias', ...Object.keys(ARGUMENTS)];
    if (isOptions('config', config, "new FabricProvider(stack, 'fabric', { useCli: true })", checks)) {
      checks.knownProperties(withoutSecrets(config, known, NO_SECRET, checks), known);
      if (config.environment !== undefined) {
        const fix = 'Leave it out for public.';
        checks.oneOf('environment', config.environment, ['public', 'usgovernment', 'china'], fix);
      }
    }
    throwProblems(this, 'FabricProvider', checks);
    this.ownAlias = config.alias;
    const given = config as Readonly<Record<string, FabricArgument>>;
    this.values = Object.fromEntries(Object.entries(ARGUMENTS).map(([name, argument]) => [argument, given[name]]));
  }

  /** Name that resources choose it by. */
  public override get alias(): string | undefined {
    return this.ownAlias;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { ...this.values };
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    return inHcl(this.values);
  }
}
