import type { GatewayClusterProps } from '../../lib';
import { GatewayProxy, GatewaySettings, LoadBalancing, LocalAdministratorPassword } from '../../lib';
import { describeWithEngine } from './engine/engine';
import type { RunResult, SimulatedWorld } from './engine/world';
import { defaults } from './engine/world-defaults';
import {
  ADMINISTRATORS,
  byCertificate,
  bySecret,
  EVERYTHING,
  EVERYTHING_WORLD,
  managedAccount,
  MemberCluster,
  pinned,
  STEPS,
} from './member-cluster';
import { again, effectsOf, expectDone, notesOf, restartsOf, UNTESTED_PROXY } from './situation';

/** How register hands over to PowerShell 7 and signs in there, each time. */
const HAND_OVER = /register(-result\.json|\.ps1)|SignInCertificate|^certificate\.(add|remove) /;
/** What goes with every change of a file: its backup, the new text beside it, and the mark for the restart. */
const MEANS = /^(file\.(write|copy) |registry\.(value|remove) HKLM:\\SOFTWARE\\cdktf-data-gateway RestartNeeded)/;
/** What goes with every installation. */
const MEANS_OF_INSTALLATION = '\\cdktf-data-gateway\\downloads';

/** What a run did, in short: what it changed, and not by which means. */
function inShort(results: readonly RunResult[]): readonly string[] {
  return results
    .flatMap(effectsOf)
    .filter((effect) => !HAND_OVER.test(effect) && !MEANS.test(effect) && !effect.includes(MEANS_OF_INSTALLATION))
    .map((effect) =>
      effect.replace(/^file\.move .*\\([^\\]+)$/, 'file $1').replace(/"C:\\Windows\\System32\\([^"]+)"/, '$1'),
    );
}

const PROXY_FILES = [
  'file EnterpriseGatewayConfigurator.exe.config',
  'file Microsoft.PowerBI.EnterpriseGateway.exe.config',
  'file Microsoft.Mashup.Container.NetFX45.exe.config',
  'file FabricPipelineworker.exe.config',
];
const CORE_FILE = 'file Microsoft.PowerBI.DataMovement.Pipeline.GatewayCore.dll.config';
const RESTART = ['service.stop PBIEgwService', 'service.start PBIEgwService'];
const SID = defaults.managedAccountSid;

const proxy = (address: string, more: readonly string[] = []): GatewayProxy =>
  GatewayProxy.at(address, { authentication: 'windows', bypass: ['*.corp.example', '*.vault.azure.net', ...more] });
const settings = { containers: { defaultPool: 20 }, connectivityMode: 'Https' as const, reports: { fileCount: 20 } };
const thresholds = { cpuThresholdPercent: 80, memoryThresholdPercent: 85 };

interface Change {
  /** @default a cluster that uses everything */
  readonly from?: Partial<GatewayClusterProps>;
  readonly to?: Partial<GatewayClusterProps>;
  readonly meanwhile?: (world: SimulatedWorld) => Promise<unknown>;
  readonly does: readonly string[];
  readonly notes?: readonly string[];
}

