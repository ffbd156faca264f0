import { App, Testing } from 'cdktf';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Egress, EgressFiles, type EgressFilesProps } from '../../lib';
import { newStack, synthesize } from '../support/synthesize';
import { EVERYTHING, proxied, tags } from './fixtures';

/** The files of a whole app, as other teams get them. */
function written(props: EgressFilesProps): { readonly files: EgressFiles; readonly read: (path: string) => string } {
  const outdir = mkdtempSync(join(tmpdir(), 'egress-files-'));
  try {
    const app = Testing.stubVersion(new App({ outdir, stackTraces: false }));
    const stack = newStack(app);
    const files = new EgressFiles(stack, 'egress', props);
    app.synth();
    const paths = [files.allowList, files.tlsInspectionBypassList, files.conditionalForwarders];
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
  expect(read(files.allowList)).toBe(egress.allowList());
  expect(read(files.tlsInspectionBypassList)).toBe(egress.tlsInspectionBypassList());
  expect(read(String(files.conditionalForwarders))).toBe(egress.conditionalForwarders(['168.63.129.16', '10.0.0.4']));
  expect(read(files.allowList)).toContain('*.servicebus.windows.net:443');
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
