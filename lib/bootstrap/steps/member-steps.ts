import { Fn } from 'cdktf';
import type { IGatewayMember } from '../../cluster/gateway-cluster-interface';
import type { LoadBalancing } from '../../cluster/load-balancing';
import type { IMemberStep, MemberStepContext } from '../../cluster/member-step';
import { KeyVaultCertificateReference } from '../../identity/key-vault-reference';
import type { AzureCloud } from '../../regions/azure-clouds';
import { isComputedByTerraform } from '../../terraform/construct-checks';
import type { GatewaySetup } from '../gateway-setup';
import { PUBLISHER_SUBJECT } from '../software-releases';
import { type RunCommandProps, RunCommandStep } from './run-command-step';
import type { ScriptSettings } from './script-settings';

/** What the steps need to know beside what every step is told. */
export interface BootstrapProps extends RunCommandProps {
  readonly setup: GatewaySetup;
  readonly administratorUsername: string;
  readonly dataDisk: { readonly letter: string; readonly sizeGiB: number } | undefined;
}

/** The steps that make a machine a serving member. */
export interface BootstrapSteps {
  /** Before the steps of the user: after it, the gateway is there. */
  readonly install: IMemberStep;
  /** After the steps of the user: drivers are found, a domain is joined. */
  readonly configure: IMemberStep;
  readonly register: IMemberStep;
}

const VOLUME_LABEL = 'Gateway';

/** Builds the three steps. */
export function bootstrapSteps(props: BootstrapProps): BootstrapSteps {
  const { setup, scripts, tagged, rerun } = props;
  const shared = { scripts, tagged, rerun };
  const common = ({ gatewayName, identity }: MemberStepContext): ScriptSettings => ({
    cluster: gatewayName,
    identityClientId: identity.clientId,
    vaultResource: setup.cloud.keyVaultResource,
    ...proxySettings(setup),
  });
  return {
    install: new RunCommandStep({
      name: 'install',
      interruptsMember: setup.software.interruptsMember,
      timeoutMinutes: 90,
      parts: ['common', 'install'],
      ...shared,
      memberSettings: () => ({}),
      clusterSettings: (cluster) => ({ ...common(cluster), ...installSettings(props) }),
    }),
    configure: new RunCommandStep({
      name: 'configure',
      interruptsMember: true,
      timeoutMinutes: 60,
      parts: ['common', 'configure'],
      ...shared,
      memberSettings: (_, { restartedBy }) => ({ restartedBy }),
      clusterSettings: (cluster) => ({ ...common(cluster), ...configureSettings(props, cluster) }),
    }),
    register: new RunCommandStep({
      name: 'register',
      interruptsMember: true,
      afterPrimary: true,
      timeoutMinutes: 60,
      parts: ['common', 'gateway-service', 'register'],
      ...shared,
      memberSettings: (member, context) => ({ restartedBy: context.restartedBy, ...roleSettings(member, context) }),
      clusterSettings: (cluster) => ({ ...common(cluster), ...registerSettings(props, cluster) }),
    }),
  };
}

function proxySettings({ proxy }: GatewaySetup): ScriptSettings {
  return {
    proxyAddress: proxy?.address ?? '',
    proxyScript: proxy?.scriptLocation ?? '',
    proxyBypass: proxy?.bypassExpressions ?? [],
    proxyBypassLocal: proxy?.bypassLocal ?? false,
    proxyUseDefaultCredentials: proxy?.useDefaultCredentials ?? true,
  };
}

function installSettings({ setup, administratorUsername, dataDisk }: BootstrapProps): ScriptSettings {
  const { software, localAdministratorPassword } = setup;
  return {
    administrator: administratorUsername,
    lapsPolicy: localAdministratorPassword.policy(),
    waitForNames: namesToWaitFor(setup),
    dataDiskLetter: dataDisk?.letter ?? '',
    dataDiskLabel: dataDisk === undefined ? '' : VOLUME_LABEL,
    // Not asked for by the script: a larger disk is a reason to extend what is on it.
    dataDiskGiB: dataDisk?.sizeGiB ?? 0,
    upgrade: software.interruptsMember,
    signer: PUBLISHER_SUBJECT,
    installerArguments: software.installerArguments,
    software: software.components().map(({ name, version, fileName, location, sha256 }) => ({
      name,
      version: version ?? '',
      // Windows PowerShell unpacks what is called a ZIP.
      file: fileName.endsWith('.nupkg') ? `${fileName}.zip` : fileName,
      location,
      sha256: sha256 ?? '',
      tokenResource: software.source.kind === 'storageContainer' ? 'https://storage.azure.com/' : '',
    })),
  };
}

