import type { ITerraformDependable } from 'cdktf';
import type { IGatewayMember } from '../props/gateway-cluster-interface';
import type { LoadBalancing } from '../props/load-balancing';
import type { IMemberStep, MemberStepContext } from '../props/member-step';
import type { DomainMembership } from '../../identity/domain-membership';
import { KeyVaultCertificateReference } from '../../identity/key-vault-reference';
import type { GatewaySetup } from '../../bootstrap/gateway-setup';
import { PUBLISHER_SUBJECT } from '../../bootstrap/software/software-releases';
import { admitSettings, directoryPlace } from '../../bootstrap/steps/directory-settings';
import { JoinExtensionStep } from './join-extension-step';
import type { ScriptPart, SharedSettings } from '../../bootstrap/steps/member-scripts';
import { DATA_SOURCE_ROW, type EgressTest, egressTestLines } from '../../bootstrap/steps/preflight-settings';
import type { RunCommandMachine } from '../../bootstrap/steps/run-command';
import { type RunCommandProps, RunCommandStep } from './run-command-step';
import { renderSettings, type ScriptSettings } from '../../bootstrap/steps/script-settings';
import { vaultUri } from '../../bootstrap/steps/vault-uri';

/** What the steps need to know beside what every step is told. */
export interface BootstrapProps extends RunCommandProps {
  readonly setup: GatewaySetup;
  readonly administratorUsername: string;
  readonly dataDisk: { readonly letter: string; readonly sizeGiB: number } | undefined;
  /** What is tried before anything is installed. */
  readonly egressTests: readonly EgressTest[];
  /** Nothing where the directory is no business of the deployment. */
  readonly directory: DirectoryForSteps | undefined;
}

/** Where the directory is changed, and what must have been done there. */
export interface DirectoryForSteps {
  readonly machine: RunCommandMachine;
  readonly prepared: ITerraformDependable;
}

/** The steps that make a machine a serving member, around those of the user. */
export interface BootstrapSteps {
  /** Joins the domain; nothing where something else does, or nobody. */
  readonly before: readonly IMemberStep[];
  /** After it, the gateway is there. */
  readonly install: IMemberStep;
  /** After the steps of the user: drivers are found, a domain is joined. */
  readonly after: readonly IMemberStep[];
}

/** What a script that changes the directory is put together from. */
export const DIRECTORY_PARTS: readonly ScriptPart[] = [
  'common',
  'domain',
  'conditions',
  'directory',
  'delegation',
  'directory-step',
];

const VOLUME_LABEL = 'Gateway';

/** Builds the steps. */
export function bootstrapSteps(props: BootstrapProps): BootstrapSteps {
  const { setup } = props;
  const shared = sharedBySteps(props);
  const join = setup.domainMembership?.joins === true ? setup.domainMembership : undefined;
  const common = commonSettings(props);
  let software: readonly SharedSettings[] | undefined;
  return {
    before: join === undefined ? [] : [joinStep(props, join, common)],
    install: new RunCommandStep({
      name: 'install',
      interruptsMember: setup.software.interruptsMember,
      timeoutMinutes: 90,
      parts: ['common', ...(join === undefined ? [] : ['domain' as const]), 'preflight', 'install'],
      ...shared,
      memberSettings: () => ({}),
      shared: (cluster) => [...common(cluster), ...(software ??= installSettings(props))],
    }),
    after: [...directoryStep(props), ...serviceSteps(props, common)],
  };
}

/** What nearly all steps have in common, each in a local of its own. */
type CommonSettings = (cluster: MemberStepContext) => readonly [cluster: SharedSettings, proxy: SharedSettings];

function commonSettings({ scripts, setup }: BootstrapProps): CommonSettings {
  return ({ gatewayName, identity }) => [
    scripts.shared('cluster', () => ({
      cluster: gatewayName,
      identityClientId: identity.clientId,
      vaultResource: setup.cloud.keyVaultResource,
    })),
    scripts.shared('proxy', () => proxySettings(setup)),
  ];
}

