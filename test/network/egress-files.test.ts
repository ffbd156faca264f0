import { App, Testing } from 'cdktf';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Egress, EgressFiles, type EgressFilesProps, firewallRules, firewallTable, GatewayProxy } from '../../lib';
import { newStack, synthesize } from '../support/synthesize';
import { EVERYTHING, firewall, proxied, tags } from './fixtures';

/** The files of a whole app, as other teams get them. */
function written(props: EgressFilesProps): { readonly files: EgressFiles; readonly read: (path: string) => string } {
  const outdir = mkdtempSync(join(tmpdir(), 'egress-files-'));
  try {
    const app = Testing.stubVersion(new App({ outdir, stackTraces: false }));
    const stack = newStack(app);
    const files = new EgressFiles(stack, 'egress', props);
    app.synth();
    const paths = [files.allowList, files.firewallRules, files.tlsInspectionBypassList, files.conditionalForwarders];
    const texts = new Map(
      paths
        .filter((path) => path !== undefined)
        .map((path) => [path, readFileSync(join(outdir, 'stacks/stack', path), 'utf8')]),
    );
    return { files, read: (path) => texts.get(path) ?? '' };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

test('files hold what the egress says', () => {
  const egress = proxied();
  const { files, read } = written({ egress, resolvers: ['168.63.129.16', '10.0.0.4'] });
  expect(read(String(files.allowList))).toBe(egress.allowList());
  expect(read(files.tlsInspectionBypassList)).toBe(egress.tlsInspectionBypassList());
  expect(read(String(files.conditionalForwarders))).toBe(egress.conditionalForwarders(['168.63.129.16', '10.0.0.4']));
  expect(read(String(files.allowList))).toContain('*.servicebus.windows.net:443');
});

test('files lie at pinned places, which do not change with the text', () => {
  const places = (egress: Egress): readonly unknown[] => {
    const { files } = written({ egress, resolvers: ['168.63.129.16'] });
    return [files.allowList, files.tlsInspectionBypassList, files.conditionalForwarders];
  };
  expect(places(tags())).toMatchSnapshot();
  expect(places(proxied(EVERYTHING))).toEqual(places(tags()));
});

test('without resolvers there is no file for DNS', () => {
  const { files } = written({ egress: tags() });
  expect(files.conditionalForwarders).toBeUndefined();
  expect(files.node.children.map(({ node }) => node.id)).toEqual(['allow-list', 'tls-inspection-bypass-list']);
});

test('nothing is created in Azure', () => {
  expect(synthesize((stack) => new EgressFiles(stack, 'egress', { egress: tags() })).resources).toEqual({});
});

test('where a firewall decides, its team gets a table of its rules, with ranges, and no allow-list', () => {
  const { files, read } = written({ egress: firewall(EVERYTHING) });
  expect(files.allowList).toBeUndefined();
  const table = read(String(files.firewallRules));
  expect(table).toMatchSnapshot();
  expect(table).toBe(firewallTable(firewallRules(firewall(EVERYTHING), []), []));
});

test('a table of rules is CSV: what holds a comma or a quotation mark is quoted', () => {
  const rule = {
    name: 'odd',
    description: 'for "x", and y',
    protocols: ['TCP'] as const,
    destinationPorts: ['443', '80'],
  };
  const rules = { application: [], network: [{ ...rule, destinationAddresses: ['10.0.0.4'], destinationFqdns: [] }] };
  expect(firewallTable(rules, ['10.60.0.0/27', '10.61.0.0/27'])).toBe(
    'rule,decides by,from,protocol,ports,to,for\r\n' +
      'odd,address,10.60.0.0/27 10.61.0.0/27,TCP,443 80,10.0.0.4,"for ""x"", and y"\r\n',
  );
});

test('who asks is said in the allow-list: ranges, and accounts where the proxy wants to know', () => {
  const proxy = GatewayProxy.at('http://10.1.0.8:8080', { authentication: 'windows' });
  const list = Egress.byProxy({ proxy }).allowList(['10.60.0.0/27']);
  expect(list.split('\n').slice(0, 4)).toMatchSnapshot();
});
