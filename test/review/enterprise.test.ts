import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { contoso } from '../../examples/enterprise/settings';
import type { StackJson } from '../support/synthesize';
import { synthesizeEstate } from './enterprise';

const folder = resolve(__dirname, '../../examples/enterprise');
const readme = readFileSync(join(folder, 'README.md'), 'utf8');
const { stacks } = synthesizeEstate(contoso);
const stackOf = (name: string): StackJson & Readonly<Record<string, unknown>> => stacks[name] as never;

/** What the README calls the resources of a type. */
const WORDS: Readonly<Record<string, string>> = {
  circuit: 'azurerm_express_route_circuit',
  peering: 'azurerm_express_route_circuit_peering',
  firewall: 'azurerm_firewall',
  gateway: 'azurerm_virtual_network_gateway',
  lock: 'azurerm_management_lock',
  identity: 'azurerm_user_assigned_identity',
  'role assignment': 'azurerm_role_assignment',
  machine: 'azurerm_windows_virtual_machine',
  'data disk': 'azurerm_managed_disk',
  'run command': 'azurerm_virtual_machine_run_command',
  'network peering': 'azurerm_virtual_network_peering',
  'delegated subnet': 'azurerm_subnet',
  'NAT gateway': 'azurerm_nat_gateway',
  'public address': 'azurerm_public_ip',
  'VNet data gateway': 'fabric_gateway',
};

function count(name: string, type: string): number {
  return Object.keys(stackOf(name).resource?.[type] ?? {}).length;
}

test('the README counts the resources of each stack as they are', () => {
  const table = /<!-- resources: .*? -->([\s\S]*?)<!-- end of table -->/.exec(readme)?.[1] ?? '';
  const rows = [...table.matchAll(/^\| \[`([\w-]+)`\]\(([\w.-]+)\)(.*)\|$/gm)];
  expect(rows.map(([, name]) => name).sort()).toEqual(Object.keys(stacks).sort());
  for (const [, name = '', file = '', cells = ''] of rows) {
    expect(existsSync(join(folder, file))).toBe(true);
    const [, , , total = '', parts = ''] = cells.split('|').map((cell) => cell.trim());
    const types = Object.keys(stackOf(name).resource ?? {});
    expect([name, Number(total)]).toEqual([name, types.reduce((sum, type) => sum + count(name, type), 0)]);
    for (const part of parts.split(', ')) {
      const [, said = '', noun = ''] = /^(\d+) (.*)$/.exec(part) ?? [];
      const type = WORDS[noun] ?? WORDS[noun.replace(/ies$/, 'y')] ?? WORDS[noun.replace(/s$/, '')];
      expect([name, noun, Number(said)]).toEqual([name, noun, count(name, type ?? noun)]);
    }
  }
});

