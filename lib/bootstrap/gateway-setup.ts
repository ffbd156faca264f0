import type { Checks } from '../common/checks';
import {
  AZURE_CLOUD_NAMES,
  AZURE_CLOUDS,
  type AzureCloud,
  type AzureCloudName,
  azureCloudOf,
} from '../regions/azure-clouds';
import { valueObject } from '../common/value-object';
import { DirectorySetup } from '../identity/directory-setup';
import { DomainMembership } from '../identity/domain-membership';
import { checkDomain, domainOf } from './domain-checks';
import { GatewayProxy } from './settings/gateway-proxy';
import { GatewaySettings } from './settings/gateway-settings';
import { GatewaySoftware } from './software/gateway-software';
import { LocalAdministratorPassword } from './local-administrator-password';
import { Preflight } from './preflight';
import { ServiceAccount } from './service-account';

/** What is put on the members of a cluster, and how it is set. */
export interface GatewaySetupOptions {
  /**
   * Whether the members install, configure and register the gateway themselves. Without it they are machines and nothing
   * more, for `steps` of your own that do all of it; none of the properties below may be given then.
   *
   * @default true
   */
  readonly bootstrap?: boolean;

  /**
   * Azure cloud of the members: where their Key Vaults are.
   *
   * @default the one that `location` is in; the public one where only Terraform knows the location
   */
  readonly azureCloud?: AzureCloudName;

  /**
   * PowerShell, the DataGateway module and the gateway: which versions, from where.
   *
   * @default that of the `Egress` of the members' network, where it has one; else GatewaySoftware.latest(): Microsoft's newest, by
   * signature. Pin it in production
   */
  readonly software?: GatewaySoftware;

  /**
   * The account that the gateway's service runs as. Choose it before the members register: another account later on
   * needs a restore with the recovery key, member by member.
   *
   * @default ServiceAccount.virtual(), the one that the gateway is installed with
   */
  readonly serviceAccount?: ServiceAccount;

  /**
   * The domain of Active Directory that the members belong to, and who joins them. An account of the domain, delegation,
   * a file share with installers and LAPS in Active Directory need one.
   *
   * @default members are joined by nobody, or by a step or extension of your own
   */
  readonly domainMembership?: DomainMembership;

  /**
   * How the directory's side of the account is set up: the group of the members, the gMSA, service principal names and
   * delegation.
   *
   * @default the account and its group are there already
   */
  readonly directory?: DirectorySetup;

  /**
   * The proxy between the members and the internet. When it is left out again, the files are set back to what they were.
   *
   * @default that of the `Egress` of the members' network, unless it is in transition; else none
   */
  readonly proxy?: GatewayProxy;

  /**
   * Settings of the gateway's service: containers, spooling, reports, single sign-on. What is left out again is set back
   * to what it was. Thresholds belong to `loadBalancing`.
   *
   * @default those of the `Egress` of the members' network, where it has some; else as shipped; with a data disk, spool and reports lie on it
   */
  readonly gatewaySettings?: GatewaySettings;

  /**
   * What the first password of the local administrator, which Terraform's state holds, is replaced by.
   *
   * @default LocalAdministratorPassword.random(): one that nobody keeps
   */
  readonly localAdministratorPassword?: LocalAdministratorPassword;

  /**
   * What happens where a member cannot reach what it needs, tried before anything is installed.
   *
   * @default Preflight.enforced(): the step ends, and says what is missing
   */
  readonly preflight?: Preflight;
}

/** The same, decided. */
export interface GatewaySetup {
  readonly cloud: AzureCloud;
  readonly software: GatewaySoftware;
  readonly serviceAccount: ServiceAccount;
  readonly domainMembership: DomainMembership | undefined;
  readonly directory: DirectorySetup | undefined;
  readonly proxy: GatewayProxy | undefined;
  readonly gatewaySettings: GatewaySettings;
  readonly localAdministratorPassword: LocalAdministratorPassword;
  readonly preflight: Preflight;
}

