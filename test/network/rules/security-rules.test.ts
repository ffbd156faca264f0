import fc from 'fast-check';
import {
  AdditionalNames,
  AzureAddresses,
  DataSource,
  type EgressOptions,
  Egress,
  GatewayProxy,
  InboundAccess,
  type SecurityRule,
  securityRules,
  SERVICE_CLOUDS,
} from '../../../lib';
import {
  LATERAL_PORTS,
  MAX_ADDITIONAL_NAMES,
  MAX_DATA_SOURCES,
  MAX_INBOUND,
  MAX_RULES,
} from '../../../lib/network/destinations/limits';
import { ruleName } from '../../../lib/network/rules/security-rule';
import { pinnedSoftware } from '../../support/fixtures';
import {
  ADDITIONAL_NAMES,
  ALL_SOURCES,
  BASTION,
  DNS,
  EVERYTHING,
  firewall,
  HTTPS_MODE,
  proxied,
  tags,
  WEST_EUROPE,
} from '../fixtures';

/** A rule in a line, as a reviewer would read it. */
function line({
  direction,
  priority,
  access,
  protocol,
  source,
  destination,
  ports,
  name,
  description,
}: SecurityRule): string {
  const flow = `${source.join(' ')} -> ${destination.join(' ')} ${protocol} ${ports.join(',')}`;
  return `${direction} ${String(priority)} ${access} ${flow} | ${name} | ${description}`;
}

function rulesOf(
  egress: Egress,
  inbound: readonly InboundAccess[] = [],
  dnsServers: readonly string[] = [],
): readonly SecurityRule[] {
  return securityRules({ egress, dnsServers, inbound });
}

const SCRIPTED = {
  proxy: GatewayProxy.autoConfig('http://10.1.0.7:8000/proxy.pac'),
  proxyAddresses: ['10.1.0.8', '10.1.0.9'],
  proxyPorts: [8080, 3128],
};
const ON_INTERNET = DataSource.sqlServer('data.contoso.com', { onInternet: true });
const privateEndpoints = { keyVault: ['10.60.1.4'], storage: ['10.60.1.5', '10.60.1.6'] };

test.each([
  ['a region of Azure, and the internet', rulesOf(tags())],
  ['everything in Azure', rulesOf(tags({ azureAddresses: AzureAddresses.everywhere(), namesWithoutTag: 'closed' }))],
  ['two regions', rulesOf(tags({ azureAddresses: AzureAddresses.inRegions(['westeurope', 'norwayeast']) }))],
  ['nothing but tags', rulesOf(Egress.byServiceTags({}))],
  ['HTTPS mode', rulesOf(tags({ gatewaySettings: HTTPS_MODE }))],
  ['a firewall', rulesOf(firewall())],
  ['a firewall without HTTPS mode', rulesOf(Egress.byFirewall({ azureAddresses: AzureAddresses.everywhere() }))],
  ['a proxy', rulesOf(proxied())],
  ['a script that chooses a proxy', rulesOf(proxied(SCRIPTED))],
  [
    'a proxy in transition',
    rulesOf(proxied({ azureAddresses: WEST_EUROPE, namesWithoutTag: 'internet', proxyTransition: true })),
  ],
  ['a source on the internet', rulesOf(firewall({ dataSources: [ON_INTERNET] }))],
  ['private endpoints', rulesOf(tags({ privateEndpoints, software: pinnedSoftware() }))],
  ['everything by tags', rulesOf(tags(EVERYTHING), [BASTION], DNS.addresses)],
  ['everything by a firewall', rulesOf(firewall(EVERYTHING), [BASTION], DNS.addresses)],
  ['everything by a proxy', rulesOf(proxied(EVERYTHING), [BASTION], DNS.addresses)],
])('%s', (_what, rules) => {
  expect(rules.map(line)).toMatchSnapshot();
});

