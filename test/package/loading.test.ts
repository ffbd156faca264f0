import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

/** What loading the built package pulls in, in a process that has loaded nothing else. */
function loadedModules(): readonly string[] {
  const script = `require(${JSON.stringify(join(root, 'dist'))}); console.log(JSON.stringify(Object.keys(require.cache)));`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${stderr}\nbuild the package first: npm run build`);
  return JSON.parse(stdout) as string[];
}

const modules = loadedModules().map((file) => file.slice(root.length + 1).replaceAll('\\', '/'));
const packageOf = (file: string): string => /^node_modules\/((@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? '';

test('of the azurerm bindings just the resources in use are loaded, never their root', () => {
  const bindings = modules.filter((file) => packageOf(file) === '@cdktf/provider-azurerm');
  expect(bindings).not.toContain('node_modules/@cdktf/provider-azurerm/lib/index.js');
  const resources = new Set(bindings.map((file) => file.split('/')[4]));
  expect([...resources].sort()).toEqual([
    'availability-set',
    'data-azurerm-key-vault-secret',
    'express-route-circuit',
    'express-route-circuit-authorization',
    'express-route-circuit-peering',
    'firewall-policy-rule-collection-group',
    'managed-disk',
    'management-lock',
    'nat-gateway',
    'nat-gateway-public-ip-association',
    'network-interface',
    'network-interface-security-group-association',
    'network-security-group',
    'public-ip',
    'resource-provider-registration',
    'role-assignment',
    'route-filter',
    'route-table',
    'subnet',
    'subnet-nat-gateway-association',
    'subnet-network-security-group-association',
    'subnet-route-table-association',
    'user-assigned-identity',
    'virtual-machine-data-disk-attachment',
    'virtual-machine-extension',
    'virtual-machine-run-command',
    'virtual-network',
    'virtual-network-gateway',
    'virtual-network-gateway-connection',
    'windows-virtual-machine',
  ]);
});

test('the package brings nothing but its own files and its peers', () => {
  const direct = new Set(modules.map(packageOf).filter((name) => name !== ''));
  const { dependencies = {} } = jest.requireActual<{ dependencies?: object }>('../../package.json');
  expect(Object.keys(dependencies)).toEqual([]);
  expect(direct).toContain('cdktf');
  expect(direct).toContain('constructs');
  const own = modules.filter((file) => !file.startsWith('node_modules/'));
  expect(own.every((file) => file.startsWith('dist/'))).toBe(true);
});