test('its links lead somewhere, and every file is one of its own', () => {
  for (const [, link = ''] of readme.matchAll(/\]\(([^)#]+)/g)) {
    expect([link, existsSync(join(dirname(join(folder, 'README.md')), link))]).toEqual([link, true]);
  }
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts'))) {
    const lines = readFileSync(join(folder, file), 'utf8').split('\n').length;
    expect([file, lines < 250]).toEqual([file, true]);
  }
});

test.each(Object.keys(stacks))('%s keeps a state of its own, by Entra ID and without a key', (name) => {
  const { terraform } = stackOf(name) as unknown as { terraform: { backend: { azurerm: Record<string, unknown> } } };
  expect(terraform.backend.azurerm).toEqual({
    tenant_id: contoso.tenantId,
    subscription_id: contoso.subscriptions.connectivity,
    resource_group_name: 'rg-terraform-state',
    storage_account_name: 'stcontosotfstate',
    container_name: 'data-gateways',
    key: `${name}.tfstate`,
    use_azuread_auth: true,
  });
});

test('what one stack reads of another is an output there, and lies in its state', () => {
  let references = 0;
  for (const [name, stack] of Object.entries(stacks)) {
    const { data = {} } = stack as { data?: Record<string, Record<string, { config: Record<string, unknown> }>> };
    const text = JSON.stringify(stack);
    for (const [, source = '', output = ''] of text.matchAll(
      /data\.terraform_remote_state\.cross-stack-reference-input-([\w-]+?)\.outputs\.([\w-]+)/g,
    )) {
      const { output: outputs = {} } = stackOf(source) as { output?: Record<string, unknown> };
      expect([name, source, Object.keys(outputs)]).toEqual([name, source, expect.arrayContaining([output])]);
      const { config } = data['terraform_remote_state']?.[`cross-stack-reference-input-${source}`] ?? {};
      expect(config).toMatchObject({ key: `${source}.tfstate`, use_azuread_auth: true });
      references += 1;
    }
  }
  expect(references).toBeGreaterThan(20);
});

test('every resource with tags has those of the policy, every one with a name its ending', () => {
  const tags = { environment: 'prod', owner: 'data-platform', 'cost-center': '4711', 'managed-by': 'terraform' };
  // Named by Azure, by what others see, or by the step that they are.
  const otherwise =
    /^azurerm_(subnet|virtual_network_peering|monitor_diagnostic_setting|virtual_machine_run_command|firewall_policy_rule_collection_group|express_route_circuit_peering|resource_provider_registration)\./;
  for (const stack of Object.values(stacks) as StackJson[]) {
    for (const [type, blocks] of Object.entries(stack.resource ?? {})) {
      for (const [id, block] of Object.entries(blocks)) {
        const address = `${type}.${id}`;
        if ('tags' in block) expect([address, block['tags']]).toEqual([address, tags]);
        if ('name' in block && !otherwise.test(address)) {
          expect([address, block['name']]).toEqual([address, expect.stringMatching(/-prod-weu$/)]);
        }
        if ('location' in block) {
          expect([address, block['location']]).toEqual([address, expect.stringMatching(/^westeurope$|\.location}$/)]);
        }
      }
    }
  }
});

test('what Azure can tag is tagged', () => {
  const TAGGED =
    /_(resource_group|virtual_network|public_ip|firewall|virtual_network_gateway|virtual_network_gateway_connection|express_route_circuit|route_filter|user_assigned_identity|network_security_group|route_table|network_interface|windows_virtual_machine|managed_disk|virtual_machine_run_command|nat_gateway)$/;
  for (const stack of Object.values(stacks) as StackJson[]) {
    for (const [type, blocks] of Object.entries(stack.resource ?? {})) {
      if (!TAGGED.test(type)) continue;
      for (const [id, block] of Object.entries(blocks)) expect([type, id, 'tags' in block]).toEqual([type, id, true]);
    }
  }
});

test('what lies in the other subscription is made by its provider', () => {
  const { resource = {} } = stackOf('enterprise-workload');
  const [fromHub, toHub] = Object.values(resource['azurerm_virtual_network_peering'] ?? {});
  expect([fromHub?.['provider'], toHub?.['provider']]).toEqual(['azurerm.connectivity', undefined]);
  const commands = Object.values(resource['azurerm_virtual_machine_run_command'] ?? {});
  const onManagement = commands.filter(({ provider }) => provider === 'azurerm.connectivity');
  expect(onManagement).toHaveLength(8 + 2 * 3);
  for (const { virtual_machine_id } of onManagement) expect(virtual_machine_id).toContain('management_machine_id');
  for (const group of Object.values(resource['azurerm_firewall_policy_rule_collection_group'] ?? {})) {
    expect(group['provider']).toBe('azurerm.connectivity');
  }
});

test('before the carriers are done, circuits stand alone, and spokes use no gateway', () => {
  const ordered = synthesizeEstate({ ...contoso, expressRoute: { ...contoso.expressRoute, phase: 'ordered' } }).stacks;
  const types = Object.keys((ordered['enterprise-connectivity'] as StackJson).resource ?? {});
  expect(types.filter((type) => /peering|connection|gateway|route_filter/.test(type))).toEqual([]);
  const peerings = (ordered['enterprise-workload'] as StackJson).resource?.['azurerm_virtual_network_peering'] ?? {};
  const uses = Object.values(peerings).map(
    ({ use_remote_gateways, allow_gateway_transit }) => use_remote_gateways ?? allow_gateway_transit,
  );
  expect(uses).toEqual([false, false]);
});

test('no secret is in it', () => {
  const text = JSON.stringify(stacks);
  expect(text).not.toMatch(/client_secret|access_key|sas_token|"(password|shared_key)":"(?!\$)/);
});