describe('whatever is asked for', () => {
  /** Hosts, unlike each other; addresses follow from the index, so that no two meet. */
  const hosts = fc.uniqueArray(fc.stringMatching(/^[a-z0-9]([a-z0-9_.-]{0,90}[a-z0-9_])?$/), {
    maxLength: 25,
    selector: (host) => host.toLowerCase(),
  });
  const makers: readonly ((host: string, address: string) => DataSource)[] = [
    (host, address) => DataSource.sqlServer(host, { addresses: [address] }),
    (host, address) => DataSource.sqlServer(host, { addresses: [address], browser: true }),
    (host, address) => DataSource.analysisServices(host, { addresses: [address], browser: true }),
    (host, address) => DataSource.sapBw(host, { addresses: [address] }),
    (host, address) => DataSource.fileShare(host, { addresses: [address] }),
    (host, address) => DataSource.custom(host, { addresses: [address], ports: [22, '8000-8010'] }),
    (host, address) => DataSource.custom(host, { addresses: [address], ports: [514], protocol: 'Udp' }),
  ];
  const sources = hosts.chain((all) =>
    fc.tuple(...all.map(() => fc.integer({ min: 0, max: makers.length - 1 }))).map((kinds) =>
      all.map((host, index) => {
        const make = makers[kinds[index] ?? 0] as (host: string, address: string) => DataSource;
        return make(host, `10.9.${String(index)}.4`);
      }),
    ),
  );
  const named = (all: readonly SecurityRule[]): ReadonlyMap<string, SecurityRule> =>
    new Map(all.map((rule) => [rule.name, rule]));
  const withSources = (dataSources: readonly DataSource[]): readonly SecurityRule[] =>
    rulesOf(tags({ ...EVERYTHING, dataSources }), [BASTION], DNS.addresses);

  test('rules are as Azure takes them', () => {
    fc.assert(
      fc.property(sources, (dataSources) => {
        expectValid(withSources(dataSources));
      }),
    );
  });

  test('all combinations of ways and options are as Azure takes them', () => {
    const options: fc.Arbitrary<EgressOptions> = fc.record({
      cloud: fc.constantFrom(...SERVICE_CLOUDS),
      azureCloud: fc.constantFrom('AzureCloud', 'AzureUSGovernment', 'AzureChinaCloud'),
      workloads: fc.subarray(['dataflowGen1', 'dataflowGen2', 'oneLake', 'pipelines'] as const),
      interactiveSignIn: fc.boolean(),
      monitoring: fc.boolean(),
      windowsUpdate: fc.boolean(),
      telemetry: fc.boolean(),
      deviceRegistration: fc.boolean(),
      additionalNames: fc.subarray([...ADDITIONAL_NAMES]),
      dataSources: fc.subarray([...ALL_SOURCES]),
      software: fc.constantFrom(pinnedSoftware(), pinnedSoftware('keep', '\\\\files\\gateway')),
      privateEndpoints: fc.constantFrom({}, privateEndpoints),
    });
    fc.assert(
      fc.property(options, fc.constantFrom(tags, firewall, proxied), fc.boolean(), (given, make, isHttps) => {
        expectValid(rulesOf(make({ ...given, ...(isHttps ? { gatewaySettings: HTTPS_MODE } : {}) }), [BASTION]));
      }),
    );
  });

  test('the order of data sources says nothing', () => {
    const shuffled = sources.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([a, b]) => {
        expect(named(withSources(b))).toEqual(named(withSources(a)));
      }),
    );
  });

  test('one data source more changes no other rule, but for priorities of data sources where numbers meet', () => {
    fc.assert(
      fc.property(sources, (all) => {
        fc.pre(all.length > 0);
        const before = named(withSources(all.slice(1)));
        const after = named(withSources(all));
        const numbers = new Set([...before.values()].filter(isOfSource).map(({ priority }) => priority));
        const added = [...after.values()].filter(({ name }) => !before.has(name));
        const meets = added.some(({ priority }) => numbers.has(priority));
        for (const [name, rule] of before) {
          const now = after.get(name);
          if (meets && isOfSource(rule)) expect({ ...now, priority: 0 }).toEqual({ ...rule, priority: 0 });
          else expect(now).toEqual(rule);
        }
      }),
    );
  });

  /** Rules of data sources stand in bands of their own. */
  function isOfSource({ priority, direction }: SecurityRule): boolean {
    return direction === 'Outbound' && (priority < 200 || (priority >= 1000 && priority < 3000));
  }
});

