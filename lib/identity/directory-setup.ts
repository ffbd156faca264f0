import type { TerraformProvider } from 'cdktf';
import { armId, LOCATION } from '../common/azure-rules';
import { checkAzurermProvider } from '../common/azurerm-provider';
import type { Checks } from '../common/checks';
import { RERUN_REASON } from '../common/rerun';
import { isOptions, readable, withoutSecrets } from '../common/options';
import { checkOrganizationalUnit } from './distinguished-name';
import { DOMAIN_CONTROLLER, GROUP_NAME, HOST } from './domain-names';

/** What to do about the root key of the forest's key distribution service (KDS), which every gMSA's password comes from. */
export type KdsRootKey = 'expect' | 'create';

/** What is set up in the directory, whoever does it. */
export interface DirectorySetupOptions {
  /**
   * sAMAccountName of the security group that holds all member computers: 1 to 64 characters. It may read the password
   * of the gMSA. It is created where it does not exist.
   */
  readonly membersGroup: string;

  /**
   * Distinguished name of the organizational unit or container for the group, where it is created.
   *
   * @default the domain's container for users and groups
   */
  readonly membersGroupOrganizationalUnit?: string;

  /**
   * Distinguished name of the organizational unit or container for the gMSA, where it is created.
   *
   * @default the domain's container Managed Service Accounts
   */
  readonly accountOrganizationalUnit?: string;

  /**
   * DNS host name of the gMSA, which Active Directory demands and nothing here uses.
   *
   * @default name.domain, such as svc-gateway.corp.contoso.com
   */
  readonly accountDnsHostName?: string;

  /**
   * Days after which the domain renews the password of the gMSA: 1 to 365. It can be set only when the account is
   * created (MicrosoftDocs/windowsserverdocs, manage-group-managed-service-accounts).
   *
   * @default 30
   */
  readonly passwordIntervalDays?: number;

  /**
   * What to do where the forest has no KDS root key. `'create'` adds one, which takes a
   * domain administrator of the forest's root; a new one counts after up to 10 hours (MicrosoftDocs/windowsserverdocs).
   *
   * @default 'expect': without a key, it stops and says so
   */
  readonly kdsRootKey?: KdsRootKey;

  /**
   * Domain controller that all changes are made at, by its full name.
   *
   * @default the PDC emulator, so that all changes are made in one place
   */
  readonly domainController?: string;
}

/** Options of a setup by a machine of the domain. */
export interface DirectorySetupOnMachineOptions extends DirectorySetupOptions {
  /**
   * Resource id of the machine: `/subscriptions/…/providers/Microsoft.Compute/virtualMachines/…`. Whoever may run
   * commands on it has its rights in the directory.
   */
  readonly virtualMachineId: string;

  /**
   * Azure location of the machine.
   *
   * @default that of the cluster
   */
  readonly location?: string;

  /**
   * The azurerm provider of the machine's subscription, where that is another than the members': azurerm runs a command on the
   * machine of that name in the subscription of its provider, whatever the id says (azurerm v4.81.0).
   *
   * @default the provider of the stack
   */
  readonly provider?: TerraformProvider;

  /**
   * Runs the commands of the cluster again, whenever the text changes: `'after the move of 2026-11'`, say where somebody has
   * changed the directory by hand. Those of single members: `memberSettings.…rerun.directory`.
   *
   * @default nothing is run again
   */
  readonly rerun?: string;
}

/** Options of a setup by an administrator. */
export interface DirectorySetupByAdministratorOptions extends DirectorySetupOptions {
  /**
   * Whether the script creates the computer accounts of the members too, so that they are in the group before they join.
   * The account that joins must then be one that may take them over.
   *
   * @default true
   */
  readonly createComputers?: boolean;
}

/** Who sets the directory up. */
export type DirectorySetupKind = 'machine' | 'administrator';

type AnyOptions = Partial<DirectorySetupOnMachineOptions & DirectorySetupByAdministratorOptions>;

const COMMON_OPTIONS: readonly (keyof AnyOptions)[] = [
  'membersGroup',
  'membersGroupOrganizationalUnit',
  'accountOrganizationalUnit',
  'accountDnsHostName',
  'passwordIntervalDays',
  'kdsRootKey',
  'domainController',
];

const OPTIONS: Readonly<Record<DirectorySetupKind, readonly (keyof AnyOptions)[]>> = {
  machine: [...COMMON_OPTIONS, 'virtualMachineId', 'location', 'provider', 'rerun'],
  administrator: [...COMMON_OPTIONS, 'createComputers'],
};

const MACHINE_ID = armId(
  'Microsoft.Compute',
  ['virtualMachines'],
  'Give the `id` of the management machine (azurerm_windows_virtual_machine), which belongs to the domain.',
);

/**
 * How the directory's side is set up: the group of the members, the gMSA, its service principal names and its delegation.
 * What is there already is completed. No account and no group is deleted, also when the cluster is destroyed.
 */
export class DirectorySetup {
  /**
   * By commands on a management machine of the domain (Windows Server), as a part of the deployment. They run as the system, so that the
   * rights in the directory are those of the machine's computer account: delegate just these to it.
   */
  public static onMachine(options: DirectorySetupOnMachineOptions): DirectorySetup {
    return new DirectorySetup('machine', options);
  }

  /**
   * By an administrator of the domain, who runs a script that lies beside the stack, before the members are deployed.
   * Nothing of the deployment has rights in the directory.
   */
  public static byAdministrator(options: DirectorySetupByAdministratorOptions): DirectorySetup {
    return new DirectorySetup('administrator', options);
  }

