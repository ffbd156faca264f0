import type { ITerraformDependable } from 'cdktf';
import type { IGatewayMember } from '../props/gateway-cluster-interface';
import type { IMemberStep, MemberStepContext } from '../props/member-step';
import type { DomainMembership } from '../../identity/domain-membership';
import { admitSettings, directoryPlace } from '../../bootstrap/steps/directory-settings';
import { JoinExtensionStep } from './join-extension-step';
import type { ScriptPart, SharedSettings } from '../../bootstrap/steps/member-scripts';
import type { RunCommandMachine } from '../../bootstrap/steps/run-command';
import { type RunCommandProps, RunCommandStep } from './run-command-step';
import {
  configureSettings,
  installSettings,
  noReason,
  proxySettings,
  registerSettings,
  roleSettings,
  type SettingsProps,
} from './step-settings';
import { vaultUri } from '../../bootstrap/steps/vault-uri';

/** What the steps need to know beside what every step is told. */
export interface BootstrapProps extends SettingsProps {
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
      const wanted = props.scripts.shared('join-domain', () => ({ domain }));
      const way = props.scripts.shared('join-account', () => ({
        joinAccount: account ?? '',
        organizationalUnit: organizationalUnit ?? '',
        domainController: domainController ?? '',
        joinVaultUri: vaultUri(credential.keyVaultId, setup.cloud),
        joinSecretName: credential.name,
      }));
      // Whoever has joined does not join again by another way or account, and is not moved.
      return [cluster, noReason(proxy), wanted, noReason(way)];
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
