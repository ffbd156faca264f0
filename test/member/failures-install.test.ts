import {
  DomainMembership,
  GatewayProxy,
  GatewaySoftware,
  LocalAdministratorPassword,
  ServiceAccount,
  SoftwareSource,
} from '../../lib';
import type { PinnedSoftwareOptions } from '../../lib';
import type { EgressTest } from '../../lib/bootstrap/steps/preflight-settings';
import { gatewayInstaller, modulePackage, powerShellInstaller, sha256 } from './engine/artifacts';
import { describeWithEngine } from './engine/engine';
import type { DownloadConfig, StorageConfig, WorldConfig } from './engine/world-config';
import { usualDownloads } from './engine/world-defaults';
import { GROUP, pinned } from './member-cluster';
import {
  effectsOf,
  expectDone,
  expectServiceUntouched,
  failureIn,
  INSTALLED,
  machineIn,
  notesOf,
  outcomeOf,
  type Situation,
  softwareOn,
  UNTESTED_PROXY,
} from './situation';

const MICROSOFT = 'https://download.microsoft.com/download/D/A/1/DA1FDDB8-6DA8-4F50-B4D0-18019591E182';
const GALLERY = 'https://www.powershellgallery.com/api/v2/package';
type Component = 'powerShell' | 'profile' | 'module' | 'gateway';

/** Where each component comes from, when its version is pinned; in the order of installation. */
const PINNED: Readonly<Record<Component, string>> = {
  powerShell: 'https://github.com/PowerShell/PowerShell/releases/download/v7.6.5/PowerShell-7.6.5-win-x64.msi',
  profile: `${GALLERY}/DataGateway.Profile/3000.306.1`,
  module: `${GALLERY}/DataGateway/3000.306.1`,
  gateway: `${MICROSOFT}/GatewayInstall-26-06.exe`,
};
const COMPONENTS = Object.keys(PINNED) as Component[];
/** And when it is the newest. */
const LATEST: Readonly<Record<Component, string>> = {
  powerShell: PINNED.powerShell,
  profile: `${GALLERY}/DataGateway.Profile`,
  module: `${GALLERY}/DataGateway`,
  gateway: 'https://go.microsoft.com/fwlink/?LinkId=2116849&clcid=0x409',
};
const VERSIONS: Readonly<Record<Component, string>> = {
  powerShell: '7.6.5',
  profile: '3000.306.1',
  module: '3000.306.1',
  gateway: '3000.322.5',
};
/** What the files are called on the member. */
const FILES: Readonly<Record<Component, RegExp>> = {
  powerShell: /downloads\\PowerShell-/,
  profile: /downloads\\DataGateway\.Profile\./,
  module: /downloads\\DataGateway\.(?!Profile)/,
  gateway: /downloads\\GatewayInstall/,
};

const software = pinned();
const latest = GatewaySoftware.latest();
const STRANGER = 'CN=Microsoft Corporation Support, O=Somebody Else, C=US';
const always = (status: number): DownloadConfig => ({ failures: [{ status, times: 100_000 }] });

const pinnedFile = (component: Component, change: DownloadConfig): Situation => ({
  props: { software },
  world: { downloads: { [PINNED[component]]: change } },
});
const newestFile = (component: Component, change: DownloadConfig): Situation => ({
  props: { software: latest },
  world: { downloads: { [LATEST[component]]: change } },
});
/** A file that has the hash that is pinned, and is not what the description says. */
const wrongFile = (component: Component, content: string, props: Partial<PinnedSoftwareOptions>): Situation => ({
  props: { software: pinned({}, 'keep', props) },
  world: { downloads: { [PINNED[component]]: { content } } },
});