const changes: Readonly<Record<string, Change>> = {
  'a threshold': {
    to: { loadBalancing: LoadBalancing.distributeEvenly({ ...thresholds, cpuThresholdPercent: 70 }) },
    does: [CORE_FILE, ...RESTART],
  },
  'the number of containers': {
    to: { gatewaySettings: GatewaySettings.of({ ...settings, containers: { defaultPool: 24 } }) },
    does: [CORE_FILE, ...RESTART],
  },
  'a setting more': {
    to: { gatewaySettings: GatewaySettings.of({ ...settings, pipelineWorkerMemoryMiB: 2000 }) },
    does: [expect.stringMatching(/^registry\.value .*\\OriginalSettings /) as string, CORE_FILE, ...RESTART],
  },
  'a setting less': {
    to: { gatewaySettings: GatewaySettings.of({ ...settings, reports: {} }) },
    does: [
      CORE_FILE,
      'registry.remove HKLM:\\SOFTWARE\\cdktf-data-gateway\\OriginalSettings ReportFileCount',
      ...RESTART,
    ],
  },
  'the connectivity mode': {
    to: { gatewaySettings: GatewaySettings.of({ ...settings, connectivityMode: 'AutoDetect' }) },
    does: [CORE_FILE, ...RESTART],
  },
  'the address of the proxy': {
    to: { proxy: proxy('http://new-proxy.corp.example:8080') },
    meanwhile: (world) => world.set(undefined, ['proxy', 'address'], 'http://new-proxy.corp.example:8080'),
    does: [...PROXY_FILES, ...RESTART],
  },
  'a host that goes by the proxy': {
    to: { proxy: proxy('http://proxy.corp.example:8080', ['*.sql.example']) },
    does: [...PROXY_FILES, ...RESTART],
  },
  'the folder of the spool': {
    to: { gatewaySettings: GatewaySettings.of({ ...settings, spooling: { directory: 'F:\\Elsewhere\\Spooler' } }) },
    does: [
      'folder.create F:\\Elsewhere\\Spooler',
      `process.start icacls.exe F:\\Elsewhere\\Spooler /grant *${SID}:(OI)(CI)M`,
      CORE_FILE,
      ...RESTART,
    ],
  },
  'an administrator more': {
    to: { administrators: [...ADMINISTRATORS, '88888888-8888-4888-8888-888888888888'] },
    does: ['gateway.addUser finance-prod 88888888-8888-4888-8888-888888888888 Admin'],
  },
  // Whoever was added by hand must not be removed by a list that does not know of them.
  'an administrator less': { to: { administrators: ADMINISTRATORS.slice(0, 1) }, does: [] },
  'the load balancing': {
    to: { loadBalancing: LoadBalancing.failover(thresholds) },
    does: ['gateway.setCluster finance-prod LoadBalancingSelectorType=Failover'],
  },
  'rights for Kerberos': {
    from: { serviceAccount: managedAccount({ kerberosSingleSignOn: false }) },
    does: [`right.add ${SID} SeImpersonatePrivilege`, `right.add ${SID} SeTcbPrivilege`, ...RESTART],
  },
  'rights for Kerberos, taken out of the description': {
    to: { serviceAccount: managedAccount({ kerberosSingleSignOn: false }) },
    does: [],
  },
  'a restriction of tenants': {
    to: { registration: bySecret({ allowedTenants: [defaults.tenantId] }) },
    does: [
      expect.stringMatching(/^registry\.value .*TenantRestriction=1$/) as string,
      expect.stringMatching(/^registry\.value .*AllowedRegistrationTenants=/) as string,
      ...RESTART,
    ],
  },
  'a certificate in place of the secret': { to: { registration: byCertificate() }, does: [] },
  'a new version of the recovery key': {
    meanwhile: (world) => world.rotateSecret(defaults.vault, defaults.recoveryKeyName, '2', 'Rotated#Key_5678'),
    does: [],
  },
  'a reason to run a step again': {
    to: {
      memberSettings: { '01': { rerun: { install: 'once more', configure: 'once more', register: 'once more' } } },
    },
    does: [],
  },
  'a newer gateway, kept': {
    from: { software: pinned({ gateway: '3000.318.6' }) },
    does: [],
    notes: ['the gateway 3000.318.6 stays: 3000.322.5 is described, and upgrades only happen where they are asked for'],
  },
  'a newer gateway, upgraded': {
    from: { software: pinned({ gateway: '3000.318.6' }) },
    to: { software: pinned({}, 'upgrade') },
    // The installer resets all files, and starts the service anew; after that, they are as they shall be.
    does: ['installer.run gateway 3000.322.5', ...PROXY_FILES, CORE_FILE, ...RESTART],
  },
  'a newer module, upgraded': {
    to: { software: pinned({ module: '3000.318.6' }, 'upgrade') },
    does: [],
  },
  'Windows LAPS': {
    to: { localAdministratorPassword: LocalAdministratorPassword.windowsLaps({ backup: 'ActiveDirectory' }) },
    does: [
      'registry.key HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\LAPS\\Config',
      ...[
        'BackupDirectory=2',
        'PasswordAgeDays=30',
        'PasswordLength=14',
        'PasswordComplexity=4',
        'PostAuthenticationActions=3',
      ].map((value) => `registry.value HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\LAPS\\Config ${value}`),
      expect.stringMatching(/^laps\.process /) as string,
    ],
  },
};

describeWithEngine('steps that are run again', (engine) => {
  /** Worlds in which the primary serves, by what describes it; each is made once, and copied for each use. */
  const serving = new Map<Partial<GatewayClusterProps> | undefined, Promise<SimulatedWorld>>();
  async function servingWorld(from?: Partial<GatewayClusterProps>): Promise<SimulatedWorld> {
    const make = async (): Promise<SimulatedWorld> => {
      const cluster = new MemberCluster({ ...EVERYTHING, ...from });
      const world = await cluster.world(engine(), EVERYTHING_WORLD);
      await cluster.deploy(world, ['GW-01']);
      return world;
    };
    const known = serving.get(from) ?? make();
    serving.set(from, known);
    return (await known).clone();
  }

  test('change nothing where nothing was changed', async () => {
    const cluster = new MemberCluster(EVERYTHING);
    const world = await servingWorld();
    await cluster.deploy(world, ['GW-02']);
    for (const computer of cluster.computers) {
      for (const step of STEPS) {
        const { result, before, after } = await again(cluster, world, computer, step);
        expectDone(result);
        expect(after).toEqual(before);
        expect(effectsOf(result).filter((effect) => !HAND_OVER.test(effect))).toEqual([]);
        if (step !== 'register') expect(result.trace).toEqual([]);
        expect(restartsOf(result)).toBe(0);
        // A recovery key is read where it is needed, and nowhere else.
        expect(result.reads.filter((read) => read.includes(defaults.recoveryKeyName))).toEqual([]);
      }
    }
  });

  test.each(Object.entries(changes))('do what %s needs, and no more', async (_, change) => {
    const { from, to, meanwhile, does, notes = [] } = change;
    const world = await servingWorld(from);
    await meanwhile?.(world);
    const cluster = new MemberCluster({ ...EVERYTHING, ...to });
    const results: RunResult[] = [];
    for (const step of STEPS) {
      const { result } = await again(cluster, world, 'GW-01', step);
      expectDone(result);
      results.push(result);
    }
    expect(inShort(results)).toEqual(does);
    expect(results.map(restartsOf).reduce((sum, one) => sum + one)).toBe(does.includes(RESTART[1] ?? '') ? 1 : 0);
    expect(results.flatMap(notesOf)).toEqual([UNTESTED_PROXY, ...notes, 'was registered already, and is left alone']);
    const { clusters, members } = await world.state();
    expect(members['GW-01']?.certificates).toEqual([]);
    expect(clusters[0]?.members).toMatchObject([{ machine: 'GW-01', status: 'Live' }]);
    // And once more: nothing.
    for (const step of STEPS) expect(inShort([await cluster.run(world, 'GW-01', step)])).toEqual([]);
  });
});
