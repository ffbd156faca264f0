import { LoadBalancing } from '../../lib';
import { describeWithEngine } from './engine/engine';
import type { ClusterConfig, SecretConfig, TenantConfig, WorldConfig } from './engine/world-config';
import { defaults } from './engine/world-defaults';
import { ADMINISTRATORS, bySecret, byCertificate } from './member-cluster';
import {
  again,
  effectsOf,
  expectDone,
  expectServiceUntouched,
  failureIn,
  INSTALLED,
  outcomeOf,
  REGISTRATION_KEY,
  removeFromService,
  restartsOf,
  type Situation,
} from './situation';

const ANOTHER_TENANT = '99999999-9999-4999-8999-999999999999';
const OURS = [defaults.principalObjectId];
const NAME = 'finance-prod';

const inTenant = (tenant: TenantConfig): Situation => ({ world: { tenant } });
const beside = (cluster: Partial<ClusterConfig>): Situation => inTenant({ clusters: [{ name: NAME, ...cluster }] });
const vault = (
  secrets: Readonly<Record<string, string | SecretConfig>>,
  more: NonNullable<WorldConfig['vaults']>[string] = {},
): Situation => ({
  world: {
    vaults: {
      [defaults.vault]: {
        secrets: {
          [defaults.recoveryKeyName]: defaults.recoveryKey,
          [defaults.secretName]: defaults.secret,
          [defaults.certificateName]: { certificate: { thumbprint: defaults.thumbprint } },
          ...secrets,
        },
        ...more,
      },
    },
  },
});
const certificate = (given: SecretConfig['certificate']): Situation => ({
  ...vault({ [defaults.certificateName]: { certificate: given ?? { thumbprint: defaults.thumbprint } } }),
  props: { registration: byCertificate() },
});
const always = (status: number): { status: number; times: number }[] => [{ status, times: 100_000 }];
const tenOthers = Array.from({ length: 10 }, (_, at) => ({ name: `m${String(at)}`, machine: `M${String(at)}` }));
/** The second member, once the primary serves. */
const second: Situation = {
  computer: 'GW-02',
  prepare: async (world, cluster) => {
    expectDone(await cluster.run(world, 'GW-01', 'register'));
  },
};

interface Failure extends Situation {
  /** The cluster is there afterwards, with this many members; otherwise the service is as it was. */
  readonly members?: number;
}