const OWN_FILES: Readonly<Record<string, string>> = {
  'PowerShell-7.6.5-win-x64.msi': powerShellInstaller('7.6.5'),
  'DataGateway.Profile.3000.306.1.nupkg': modulePackage('DataGateway.Profile', '3000.306.1'),
  'DataGateway.3000.306.1.nupkg': modulePackage('DataGateway', '3000.306.1'),
  'GatewayInstall-3000.322.5.exe': gatewayInstaller('3000.322.5'),
};
const HTTPS = { required: true, via: 'direct', kind: 'https', ports: [443] } as const;
const SIGN_IN: readonly EgressTest[] = [{ ...HTTPS, row: 'sign-in', host: 'login.microsoftonline.com' }];
const BY_PROXY = SIGN_IN.map((test): EgressTest => ({ ...test, via: 'proxy' }));
/** Nothing of Microsoft's is within reach, as behind many a firewall. */
const CUT_OFF = { network: { blocked: ['github.com', '*.powershellgallery.com', '*.microsoft.com'] } };
const fromStorage = (account: Partial<StorageConfig> = {}): Situation => {
  const blobs = Object.fromEntries(Object.entries(OWN_FILES).map(([name, text]) => [`software/${name}`, text]));
  const storageAccountId = `${GROUP}/Microsoft.Storage/storageAccounts/stgateway`;
  const source = SoftwareSource.storageContainer({ storageAccountId, containerName: 'software' });
  return {
    props: { software: pinned({}, 'keep', { source }) },
    world: { storageAccounts: { stgateway: { blobs, ...account } } },
    egress: [...SIGN_IN, { ...HTTPS, row: 'software-storage', host: 'stgateway.blob.core.windows.net' }],
    member: CUT_OFF,
  };
};
const fromShare = (files = OWN_FILES, access: 'domainComputers' | 'denied' = 'domainComputers'): Situation => ({
  props: {
    software: pinned({}, 'keep', { source: SoftwareSource.fileShare('\\\\files.corp.example\\software') }),
    domainMembership: DomainMembership.existing({ domain: 'corp.example' }),
  },
  world: { domain: {}, fileShares: { '\\\\files.corp.example\\software': { files, access } } },
  egress: [...SIGN_IN, { ...HTTPS, row: 'software', kind: 'tcp', host: 'files.corp.example', ports: [445] }],
  member: CUT_OFF,
});

const PROXY = 'http://proxy.corp.example:8080';
const behindProxy: WorldConfig = { proxy: { address: PROXY } };
const wantsAccount: WorldConfig = { proxy: { address: PROXY, authentication: 'windows' }, domain: {} };
const laps = LocalAdministratorPassword.windowsLaps({ backup: 'EntraId' });
const disk = { props: { software, dataDisk: { sizeGiB: 128 } } };

interface Failure extends Situation {
  /** The component that the step stops at: those before it are whole, it and those after it are not there at all. */
  readonly at: Component | 'before';
  /** Whether the data disk was got ready all the same. @default false */
  readonly formats?: boolean;
}

const failures: Readonly<Record<string, Failure>> = {
  // Nothing of a file may run that is not what was described.
  ...Object.fromEntries(
    COMPONENTS.flatMap((at): [string, Failure][] => [
      [`${at} with another hash`, { at, ...pinnedFile(at, { tampered: true }) }],
      [`${at}, the newest, signed by somebody else`, { at, ...newestFile(at, { signer: STRANGER }) }],
      [`${at}, the newest, unsigned`, { at, ...newestFile(at, { signer: null }) }],
      // Of a module: one library in the package.
      [`${at}, the newest, tampered with after it was signed`, { at, ...newestFile(at, { tampered: true }) }],
      [`${at} that is not there`, { at, ...pinnedFile(at, { missing: true }) }],
    ]),
  ),
  'a server that never gets well': { at: 'gateway', ...pinnedFile('gateway', always(503)) },
  'an installer of PowerShell that leaves nothing behind': {
    at: 'powerShell',
    ...wrongFile('powerShell', powerShellInstaller(''), {
      powerShell: { version: '7.6.5', sha256: sha256(powerShellInstaller('')) },
    }),
  },
  'a package of another version': {
    at: 'module',
    ...wrongFile('module', modulePackage('DataGateway', '3000.318.6'), {
      dataGatewayModule: {
        version: '3000.306.1',
        sha256: sha256(modulePackage('DataGateway', '3000.318.6')),
        profileSha256: sha256(modulePackage('DataGateway.Profile', '3000.306.1')),
      },
    }),
  },
  'a package that is none': {
    at: 'profile',
    ...wrongFile('profile', '<html>Sign in</html>', {
      dataGatewayModule: {
        version: '3000.306.1',
        sha256: sha256(modulePackage('DataGateway', '3000.306.1')),
        profileSha256: sha256('<html>Sign in</html>'),
      },
    }),
  },
  'an installer of PowerShell that fails': {
    at: 'powerShell',
    props: { software },
    member: { powerShellInstaller: { failsWith: 1603 } },
  },
  'an installer of the gateway that fails': {
    at: 'gateway',
    props: { software },
    member: { gatewayInstaller: { failures: [{ status: 0, times: 9 }] } },
  },
  'an installer that waits for somebody to click': {
    at: 'gateway',
    props: { software: pinned({}, 'keep', { installerArguments: ['/install'] }) },
  },
  'another installation that never ends': {
    at: 'powerShell',
    props: { software },
    member: { powerShellInstaller: { busyTimes: 10_000 } },
  },
  'a domain controller': { at: 'before', props: { software }, member: { productType: 2 } },
  'no Windows LAPS': {
    at: 'before',
    props: { software, localAdministratorPassword: laps },
    member: { laps: { available: false } },
  },
  'an identity that was never assigned': { at: 'before', props: { software }, member: { identities: [] } },
  'names that never resolve': {
    at: 'before',
    props: { software },
    egress: [{ ...HTTPS, row: 'software', host: 'github.com' }],
    member: { network: { unknownNames: ['github.com'] } },
  },
  'no network at all': { at: 'before', props: { software }, member: { network: { downFor: 7200 } } },
  'a clock that stays wrong': { at: 'before', props: { software }, member: { clock: { offset: -7200 } } },
  'no data disk': { at: 'before', ...disk, member: { disks: {} } },
  'local disks, and no data disk': {
    at: 'before',
    ...disk,
    member: { disks: { controller: 'nvme', localNvme: 2 } },
  },
  'a drive letter that is taken': {
    at: 'before',
    ...disk,
    // What the DVD drive has is taken, also without a DVD in it.
    prepare: (world) => world.set('GW-01', ['dvd'], 'F'),
    formats: true,
  },
  'a container without a role': { at: 'powerShell', ...fromStorage({ readers: [] }) },
  'a container without the file': { at: 'powerShell', ...fromStorage({ blobs: {} }) },
  'a share that computers may not read': { at: 'powerShell', ...fromShare(OWN_FILES, 'denied') },
  'a share without the file': {
    at: 'gateway',
    ...fromShare(Object.fromEntries(Object.entries(OWN_FILES).filter(([name]) => !name.startsWith('Gateway')))),
  },
  'a proxy that nobody described': { at: 'before', props: { software }, egress: SIGN_IN, world: behindProxy },
  'another proxy': {
    at: 'before',
    props: { software, proxy: GatewayProxy.at('http://old-proxy.corp.example:3128') },
    egress: BY_PROXY,
    world: behindProxy,
  },
  'a proxy that wants an account from then on': {
    at: 'powerShell',
    props: { software, proxy: GatewayProxy.at(PROXY, { useDefaultCredentials: false }) },
    egress: [],
    world: wantsAccount,
  },
  'a proxy that wants an account': {
    at: 'before',
    props: { software, proxy: GatewayProxy.at(PROXY, { useDefaultCredentials: false }) },
    egress: BY_PROXY,
    world: wantsAccount,
  },
};

