import {
  AzureAddresses,
  Egress,
  type EgressRow,
  GatewayProxy,
  GatewaySoftware,
  type ServiceTagEgressOptions,
  SERVICE_CLOUDS,
} from '../../../lib';
import { pinnedSoftware } from '../../support/fixtures';
import {
  ADDITIONAL_NAMES,
  EVERYTHING,
  firewall,
  HTTPS_MODE,
  proxied,
  tags,
  wayOf,
  waysOf,
  WEST_EUROPE,
} from '../fixtures';

const PLAIN_RELAY = ['relay-amqp', 'relay-tcp'];

describe('by service tags', () => {
  test('what has a tag goes by it, and what has none stays closed', () => {
    expect(waysOf(Egress.byServiceTags({}))).toEqual({
      'sign-in': 'tag AzureActiveDirectory',
      'power-bi': 'tag PowerBI',
      activation: 'public 20.118.99.224 40.83.235.53 23.102.135.246',
      'key-vault': 'tag AzureKeyVault',
    });
  });

  test('what is closed says why, and what to do', () => {
    const closed = Egress.byServiceTags({})
      .passages()
      .flatMap(({ row: { id }, passage }) => (passage.kind === 'closed' ? [[id, passage.reason, passage.fix]] : []));
    expect(closed).toMatchSnapshot();
    for (const [, reason, fix] of closed) expect([reason, fix].every((text) => (text ?? '').length > 10)).toBe(true);
  });

  test('the relay is open only where its addresses are chosen', () => {
    expect(wayOf(Egress.byServiceTags({}), 'relay')).toMatch(/^closed: there is no service tag/);
    expect(wayOf(tags({ namesWithoutTag: 'closed' }), 'relay')).toBe('tag AzureCloud.westeurope');
    expect(wayOf(tags(), 'relay')).toBe('tag AzureCloud.westeurope');
    expect(wayOf(tags({ azureAddresses: AzureAddresses.everywhere() }), 'relay')).toBe('tag AzureCloud');
  });

  test('the internet holds what is in Azure, too', () => {
    const options: ServiceTagEgressOptions = { ...EVERYTHING, namesWithoutTag: 'internet' };
    const without = waysOf(Egress.byServiceTags(options));
    const inAzure = [
      'relay',
      ...PLAIN_RELAY,
      'cloud-services',
      'one-lake',
      'dataflow-gen2',
      'pipelines',
      'custom-logs',
    ];
    for (const id of inAzure) expect([id, without[id]]).toEqual([id, 'internet']);
    // Its addresses change these rows and no other.
    const changed = Object.entries(waysOf(tags(options))).filter(([id, way]) => without[id] !== way);
    expect(changed.map(([, way]) => way)).toEqual(changed.map(() => 'tag AzureCloud.westeurope'));
    expect(inAzure.filter((id) => !changed.some(([one]) => one === id))).toEqual([]);
    const all = tags(options).table.filter(({ inAzure: is, serviceTags }) => is && serviceTags.length === 0);
    expect(changed.map(([id]) => id)).toEqual(all.map(({ id }) => id));
  });

  test('regions are called as their tags are, each once, in one order', () => {
    const regions = ['West Europe', 'germanywestcentral', 'France Central', 'westeurope', 'brazilsoutheast'];
    expect(AzureAddresses.inRegions(regions).serviceTags).toEqual([
      'AzureCloud.brazilse',
      'AzureCloud.centralfrance',
      'AzureCloud.germanywc',
      'AzureCloud.westeurope',
    ]);
    expect(String(AzureAddresses.inRegions(['North Europe']))).toBe('AzureCloud.northeurope');
    expect(String(AzureAddresses.everywhere())).toBe('AzureCloud');
    // Every region that Microsoft's page lists apart (service-tags-overview).
    const apart: Readonly<Record<string, string>> = {
      francecentral: 'centralfrance',
      francesouth: 'southfrance',
      germanywestcentral: 'germanywc',
      germanynorth: 'germanyn',
      norwayeast: 'norwaye',
      norwaywest: 'norwayw',
      switzerlandnorth: 'switzerlandn',
      switzerlandwest: 'switzerlandw',
    };
    for (const [region, tag] of Object.entries(apart)) {
      expect(AzureAddresses.inRegions([region]).serviceTags).toEqual([`AzureCloud.${tag}`]);
    }
  });

  test('names without a tag are closed, or the internet', () => {
    const withoutTag = ['install-and-update', 'features', 'connectivity-test', 'certificate-lists', 'windows-update'];
    for (const id of [...withoutTag, 'software-downloads']) {
      expect([id, wayOf(tags(), id)]).toEqual([id, 'internet']);
      expect([id, wayOf(tags({ namesWithoutTag: 'closed' }), id)]).toEqual([
        id,
        'closed: there is no service tag for it',
      ]);
    }
  });
});

