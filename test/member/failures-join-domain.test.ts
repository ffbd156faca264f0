import { directory, DOMAIN, JOIN_SECRET } from './directory-cluster';
import type { DomainConfig } from './engine/domain-config';
import { describeWithEngine } from './engine/engine';
import type { SimulatedWorld } from './engine/world';
import type { SecretConfig, WorldConfig } from './engine/world-config';
import { defaults } from './engine/world-defaults';
import { answersIn, byScript, type Joining, joiningWorld, workOf } from './joining';
import { again, expectDone, failureIn, type Outcome, textOf } from './situation';

const JOINER = 'CORP\\svc-join';
const secret = directory().joinAccounts?.[JOINER]?.secret ?? '';
/** What the vault has instead of the password, or where it is. */
const vault = (given?: string | SecretConfig, more: object = {}): WorldConfig => ({
  vaults: { [defaults.vault]: { secrets: given === undefined ? {} : { [JOIN_SECRET]: given }, ...more } },
});
const joiner = (more: object): Partial<DomainConfig> => ({ joinAccounts: { [JOINER]: { secret, ...more } } });
/** An account of this name that is there before the machine joins. */
const account = (more: object, path = 'OU=Gateways,DC=corp,DC=example'): Partial<DomainConfig> => ({
  objects: [{ sam: 'GW-01$', class: 'computer', path, ...more }],
});
const answers =
  (...codes: number[]) =>
  (world: SimulatedWorld): Promise<void> =>
    world.set('GW-01', ['domain', 'joinAnswers'], codes);

interface Case extends Joining {
  readonly prepare?: (world: SimulatedWorld) => Promise<void>;
}

describeWithEngine('join-domain, when it cannot be done', (engine) => {
  const outcomeOf = async ({ prepare, ...joining }: Case): Promise<Outcome> => {
    const { cluster, world } = await joiningWorld(engine(), joining);
    await prepare?.(world);
    return again(cluster, world, 'GW-01', 'join-domain');
  };

  /** With what Windows answered, attempt by attempt; a number stands for very many of the same. */
  const failures: Readonly<Record<string, Case & { readonly answers: readonly string[] | string }>> = {
    'an account without the right to create computers': { domain: joiner({ mayCreate: false }), answers: ['5'] },
    'a wrong password': { world: vault('Another-password-8'), answers: ['1326'] },
    'an account that nobody knows': { domain: { joinAccounts: {} }, answers: ['1326'] },
    'an account that is locked': { domain: joiner({ lockedOut: true }), answers: ['1909'] },
    'no such organizational unit': {
      membership: byScript({ organizationalUnit: 'OU=None,DC=corp,DC=example' }),
      answers: ['2'],
    },
    'an account whose password has expired': { prepare: answers(1330), answers: ['1330'] },
    'an account that has joined as many machines as it may': { prepare: answers(8557), answers: ['8557'] },
    'an organizational unit of another domain': { prepare: answers(1332), answers: ['1332'] },
    'a computer account that somebody else has made': { domain: account({}), answers: ['2732'] },
    'a computer account of its own in another place': {
      domain: account({ creator: JOINER }, 'CN=Computers,DC=corp,DC=example'),
      answers: ['2224'],
    },
    'an answer that nobody has met': { prepare: answers(8), answers: ['8'] },
    'a domain that does not answer': { domain: { blockedDomains: [DOMAIN] }, answers: '1355' },
    'domain controllers behind a firewall': {
      member: { network: { blocked: ['dc?.corp.example:445'] } },
      answers: '53',
    },
    'a clock that nobody corrects': { member: { clock: { offset: 900 } }, answers: '1398' },
    'a domain controller that there is not': {
      membership: byScript({ domainController: 'dc9.corp.example' }),
      answers: '53',
    },
    'a domain that DNS does not know': {
      member: { network: { unknownNames: ['_ldap._tcp.dc._msdcs.*'] } },
      answers: [],
    },
    'no secret': { world: vault(), answers: [] },
    'a secret that is disabled': { world: vault({ value: secret, disabled: true }), answers: [] },
    'a secret without a role on it': { world: vault({ value: secret, noRole: true }), answers: [] },
    'a vault whose firewall keeps members out': { world: vault(secret, { firewall: true }), answers: [] },
  };

  test.each(Object.entries(failures))('stops at %s', async (_, { answers: wanted, ...situation }) => {
    const outcome = await outcomeOf(situation);
    expect(failureIn(outcome)).toMatchSnapshot();
    const given = answersIn(outcome.result);
    if (typeof wanted !== 'string') expect(given).toEqual(wanted);
    else {
      // Every twenty seconds for ten minutes.
      expect([...new Set(given)]).toEqual([wanted]);
      expect(given.length).toBeGreaterThan(25);
    }
    expect([workOf(outcome.result), outcome.result.restartScheduled]).toEqual([[], false]);
    expect(outcome.after.directory).toEqual(outcome.before.directory);
    expect(outcome.is.domain).toEqual(outcome.was.domain);
  });

  test('never moves a machine that is in another domain', async () => {
    const outcome = await outcomeOf({
      prepare: async (world) => {
        await world.joinByExtension('GW-01');
        await world.set('GW-01', ['domain', 'name'], 'emea.example');
      },
    });
    expect(failureIn(outcome)).toMatchInlineSnapshot(`
      {
        "doing": "looking at the domain of this computer",
        "failed": "this computer is in the domain emea.example, and corp.example is described",
        "toDo": "A member stays in its domain for life: give it a new key.",
      }
    `);
    expect([answersIn(outcome.result), workOf(outcome.result), outcome.result.restartScheduled]).toEqual([
      [],
      [],
      false,
    ]);
    expect(outcome.is.domain).toEqual({ joined: true, name: 'emea.example' });
  });

  test('says so when the domain no longer knows a machine that has joined', async () => {
    const outcome = await outcomeOf({
      prepare: async (world) => {
        await world.joinByExtension('GW-01');
        await world.set('GW-01', ['domain', 'trustBroken'], true);
      },
    });
    expect(failureIn(outcome)).toMatchInlineSnapshot(`
      {
        "doing": "waiting for the domain corp.example",
        "failed": "waited in vain for a secure channel to the domain",
        "toDo": "The members must reach a domain controller, and their computer account must be in order.",
      }
    `);
    expect(answersIn(outcome.result)).toEqual([]);
  });

  test('says so when Windows will not restart', async () => {
    const outcome = await outcomeOf({ prepare: (world) => world.set('GW-01', ['shutdownFails'], 5) });
    expect(failureIn(outcome)).toMatchInlineSnapshot(`
      {
        "doing": "asking Windows for a restart",
        "failed": "shutdown.exe ended with 5",
        "toDo": "Restart the member, then apply again.",
      }
    `);
    expect(textOf(outcome.result)).toContain('changed: joined the domain corp.example');
    expect([outcome.is.domain?.joined, outcome.result.restartScheduled]).toEqual([true, false]);
  });
});