describeWithEngine('install, when it cannot be done', (engine) => {
  test.each(Object.entries(failures))('stops at %s', async (name, { at, formats = false, ...situation }) => {
    const outcome = await outcomeOf(engine(), 'install', situation);
    expect(failureIn(outcome)).toMatchSnapshot();
    expectServiceUntouched(outcome);
    const { is, result } = outcome;
    const done = at === 'before' ? [] : COMPONENTS.slice(0, COMPONENTS.indexOf(at));
    const there = Object.entries(softwareOn(is)).filter(([, version]) => version !== undefined);
    expect(there.map(([name]) => name)).toEqual(done);
    // Disks that somebody else may have plans for.
    expect(is.disks.filter(({ name }) => name.includes('Direct')).map(({ style }) => style)).not.toContain('GPT');
    if (at === 'before' && !formats) expect(is.disks).toEqual(outcome.was.disks);
    if (at === 'before' || !/hash|the newest/.test(name)) return;
    // Neither run nor kept.
    expect(effectsOf(result).filter((effect) => effect.startsWith('process.start') && FILES[at].test(effect))).toEqual(
      [],
    );
    expect(Object.keys(is.files).filter((path) => FILES[at].test(path))).toEqual([]);
  });

  test.each(['profile', 'module', 'gateway'] as const)(
    'does not come back to a bad %s, once there is a good one',
    async (component) => {
      const situation = newestFile(component, { tampered: true });
      const { world, cluster } = await outcomeOf(engine(), 'install', situation);
      await world.set(undefined, ['downloads', LATEST[component]], usualDownloads()[LATEST[component]]);
      expectDone(await cluster.run(world, 'GW-01', 'install'));
    },
  );

  test('says at once what does not pass by itself', async () => {
    for (const name of ['gateway with another hash', 'a domain controller', 'a proxy that wants an account']) {
      const { result } = await outcomeOf(engine(), 'install', failures[name] ?? {});
      expect([name, result.seconds < 120]).toEqual([name, true]);
    }
  });
});

interface Success extends Situation {
  /** Simulated seconds that it waited at least. */
  readonly waits?: number;
  /** @default none */
  readonly notes?: readonly string[];
}

