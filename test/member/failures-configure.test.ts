import { GatewayProxy, GatewaySettings, Registration, ServiceAccount } from '../../lib';
import { describeWithEngine } from './engine/engine';
import type { MachineState } from './engine/world';
import { defaults } from './engine/world-defaults';
import { managedAccount, MemberCluster } from './member-cluster';
import {
  again,
  CORE_FILE,
  expectDone,
  expectServiceUntouched,
  failureIn,
  GATEWAY_FOLDER,
  INSTALLED,
  machineIn,
  type Outcome,
  outcomeOf,
  PROXY_FILES,
  proxiesOn,
  registryOf,
  restartsOf,
  type Situation,
} from './situation';

const PROXY = 'http://proxy.corp.example:8080';
const ANOTHER_TENANT = '99999999-9999-4999-8999-999999999999';
const VIRTUAL_SID = 'S-1-5-80-1835761534-3291552707-3889884660-1303793167-3990676079';

const account = managedAccount();
const managed = (member: Situation['member'] = {}): Situation => ({
  props: { serviceAccount: account },
  world: { domain: {} },
  member: { installed: INSTALLED, ...member },
});
const access = (how: 'staleTicket' | 'never' | { readonly grantedAfter: number }): Situation =>
  managed({ domain: { managedAccounts: { [defaults.managedAccount]: how } } });
const virtual: Situation = { member: { installed: INSTALLED } };

/** All that can be written to files. */
const everyFile: Situation = {
  ...virtual,
  props: {
    proxy: GatewayProxy.at(PROXY),
    gatewaySettings: GatewaySettings.of({ connectivityMode: 'AutoDetect', reports: { fileCount: 20 } }),
  },
};
const registered: Situation = { ...virtual, after: ['configure', 'register'] };
const broken = (file: string, text: string): Situation => ({
  ...everyFile,
  prepare: (world) => world.writeFile('GW-01', file, text),
});

interface Failure extends Situation {
  /** What is as it was afterwards. @default all that the step could have changed */
  readonly keeps?: readonly (keyof MachineState)[];
}
const EVERYTHING_OF_IT = ['files', 'registry', 'services', 'rights', 'groups', 'registered'] as const;
const MEMBER_OF_IT = ['services', 'registered'] as const;

const failures: Readonly<Record<string, Failure>> = {
  'no gateway': { member: {} },
  'a gateway without its program': {
    ...virtual,
    prepare: (world) => world.removeFile('GW-01', `${GATEWAY_FOLDER}\\Microsoft.PowerBI.EnterpriseGateway.exe`),
  },
  'a machine that was not joined': managed({ domain: { joined: false } }),
  'another domain': {
    ...managed(),
    props: {
      serviceAccount: ServiceAccount.groupManaged({
        name: defaults.managedAccount,
        domain: 'other.example',
        netbiosDomain: 'OTHER',
      }),
    },
  },
  'a secure channel that is broken': managed({ domain: { trustBroken: true } }),
  'a domain that cannot be reached': managed({ domain: { reachableAfter: 100_000 } }),
  'an account that this computer may never use': access('never'),
  'an account that nobody knows': {
    ...managed(),
    props: {
      serviceAccount: ServiceAccount.groupManaged({
        name: 'gmsa-nobody',
        domain: 'corp.example',
        netbiosDomain: 'CORP',
      }),
    },
  },
  'another short name of the domain': {
    ...managed(),
    props: {
      serviceAccount: ServiceAccount.groupManaged({
        name: defaults.managedAccount,
        domain: 'corp.example',
        netbiosDomain: 'OTHER',
      }),
    },
    keeps: MEMBER_OF_IT,
  },
  'a Windows feature that cannot be installed': managed({ featureFails: true }),
  'a policy against compilers': managed({ compilerBlocked: true }),
  'an account that a registered gateway did not have': {
    ...managed(),
    // It was set up with the virtual account.
    prepare: async (world) => {
      const before = new MemberCluster();
      expectDone(await before.run(world, 'GW-01', 'configure'));
      expectDone(await before.run(world, 'GW-01', 'register'));
    },
  },
  'a data disk that is not there': { ...virtual, props: { dataDisk: { sizeGiB: 128 } } },
  ...Object.fromEntries(
    Object.entries({ ...PROXY_FILES, core: CORE_FILE }).flatMap(([name, file]): [string, Failure][] => [
      [
        `a file that is not well-formed: ${name}`,
        { ...broken(file, '<configuration><system.net></configuration>'), keeps: MEMBER_OF_IT },
      ],
      [`a file that is something else: ${name}`, { ...broken(file, '<html/>'), keeps: MEMBER_OF_IT }],
    ]),
  ),
  'a file that is empty': { ...broken(CORE_FILE, ''), keeps: MEMBER_OF_IT },
  'a file that is not well-formed, and has a backup': {
    ...broken(CORE_FILE, '<configuration>'),
    after: ['configure'],
  },
  'a file that is in use': {
    ...everyFile,
    member: { installed: INSTALLED, lockedFiles: { [PROXY_FILES.configurator]: 1 } },
    keeps: MEMBER_OF_IT,
  },
  'a file that is missing': {
    ...everyFile,
    prepare: (world) => world.removeFile('GW-01', PROXY_FILES.configurator),
  },
  'a file without its section': { ...broken(CORE_FILE, '<configuration/>'), keeps: MEMBER_OF_IT },
  'a service whose right to log on was taken away': {
    ...everyFile,
    prepare: (world) => world.set('GW-01', ['rights', VIRTUAL_SID], []),
    keeps: ['rights'],
  },
  'a service that ends soon after its start': {
    ...virtual,
    props: {
      registration: Registration.byOperator({ tenantId: ANOTHER_TENANT, allowedTenants: [ANOTHER_TENANT] }),
      administrators: [],
    },
    prepare: async (world) => {
      expectDone(await new MemberCluster().run(world, 'GW-01', 'register'));
    },
    keeps: ['registered'],
  },
  'a registered gateway that has no connection any more': {
    ...registered,
    prepare: (world) => world.set('GW-01', ['neverConnects'], true),
  },
};