test('the most that is taken fits into one group', () => {
  const many = Array.from({ length: MAX_DATA_SOURCES }, (_, index) =>
    DataSource.sqlServer(`sql${String(index)}`, {
      addresses: [`10.${String(Math.floor(index / 200))}.${String(index % 200)}.4`],
      browser: true,
    }),
  );
  const doors = Array.from({ length: MAX_INBOUND }, (_, index) =>
    InboundAccess.named(`door-${String(index)}`, { from: ['10.1.1.4'], ports: [3389] }),
  );
  const azureAddresses = AzureAddresses.inRegions(Array.from({ length: 20 }, (_, index) => `region${String(index)}`));
  const additionalNames = Array.from({ length: MAX_ADDITIONAL_NAMES }, (_, index) =>
    AdditionalNames.of(`own-${String(index)}`, {
      names: ['a.contoso.com'],
      use: 'own',
      serviceTag: `Tag${String(index)}`,
    }),
  );
  const most = tags({ ...EVERYTHING, azureAddresses, additionalNames, dataSources: many });
  const rules = rulesOf(most, doors, DNS.addresses);
  expectValid(rules);
  expect(rules.length).toBeLessThanOrEqual(MAX_RULES);
});

describe('what is denied', () => {
  const rules = rulesOf(tags(EVERYTHING), [BASTION], DNS.addresses);

  test('everything that is not named, in both directions', () => {
    const last = rules.filter(({ priority }) => priority === 4096);
    expect(
      last.map(({ direction, access, protocol, source, destination, ports }) => ({
        direction,
        access,
        all: [protocol, source, destination, ports].join(),
      })),
    ).toEqual([
      { direction: 'Outbound', access: 'Deny', all: '*,*,*,*' },
      { direction: 'Inbound', access: 'Deny', all: '*,*,*,*' },
    ]);
    expect(rules.filter(({ access, ports }) => access === 'Allow' && ports.includes('*'))).toEqual([]);
    expect(
      rules
        .filter(({ access, destination }) => access === 'Allow' && destination.includes('*'))
        .map(({ name }) => name),
    ).toEqual(['allow-inbound-bastion']);
  });

  test('ways to other machines, before anything is allowed but named machines', () => {
    const deny = rules.filter(({ name }) => /^deny-(ssh|remote-desktop|winrm)/.test(name));
    expect(deny.map(({ ports }) => ports.join()).sort()).toEqual(['22', '3389', '5985-5986']);
    const first = Math.min(...deny.map(({ priority }) => priority));
    const before = rules.filter(({ direction, priority }) => direction === 'Outbound' && priority < first);
    expect(before.map(({ name, destination, ports }) => [name, destination, ports])).toEqual([
      ['allow-data-source-sftp.corp.contoso.com', ['10.1.10.4'], ['22']],
    ]);
    expect(LATERAL_PORTS).toEqual(['22', '3389', '5985', '5986']);
  });

  test('everything inbound, where no way in is named', () => {
    const inbound = rulesOf(tags(EVERYTHING)).filter(({ direction }) => direction === 'Inbound');
    expect(inbound.map(({ access }) => access)).toEqual(['Deny']);
  });
});

