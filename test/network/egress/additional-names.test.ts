import {
  AdditionalNames,
  DataSource,
  type Egress,
  firewallRules,
  GatewayProxy,
  type SecurityRule,
  securityRules,
} from '../../../lib';
import { MAX_ADDITIONAL_NAMES } from '../../../lib/network/destinations/limits';
import { ADDITIONAL_NAMES, firewall, proxied, tags, wayOf } from '../fixtures';

const rulesOf = (egress: Egress): readonly SecurityRule[] => securityRules({ egress, dnsServers: [], inbound: [] });
const antivirus = AdditionalNames.of('antivirus', { names: ['*.contoso.com'], use: 'virus scanner' });

test('a row of the app is as one of the table, behind it', () => {
  const { table } = tags({ additionalNames: ADDITIONAL_NAMES });
  expect(table.slice(-3)).toEqual(ADDITIONAL_NAMES.map((names) => names.row()));
  expect(table.slice(0, -3)).toEqual(tags().table);
  expect(antivirus.row()).toMatchObject({ id: 'antivirus', purpose: 'own', need: 'always', ports: ['443'] });
  expect(Object.isFrozen(antivirus.row())).toBe(true);
});

test('names are in lower case, and these and ports are there once', () => {
  const names = ['Updates.Contoso.com', 'updates.contoso.com', '*.contoso.NET'];
  const row = AdditionalNames.of('antivirus', { names, use: 'virus scanner', ports: [443, 8443, 443] }).row();
  expect(row.names).toEqual(['updates.contoso.com', '*.contoso.net']);
  expect(row.ports).toEqual(['443', '8443']);
});

test('by tags: one with a tag has its rule, others are closed, or the internet', () => {
  const closed = tags({ additionalNames: ADDITIONAL_NAMES, namesWithoutTag: 'closed' });
  expect(ADDITIONAL_NAMES.map(({ id }) => wayOf(closed, id))).toEqual([
    'tag AzureBackup',
    'closed: there is no service tag for it',
    'closed: there is no service tag for it',
  ]);
  const open = tags({ additionalNames: ADDITIONAL_NAMES });
  expect(ADDITIONAL_NAMES.map(({ id }) => wayOf(open, id))).toEqual(['tag AzureBackup', 'internet', 'internet']);
  const [backup] = rulesOf(closed).filter(({ name }) => name === 'allow-azurebackup');
  expect(backup).toMatchObject({
    destination: ['AzureBackup'],
    ports: ['443'],
    protocol: 'Tcp',
    description: 'backup',
  });
  const internet = rulesOf(open).find(({ destination }) => destination.join() === 'Internet');
  expect(internet?.ports).toContain('8443');
  expect(internet?.description).toContain('antivirus');
});

test('tags of the app stand in a band of their own, and move no other rule', () => {
  const many = Array.from({ length: MAX_ADDITIONAL_NAMES }, (_, index) =>
    AdditionalNames.of(`own-${String(index)}`, {
      names: ['own.contoso.com'],
      use: 'something',
      serviceTag: `Service${String(index)}`,
    }),
  );
  const before = rulesOf(tags());
  const after = rulesOf(tags({ additionalNames: many }));
  const added = after.filter(({ name }) => !before.some((rule) => rule.name === name));
  expect(added).toHaveLength(MAX_ADDITIONAL_NAMES);
  const places = added.map(({ priority }) => priority);
  expect(new Set(places).size).toBe(places.length);
  expect([Math.min(...places), Math.max(...places)]).toEqual([520, 589]);
  expect(after.filter((rule) => !added.includes(rule))).toEqual(before);
  // The order of what is given says nothing.
  expect(rulesOf(tags({ additionalNames: [...many].reverse() }))).toEqual(after);
});

test('a tag of the table is shared with it', () => {
  const logs = AdditionalNames.of('logs', {
    names: ['logs.contoso.com'],
    use: 'logs',
    serviceTag: 'Storage',
    ports: [8443],
  });
  const egress = tags({ additionalNames: [logs], workloads: ['dataflowGen1'] });
  const storage = rulesOf(egress).filter(({ destination }) => destination.includes('Storage'));
  expect(storage).toMatchObject([{ priority: 330, ports: ['443', '8443'], description: 'dataflow-gen1, logs' }]);
});

test('by a firewall: names, or the tag in their place', () => {
  const { application } = firewallRules(firewall({ additionalNames: ADDITIONAL_NAMES }), []);
  expect(application.slice(-3)).toEqual([
    {
      name: 'backup',
      description: 'backup of the machines',
      protocols: [{ type: 'Https', port: 443 }],
      destinationFqdns: ['*.backup.windowsazure.com'],
      destinationFqdnTags: [],
    },
    {
      name: 'defender',
      description: 'signatures of Defender',
      protocols: [{ type: 'Https', port: 443 }],
      destinationFqdns: [],
      destinationFqdnTags: ['MicrosoftActiveProtectionService'],
    },
    {
      name: 'antivirus',
      description: 'updates of the virus scanner',
      protocols: [
        { type: 'Http', port: 80 },
        { type: 'Https', port: 8443 },
      ],
      destinationFqdns: ['*.antivirus.contoso.com', 'updates.contoso.com'],
      destinationFqdnTags: [],
    },
  ]);
  // What the firewall lets through, the group of the members lets out.
  const out = rulesOf(firewall({ additionalNames: ADDITIONAL_NAMES })).find(({ name }) => name.includes('firewall'));
  expect(out?.ports).toEqual(['80', '443', '8443']);
});

test('by a proxy: they are asked of it, but for what it is passed by for', () => {
  expect(wayOf(proxied({ additionalNames: [antivirus] }), 'antivirus')).toBe('proxy');
  const bypass = GatewayProxy.at('http://10.1.0.8:8080', { bypass: ['*.contoso.com'] });
  const past = proxied({ additionalNames: [antivirus], proxy: bypass });
  expect(wayOf(past, 'antivirus')).toBe('closed: there is no service tag for it');
  expect(
    wayOf(proxied({ additionalNames: [antivirus], proxy: bypass, namesWithoutTag: 'internet' }), 'antivirus'),
  ).toBe('internet');
});

test('other teams read of them', () => {
  const list = proxied({ additionalNames: ADDITIONAL_NAMES }).allowList();
  expect(list).toContain('\n# antivirus: updates of the virus scanner\n*.antivirus.contoso.com:80,8443\n');
  expect(list).toMatch(/# - named by this app\n/);
  const zones = tags({ additionalNames: ADDITIONAL_NAMES }).forwardedZones();
  expect(zones).toContainEqual({ zone: 'antivirus.contoso.com', rows: ['antivirus'] });
});

test('what is no AdditionalNames is no row, where nobody looks at it first', () => {
  const dataSources = [DataSource.oracle('10.1.2.4')];
  const wrong = tags({ additionalNames: [null, 'contoso.com', {}] as never, dataSources });
  expect(wrong.table).toEqual(tags().table);
});