/** What makes the steps look whether a member serves again, once for both. */
function restartedBy({ scripts }: BootstrapProps, context: MemberStepContext, { key }: IGatewayMember): SharedSettings {
  return scripts.shared(`${key}-restarts`, () => ({ restartedBy: context.restartedBy }));
}

/** Settings that do not run a step again on members that have done it. */
function noReason(settings: SharedSettings): SharedSettings {
  return { ...settings, isReason: false };
}

function sharedBySteps({ scripts, tagged, rerun }: BootstrapProps): RunCommandProps {
  return { scripts, tagged, rerun };
}

function joinStep(props: BootstrapProps, membership: DomainMembership, common: CommonSettings): IMemberStep {
  const { setup, tagged } = props;
  const { domain, account, organizationalUnit, domainController, credential } = membership;
  if (credential === undefined) return new JoinExtensionStep(membership, setup.cloud, tagged);
  return new RunCommandStep({
    name: 'join-domain',
    interruptsMember: true,
    joinsDomain: domain,
    timeoutMinutes: 60,
    parts: ['common', 'domain', 'join-domain'],
    ...sharedBySteps(props),
    memberSettings: () => ({}),
    shared: (context) => {
      const [cluster, proxy] = common(context);
      const settings = props.scripts.shared('join-domain', () => ({
        domain,
        joinAccount: account ?? '',
        organizationalUnit: organizationalUnit ?? '',
        domainController: domainController ?? '',
        joinVaultUri: vaultUri(credential.keyVaultId, setup.cloud),
        joinSecretName: credential.name,
      }));
      // Whoever has joined does not join again by another way.
      return [cluster, noReason(proxy), settings];
    },
  });
}

/** Done on the management machine, for a member that has joined. */
function directoryStep(props: BootstrapProps): readonly IMemberStep[] {
  const { setup, directory } = props;
  if (directory === undefined) return [];
  const step = new RunCommandStep({
    name: 'directory',
    interruptsMember: false,
    timeoutMinutes: 45,
    parts: DIRECTORY_PARTS,
    ...sharedBySteps(props),
    machine: directory.machine,
    after: directory.prepared,
    memberSettings: () => ({ phase: 'admit' }),
    shared: ({ gatewayName }) => [
      props.scripts.shared('directory', () => ({ ...directoryPlace(gatewayName, setup), ...admitSettings(setup) })),
    ],
  });
  return [step];
}

function serviceSteps(props: BootstrapProps, common: CommonSettings): readonly IMemberStep[] {
  const shared = sharedBySteps(props);
  return [
    new RunCommandStep({
      name: 'configure',
      interruptsMember: true,
      timeoutMinutes: 60,
      parts: ['common', 'domain', 'account', 'gateway-files', 'configure'],
      ...shared,
      memberSettings: () => ({}),
      shared: (cluster, member) => [
        restartedBy(props, cluster, member),
        ...common(cluster),
        props.scripts.shared('configure', () => configureSettings(props, cluster)),
      ],
    }),
    new RunCommandStep({
      name: 'register',
      interruptsMember: true,
      afterPrimary: true,
      timeoutMinutes: 60,
      parts: ['common', 'gateway-service', 'register'],
      ...shared,
      memberSettings: roleSettings,
      shared: (cluster, member) => [
        restartedBy(props, cluster, member),
        ...common(cluster),
        props.scripts.shared('register', () => registerSettings(props, cluster)),
      ],
    }),
  ];
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

/**
 * What is installed, and what is tried before; what is tried of data sources apart, last: it is noted and stops nothing, so
 * that another source is no reason to install again.
 */
function installSettings(props: BootstrapProps): readonly SharedSettings[] {
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

function softwareSettings({ setup, administratorUsername, dataDisk }: BootstrapProps): ScriptSettings {
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