describeWithEngine('configure, when it cannot be done', (engine) => {
  test.each(Object.entries(failures))('stops at %s', async (_, { keeps = EVERYTHING_OF_IT, ...situation }) => {
    const outcome = await outcomeOf(engine(), 'configure', situation);
    expect(failureIn(outcome)).toMatchSnapshot();
    const { was, is } = outcome;
    for (const part of keeps) {
      const [now, before] = part === 'registry' ? [registryOf(is), registryOf(was)] : [is[part], was[part]];
      expect([part, now]).toEqual([part, before]);
    }
    // Its status may have changed with the service; what it holds has not.
    expect(outcome.result.trace.filter(({ kind }) => kind.startsWith('gateway.'))).toEqual([]);
  });

  test('leaves a member that it refuses to change serving', async () => {
    const outcome = await outcomeOf(
      engine(),
      'configure',
      failures['an account that a registered gateway did not have'] ?? {},
    );
    expectServiceUntouched(outcome);
    expect(outcome.after.clusters[0]?.members).toMatchObject([{ status: 'Live' }]);
    expect(restartsOf(outcome.result)).toBe(0);
  });

  test.each([...Object.values(PROXY_FILES), CORE_FILE])('goes on where %s was mended', async (file) => {
    let good = '';
    const failed = await outcomeOf(engine(), 'configure', {
      ...everyFile,
      prepare: async (world) => {
        good = machineIn(await world.state(), 'GW-01').files[file] ?? '';
        await world.writeFile('GW-01', file, '<configuration>');
      },
    });
    expect(failed.result.exitCode).toBe(1);
    // The advice is to take the backup, where there is one: the first change makes it, so here there is none yet.
    await failed.world.writeFile('GW-01', file, good);
    const mended = await again(failed.cluster, failed.world, 'GW-01', 'configure');
    expectDone(mended.result);
    expect(new Set(Object.values(proxiesOn(mended.is))).size).toBe(1);
    expect(restartsOf(mended.result)).toBe(1);
    const clean = await outcomeOf(engine(), 'configure', everyFile);
    expect(mended.is.files[file]).toEqual(clean.is.files[file]);
  });
});

const isManaged = ({ is }: Outcome): void => {
  expect(is.services['PBIEgwService']).toEqual({
    status: 'Running',
    startType: 'Automatic',
    startName: account.accountName,
    runsAs: account.accountName,
  });
  expect(is.rights[defaults.managedAccountSid]).toEqual([...account.rights].sort());
  expect(is.groups['S-1-5-32-559']).toContain(account.accountName);
};

describeWithEngine('configure, of the account', (engine) => {
  const waiting: Readonly<Record<string, Situation & { readonly waits: number }>> = {
    'that may be used at once': { ...managed(), waits: 0 },
    'by a group that the computer does not know of yet': { ...access('staleTicket'), waits: 0 },
    'that is granted three minutes later': { ...access({ grantedAfter: 180 }), waits: 180 },
    'in a domain that is reached after five minutes': { ...managed({ domain: { reachableAfter: 300 } }), waits: 300 },
    'beside the member of a group that is gone': { ...managed({ orphanedGroupMember: true }), waits: 0 },
  };
  test.each(Object.entries(waiting))('sets one %s', async (_, { waits, ...situation }) => {
    const outcome = await outcomeOf(engine(), 'configure', situation);
    expectDone(outcome.result);
    isManaged(outcome);
    expect(outcome.result.seconds).toBeGreaterThanOrEqual(waits);
  });

  test('gives back a right that a policy has taken, with one restart', async () => {
    const outcome = await outcomeOf(engine(), 'configure', {
      ...managed(),
      after: ['configure', 'register'],
      prepare: async (world) => {
        await world.set('GW-01', ['rights', defaults.managedAccountSid], []);
        await world.setService('GW-01', 'PBIEgwService', 'Stopped');
      },
    });
    expectDone(outcome.result);
    isManaged(outcome);
    expect(restartsOf(outcome.result)).toBe(1);
    expect(outcome.after.clusters[0]?.members).toMatchObject([{ status: 'Live' }]);
  });

  test('changes it under a registered gateway where that is asked for; the gateway then waits to be restored', async () => {
    const outcome = await outcomeOf(engine(), 'configure', {
      ...(failures['an account that a registered gateway did not have'] ?? {}),
      props: { serviceAccount: managedAccount({ whenRegistered: 'change' }) },
    });
    expectDone(outcome.result);
    isManaged(outcome);
    expect(outcome.after.clusters[0]?.members).toMatchObject([{ machine: 'GW-01', status: 'None' }]);
  });
});
