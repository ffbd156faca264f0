import type { Checks } from '../common/checks';
import { isOptions, readable, withoutSecrets } from '../common/options';

/** Where Windows LAPS keeps the password. */
export type LapsBackup = 'ActiveDirectory' | 'EntraId';

/** What Windows LAPS does some time after somebody has used the password. */
export type LapsPostAuthenticationAction = 'reset' | 'resetAndSignOut';

/** Rules of Windows LAPS (MicrosoftDocs/windowsserverdocs, laps-management-policy-settings at 0181cbe8). */
export interface WindowsLapsOptions {
  /**
   * Where the password is kept. `'ActiveDirectory'` needs members that are joined to a domain whose schema is extended
   * and whose computers may write their passwords (`Update-LapsADSchema`, `Set-LapsADComputerSelfPermission`);
   * `'EntraId'` needs members that are joined to Entra ID, or to both.
   */
  readonly backup: LapsBackup;

  /**
   * Days after which the password is changed: 1 to 365, with `'EntraId'` 7 to 365.
   *
   * @default 30, Microsoft's default
   */
  readonly passwordAgeDays?: number;

  /**
   * Length of the password in characters, 8 to 64.
   *
   * @default 14, Microsoft's default
   */
  readonly passwordLength?: number;

  /**
   * What the password is made of: 1 capitals, 2 small letters too, 3 digits too, 4 special characters too. Microsoft
   * advises 4. Further values are not offered: not every Windows that a member may run knows them.
   *
   * @default 4, Microsoft's default
   */
  readonly passwordComplexity?: 1 | 2 | 3 | 4;

  /**
   * What happens 24 hours after somebody has used the password: it is changed, and who is signed in with it is signed
   * out. Restarting the machine, which LAPS can do too, is not offered: it would take members away unannounced.
   *
   * @default 'resetAndSignOut', Microsoft's default
   */
  readonly postAuthenticationAction?: LapsPostAuthenticationAction;
}

const OPTIONS: readonly (keyof WindowsLapsOptions)[] = [
  'backup',
  'passwordAgeDays',
  'passwordLength',
  'passwordComplexity',
  'postAuthenticationAction',
];

/** Values of the policies, as the registry has them. */
const BACKUP_DIRECTORY: Readonly<Record<LapsBackup, number>> = { EntraId: 1, ActiveDirectory: 2 };
const POST_AUTHENTICATION: Readonly<Record<LapsPostAuthenticationAction, number>> = { reset: 1, resetAndSignOut: 3 };

/**
 * What becomes of the password that a member's local administrator got when the machine was created. That one is in
 * Terraform's state, so each member replaces it on its first start.
 */
export class LocalAdministratorPassword {
  /**
   * A password that the member draws, sets and forgets: nobody knows it. Who must sign in resets it through Azure (the
   * VMAccess extension), or has an account of the domain.
   */
  public static random(): LocalAdministratorPassword {
    return new LocalAdministratorPassword('random', undefined);
  }

  /**
   * Windows LAPS draws and renews it, and keeps it where administrators may read it. The rules are written to the local
   * policy, which a group policy or Intune outranks as a whole: leave LAPS to them where they set it. Microsoft means
   * the local policy for tests mainly. The account is the built-in administrator, whatever its name.
   */
  public static windowsLaps(options: WindowsLapsOptions): LocalAdministratorPassword {
    return new LocalAdministratorPassword('windowsLaps', options);
  }

  private constructor(
    /** Who draws the password: the member, or Windows LAPS. */
    public readonly kind: 'random' | 'windowsLaps',
    private readonly given: WindowsLapsOptions | undefined,
  ) {
    Object.freeze(this);
  }

  /** Where Windows LAPS keeps it; nothing where nobody does. */
  public get backup(): LapsBackup | undefined {
    return readable(this.given).backup;
  }

  /** Whether the members must be joined to a domain for it. */
  public get needsDomain(): boolean {
    return this.backup === 'ActiveDirectory';
  }

  /** Values below the registry key of the local LAPS policy, by their names; none where LAPS is not used. */
  public policy(): Readonly<Record<string, number>> {
    if (this.kind === 'random') return Object.freeze({});
    const { backup = 'ActiveDirectory', passwordAgeDays, passwordLength, passwordComplexity } = readable(this.given);
    return Object.freeze({
      BackupDirectory: BACKUP_DIRECTORY[backup],
      PasswordAgeDays: passwordAgeDays ?? 30,
      PasswordLength: passwordLength ?? 14,
      PasswordComplexity: passwordComplexity ?? 4,
      PostAuthenticationActions: POST_AUTHENTICATION[this.postAuthenticationAction],
    });
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    if (this.kind === 'random') return;
    const example = "LocalAdministratorPassword.windowsLaps({ backup: 'ActiveDirectory' })";
    if (!isOptions(property, this.given, example, checks)) return;
    const own = checks.within(property);
    const given = readable(this.given);
    const secret = 'Remove it: the password is drawn on the member, and never passes through here.';
    own.knownProperties(withoutSecrets(given, OPTIONS, secret, own), OPTIONS);
    own.oneOf('backup', given.backup, ['ActiveDirectory', 'EntraId'], 'Say which directory the members are joined to.');
    checkNumber('passwordAgeDays', given.passwordAgeDays, ageRule(given.backup), own);
    checkNumber('passwordLength', given.passwordLength, LENGTH, own);
    if (given.passwordComplexity !== undefined) {
      own.oneOf(
        'passwordComplexity',
        given.passwordComplexity,
        [1, 2, 3, 4],
        'Leave it out for 4, which Microsoft advises.',
      );
    }
    const mend = /boot|restart/i.test(String(given.postAuthenticationAction))
      ? 'LAPS would restart the member unannounced, and several at a time.'
      : 'Leave it out to have the password changed and its user signed out.';
    own.oneOf('postAuthenticationAction', this.postAuthenticationAction, ['reset', 'resetAndSignOut'], mend);
  }

  private get postAuthenticationAction(): LapsPostAuthenticationAction {
    return readable(this.given).postAuthenticationAction ?? 'resetAndSignOut';
  }
}

/** Bounds of a number, and what to do. */
interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly unit: string;
  readonly fix: string;
}

const LENGTH: Bounds = { min: 8, max: 64, unit: 'characters', fix: 'The default of Microsoft is 14.' };

function ageRule(backup: LapsBackup | undefined): Bounds {
  const fix = 'The default of Microsoft is 30; Entra ID takes 7 or more.';
  return { min: backup === 'EntraId' ? 7 : 1, max: 365, unit: 'days', fix };
}

/** The numbers become values of the registry, so they must be known. */
function checkNumber(property: string, value: unknown, bounds: Bounds, checks: Checks): void {
  if (value === undefined) return;
  if (!checks.known(property, value, 'It is written into a text when the app runs: write the number.')) return;
  checks.integer(property, value, bounds);
}
