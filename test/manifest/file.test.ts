import { App, type ISynthesisSession, type IStackSynthesizer, type TerraformStack, Testing } from 'cdktf';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DataGatewayManifest, GatewayCluster, MANIFEST_FILE_NAME, readManifest } from '../../lib';
import { minimalProps } from '../support/fixtures';
import { newStack } from '../support/synthesize';
import { problemsOf } from './closed-schema';
import { FULL, MINIMAL } from './estates';

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'manifest-file-'));
});
afterEach(() => {
  rmSync(outdir, { recursive: true });
});

const newApp = (hclOutput = false): App => Testing.stubVersion(new App({ outdir, stackTraces: false, hclOutput }));
const cluster = (stack: TerraformStack, id = 'finance'): GatewayCluster =>
  new GatewayCluster(stack, id, { ...minimalProps(), gatewayName: `${stack.node.id}-${id}` });
const fileOf = (stack: string): string => join(outdir, 'stacks', stack, MANIFEST_FILE_NAME);
const read = (stack: string): string => readFileSync(fileOf(stack), 'utf8');

test('each stack writes its own manifest beside its JSON, the same as the function gives', () => {
  const app = newApp();
  const stacks = ['one', 'two'].map((id) => newStack(app, id));
  for (const stack of stacks) cluster(stack);
  app.synth();
  for (const stack of stacks) {
    expect(read(stack.node.id)).toBe(DataGatewayManifest.textOf(stack));
    expect(readManifest(read(stack.node.id))).toEqual(DataGatewayManifest.of(stack));
    expect(readManifest(read(stack.node.id)).clusters).toHaveLength(1);
    expect(existsSync(join(dirname(fileOf(stack.node.id)), 'cdk.tf.json'))).toBe(true);
  }
});

test('it ends with one new line, and is indented by two spaces', () => {
  const stack = newStack();
  cluster(stack);
  expect(DataGatewayManifest.textOf(stack)).toBe(`${JSON.stringify(DataGatewayManifest.of(stack), undefined, 2)}\n`);
});

test('a stack that has nothing of ours writes nothing', () => {
  const app = newApp();
  cluster(newStack(app, 'one'));
  newStack(app, 'two');
  app.synth();
  expect(existsSync(fileOf('one'))).toBe(true);
  expect(existsSync(fileOf('two'))).toBe(false);
  expect(DataGatewayManifest.of(newStack()).clusters).toEqual([]);
});

test('a file that is not true any more is removed', () => {
  const before = newApp();
  for (const id of ['one', 'two']) cluster(newStack(before, id));
  before.synth();
  const after = newApp();
  newStack(after, 'one');
  cluster(newStack(after, 'two'));
  after.synth();
  expect(existsSync(fileOf('one'))).toBe(false);
  expect(existsSync(fileOf('two'))).toBe(true);
});

test('a construct that was removed from the tree is in no manifest', () => {
  const app = newApp();
  const stack = newStack(app, 'one');
  cluster(stack);
  app.synth();
  expect(existsSync(fileOf('one'))).toBe(true);
  stack.node.tryRemoveChild('finance');
  expect(DataGatewayManifest.of(stack).clusters).toEqual([]);
  app.synth();
  expect(existsSync(fileOf('one'))).toBe(false);
});

test('a file of somebody else by the same name stays', () => {
  const app = newApp();
  cluster(newStack(app, 'one'));
  newStack(app, 'two');
  mkdirSync(dirname(fileOf('two')), { recursive: true });
  writeFileSync(fileOf('two'), '{"format": "of somebody else"}');
  app.synth();
  expect(read('two')).toBe('{"format": "of somebody else"}');
});

test('a second synthesis writes the same', () => {
  const app = newApp();
  const stack = newStack(app, 'one');
  cluster(stack);
  app.synth();
  const first = read('one');
  app.synth();
  expect(read('one')).toBe(first);
});

