import { KeyVaultCertificateReference } from '../../identity/key-vault-reference';
import type { GatewaySetup } from '../../bootstrap/gateway-setup';
import { PUBLISHER_SUBJECT } from '../../bootstrap/software/software-releases';
import type { SharedSettings } from '../../bootstrap/steps/member-scripts';
import { DATA_SOURCE_ROW, type EgressTest, egressTestLines } from '../../bootstrap/steps/preflight-settings';
import { renderSettings, type ScriptSettings } from '../../bootstrap/steps/script-settings';
import { vaultUri } from '../../bootstrap/steps/vault-uri';
import type { IGatewayMember } from '../props/gateway-cluster-interface';
import type { LoadBalancing } from '../props/load-balancing';
import type { MemberStepContext } from '../props/member-step';
import type { RunCommandProps } from './run-command-step';

/** What the settings of the steps are made of, beside what every step is told. */
export interface SettingsProps extends RunCommandProps {
  readonly setup: GatewaySetup;
  readonly administratorUsername: string;
  readonly dataDisk: { readonly letter: string; readonly sizeGiB: number } | undefined;
  /** What is tried before anything is installed. */
  readonly egressTests: readonly EgressTest[];
}

const VOLUME_LABEL = 'Gateway';

/** Settings that do not run a step again on members that have done it. */
export function noReason(settings: SharedSettings): SharedSettings {
  return { ...settings, isReason: false };
}

export function proxySettings({ proxy }: GatewaySetup): ScriptSettings {
  return {
    proxyAddress: proxy?.address ?? '',
    proxyScript: proxy?.scriptLocation ?? '',
    proxyBypass: proxy?.bypassExpressions ?? [],
    proxyBypassLocal: proxy?.bypassLocal ?? false,
    proxyUseDefaultCredentials: proxy?.useDefaultCredentials ?? true,
  };
}

/**
 * What is installed, and what is tried before; what is tried of data sources apart, last: it is noted and stops nothing, so
 * that another source is no reason to install again.
 */
export function installSettings(props: SettingsProps): readonly SharedSettings[] {
  const { scripts } = props;
  const isOfSource = ({ row }: EgressTest): boolean => row === DATA_SOURCE_ROW;
  const tests = [...props.egressTests].sort((a, b) => Number(isOfSource(a)) - Number(isOfSource(b)));
  const { lines, hasForeignValues } = renderSettings(
    scripts,
    { ...softwareSettings(props), egressTests: egressTestLines(tests) },
    'install-',
  );
  // The list is closed behind the last test.
  const apart = tests.length === 0 ? lines.length : lines.length - tests.filter(isOfSource).length - 1;
  return [
    scripts.sharedLines('install', lines.slice(0, apart), hasForeignValues),
    noReason(scripts.sharedLines('data-sources', lines.slice(apart), hasForeignValues)),
  ];
}

function softwareSettings({ setup, administratorUsername, dataDisk }: SettingsProps): ScriptSettings {
  const { software, localAdministratorPassword, domainMembership } = setup;
  return {
    // Where the library joins it, a restart is to come.
    domain: domainMembership?.joins === true ? domainMembership.domain : '',
    administrator: administratorUsername,
    lapsPolicy: localAdministratorPassword.policy(),
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

export function configureSettings({ setup, dataDisk }: SettingsProps, context: MemberStepContext): ScriptSettings {
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
export function roleSettings(
  { isPrimary }: IGatewayMember,
  { registration, administrators, loadBalancing }: MemberStepContext,
): ScriptSettings {
  if (!isPrimary || registration.needsOperator) return { isPrimary };
  return { isPrimary, administrators, loadBalancing: loadBalancing.words.powerShell };
}

export function registerSettings({ setup: { cloud } }: SettingsProps, cluster: MemberStepContext): ScriptSettings {
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