const failures: Readonly<Record<string, Failure>> = {
  'no gateway': { member: {} },
  'no PowerShell 7': { member: { installed: { module: INSTALLED.module, gateway: INSTALLED.gateway } } },
  'a PowerShell 7 that is too old': { member: { installed: { ...INSTALLED, powerShell: '7.2.1' } } },
  'no module': { member: { installed: { powerShell: INSTALLED.powerShell, gateway: INSTALLED.gateway } } },
  'a PowerShell 7 that never ends': { member: { installed: INSTALLED, pwshHangs: 1 } },
  'a gateway that does not run': {
    prepare: (world) =>
      world
        .writeFile(
          'GW-01',
          'C:\\Program Files\\On-premises data gateway\\Microsoft.PowerBI.EnterpriseGateway.exe.config',
          '<',
        )
        .then(() => world.setService('GW-01', 'PBIEgwService', 'Stopped')),
  },
  // Key Vault
  'a vault that lets nobody in': vault({}, { firewall: true }),
  'a vault that gives no role': vault({}, { readers: [] }),
  'no such secret': {
    world: { vaults: { [defaults.vault]: { secrets: { [defaults.recoveryKeyName]: defaults.recoveryKey } } } },
  },
  'no such recovery key': {
    world: { vaults: { [defaults.vault]: { secrets: { [defaults.secretName]: defaults.secret } } } },
  },
  'a secret that is turned off': vault({ [defaults.secretName]: { value: defaults.secret, disabled: true } }),
  'a recovery key without a role': vault({ [defaults.recoveryKeyName]: { value: defaults.recoveryKey, noRole: true } }),
  'a vault that is always busy': vault({}, { failures: always(429) }),
  'an identity that was taken away': { member: { installed: INSTALLED, identities: [] } },
  // Sign-in
  'a wrong client secret': vault({ [defaults.secretName]: 'Another~Secret.8Q_value-0123456789' }),
  'a certificate that the application does not have': certificate({
    thumbprint: 'FFFFFFFFE5F60718293A4B5C6D7E8F9012345678',
  }),
  'a certificate that has expired': certificate({ thumbprint: defaults.thumbprint, notAfter: '2026-01-01T00:00:00Z' }),
  'a certificate without its key': certificate({ thumbprint: defaults.thumbprint, privateKey: false }),
  'a secret that is no certificate': {
    ...vault({ [defaults.certificateName]: 'this is no PFX at all' }),
    props: { registration: byCertificate() },
  },
  'an unknown application': inTenant({ principals: [] }),
  'another tenant': inTenant({ id: ANOTHER_TENANT }),
  'a tenant that refuses service principals': inTenant({ servicePrincipals: 'refused' }),
  'a service that is always busy': inTenant({ failures: { '*': always(429) } }),
  'a service that cannot be reached': { member: { installed: INSTALLED, network: { blocked: ['api.powerbi.com'] } } },
  'a proxy that nobody described': {
    world: { proxy: { address: 'http://proxy.corp.example:8080', direct: ['*.vault.azure.net'] } },
  },
  // Registration
  'a tenant in which users register': inTenant({ servicePrincipals: 'notForRegistration' }),
  'a tenant that restricts installers': inTenant({ installersRestricted: true }),
  'Private Link': inTenant({ privateLink: true }),
  'a recovery key that is too short': vault({ [defaults.recoveryKeyName]: 'Short1!' }),
  'a policy of this machine against the tenant': {
    prepare: (world) => world.setRegistryValue('GW-01', REGISTRATION_KEY, 'AllowedRegistrationTenants', ANOTHER_TENANT),
  },
  'a name that a cluster has which we do not see': beside({}),
  'a cluster of that name that is not ours': beside({ admins: OURS }),
  'two clusters of that name': inTenant({
    clusters: [
      { name: NAME, admins: OURS },
      { name: NAME, admins: OURS },
    ],
  }),
  'a leftover of an earlier primary': beside({
    admins: OURS,
    members: [{ name: NAME, machine: 'GW-01', status: 'None' }],
  }),
  'a leftover of an earlier primary with members': beside({
    admins: OURS,
    members: [
      { name: NAME, machine: 'GW-01', status: 'None' },
      { name: 'GW-02', machine: 'GW-02' },
    ],
  }),
  'an existing cluster that nobody sees': {
    props: { registration: bySecret({ existingCluster: 'join' }) },
    ...beside({}),
  },
  'an existing cluster with ten members': {
    ...beside({ admins: OURS, members: tenOthers }),
    props: { registration: bySecret({ existingCluster: 'join' }) },
  },
  'an existing cluster with another recovery key': {
    ...beside({ admins: OURS, recoveryKey: 'Another#Key_1234' }),
    props: { registration: bySecret({ existingCluster: 'join' }) },
  },
  'a machine that is registered in another tenant': {
    prepare: (world) => world.setRegistryValue('GW-01', REGISTRATION_KEY, 'RegistrationTenant', ANOTHER_TENANT),
  },
  'a machine that is registered in another cluster': {
    ...inTenant({ clusters: [{ name: 'other', admins: OURS, members: [{ name: 'x', machine: 'GW-01' }] }] }),
    member: { installed: { ...INSTALLED, registeredIn: 'other' } },
  },
  // The others
  'a second member without a primary': { computer: 'GW-02' },
  'a second member beside a cluster that is not ours': { computer: 'GW-02', ...beside({ admins: OURS }) },
  'a leftover of an earlier second member': {
    computer: 'GW-02',
    ...beside({
      admins: OURS,
      members: [
        { name: NAME, machine: 'GW-01' },
        { name: 'GW-02', machine: 'GW-02', status: 'None' },
      ],
    }),
  },
  'a gateway that is too old to join': {
    ...second,
    member: { installed: { ...INSTALLED, gateway: '3000.160.8' } },
  },
  'a second member with another recovery key': {
    computer: 'GW-02',
    prepare: async (world, cluster) => {
      await second.prepare?.(world, cluster);
      await world.rotateSecret(defaults.vault, defaults.recoveryKeyName, '2', 'Rotated#Key_5678');
    },
  },
  // What comes after the registration
  'a gateway that never connects': { member: { installed: INSTALLED, neverConnects: true }, members: 1 },
  'an administrator that does not exist': { ...inTenant({ directoryObjects: ADMINISTRATORS.slice(0, 1) }), members: 1 },
  'a mode that the service does not know': {
    props: { loadBalancing: LoadBalancing.custom('Fancy') },
    members: 1,
  },
};

