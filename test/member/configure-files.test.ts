import { GatewayProxy, GatewaySettings, LoadBalancing } from '../../lib';
import { describeWithEngine } from './engine/engine';
import { defaults } from './engine/world-defaults';
import { bySecret, MemberCluster } from './member-cluster';
import {
  again,
  changesOf,
  CORE_FILE,
  coreSetting,
  expectDone,
  GATEWAY_FOLDER,
  INSTALLED,
  machineIn,
  notesOf,
  outcomeOf,
  PROXY_FILES,
  proxiesOn,
  REGISTRATION_KEY,
  restartsOf,
  type Situation,
} from './situation';

const PROXY = 'http://proxy.corp.example:8080';
const ANOTHER_TENANT = '99999999-9999-4999-8999-999999999999';
const GATEWAY = { member: { installed: INSTALLED } } as const satisfies Situation;

/** The configuration files of the gateway, by what they say: without byte order mark, and white space between elements. */
function meaningOf(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(files)
      .filter(([path]) => path.startsWith(GATEWAY_FOLDER) && path.endsWith('.config'))
      .map(([path, text]) => [
        path,
        text
          .replace(/^\ufeff/, '')
          .replace(/>\s+</g, '><')
          .replaceAll(' />', '/>'),
      ]),
  );
}

describeWithEngine('configure, of the proxy', (engine) => {
  const proxies: Readonly<Record<string, GatewayProxy>> = {
    address: GatewayProxy.at(PROXY),
    'address with exceptions': GatewayProxy.at(PROXY, { bypass: ['*.corp.example', '10.1.*'], bypassLocal: true }),
    'address without an account': GatewayProxy.at(PROXY, { useDefaultCredentials: false }),
    script: GatewayProxy.autoConfig('https://wpad.corp.example/proxy.pac'),
  };

  test.each(Object.entries(proxies))('writes the %s to all files alike, and takes it back', async (_, proxy) => {
    const set = await outcomeOf(engine(), 'configure', { ...GATEWAY, props: { proxy } });
    expectDone(set.result);
    const elements = proxiesOn(set.is);
    expect(Object.keys(elements).sort()).toEqual(Object.values(PROXY_FILES).sort());
    const [element] = Object.values(elements);
    expect(Object.values(elements)).toEqual(Object.values(PROXY_FILES).map(() => element));
    expect(element).toMatchSnapshot();
    // Nothing else of the files is touched: comments and namespaces are what somebody may need.
    const rest = (text = ''): string => text.replace(/<system\.net>.*<\/system\.net>/, '');
    for (const [path, text] of Object.entries(meaningOf(set.was.files))) {
      if (path !== CORE_FILE) expect(rest(meaningOf(set.is.files)[path])).toEqual(rest(text));
    }
    const dropped = await again(new MemberCluster(), set.world, 'GW-01', 'configure');
    expectDone(dropped.result);
    expect(proxiesOn(dropped.is)).toEqual(proxiesOn(set.was));
    expect(meaningOf(dropped.is.files)).toEqual({
      ...meaningOf(set.was.files),
      [CORE_FILE]: meaningOf(set.is.files)[CORE_FILE],
    });
    expect([restartsOf(set.result), restartsOf(dropped.result)]).toEqual([1, 1]);
  });

  test('finds the file of pipelines under the name that it had before 3000.258', async () => {
    const old = `${GATEWAY_FOLDER}\\FabricIntegrationRuntime\\5.0\\Shared\\Fabricworker.exe.config`;
    const { result, is } = await outcomeOf(engine(), 'configure', {
      props: { proxy: GatewayProxy.at(PROXY) },
      member: { installed: { ...INSTALLED, gateway: '3000.254.6' } },
    });
    expectDone(result);
    expect(notesOf(result)).toEqual([]);
    expect(Object.keys(proxiesOn(is))).toContain(old);
    expect(Object.keys(proxiesOn(is))).toHaveLength(4);
    expect(new Set(Object.values(proxiesOn(is))).size).toBe(1);
  });

  test('says where a gateway has no file for pipelines', async () => {
    const { result, is } = await outcomeOf(engine(), 'configure', {
      ...GATEWAY,
      props: { proxy: GatewayProxy.at(PROXY) },
      prepare: (world) => world.removeFile('GW-01', `${GATEWAY_FOLDER}\\FabricIntegrationRuntime`),
    });
    expectDone(result);
    expect(notesOf(result)).toEqual(['this gateway has no file for the worker of Fabric pipelines']);
    expect(new Set(Object.values(proxiesOn(is))).size).toBe(1);
  });

  test('takes back a file that was lost between its removal and its replacement', async () => {
    const { result, is, was } = await outcomeOf(engine(), 'configure', {
      ...GATEWAY,
      props: { proxy: GatewayProxy.at(PROXY) },
      after: ['configure'],
      prepare: (world) => world.removeFile('GW-01', PROXY_FILES.service),
    });
    expectDone(result);
    expect(was.files[PROXY_FILES.service]).toBeUndefined();
    expect(new Set(Object.values(proxiesOn(is))).size).toBe(1);
    expect(Object.keys(proxiesOn(is))).toHaveLength(4);
  });
});

