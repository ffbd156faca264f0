import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';

const root = resolve(__dirname, '../..');
const { exports: entries } = jest.requireActual<{ exports: Record<string, unknown> }>('../../package.json');

/** Sub-paths of the package: each a room of the library. */
const rooms = Object.keys(entries)
  .filter((entry) => entry !== '.' && !entry.endsWith('.json'))
  .map((entry) => entry.slice('./'.length));

interface Loaded {
  /** Files, from the repository's root or from the folder of packages, which may be a link to another place. */
  readonly files: readonly string[];
  /** Packages that they are of; the library itself is none. */
  readonly packages: readonly string[];
  readonly printed: string;
}

const packageOf = (file: string): string => /^node_modules\/((@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? '';

function place(file: string): string {
  const packages = file.indexOf(`${sep}node_modules${sep}`);
  return file.slice((packages === -1 ? root.length : packages) + 1).replaceAll('\\', '/');
}

const known = new Map<string, Loaded>();

/** What a script loads, in a process that has loaded nothing else; once a script. */
function loading(script: string): Loaded {
  const loaded = known.get(script) ?? load(script);
  known.set(script, loaded);
  return loaded;
}

function load(script: string): Loaded {
  const all = `${script}; console.log('\\n' + JSON.stringify(Object.keys(require.cache)));`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ['-e', all], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${stderr}\nbuild the package first: npm run build`);
  const lines = stdout.trimEnd().split('\n');
  const files = (JSON.parse(lines.pop() ?? '') as string[]).map(place);
  const packages = [...new Set(files.map(packageOf))].filter((name) => name !== '').sort();
  return { files, packages, printed: lines.join('\n').trim() };
}

/** Reads every name, as Node does when an ES module imports the package. */
const reading = (entry: string): string => `
  const names = require(${JSON.stringify(join(root, 'dist', entry))});
  for (const name of Object.keys(names)) names[name];`;

test('importing the package loads one file, and neither cdktf nor a binding', () => {
  const { files } = loading(`require(${JSON.stringify(join(root, 'dist'))})`);
  expect(files).toEqual(['dist/index.js']);
});

test('the package as a whole loads its own files and its peers, and no binding before a construct is made', () => {
  const { files, packages } = loading(reading(''));
  const { dependencies = {} } = jest.requireActual<{ dependencies?: object }>('../../package.json');
  expect(Object.keys(dependencies)).toEqual([]);
  expect(packages).toContain('cdktf');
  expect(packages).toContain('constructs');
  expect(packages).not.toContain('@cdktf/provider-azurerm');
  const own = files.filter((file) => !file.startsWith('node_modules/'));
  expect(own).toEqual(['dist/index.js', 'dist/core.js', 'dist/library.js']);
});

test('every room with a public face is a sub-path, with types for compilers that do not know `exports`', () => {
  const faces = readdirSync(join(root, 'lib')).filter((room) => existsSync(join(root, 'lib', room, 'index.ts')));
  expect([...rooms].sort()).toEqual(faces.sort());
  const { typesVersions } = jest.requireActual<{ typesVersions: { '*': Record<string, unknown> } }>(
    '../../package.json',
  );
  expect(typesVersions['*']).toEqual(Object.fromEntries(rooms.map((room) => [room, [`dist/${room}/index.d.ts`]])));
  for (const room of rooms) {
    expect(entries[`./${room}`]).toEqual({
      types: `./dist/${room}/index.d.ts`,
      default: `./dist/${room}/index.js`,
    });
  }
});

test.each(rooms)('./%s loads no binding before a construct is made', (room) => {
  const { packages } = loading(reading(room));
  expect(packages).not.toContain('@cdktf/provider-azurerm');
});

test.each(['bootstrap', 'common', 'identity', 'regions'])(
  './%s loads no package, and not the whole library',
  (room) => {
    const { files } = loading(reading(room));
    expect(files).toEqual([`dist/${room}/index.js`, 'dist/core.js']);
  },
);

test('geos become communities without any package', () => {
  const { files, printed } = loading(`
    const { PowerPlatformGeo, PowerPlatformRoute } = require(${JSON.stringify(join(root, 'dist/regions'))});
    console.log(PowerPlatformRoute.toGeos([PowerPlatformGeo.EUROPE]).communityValues.join())`);
  expect(printed).toMatch(/^12076:\d+(,12076:\d+)*$/);
  expect(files).toEqual(['dist/regions/index.js', 'dist/core.js']);
});

/** Bindings by which a small cluster is made: machine, its parts, what it may read, and its steps. */
const SMALL_CLUSTER = [
  'network-interface',
  'provider',
  'role-assignment',
  'user-assigned-identity',
  'virtual-machine-run-command',
  'windows-virtual-machine',
];

test('a cluster loads the bindings of its resources, and no others', () => {
  const { files } = loading(`
    const { Testing, TerraformStack } = require('cdktf');
    const { AzurermProvider } = require('@cdktf/provider-azurerm/lib/provider');
    const { GatewayCluster, KeyVaultSecretReference, Registration } = require(${JSON.stringify(join(root, 'dist'))});
    const stack = new TerraformStack(Testing.app(), 'stack');
    new AzurermProvider(stack, 'azurerm', { features: [{}] });
    const scope = '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers';
    new GatewayCluster(stack, 'cluster', {
      gatewayName: 'finance', members: 2, location: 'westeurope', resourceGroupName: 'rg', size: 'Standard_D8as_v6',
      subnetId: scope + '/Microsoft.Network/virtualNetworks/vnet/subnets/snet',
      recoveryKey: KeyVaultSecretReference.of({ keyVaultId: scope + '/Microsoft.KeyVault/vaults/kv', name: 'key' }),
      registration: Registration.byOperator({ tenantId: '00000000-0000-0000-0000-000000000000' }),
    });
    Testing.synth(stack, true)`);
  const bindings = files.filter((file) => packageOf(file) === '@cdktf/provider-azurerm');
  expect(bindings).not.toContain('node_modules/@cdktf/provider-azurerm/lib/index.js');
  expect([...new Set(bindings.map((file) => file.split('/')[4]))].sort()).toEqual(SMALL_CLUSTER);
});

test('the library takes bindings one by one, not from their root', () => {
  const library = readFileSync(join(root, 'dist/library.js'), 'utf8');
  const bindings = [...library.matchAll(/require\("(@cdktf\/provider-azurerm[^"]*)"\)/g)].map(([, name]) => name);
  expect(bindings.length).toBeGreaterThanOrEqual(30);
  for (const name of bindings) expect(name).toMatch(/^@cdktf\/provider-azurerm\/lib\/(?!index)[a-z0-9-]+$/);
});

test.each(['core', 'library'])('the engine reads dist/%s.js with one byte a character', (name) => {
  const text = readFileSync(join(root, `dist/${name}.js`), 'utf8');
  // One character beyond Latin 1 doubles the memory, and is read more slowly.
  expect(/^.*[^\0-\xff].*$/m.exec(text)?.[0]).toBeUndefined();
});