const successes: Readonly<Record<string, Success>> = {
  'names that resolve after four minutes': { member: { network: { namesDownFor: 240 } }, waits: 240 },
  'a network that comes after five minutes': { member: { network: { downFor: 300 } }, waits: 300 },
  ...Object.fromEntries(
    [400, 404, 410, 429, 500, 503].map((status): [string, Success] => [
      `an identity endpoint that answers ${String(status)} for a while`,
      { member: { identityFailures: [{ status, times: 6 }] }, waits: 60 },
    ]),
  ),
  'a clock that is set right after four minutes': {
    member: { clock: { offset: -7200, correctedAfter: 240 } },
    waits: 240,
  },
  'a clock that is ahead, and is set right': {
    member: { clock: { offset: 172_800, correctedAfter: 240 } },
    waits: 240,
  },
  'another installation that ends': { member: { powerShellInstaller: { busyTimes: 3 } }, waits: 90 },
  'an installer of PowerShell that wants a restart': {
    member: { powerShellInstaller: { wantsRestart: true } },
    notes: ['PowerShell wants a restart of Windows'],
  },
  'an installer of the gateway that wants a restart': {
    member: { gatewayInstaller: { wantsRestart: true } },
    notes: ['the gateway wants a restart of Windows'],
  },
  'a server that is busy for a while': {
    world: { downloads: { [PINNED.gateway]: { failures: [503, 429, 500].map((status) => ({ status, times: 2 })) } } },
    waits: 120,
  },
  'a container whose role counts after eight minutes': { ...fromStorage({ roleAfter: 480 }), waits: 480 },
  'a share of files': fromShare(),
  'a proxy': {
    props: { software, proxy: GatewayProxy.at(PROXY) },
    egress: BY_PROXY,
    world: behindProxy,
    notes: [UNTESTED_PROXY],
  },
  'a proxy that wants an account': {
    props: {
      software,
      proxy: GatewayProxy.at(PROXY, { authentication: 'windows' }),
      serviceAccount: ServiceAccount.groupManaged({
        name: 'gmsa-gw',
        domain: 'corp.example',
        netbiosDomain: 'CORP',
      }),
    },
    egress: BY_PROXY,
    world: wantsAccount,
    notes: [UNTESTED_PROXY],
  },
  'no account of that name': {
    member: { adminName: 'somebody' },
    notes: ['there is no local account gwadmin, so there is no first password to replace'],
  },
  'Windows LAPS that does not work yet': {
    props: { software, localAdministratorPassword: laps },
    member: { laps: { fails: 'The directory is not reachable.' } },
    notes: ['Windows LAPS does not work yet, Windows tries again every hour: The directory is not reachable.'],
  },
};

describeWithEngine('install, when it can be done after all', (engine) => {
  test.each(Object.entries(successes))('copes with %s', async (_, { waits = 0, notes = [], ...situation }) => {
    const { result, is } = await outcomeOf(engine(), 'install', {
      ...situation,
      props: { software, ...situation.props },
    });
    expectDone(result);
    expect(softwareOn(is)).toEqual(VERSIONS);
    expect(notesOf(result)).toEqual(notes);
    expect(result.seconds).toBeGreaterThanOrEqual(waits);
    // The first password is nobody's any more, whatever else there was.
    const user = is.users['gwadmin'];
    expect(user === undefined || user.passwordChanged).toBe(true);
  });

  const disks: Readonly<Record<string, NonNullable<NonNullable<Situation['member']>['disks']>>> = {
    'a disk of a machine with SCSI': { data: [128] },
    'an NVMe disk beside local ones': { controller: 'nvme', localNvme: 2, data: [128] },
    'a disk that is offline and read-only': { data: [128], dataOffline: true, dataReadOnly: true },
  };
  test.each(Object.entries(disks))('formats %s, and no other', async (_, layout) => {
    const { is, was } = await outcomeOf(engine(), 'install', { ...disk, member: { disks: layout } });
    const changed = is.disks.filter((now, index) => JSON.stringify(now) !== JSON.stringify(was.disks[index]));
    expect(changed).toEqual([
      expect.objectContaining({
        style: 'GPT',
        offline: false,
        readOnly: false,
        partitions: [
          expect.anything(),
          expect.objectContaining({ letter: 'F', fileSystem: 'NTFS', label: 'Gateway', unit: 65536 }),
        ],
      }),
    ]);
    expect(changed[0]?.name).not.toContain('Direct');
    // Once, also where it looks empty: it may be locked.
    const locked = await outcomeOf(engine(), 'install', {
      ...disk,
      member: { disks: layout },
      after: ['install'],
      prepare: (world) =>
        world.set('GW-01', ['disks', String(changed[0]?.number), 'partitions', '1', 'fileSystem'], ''),
    });
    expect(locked.result.exitCode).toBe(0);
    expect(locked.was.disks).not.toEqual(is.disks);
    expect(effectsOf(locked.result)).toEqual([]);
    const second = await outcomeOf(engine(), 'install', { ...disk, member: { disks: layout }, after: ['install'] });
    expect(second.is).toEqual(second.was);
  });
});