describeWithEngine('register, when it cannot be done', (engine) => {
  test.each(Object.entries(failures))('stops at %s', async (_, { members, ...situation }) => {
    const outcome = await outcomeOf(engine(), 'register', { member: { installed: INSTALLED }, ...situation });
    expect(failureIn(outcome)).toMatchSnapshot();
    const { after, result, is } = outcome;
    if (members === undefined) expectServiceUntouched(outcome);
    else expect(after.clusters.map((one) => one.members.length)).toEqual([members]);
    expect(effectsOf(result).filter((effect) => effect.startsWith('gateway.removeMember'))).toEqual([]);
    expect(is.certificates).toEqual([]);
    // It never interrupts what serves.
    if (members === undefined && outcome.was.services['PBIEgwService']?.status === 'Running')
      expect(restartsOf(result)).toBe(0);
  });

  test.each([
    'a vault that lets nobody in',
    'no such secret',
    'no such recovery key',
    'a secret that is turned off',
    'a wrong client secret',
    'a cluster of that name that is not ours',
    'an unknown application',
  ])('says at once what does not pass by itself: %s', async (name) => {
    const { result } = await outcomeOf(engine(), 'register', { member: { installed: INSTALLED }, ...failures[name] });
    expect(result.seconds).toBeLessThan(60);
  });

  const mended: Readonly<Record<string, (outcome: Awaited<ReturnType<typeof outcomeOf>>) => Promise<void>>> = {
    'a PowerShell 7 that never ends': () => Promise.resolve(),
    'a gateway that never connects': ({ world }) => world.set('GW-01', ['neverConnects'], false),
    'an administrator that does not exist': ({ world }) => world.set(undefined, ['tenant', 'directoryObjects'], null),
    'Private Link': ({ world }) => world.set(undefined, ['tenant', 'privateLink'], false),
    'a leftover of an earlier primary': ({ world }) => removeFromService(world, 'GW-02', NAME),
  };
  test.each(Object.entries(mended))('goes on once this was mended: %s', async (name, mend) => {
    const failed = await outcomeOf(engine(), 'register', { member: { installed: INSTALLED }, ...failures[name] });
    expect(failed.result.exitCode).toBe(1);
    await mend(failed);
    const outcome = await again(failed.cluster, failed.world, 'GW-01', 'register');
    expectDone(outcome.result);
    expect(outcome.after.clusters).toMatchObject([
      { name: NAME, members: [{ machine: 'GW-01', primary: true, status: 'Live' }] },
    ]);
    const administrators = outcome.after.clusters[0]?.permissions.map(({ principal }) => principal);
    expect(administrators).toEqual([...OURS, ...ADMINISTRATORS]);
    expect(outcome.is.running).toEqual([]);
  });
});