describe('by a firewall', () => {
  test('all that is HTTP or SQL goes by its names, the rest by addresses', () => {
    expect(waysOf(firewall({ ...EVERYTHING, telemetry: false, windowsUpdate: false }))).toEqual({
      relay: 'names',
      'sign-in': 'names',
      'sign-in-page': 'names',
      'power-bi': 'names',
      'install-and-update': 'names',
      features: 'names',
      administration: 'names',
      'connectivity-test': 'names',
      'dataflow-gen1': 'names',
      'one-lake': 'names',
      'dataflow-gen2': 'names',
      pipelines: 'names',
      'certificate-lists': 'names',
      activation: 'public 20.118.99.224 40.83.235.53 23.102.135.246',
      'key-vault': 'names',
      'azure-sign-in': 'names',
      monitoring: 'names',
      'resource-manager': 'names',
      'custom-logs': 'names',
      'software-downloads': 'names',
      'device-registration': 'names',
      backup: 'names',
      defender: 'names',
      antivirus: 'names',
    });
  });

  test('the relay by AMQP and TCP needs addresses, because a wildcard is no network rule', () => {
    const closed = Egress.byFirewall();
    for (const id of [...PLAIN_RELAY, 'cloud-services']) {
      expect(wayOf(closed, id)).toBe('closed: Azure Firewall takes names with a wildcard for HTTP and SQL alone');
      expect(wayOf(Egress.byFirewall({ azureAddresses: WEST_EUROPE }), id)).toBe('tag AzureCloud.westeurope');
    }
  });
});

describe('options', () => {
  const onlyIn = (a: Egress, b: Egress): readonly string[] =>
    Object.keys(waysOf(a)).filter((id) => waysOf(b)[id] === undefined);

  const additions: readonly (readonly [what: string, options: ServiceTagEgressOptions, rows: readonly string[]])[] = [
    ['dataflows (Gen1)', { workloads: ['dataflowGen1'] }, ['dataflow-gen1']],
    ['dataflows (Gen2)', { workloads: ['dataflowGen2'] }, ['dataflow-gen2']],
    ['OneLake', { workloads: ['oneLake'] }, ['one-lake']],
    ['pipelines', { workloads: ['pipelines'] }, ['pipelines']],
    ['people who sign in', { interactiveSignIn: true }, ['sign-in-page']],
    ['monitoring', { monitoring: true }, ['azure-sign-in', 'monitoring', 'resource-manager', 'custom-logs']],
    ['devices', { deviceRegistration: true }, ['device-registration']],
    ["names of one's own", { additionalNames: ADDITIONAL_NAMES }, ['backup', 'defender', 'antivirus']],
    ['software in storage', { software: pinnedSoftware() }, ['software-storage']],
  ];

  test.each(additions)('%s open their rows and no other', (_what, options, rows) => {
    expect(onlyIn(tags(options), tags())).toEqual(rows);
  });

  const removals: readonly (readonly [what: string, options: ServiceTagEgressOptions, rows: readonly string[]])[] = [
    ['HTTPS mode', { gatewaySettings: HTTPS_MODE }, ['relay-amqp', 'relay-tcp', 'cloud-services']],
    ['no telemetry', { telemetry: false }, ['telemetry']],
    ['updates from elsewhere', { windowsUpdate: false }, ['windows-update']],
    ['software in storage', { software: pinnedSoftware() }, ['software-downloads']],
    ['software on a share', { software: pinnedSoftware('keep', '\\\\files\\gateway') }, ['software-downloads']],
    ['software from its publishers', { software: GatewaySoftware.latest() }, []],
  ];

  test.each(removals)('%s closes its rows and no other', (_what, options, rows) => {
    expect(onlyIn(tags(), tags(options))).toEqual(rows);
  });

  test('HTTPS mode leaves one port for the relay, in all clouds and ways', () => {
    for (const cloud of SERVICE_CLOUDS) {
      for (const egress of [tags({ cloud, gatewaySettings: HTTPS_MODE }), firewall({ cloud })]) {
        const relay = egress.openRows().filter(({ purpose }) => purpose === 'relay');
        expect(relay.map(({ ports }) => ports)).toEqual([['443']]);
      }
    }
  });

  test('private endpoints take the place of tags, names and the internet', () => {
    const privateEndpoints = { keyVault: ['10.60.1.4'], storage: ['10.60.1.5', '10.60.1.6'] };
    for (const make of [tags, firewall]) {
      const egress = make({ privateEndpoints, software: pinnedSoftware() });
      expect(wayOf(egress, 'key-vault')).toBe('private 10.60.1.4');
      expect(wayOf(egress, 'software-storage')).toBe('private 10.60.1.5 10.60.1.6');
    }
    expect(wayOf(tags({ privateEndpoints: {} }), 'key-vault')).toBe('tag AzureKeyVault');
  });

  test('machines are in the cloud of the service, or in another that is said', () => {
    const clouds = (options: ServiceTagEgressOptions): string => {
      const { cloud, azureCloud } = tags(options);
      return `${cloud} ${azureCloud}`;
    };
    expect(SERVICE_CLOUDS.map((cloud) => clouds({ cloud }))).toEqual([
      'public AzureCloud',
      'gcc AzureCloud',
      'gccHigh AzureUSGovernment',
      'dod AzureUSGovernment',
      'china AzureChinaCloud',
    ]);
    expect(clouds({ cloud: 'gcc', azureCloud: 'AzureUSGovernment' })).toBe('gcc AzureUSGovernment');
    expect(clouds({})).toBe('public AzureCloud');
    const china = tags({ cloud: 'china', azureAddresses: AzureAddresses.inRegions(['chinaeast2']) });
    expect(wayOf(china, 'relay')).toBe('tag AzureCloud.chinaeast2');
    expect(wayOf(china, 'connectivity-test')).toBe('no row');
    expect(wayOf(tags({ cloud: 'dod', workloads: ['oneLake'] }), 'one-lake')).toBe('no row');
  });

  test('the list of the guide lacks what it lacks, and nothing of the machine', () => {
    const guide = tags({ ...EVERYTHING, list: 'guide' });
    expect(guide.followsGuide).toBe(true);
    expect(tags().followsGuide).toBe(false);
    const isOfGateway = ({ number }: EgressRow): boolean => number < 30;
    expect(
      guide
        .openRows()
        .filter(isOfGateway)
        .map(({ id }) => id),
    ).toEqual([
      ...['relay', 'relay-tcp', 'sign-in', 'connectivity-test', 'dataflow-gen1', 'pipelines'],
      // Named by the app, and so in no list of others.
      ...['backup', 'defender', 'antivirus'],
    ]);
    const isOfMachine = (row: EgressRow): boolean => row.purpose !== 'own' && !isOfGateway(row);
    const machine = (egress: Egress): readonly EgressRow[] => egress.openRows().filter(isOfMachine);
    expect(machine(guide)).toEqual(machine(tags(EVERYTHING)));
    expect(wayOf(guide, 'power-bi')).toBe('closed: the guide that is followed does not list it');
  });
});