describeWithEngine('configure, of the settings', (engine) => {
  const settings = GatewaySettings.of({
    containers: { defaultPool: 20 },
    reports: { fileCount: 40 },
    singleSignOn: { adUserNameLookupProperty: 'mail' },
    spooling: { directory: 'C:\\Spool' },
  });
  const described = { gatewaySettings: settings, loadBalancing: LoadBalancing.failover({ cpuThresholdPercent: 80 }) };
  const edited = { CPUUtilizationPercentageThreshold: '70', ReportFileCount: '33', SomebodysOwn: 'stays' };
  const names = [...Object.keys(settings.coreSettings()), ...Object.keys(edited)];
  const read = (machine: Parameters<typeof coreSetting>[0]): Readonly<Record<string, string | undefined>> =>
    Object.fromEntries(names.map((name) => [name, coreSetting(machine, name)]));

  test.each([
    ['as they were shipped', {}],
    ['as somebody has edited them', edited],
  ])('sets what is described, leaves the rest alone, and takes it back to what they were: %s', async (_, before) => {
    const set = await outcomeOf(engine(), 'configure', {
      props: described,
      member: { installed: { ...INSTALLED, coreSettings: before } },
    });
    expectDone(set.result);
    expect(read(set.is)).toEqual({
      ...read(set.was),
      ...settings.coreSettings(),
      CPUUtilizationPercentageThreshold: '80',
    });
    expect(restartsOf(set.result)).toBe(1);
    // Thresholds are always described: by default they are off.
    const dropped = await again(new MemberCluster(), set.world, 'GW-01', 'configure');
    expectDone(dropped.result);
    expect(read(dropped.is)).toEqual({ ...read(set.was), CPUUtilizationPercentageThreshold: '0' });
    expect(restartsOf(dropped.result)).toBe(1);
    const rest = await again(new MemberCluster(), set.world, 'GW-01', 'configure');
    expect([restartsOf(rest.result), rest.is]).toEqual([0, dropped.is]);
  });

  test.each(['core', 'exe', 'absent'] as const)(
    'sets the connectivity mode where it is: %s',
    async (connectivitySetting) => {
      const props = { gatewaySettings: GatewaySettings.of({ connectivityMode: 'AutoDetect' as const }) };
      const plain = await outcomeOf(engine(), 'configure', {
        member: { installed: INSTALLED, gatewayInstaller: { connectivitySetting } },
      });
      const set = await again(new MemberCluster(props), plain.world, 'GW-01', 'configure');
      expectDone(set.result);
      const changed = Object.entries(meaningOf(set.is.files)).filter(
        ([path, text]) => meaningOf(set.was.files)[path] !== text,
      );
      const places = { core: [CORE_FILE], exe: [PROXY_FILES.service], absent: [] };
      expect(changed.map(([path]) => path)).toEqual(places[connectivitySetting]);
      for (const [path, text] of changed) {
        const old = meaningOf(set.was.files)[path] ?? '';
        expect(text).toEqual(old.replace('<value>Https</value>', '<value>AutoDetect</value>'));
      }
      expect(restartsOf(set.result)).toBe(changed.length);
      expect(notesOf(set.result)).toEqual(
        connectivitySetting === 'absent'
          ? [expect.stringContaining('has no setting ServiceBusSystemConnectivityModeString')]
          : [],
      );
      // Left out again, it stays as it is.
      const dropped = await again(plain.cluster, plain.world, 'GW-01', 'configure');
      expect([dropped.is, restartsOf(dropped.result)]).toEqual([set.is, 0]);
    },
  );

  const allowed = (allowedTenants: readonly string[]): MemberCluster =>
    new MemberCluster({ registration: bySecret({ allowedTenants }) });
  const listOn = (machine: Parameters<typeof coreSetting>[0]): unknown =>
    machine.registry[REGISTRATION_KEY]?.['AllowedRegistrationTenants']?.data;

  test('restricts the tenants of registration, and lifts that again', async () => {
    const { world } = await outcomeOf(engine(), 'configure', GATEWAY);
    const set = await again(allowed([defaults.tenantId, ANOTHER_TENANT]), world, 'GW-01', 'configure');
    expect(listOn(set.is)).toBe(`${defaults.tenantId},${ANOTHER_TENANT}`);
    const fewer = await again(allowed([defaults.tenantId]), world, 'GW-01', 'configure');
    expect(listOn(fewer.is)).toBe(defaults.tenantId);
    const dropped = await again(allowed([]), world, 'GW-01', 'configure');
    expect(listOn(dropped.is)).toBeUndefined();
    // The gateway looks at it when it starts.
    expect([set, fewer, dropped].map(({ result }) => restartsOf(result))).toEqual([1, 1, 1]);
  });

  test('leaves a restriction alone that somebody else has set', async () => {
    const { result, is } = await outcomeOf(engine(), 'configure', {
      ...GATEWAY,
      after: ['configure'],
      prepare: (world) =>
        world.setRegistryValue('GW-01', REGISTRATION_KEY, 'AllowedRegistrationTenants', ANOTHER_TENANT),
    });
    expectDone(result);
    expect([listOn(is), restartsOf(result), changesOf(result)]).toEqual([ANOTHER_TENANT, 0, []]);
  });
});

