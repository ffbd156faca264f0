/**
 * What runs on a member: software, service account, proxy, settings of the gateway, and the test before an installation.
 *
 * @packageDocumentation
 */
export {
  type PinnedSoftwareOptions,
  GatewaySoftware,
  type LatestSoftwareOptions,
  type SoftwareOptions,
  type WhenOlderIsInstalled,
} from './software/gateway-software';
export {
  GatewayProxy,
  type ProxyAuthentication,
  type ProxyAuthenticationOptions,
  type ProxyOptions,
} from './settings/gateway-proxy';
export { GatewaySettings } from './settings/gateway-settings';
export type {
  ConnectivityMode,
  ConnectorSettings,
  ContainerSettings,
  GatewaySettingsOptions,
  ReportSettings,
  SingleSignOnSettings,
  SpoolingSettings,
} from './settings/gateway-settings-props';
export {
  type LapsBackup,
  type LapsPostAuthenticationAction,
  LocalAdministratorPassword,
  type WindowsLapsOptions,
} from './local-administrator-password';
export type {
  PinnedDataGatewayModule,
  PinnedGateway,
  PinnedPowerShell,
  PinnedVersions,
} from './software/pinned-software';
export { Preflight, type PreflightOptions } from './preflight';
export {
  type GroupManagedServiceAccountOptions,
  ServiceAccount,
  type ServiceAccountKind,
  type ServiceAccountOptions,
  type WhenRegistered,
} from './service-account';
export { SOFTWARE_NAMES, type SoftwareComponent, type SoftwareName } from './software/software-component';
export { GATEWAY_RELEASES, type GatewayRelease, POWERSHELL_LTS } from './software/software-releases';
export { SoftwareSource, type SoftwareSourceKind, type StorageContainerOptions } from './software/software-source';
export type { GatewaySetupOptions } from './gateway-setup';
export { BOOTSTRAP_STEPS, type BootstrapStepName } from './step-names';