/** Every property; the compiler keeps it complete. */
const PROPERTIES: Readonly<Record<keyof GatewaySetupOptions, true>> = {
  bootstrap: true,
  azureCloud: true,
  software: true,
  serviceAccount: true,
  domainMembership: true,
  directory: true,
  proxy: true,
  gatewaySettings: true,
  localAdministratorPassword: true,
  preflight: true,
};

/** Names of all properties. */
export const GATEWAY_SETUP_PROPERTIES: readonly string[] = Object.keys(PROPERTIES);

/** Decides the setup of the members, and reports what is wrong with it; nothing where the members are left alone. */
export function resolveGatewaySetup(
  given: GatewaySetupOptions & { readonly location: string },
  checks: Checks,
): GatewaySetup | undefined {
  checks.flag('bootstrap', given.bootstrap, 'Leave it out to have members that serve.');
  if (given.bootstrap === false) {
    checkUnread(given, checks);
    return undefined;
  }
  const location: unknown = given.location;
  const named = given.azureCloud;
  if (named !== undefined)
    checks.oneOf('azureCloud', named, AZURE_CLOUD_NAMES, 'Leave it out for the cloud of `location`.');
  const cloud =
    named === undefined
      ? azureCloudOf(checks.isUnknown(location) || typeof location !== 'string' ? '' : location)
      : AZURE_CLOUDS[named];
  const software = valueObject('software', given.software, GatewaySoftware, checks) ?? GatewaySoftware.latest();
  const serviceAccount =
    valueObject('serviceAccount', given.serviceAccount, ServiceAccount, checks) ?? ServiceAccount.virtual();
  const domainMembership = valueObject('domainMembership', given.domainMembership, DomainMembership, checks);
  const directory = valueObject('directory', given.directory, DirectorySetup, checks);
  const proxy = valueObject('proxy', given.proxy, GatewayProxy, checks);
  const gatewaySettings =
    valueObject('gatewaySettings', given.gatewaySettings, GatewaySettings, checks) ?? GatewaySettings.of({});
  const localAdministratorPassword =
    valueObject('localAdministratorPassword', given.localAdministratorPassword, LocalAdministratorPassword, checks) ??
    LocalAdministratorPassword.random();
  const preflight = valueObject('preflight', given.preflight, Preflight, checks) ?? Preflight.enforced();
  software.check('software', checks);
  serviceAccount.check('serviceAccount', checks);
  domainMembership?.check('domainMembership', checks);
  directory?.check('directory', checks, domainOf({ serviceAccount, domainMembership }));
  proxy?.check('proxy', checks);
  gatewaySettings.check('gatewaySettings', checks);
  localAdministratorPassword.check('localAdministratorPassword', checks);
  preflight.check('preflight', checks);
  checkProxyAccount(proxy, serviceAccount, checks);
  checkDomain({ serviceAccount, domainMembership, directory }, checks);
  return {
    cloud,
    software,
    serviceAccount,
    domainMembership,
    directory,
    proxy,
    gatewaySettings,
    localAdministratorPassword,
    preflight,
  };
}

function checkUnread(given: GatewaySetupOptions, checks: Checks): void {
  for (const [property, got] of Object.entries(given) as [keyof GatewaySetupOptions, unknown][]) {
    if (property === 'bootstrap' || got === undefined || !GATEWAY_SETUP_PROPERTIES.includes(property)) continue;
    const fix = 'Remove one of the two: without bootstrap nothing reads it.';
    checks.addHidden({ property, got, allowed: 'nothing with `bootstrap: false`', fix });
  }
}

function checkProxyAccount(proxy: GatewayProxy | undefined, account: ServiceAccount, checks: Checks): void {
  if (proxy?.wantsDomainAccount !== true || account.isDomainAccount) return;
  const fix = 'The account that the gateway is installed with is nobody in the domain, and such a proxy refuses it.';
  const allowed = "ServiceAccount.groupManaged({…}) with a proxy of authentication 'windows'";
  checks.add({ property: 'serviceAccount', got: account.accountName, allowed, fix });
}