/** What must resolve before a download can work: behind a proxy, the proxy resolves for the member. */
function namesToWaitFor({ proxy, software, cloud }: GatewaySetup): readonly string[] {
  const files = software.components().map(({ location }) => hostOf(location));
  const hosts = proxy?.address === undefined ? [cloud.signInHost, ...files] : [hostOf(proxy.address)];
  return [...new Set(hosts.filter((host) => host !== '' && !/^[\d.]+$/.test(host)))];
}

/** Host of an address or a UNC path; nothing where Terraform computes it. */
function hostOf(location: string): string {
  if (isComputedByTerraform(location)) return '';
  return /^(?:https?:\/\/|\\\\)([^/\\:]+)/.exec(location)?.[1] ?? '';
}

function configureSettings({ setup, dataDisk }: BootstrapProps, context: MemberStepContext): ScriptSettings {
  const { serviceAccount, software, gatewaySettings } = setup;
  const onDataDisk = dataDisk === undefined ? {} : foldersOn(dataDisk.letter);
  const settings = { ...onDataDisk, ...gatewaySettings.coreSettings() };
  const gateway = software.components().find(({ name }) => name === 'Gateway');
  return {
    accountKind: serviceAccount.kind,
    accountName: serviceAccount.accountName,
    accountSam: serviceAccount.samAccountName ?? '',
    accountDomain: serviceAccount.domain ?? '',
    accountSid: serviceAccount.sid ?? '',
    accountRights: serviceAccount.rights,
    modifyInstallFolder: serviceAccount.modifyInstallFolder,
    whenRegistered: serviceAccount.whenRegistered,
    folders: FOLDER_KEYS.map((key) => settings[key]).filter((folder) => folder !== undefined),
    gatewaySettings: { ...thresholds(context.loadBalancing), ...settings },
    connectivityMode: gatewaySettings.connectivityMode ?? '',
    allowedTenants: context.registration.allowedTenants,
    // An upgrade resets the files, so a new version configures again; one that is not installed changes nothing.
    gatewayVersion: software.interruptsMember ? (gateway?.version ?? '') : '',
  };
}

/** What a data disk is for. */
const FOLDER_KEYS = ['SpoolerDirectory', 'ReportFilePath'] as const;

function foldersOn(letter: string): Partial<Record<string, string>> {
  return { SpoolerDirectory: `${letter}:\\Gateway\\Spooler`, ReportFilePath: `${letter}:\\Gateway\\Reports` };
}

/** Keys of GatewayCore.dll.config (MicrosoftDocs/data-integration, service-gateway-high-availability-clusters). */
function thresholds(loadBalancing: LoadBalancing): ScriptSettings {
  const { cpuThresholdPercent, memoryThresholdPercent, aggregationMinutes } = loadBalancing;
  return {
    CPUUtilizationPercentageThreshold: String(cpuThresholdPercent),
    MemoryUtilizationPercentageThreshold: String(memoryThresholdPercent),
    ResourceUtilizationAggregationTimeInMinutes: String(aggregationMinutes),
  };
}

/** What the primary does for the cluster is no business of the others. */
function roleSettings(
  { isPrimary }: IGatewayMember,
  { registration, administrators, loadBalancing }: MemberStepContext,
): ScriptSettings {
  if (!isPrimary || registration.needsOperator) return { isPrimary };
  return { isPrimary, administrators, loadBalancing: loadBalancing.words.powerShell };
}

function registerSettings({ setup: { cloud } }: BootstrapProps, cluster: MemberStepContext): ScriptSettings {
  const { registration, recoveryKey, gatewayName } = cluster;
  const { credential, tenantId } = registration;
  const common = { byOperator: registration.needsOperator, gatewayName, tenantId };
  if (credential === undefined) return common;
  return {
    ...common,
    environment: registration.environment,
    regionKey: registration.regionKey ?? '',
    applicationId: registration.applicationId,
    credentialKind: credential instanceof KeyVaultCertificateReference ? 'certificate' : 'clientSecret',
    credentialVaultUri: vaultUri(credential.keyVaultId, cloud),
    credentialName: credential.name,
    recoveryKeyVaultUri: vaultUri(recoveryKey.keyVaultId, cloud),
    recoveryKeyName: recoveryKey.name,
    primaryComputer: cluster.primaryComputerName,
    joinExisting: registration.existingCluster === 'join',
  };
}

/** Address of a vault, from its resource id: `/subscriptions/S/resourceGroups/G/providers/P/vaults/NAME`. */
function vaultUri(keyVaultId: string, { keyVaultSuffix }: AzureCloud): string {
  if (!isComputedByTerraform(keyVaultId)) return `https://${keyVaultId.split('/')[8] ?? ''}.${keyVaultSuffix}`;
  const name: unknown = Fn.element(Fn.split('/', keyVaultId), 8);
  return Fn.format(`https://%s.${keyVaultSuffix}`, [name]) as string;
}