describe('names', () => {
  test('of what listens twice, and of hosts and ways that look alike, are apart', () => {
    const dataSources = [
      DataSource.sqlServer('sql01', { addresses: ['10.1.2.4'], browser: true }),
      DataSource.sqlServer('sql01-udp', { addresses: ['10.1.2.5'] }),
      DataSource.sqlServer('udp-sql01', { addresses: ['10.1.2.6'] }),
      DataSource.oracle('door-inbound', { addresses: ['10.1.2.7'] }),
    ];
    const way = InboundAccess.named('oracle-door', { from: ['10.1.1.4'], ports: [3389] });
    const rules = rulesOf(tags({ dataSources }), [way]);
    expectValid(rules);
    const names = rules.map(({ name }) => name);
    for (const name of ['allow-sql-server-sql01', 'allow-udp-sql-server-sql01', 'allow-inbound-oracle-door']) {
      expect(names).toContain(name);
    }
  });

  test('that are too long are cut, and stay apart', () => {
    const long = 'x'.repeat(90);
    expect(ruleName(long)).toMatch(/^x{71}-[0-9a-f]{8}$/);
    expect(ruleName(`${long}an`)).not.toBe(ruleName(`${long}c0`));
    expect(ruleName('A b/C.')).toBe('a-b-c');
    expect(ruleName('x'.repeat(80))).toHaveLength(80);
  });
});

test('descriptions that are too long are cut', () => {
  const host = `${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}`;
  const rule = rulesOf(tags({ dataSources: [DataSource.oracle(host)] })).find(({ name }) => name.includes('oracle'));
  expect(rule?.description).toHaveLength(140);
  expect(rule?.description).toMatch(/^Oracle a.*\.\.\.$/);
});

/** What Azure and azurerm check of a list of rules (azurerm v4.81.0, network_security_group_resource; Azure limits). */
function expectValid(rules: readonly SecurityRule[]): void {
  const places = rules.map(({ direction, priority }) => `${direction} ${String(priority)}`);
  expect(new Set(places).size).toBe(rules.length);
  expect(new Set(rules.map(({ name }) => name.toLowerCase())).size).toBe(rules.length);
  // One matcher for all: there are as many rules as runs of a property test times lists.
  expect(rules.flatMap(invalid)).toEqual([]);
}

/** What is wrong with a rule by itself. */
function invalid({ name, description, priority, source, destination, ports }: SecurityRule): readonly string[] {
  const lists = [source, destination, ports];
  // A list takes addresses alone: tags and * stand by themselves.
  const longer = [source, destination].filter(({ length }) => length > 1).flat();
  const valid = {
    priority: priority >= 100 && priority <= 4096,
    name: /^[a-z0-9]([\w.-]{0,78}\w)?$/.test(name),
    description: description.length <= 140,
    'empty list': lists.every(({ length }) => length > 0),
    'twice in a list': lists.every((list) => new Set(list).size === list.length),
    'no address in a list': longer.every((one) => /^\d+(\.\d+){3}(\/\d+)?$/.test(one)),
  };
  return Object.entries(valid).flatMap(([what, holds]) => (holds ? [] : [`${name}: ${what}`]));
}

test('a rule that Azure would refuse is seen', () => {
  const [good] = rulesOf(tags({})) as [SecurityRule];
  const broken: readonly (readonly [string, Partial<SecurityRule>])[] = [
    ['priority', { priority: 99 }],
    ['priority', { priority: 4097 }],
    ['priority', { priority: Number.NaN }],
    ['name', { name: '-a' }],
    ['name', { name: 'a'.repeat(81) }],
    ['description', { description: 'x'.repeat(141) }],
    ['empty list', { source: [] }],
    ['empty list', { ports: [] }],
    ['twice in a list', { destination: ['10.0.0.4', '10.0.0.4'] }],
    ['no address in a list', { source: ['10.0.0.4', 'Internet'] }],
    ['no address in a list', { destination: ['*', '10.0.0.4'] }],
  ];
  expect(invalid(good)).toEqual([]);
  for (const [what, change] of broken) {
    expect(invalid({ ...good, ...change })).toEqual([`${change.name ?? good.name}: ${what}`]);
  }
});
