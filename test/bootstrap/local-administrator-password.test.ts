import { LocalAdministratorPassword } from '../../lib/bootstrap';
import { Checks } from '../../lib/common/checks';

test('a password that nobody knows', () => {
  const password = LocalAdministratorPassword.random();
  const checks = new Checks();
  password.check('password', checks);
  expect(checks.problems).toEqual([]);
  expect(password).toMatchObject({ kind: 'random', backup: undefined, needsDomain: false });
  expect(password.policy()).toEqual({});
});

test('Windows LAPS with the defaults of Microsoft', () => {
  const password = LocalAdministratorPassword.windowsLaps({ backup: 'ActiveDirectory' });
  expect(password).toMatchObject({ kind: 'windowsLaps', backup: 'ActiveDirectory', needsDomain: true });
  expect(password.policy()).toEqual({
    BackupDirectory: 2,
    PasswordAgeDays: 30,
    PasswordLength: 14,
    PasswordComplexity: 4,
    PostAuthenticationActions: 3,
  });
});

test('Windows LAPS with rules of its own', () => {
  const password = LocalAdministratorPassword.windowsLaps({
    backup: 'EntraId',
    passwordAgeDays: 7,
    passwordLength: 64,
    passwordComplexity: 3,
    postAuthenticationAction: 'reset',
  });
  const checks = new Checks();
  password.check('password', checks);
  expect(checks.problems).toEqual([]);
  expect(password.needsDomain).toBe(false);
  expect(password.policy()).toEqual({
    BackupDirectory: 1,
    PasswordAgeDays: 7,
    PasswordLength: 64,
    PasswordComplexity: 3,
    PostAuthenticationActions: 1,
  });
});

test('a member is never restarted by LAPS', () => {
  const actions = (['reset', 'resetAndSignOut'] as const).map(
    (postAuthenticationAction) =>
      LocalAdministratorPassword.windowsLaps({ backup: 'EntraId', postAuthenticationAction }).policy()[
        'PostAuthenticationActions'
      ],
  );
  expect(actions).toEqual([1, 3]);
});

test('a choice cannot be changed', () => {
  expect(Object.isFrozen(LocalAdministratorPassword.random())).toBe(true);
  expect(Object.isFrozen(LocalAdministratorPassword.windowsLaps({ backup: 'EntraId' }).policy())).toBe(true);
});