describe('for other teams', () => {
  test.each([
    ['the allow-list of a proxy', proxied().allowList()],
    ['the allow-list of a proxy with much that passes it by', bypassed().allowList()],
    ['the allow-list of everything', firewall(EVERYTHING).allowList()],
    ['the allow-list of China', proxied({ cloud: 'china' }).allowList()],
    ['names whose TLS is not opened', firewall(EVERYTHING).tlsInspectionBypassList()],
    ['names whose TLS is not opened, by a proxy', proxied().tlsInspectionBypassList()],
    ['forwarders', tags(EVERYTHING).conditionalForwarders(['168.63.129.16'])],
    ['forwarders of DoD', tags({ cloud: 'dod' }).conditionalForwarders(['10.0.0.4', '10.0.0.5'])],
    ['forwarders with a proxy', proxied().conditionalForwarders(['168.63.129.16'])],
  ])('%s', (_what, text) => {
    expect(text).toMatchSnapshot();
    expect(text).not.toMatch(/undefined|\[object/);
    expect(text.endsWith('\n')).toBe(true);
  });

  test('zones are outermost, each once, in order, and serve all that lies in them', () => {
    const egress = tags({ ...EVERYTHING, software: pinnedSoftware() });
    const zones = egress.forwardedZones();
    const names = zones.map(({ zone }) => zone);
    expect(names).toEqual([...new Set(names)].sort());
    expect(names.filter((zone) => names.some((other) => zone.endsWith(`.${other}`)))).toEqual([]);
    const zone = (name: string): readonly string[] | undefined => zones.find((one) => one.zone === name)?.rows;
    expect(zone('core.windows.net')).toEqual(['dataflow-gen1', 'activation', 'software-storage']);
    // Each name of each open row is in a zone that says so.
    for (const row of egress.openRows()) {
      for (const name of [...row.names, ...row.alsoNames]) {
        const holds = zones.some(
          ({ zone: one, rows }) => rows.includes(row.id) && `.${name.replace(/^\*\./, '')}`.endsWith(`.${one}`),
        );
        expect([name, holds]).toEqual([name, true]);
      }
    }
  });

  test('private endpoints are answered by private zones', () => {
    const zones = tags({ privateEndpoints: { keyVault: ['10.60.1.4'] } }).forwardedZones();
    expect(zones.map(({ zone }) => zone)).not.toContain('vault.azure.net');
    expect(
      tags()
        .forwardedZones()
        .map(({ zone }) => zone),
    ).toContain('vault.azure.net');
  });
});

function bypassed(): Egress {
  const bypass = ['*.vault.azure.net', '*.powerbi.com', 'login.microsoftonline.com'];
  return proxied({ proxy: GatewayProxy.at('http://10.1.0.8:8080', { bypass, bypassLocal: true }) });
}