test('the order of stacks in the manifest of cdktf is not touched', () => {
  const app = newApp();
  cluster(newStack(app, 'b'));
  newStack(app, 'c');
  newStack(app, 'a');
  app.synth();
  expect(Object.keys(app.manifest.stacks)).toEqual(['b', 'c', 'a']);
});

test('whatever synthesizes a stack goes on doing so, and comes first', () => {
  const app = newApp();
  const stack = newStack(app, 'one');
  const calls: string[] = [];
  const inner = stack.synthesizer;
  const own: IStackSynthesizer = {
    synthesize: (session: ISynthesisSession) => {
      calls.push(String(existsSync(fileOf('one'))));
      inner.synthesize(session);
    },
  };
  stack.synthesizer = own;
  cluster(stack, 'finance');
  cluster(stack, 'sales');
  app.synth();
  expect(calls).toEqual(['false']);
  expect(readManifest(read('one')).clusters).toHaveLength(2);
});

test('a synthesis that fails writes no manifest', () => {
  const app = newApp();
  const stack = newStack(app, 'one');
  cluster(stack).node.addValidation({ validate: () => ['something is wrong'] });
  expect(() => {
    app.synth();
  }).toThrow('something is wrong');
  expect(existsSync(fileOf('one'))).toBe(false);
});

test('a construct whose constructor ends with an error is in no manifest', () => {
  const stack = newStack();
  expect(() => new GatewayCluster(stack, 'finance', { ...minimalProps(), members: 1 } as never)).toThrow('members');
  expect(DataGatewayManifest.of(stack).clusters).toEqual([]);
});

test('HCL has a manifest too', () => {
  const app = newApp(true);
  const stack = newStack(app, 'one');
  cluster(stack);
  app.synth();
  expect(existsSync(join(dirname(fileOf('one')), 'cdk.tf'))).toBe(true);
  expect(problemsOf(readManifest(read('one')))).toEqual([]);
});

test('asking for a manifest changes nothing of a stack', () => {
  const [asked, plain] = [newStack(), newStack()];
  for (const stack of [asked, plain]) FULL['cluster-across-stacks']?.(stack);
  DataGatewayManifest.of(asked);
  expect(Testing.synth(asked, true)).toBe(Testing.synth(plain, true));
});

test('a value of another stack is named by it, before the stacks are prepared and after', () => {
  const app = newApp();
  const stack = newStack(app, 'one');
  FULL['cluster-across-stacks']?.(stack);
  const before = DataGatewayManifest.of(stack);
  app.synth();
  expect(before.clusters[0]?.subnet).toEqual({
    id: {
      computed: true,
      stack: 'network',
      address: expect.stringMatching(/^azurerm_subnet_nat_gateway_association\.network_subnet-members_/) as string,
      attribute: 'subnet_id',
    },
    network: 'network/network',
    key: 'members',
  });
  expect(readManifest(read('one'))).toEqual(before);
  expect(readManifest(read('network')).networks[0]?.constructPath).toBe('network/network');
});

test('a text that is no manifest is refused, and not shown', () => {
  const says = (text: string): string => {
    try {
      readManifest(text);
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  };
  const allowed = "a JSON object whose format is 'cdktf-data-gateway'";
  for (const text of ['', 'hunter2', '[]', 'null', '{"format":"hunter2"}']) {
    expect(says(text)).toContain(allowed);
    expect(says(text)).not.toContain('hunter2');
  }
  expect(says('{"format":"cdktf-data-gateway","formatVersion":"2.0"}')).toContain(
    'formatVersion: got "2.0"; allowed: 1.0 or a later minor version.',
  );
  expect(says('{"format":"cdktf-data-gateway"}')).toContain('formatVersion');
  expect(says('{"format":"cdktf-data-gateway","formatVersion":"1.7"}')).toBe('');
});

test('nothing is said of what is not ours', () => {
  const stack = newStack();
  MINIMAL['vnet-data-gateway']?.(stack);
  const { delegatedSubnets, vnetDataGateways } = DataGatewayManifest.of(stack);
  expect(delegatedSubnets).toEqual([]);
  expect(vnetDataGateways[0]?.subnet.existing).toBe(true);
});