describeWithEngine('install, on a machine that has software', (engine) => {
  const older = { powerShell: '7.4.19', module: '3000.236.4', gateway: '3000.310.7' };
  const newer = { powerShell: '7.6.9', module: '3000.400.1', gateway: '3000.400.1' };
  const found = ({ module, ...rest }: typeof older): Readonly<Record<string, string>> => ({
    ...rest,
    module,
    profile: module,
  });
  const stays = (name: string, has: string, wanted: string): string =>
    `${name} ${has} stays: ${wanted} is described, and upgrades only happen where they are asked for`;

  test('keeps what is older, and says so', async () => {
    const { result, is, was } = await outcomeOf(engine(), 'install', {
      props: { software },
      member: { installed: older },
    });
    expect(result.exitCode).toBe(0);
    expect(softwareOn(is)).toEqual(found(older));
    expect([is.files, is.services]).toEqual([was.files, was.services]);
    expect(notesOf(result)).toEqual([
      stays('PowerShell', older.powerShell, VERSIONS.powerShell),
      stays('DataGateway.Profile', older.module, VERSIONS.profile),
      stays('DataGateway', older.module, VERSIONS.module),
      stays('the gateway', older.gateway, VERSIONS.gateway),
    ]);
    expect(
      effectsOf(result).filter((effect) => /^(download|process\.start "?C:\\Program|msi|installer)/.test(effect)),
    ).toEqual([]);
  });

  test.each([
    ['newer', newer],
    ['the same', INSTALLED],
  ])('leaves %s alone, also where an upgrade is asked for', async (_, installed) => {
    const { result, is, was } = await outcomeOf(engine(), 'install', {
      props: { software: pinned({}, 'upgrade') },
      member: { installed },
    });
    expect(result.exitCode).toBe(0);
    expect([is.files, is.services]).toEqual([was.files, was.services]);
    expect(notesOf(result)).toEqual([]);
  });

  test('never upgrades to the newest by itself', async () => {
    const { result, is, was } = await outcomeOf(engine(), 'install', {
      props: { software: latest },
      member: { installed: older },
    });
    expect(result.exitCode).toBe(0);
    expect(is.files).toEqual(was.files);
    expect(notesOf(result)).toEqual([stays('PowerShell', older.powerShell, VERSIONS.powerShell)]);
  });

  test('upgrades a registered member that is to be upgraded, which stays registered', async () => {
    const { result, is, was, after, before, world, cluster } = await outcomeOf(engine(), 'install', {
      props: { software: pinned({}, 'upgrade'), proxy: GatewayProxy.at(PROXY) },
      world: { proxy: { address: PROXY, required: false } },
      member: { installed: older },
      after: ['configure', 'register'],
    });
    expect(result.exitCode).toBe(0);
    expect(softwareOn(is)).toMatchObject({ powerShell: '7.6.5', gateway: VERSIONS.gateway });
    // The old version of a module may stay beside the new one: PowerShell takes the higher.
    expect(softwareOn(is)).toMatchObject({ profile: expect.stringContaining(VERSIONS.profile) as string });
    expect(is.registered).toEqual(was.registered);
    expect(after.clusters[0]?.members).toEqual(
      before.clusters[0]?.members.map((member) => ({ ...member, version: VERSIONS.gateway })),
    );
    // The installer has reset the files: configure mends that, with one restart.
    const configured = await cluster.run(world, 'GW-01', 'configure');
    expect(configured.exitCode).toBe(0);
    const now = machineIn(await world.state(), 'GW-01');
    const configs = (files: Readonly<Record<string, string>>): readonly (readonly [string, string])[] =>
      Object.entries(files).filter(([path]) => path.includes('On-premises data gateway') && path.endsWith('.config'));
    expect(configs(is.files)).not.toEqual(configs(was.files));
    expect(configs(now.files)).toEqual(configs(was.files));
    expect(effectsOf(configured).filter((effect) => effect.startsWith('service.'))).toEqual([
      'service.stop PBIEgwService',
      'service.start PBIEgwService',
    ]);
    expect(now.registered).toEqual(was.registered);
  });
});