describeWithEngine('configure, of the service', (engine) => {
  test('applies everything again after an upgrade by somebody, with one restart', async () => {
    const props = {
      proxy: GatewayProxy.at(PROXY),
      gatewaySettings: GatewaySettings.of({ connectivityMode: 'AutoDetect', reports: { fileCount: 20 } }),
    };
    const world = { proxy: { address: PROXY, direct: ['*.vault.azure.net'] } };
    const upgraded = await outcomeOf(engine(), 'configure', {
      ...GATEWAY,
      props,
      world,
      after: ['configure', 'register'],
      prepare: (one) => one.installGateway('GW-01', '3000.330.1'),
    });
    // The same script again: `rerun` is what makes Terraform run it.
    expectDone(upgraded.result);
    const { is, after } = upgraded;
    const clean = await outcomeOf(engine(), 'configure', { ...GATEWAY, props, world });
    expect(meaningOf(is.files)).toEqual(meaningOf(clean.is.files));
    expect(restartsOf(upgraded.result)).toBe(1);
    expect(after.clusters[0]?.members).toMatchObject([{ status: 'Live', version: '3000.330.1' }]);
    const reason = new MemberCluster({
      ...props,
      memberSettings: { '01': { rerun: { configure: 'after the upgrade of 2026-11' } } },
    });
    const rest = await again(reason, upgraded.world, 'GW-01', 'configure');
    expectDone(rest.result);
    expect([rest.is, restartsOf(rest.result)]).toEqual([is, 0]);
  });

  test.each([
    ['is stopped', 'Automatic'],
    ['is disabled', 'Disabled'],
    ['starts by hand only', 'Manual'],
  ])('starts a gateway that %s', async (_, startType) => {
    const { result, is } = await outcomeOf(engine(), 'configure', {
      ...GATEWAY,
      after: ['configure'],
      prepare: async (world) => {
        await world.setService('GW-01', 'PBIEgwService', 'Stopped');
        await world.set('GW-01', ['services', 'PBIEgwService', 'startType'], startType);
      },
    });
    expectDone(result);
    expect(is.services['PBIEgwService']).toMatchObject({ status: 'Running', startType: 'Automatic' });
  });

  test('waits for a gateway that takes its time to connect', async () => {
    const { result, world } = await outcomeOf(engine(), 'configure', {
      ...GATEWAY,
      after: ['configure', 'register'],
      prepare: async (one) => {
        await one.set('GW-01', ['connectsAfter'], 240);
        await one.setService('GW-01', 'PBIEgwService', 'Stopped');
      },
    });
    expectDone(result);
    expect(result.seconds).toBeGreaterThanOrEqual(240);
    expect(machineIn(await world.state(), 'GW-01').services['PBIEgwService']?.status).toBe('Running');
  });
});
