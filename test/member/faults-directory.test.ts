import { KerberosDelegation, type MemberKeys, ServiceAccount } from '../../lib';
import { CONSTRAINED, directoryWorld, gatewayAccount, inDirectory, RESOURCE_BASED, SQL } from './directory-cluster';
import { done, setUp } from './directory-runs';
import type { DirectoryObjectConfig } from './engine/domain-config';
import { describeWithEngine } from './engine/engine';
import type { SimulatedWorld } from './engine/world';
import { tryEveryFault } from './fault-points';
import { MemberCluster } from './member-cluster';

const clusterWith = (serviceAccount: ServiceAccount, memberKeys: MemberKeys = ['01', '02', '03']): MemberCluster =>
  new MemberCluster(inDirectory({ memberKeys, primary: memberKeys[0], serviceAccount }));
const PREPARE = ['', 'directory-prepare'] as const;
const handMade = { sam: 'svc-gw$', class: 'gmsa', principalsAllowedToRetrieve: ['SQL01$'] } as const;

describeWithEngine('a change of the directory, failing or cut off at every effect, converges again', (engine) => {
  const worldOf = (cluster: MemberCluster, ...objects: DirectoryObjectConfig[]): Promise<SimulatedWorld> =>
    directoryWorld(engine(), cluster, { objects });

  test('the preparation from nothing, with constrained delegation', async () => {
    const delegation = KerberosDelegation.constrained({ services: [SQL], windowsAuthorizationAccess: true });
    const cluster = clusterWith(gatewayAccount(delegation));
    const { effects } = await tryEveryFault(
      cluster,
      await worldOf(cluster),
      ...PREPARE,
      'directory-prepare, from nothing',
    );
    expect(effects).toBeGreaterThan(12);
  }, 600_000);

  test('the preparation of an account that others have made', async () => {
    const cluster = clusterWith(gatewayAccount(CONSTRAINED));
    const world = await worldOf(cluster, handMade);
    const { effects } = await tryEveryFault(cluster, world, ...PREPARE, 'directory-prepare, account of others');
    expect(effects).toBeGreaterThan(10);
  }, 600_000);

  test('the preparation that takes resource-based delegation in place of the constrained one', async () => {
    const [before, cluster] = [clusterWith(gatewayAccount(CONSTRAINED)), clusterWith(gatewayAccount(RESOURCE_BASED))];
    const world = await worldOf(cluster);
    await setUp(before, world);
    const { effects } = await tryEveryFault(cluster, world, ...PREPARE, 'directory-prepare, change of delegation');
    // Two names off the list, protocol transition off, and the list of the data source.
    expect(effects).toBe(4);
  }, 600_000);

  test('the admission of a member', async () => {
    const cluster = clusterWith(gatewayAccount(CONSTRAINED));
    const world = await worldOf(cluster);
    await done(cluster, world, '', 'directory-prepare');
    const { effects } = await tryEveryFault(cluster, world, 'GW-01', 'directory');
    expect(effects).toBe(2);
  }, 600_000);

  test('the release of two members, one of whom has no account any more', async () => {
    const cluster = clusterWith(gatewayAccount(CONSTRAINED), ['01', '02']);
    const four = clusterWith(gatewayAccount(CONSTRAINED), ['01', '02', '03', '04']);
    const world = await worldOf(four);
    await setUp(four, world);
    await world.removeDirectoryObject('GW-04$');
    const { effects } = await tryEveryFault(cluster, world, '', 'directory-release');
    // The names of both, and the one that still has an account out of the group.
    expect(effects).toBe(3);
  }, 600_000);

  describe('under the virtual account,', () => {
    const virtual = ServiceAccount.virtual({ delegation: CONSTRAINED });

    test('the admission of a member', async () => {
      const cluster = clusterWith(virtual);
      const world = await worldOf(cluster, { sam: 'GW-01$', class: 'computer', trustedForDelegation: true });
      await done(cluster, world, '', 'directory-prepare');
      const title = 'directory of GW-01, under the virtual account';
      const { effects } = await tryEveryFault(cluster, world, 'GW-01', 'directory', title);
      expect(effects).toBe(6);
    }, 600_000);

    test('the release of the member that had the name of the account', async () => {
      const cluster = clusterWith(virtual, ['02', '03']);
      const world = await worldOf(clusterWith(virtual));
      await setUp(clusterWith(virtual), world);
      const title = 'directory-release, under the virtual account';
      const { effects } = await tryEveryFault(cluster, world, '', 'directory-release', title);
      // Two services, protocol transition and the name; the name to another; out of the group.
      expect(effects).toBe(6);
    }, 600_000);
  });
});
