import { DomainMembership, KerberosDelegation, ServiceAccount, ServicePrincipalName } from '../../lib';
import {
  CONSTRAINED,
  directoryWorld,
  DOMAIN,
  filesOf,
  gatewayAccount,
  inDirectory,
  JOIN_CREDENTIAL,
  runFile,
} from './directory-cluster';
import { objectIn, setUp } from './directory-runs';
import { describeWithEngine } from './engine/engine';
import type { DirectoryObjectConfig } from './engine/domain-config';
import type { SimulatedWorld } from './engine/world';
import { MANAGEMENT_MACHINE, MemberCluster } from './member-cluster';
import { changesOf, notesOf, textOf } from './situation';

const STRANGER = 'S-1-5-21-1-2-3-4711';
const JOINER = 'S-1-5-21-1-2-3-1105';

/** A computer account that somebody has made under the quota of the domain. */
const madeBy = (sid: string): DirectoryObjectConfig => ({
  sam: 'GW-01$',
  class: 'computer',
  properties: { 'mS-DS-CreatorSID': sid },
});

describeWithEngine('who is let in', (engine) => {
  const admit = async (
    cluster: MemberCluster,
    objects: readonly DirectoryObjectConfig[],
  ): Promise<readonly [SimulatedWorld, string]> => {
    const world = await directoryWorld(engine(), cluster, { objects });
    expect((await cluster.run(world, '', 'directory-prepare')).exitCode).toBe(0);
    return [world, textOf(await cluster.run(world, 'GW-01', 'directory'))];
  };

  test('a computer that a stranger has made under the quota of the domain is not', async () => {
    const [world, text] = await admit(new MemberCluster(inDirectory()), [madeBy(STRANGER)]);
    expect(text).toContain(
      `What failed: GW-01$ was made by ${STRANGER}, who took it from the quota of the domain and is not the account that joins\n`,
    );
    expect((await objectIn(world, 'gw-members')).members).toEqual([]);
    expect((await objectIn(world, 'svc-gw$')).spns).toEqual([]);
  });

  test.each(['CORP\\svc-join', `svc-join@${DOMAIN}`])('one that %s has made so, who joins, is', async (account) => {
    const domainMembership = DomainMembership.joinByScript({ domain: DOMAIN, account, credential: JOIN_CREDENTIAL });
    const joiner: DirectoryObjectConfig = {
      sam: 'svc-join',
      class: 'user',
      properties: { objectSid: JOINER, userPrincipalName: `svc-join@${DOMAIN}` },
    };
    const [world, text] = await admit(new MemberCluster(inDirectory({ domainMembership })), [madeBy(JOINER), joiner]);
    expect(text).toContain('changed: GW-01 belongs to gw-members');
    expect((await objectIn(world, 'gw-members')).members).toEqual(['GW-01$']);
  });

  test('an account of that name that is no computer is not', async () => {
    const [, text] = await admit(new MemberCluster(inDirectory()), [{ sam: 'GW-01$', class: 'gmsa' }]);
    expect(text).toContain('What failed: GW-01$ is the name of a msDS-GroupManagedServiceAccount\n');
  });
});

describeWithEngine('what others see to', (engine) => {
  test('delegation is left alone where the account has its rights and no described delegation', async () => {
    const first = new MemberCluster(inDirectory({ serviceAccount: gatewayAccount(CONSTRAINED) }));
    const world = await directoryWorld(engine(), first);
    await setUp(first, world);
    const before = await objectIn(world, 'svc-gw$');
    expect(before.allowedToDelegateTo).toHaveLength(2);
    const account = { name: 'svc-gw', domain: DOMAIN, netbiosDomain: 'CORP', kerberosSingleSignOn: true };
    const elsewhere = new MemberCluster(inDirectory({ serviceAccount: ServiceAccount.groupManaged(account) }));
    await setUp(elsewhere, world);
    expect(await objectIn(world, 'svc-gw$')).toEqual(before);
    // Without these rights nobody means to delegate.
    const none = new MemberCluster(
      inDirectory({ serviceAccount: ServiceAccount.groupManaged({ ...account, kerberosSingleSignOn: false }) }),
    );
    await setUp(none, world);
    expect(await objectIn(world, 'svc-gw$')).toMatchObject({ allowedToDelegateTo: [], trustedToAuth: false });
  });

  test('a web server by the name that every computer has is a data source that is there', async () => {
    const services = [ServicePrincipalName.http('web01.corp.example'), ServicePrincipalName.http('web02.corp.example')];
    const cluster = new MemberCluster(
      inDirectory({ serviceAccount: gatewayAccount(KerberosDelegation.constrained({ services })) }),
    );
    const world = await directoryWorld(engine(), cluster, {
      objects: [{ sam: 'WEB01$', class: 'computer', spns: ['HOST/web01.corp.example', 'HOST/web01'] }],
    });
    const result = await cluster.run(world, '', 'directory-prepare');
    expect(changesOf(result)).toContain('svc-gw$ may delegate to HTTP/web01.corp.example');
    expect(notesOf(result).filter((note) => note.includes('is registered on one account'))).toEqual([
      expect.stringContaining('HTTP/web02.corp.example'),
    ]);
  });
});

describeWithEngine('under the virtual account', (engine) => {
  const serviceAccount = ServiceAccount.virtual({ delegation: CONSTRAINED });

  test('a computer that leaves keeps what others have let it delegate to, and that is said', async () => {
    const three = new MemberCluster(inDirectory({ members: 3, serviceAccount }));
    const world = await directoryWorld(engine(), three);
    await setUp(three, world);
    const added = await world.run(
      MANAGEMENT_MACHINE,
      "Set-ADObject -Identity 'CN=GW-03,CN=Computers,DC=corp,DC=example' -Add @{ 'msDS-AllowedToDelegateTo' = 'HTTP/other.corp.example' } -Server 'dc1.corp.example'",
    );
    expect(added.errors).toEqual([]);
    const two = new MemberCluster(inDirectory({ members: 2, serviceAccount }));
    const released = await two.run(world, '', 'directory-release');
    expect(notesOf(released)).toContain(
      'GW-03$ may still delegate to HTTP/other.corp.example. That is not described here: take it away by hand, or delete the account.',
    );
    expect(await objectIn(world, 'GW-03$')).toMatchObject({ allowedToDelegateTo: ['HTTP/other.corp.example'] });
  });

  test('the check works where nobody here sees to the directory', async () => {
    const { directory: _, ...given } = inDirectory({ members: 2, serviceAccount });
    const cluster = new MemberCluster(given);
    const world = await directoryWorld(engine(), cluster, {}, {}, { features: { 'RSAT-AD-PowerShell': true } });
    const result = await runFile(world, 'GW-01', filesOf(given).check);
    expect([result.exitCode, result.errors, result.trace]).toEqual([1, [], []]);
    expect(textOf(result)).toContain(
      'MISSING   GW-01$ may delegate to MSSQLSvc/sql01.corp.example:1433 -> Have an administrator',
    );
    expect(textOf(result)).not.toContain('belongs to  ');
  });
});