describeWithEngine('join-domain, of what passes by itself', (engine) => {
  const passing: Readonly<Record<string, Case & { readonly answers: readonly string[]; readonly waits: number }>> = {
    'paths that open': { prepare: answers(1355, 53, 64), answers: ['1355', '53', '64', '0'], waits: 60 },
    'a domain controller that starts': { prepare: answers(1722, 1311), answers: ['1722', '1311', '0'], waits: 40 },
    'a clock that Windows corrects': {
      member: { clock: { offset: -900, correctedAfter: 50 } },
      answers: ['1398', '1398', '1398', '0'],
      waits: 60,
    },
    'DNS servers that learn of the domain': { member: { domain: { reachableAfter: 300 } }, answers: ['0'], waits: 300 },
    'a network that comes late': { member: { network: { downFor: 200 } }, answers: ['0'], waits: 200 },
    'a role that takes a while': { world: vault({ value: secret, roleAfter: 600 }), answers: ['0'], waits: 600 },
    'a role, while Windows corrects its clock, and then for a path': {
      world: vault({ value: secret, roleAfter: 600 }),
      member: { clock: { offset: -7200, correctedAfter: 100 } },
      prepare: answers(53),
      answers: ['53', '0'],
      waits: 620,
    },
    'a clock that Windows sets back': {
      member: { clock: { offset: 900, correctedAfter: 50 } },
      answers: ['1398', '1398', '1398', '0'],
      waits: 60,
    },
  };
  test.each(Object.entries(passing))('waits for %s', async (_, { answers: wanted, waits, prepare, ...joining }) => {
    const { cluster, world } = await joiningWorld(engine(), joining);
    await prepare?.(world);
    const { result, is } = await again(cluster, world, 'GW-01', 'join-domain');
    expectDone(result);
    expect([answersIn(result), result.restartScheduled, is.domain]).toEqual([
      wanted,
      true,
      { joined: true, name: DOMAIN },
    ]);
    expect(result.seconds).toBeGreaterThanOrEqual(waits);
    expect(result.seconds).toBeLessThan(waits + 60);
  });

  test('joins with the next run where the password was wrong', async () => {
    const { cluster, world } = await joiningWorld(engine(), { world: vault('Another-password-8') });
    expect((await cluster.run(world, 'GW-01', 'join-domain')).exitCode).toBe(1);
    await world.rotateSecret(defaults.vault, JOIN_SECRET, '2'.repeat(32), secret);
    expectDone((await again(cluster, world, 'GW-01', 'join-domain')).result);
  });
});