  /** Group that holds all member computers. */
  public readonly membersGroup: string;
  /** Place of a new group; nothing for the domain's own choice. */
  public readonly membersGroupOrganizationalUnit: string | undefined;
  /** Place of a new gMSA; nothing for the domain's own choice. */
  public readonly accountOrganizationalUnit: string | undefined;
  /** DNS host name of the gMSA; nothing for name.domain. */
  public readonly accountDnsHostName: string | undefined;
  /** Days after which the password of a new gMSA is renewed. */
  public readonly passwordIntervalDays: number;
  /** What to do where the forest has no KDS root key. */
  public readonly kdsRootKey: KdsRootKey;
  /** Where all changes are made; nothing for the PDC emulator. */
  public readonly domainController: string | undefined;
  /** The machine that does it; nothing where an administrator does. */
  public readonly virtualMachineId: string | undefined;
  /** Azure location of that machine; nothing for the cluster's. */
  public readonly location: string | undefined;
  /** The provider of that machine's subscription; nothing for the stack's. */
  public readonly provider: TerraformProvider | undefined;
  /** What makes the commands of the cluster run once more; nothing where nothing does. */
  public readonly rerun: string | undefined;
  /** Whether computer accounts of the members are created before they join. */
  public readonly createComputers: boolean;

  private constructor(
    /** Who sets the directory up. */
    public readonly kind: DirectorySetupKind,
    private readonly given: DirectorySetupOptions,
  ) {
    const options = readable<AnyOptions>(given);
    const isMachine = kind === 'machine';
    this.membersGroup = options.membersGroup as string;
    this.membersGroupOrganizationalUnit = options.membersGroupOrganizationalUnit;
    this.accountOrganizationalUnit = options.accountOrganizationalUnit;
    this.accountDnsHostName = options.accountDnsHostName;
    this.passwordIntervalDays = options.passwordIntervalDays ?? 30;
    this.kdsRootKey = options.kdsRootKey ?? 'expect';
    this.domainController = options.domainController;
    this.virtualMachineId = isMachine ? options.virtualMachineId : undefined;
    this.location = isMachine ? options.location : undefined;
    this.provider = isMachine ? options.provider : undefined;
    this.rerun = isMachine ? options.rerun : undefined;
    this.createComputers = isMachine ? false : (options.createComputers ?? true);
    Object.freeze(this);
  }

  /** For messages. */
  public toString(): string {
    return `directory set up by ${this.kind === 'machine' ? String(this.virtualMachineId) : 'an administrator'}`;
  }

  /** @internal */
  public check(property: string, checks: Checks, domain: string | undefined): void {
    const example =
      this.kind === 'machine'
        ? "DirectorySetup.onMachine({ virtualMachineId: machine.id, membersGroup: 'GatewayMembers' })"
        : "DirectorySetup.byAdministrator({ membersGroup: 'GatewayMembers' })";
    if (!isOptions(property, this.given, example, checks)) return;
    const own = checks.within(property);
    const given = readable<AnyOptions>(this.given);
    const known = OPTIONS[this.kind];
    const rest = withoutSecrets(given, known, NO_SECRET[this.kind], own);
    const isOfOther = KIND_OPTIONS.some((name) => name in rest && !known.includes(name));
    own.knownProperties(rest, known, isOfOther ? OF_OTHER_KIND : undefined);
    own.text('membersGroup', given.membersGroup, GROUP_NAME);
    for (const place of ['membersGroupOrganizationalUnit', 'accountOrganizationalUnit'] as const) {
      if (given[place] === undefined) continue;
      checkOrganizationalUnit(place, given[place], domain, own, { containersToo: true });
    }
    if (given.accountDnsHostName !== undefined) own.text('accountDnsHostName', given.accountDnsHostName, HOST);
    if (given.passwordIntervalDays !== undefined) own.integer('passwordIntervalDays', given.passwordIntervalDays, DAYS);
    own.oneOf('kdsRootKey', this.kdsRootKey, ['expect', 'create'], 'Leave it out to have none created.');
    if (given.domainController !== undefined) own.text('domainController', given.domainController, DOMAIN_CONTROLLER);
    if (this.kind === 'administrator') {
      own.flag('createComputers', given.createComputers, 'Leave it out, and the script creates the computer accounts.');
      return;
    }
    own.text('virtualMachineId', given.virtualMachineId, MACHINE_ID);
    if (given.location !== undefined) own.text('location', given.location, LOCATION);
    if (given.provider !== undefined) checkAzurermProvider(given.provider, 'management', own);
    if (given.rerun !== undefined)
      own.text('rerun', given.rerun, {
        ...RERUN_REASON,
        fix: "Write what happened: 'after the move of 2026-11'.",
      });
  }
}

/** The bound is this library's own: a password that is older than a year is kept by nobody. */
const DAYS = { min: 1, max: 365, unit: 'days', fix: 'Leave it out for 30, the default of Active Directory.' } as const;

const KIND_OPTIONS: readonly (keyof AnyOptions)[] = [
  'virtualMachineId',
  'location',
  'provider',
  'rerun',
  'createComputers',
];
const OF_OTHER_KIND =
  '`virtualMachineId`, `location`, `provider` and `rerun` belong to DirectorySetup.onMachine, `createComputers` to DirectorySetup.byAdministrator.';

const NO_SECRET: Readonly<Record<DirectorySetupKind, string>> = {
  machine: 'Remove it: the commands run as the system of the machine, and its computer account has the rights.',
  administrator: 'Remove it: the administrator runs the script under an account of their own.',
};
