import { VirtualMachineRunCommand } from '@cdktf/provider-azurerm/lib/virtual-machine-run-command';
import { TerraformOutput, Testing } from 'cdktf';
import {
  Capacity,
  GatewayCluster,
  type GatewayClusterProps,
  type IMemberStep,
  Patching,
  Rollout,
  WindowsImage,
  Workload,
} from '../../lib';
import { cluster } from '../support/cluster';
import {
  ADMINISTRATORS_ID,
  APPLICATION_ID,
  fullProps,
  IDENTITY_ID,
  minimalProps,
  TENANT_ID,
} from '../support/fixtures';
import { newStack, synthesize } from '../support/synthesize';

/** A step that does nothing of note, as a user might add one. */
const step = (name: string, interruptsMember = false): IMemberStep => ({
  name,
  interruptsMember,
  define: (scope, member) =>
    new VirtualMachineRunCommand(scope, 'command', {
      name,
      location: 'westeurope',
      virtualMachineId: member.virtualMachineId,
      source: { script: `Write-Output '${name} on ${member.computerName}'` },
    }),
});

test('minimal', () => {
  expect(cluster().json).toMatchSnapshot();
});

test('full', () => {
  const steps = [step('odbc-driver'), step('restart-gateway', true)];
  expect(synthesize((stack) => new GatewayCluster(stack, 'finance', { ...fullProps(), steps })).json).toMatchSnapshot();
});

test('in a region without zones', () => {
  expect(cluster({ location: 'ukwest', dataDisk: { sizeGiB: 64 } }).json).toMatchSnapshot();
});

test('the addresses of the resources are a contract', () => {
  const { resources, stack } = synthesize(
    (scope) => new GatewayCluster(scope, 'finance', { ...fullProps(), steps: [step('odbc-driver')] }),
  );
  expect(Object.keys(resources).sort()).toMatchSnapshot('addresses');
  expect(Testing.renderConstructTree(stack)).toMatchSnapshot('tree');
});

describe('members', () => {
  test('a further member, or another order of the input, changes no other member', () => {
    const two = cluster({ members: 2 });
    const three = cluster({ members: 3 });
    for (const [address, block] of Object.entries(two.resources)) expect(three.resources[address]).toEqual(block);

    const { members: _, ...unnumbered } = minimalProps();
    const ordered = (memberKeys: ['01', '02', '03'] | ['03', '01', '02']): string =>
      synthesize((stack) => new GatewayCluster(stack, 'finance', { ...unnumbered, memberKeys })).json;
    expect(ordered(['03', '01', '02'])).toBe(ordered(['01', '02', '03']));
    expect(ordered(['01', '02', '03'])).toBe(three.json);
  });

  test('a new key replaces a member in its zone, and touches only the order of the others', () => {
    const { members: _, ...unnumbered } = minimalProps();
    const before = cluster({ members: 3 });
    const after = synthesize(
      (stack) => new GatewayCluster(stack, 'finance', { ...unnumbered, memberKeys: ['01', '02b', '03'] }),
    );
    for (const [address, block] of Object.entries(before.resources)) {
      if (address.includes('member-02')) expect(after.resources[address]).toBeUndefined();
      else expect({ ...after.resources[address], depends_on: [] }).toEqual({ ...block, depends_on: [] });
    }
    const machines = after.ofType('azurerm_windows_virtual_machine');
    expect(machines.map(({ computer_name, zone }) => [computer_name, zone])).toEqual([
      ['finance-prod-01', '1'],
      ['finance-prod02b', '2'],
      ['finance-prod-03', '3'],
    ]);
  });

  test('a member can move to sizes that a resize cannot reach, one after another', () => {
    const { ofType } = cluster({ memberSettings: { '02': { size: 'Standard_D8as_v5' } } });
    expect(ofType('azurerm_windows_virtual_machine').map(({ size }) => size)).toEqual([
      'Standard_D8as_v6',
      'Standard_D8as_v5',
    ]);
    expect(ofType('terraform_data').map(({ input }) => input)).toMatchObject([
      { disks: 'NVMe, no temporary disk' },
      { disks: 'SCSI, no temporary disk' },
    ]);
  });

  test('what a neighbour needs is there to read', () => {
    const { result, json } = synthesize((stack) => {
      const built = new GatewayCluster(stack, 'finance', fullProps());
      const { computerName, zone, virtualMachineName, virtualMachineId, networkInterfaceId, privateIpAddress } =
        built.members[0];
      const kept = { computerName, zone };
      new TerraformOutput(stack, 'neighbour', {
        value: { ...kept, virtualMachineName, virtualMachineId, networkInterfaceId, privateIpAddress },
      });
      return built;
    });
    expect(result).toMatchObject({
      gatewayName: 'finance-prod',
      location: 'westeurope',
      resourceGroupName: 'rg-gateway',
    });
    expect(result.members.map(({ key }) => key)).toEqual(['01', '02b', '03']);
    expect(result.primary.key).toBe('03');
    const { output } = JSON.parse(json) as { output: { neighbour: { value: unknown } } };
    const machine = 'azurerm_windows_virtual_machine.finance_member-01_virtual-machine_5D015187';
    expect(output.neighbour.value).toEqual({
      // As the machine has them, which may not be what today's input would give it.
      computerName: `\${${machine}.computer_name}`,
      zone: `\${${machine}.zone}`,
      virtualMachineName: '${azurerm_windows_virtual_machine.finance_member-01_virtual-machine_5D015187.name}',
      virtualMachineId: '${azurerm_windows_virtual_machine.finance_member-01_virtual-machine_5D015187.id}',
      networkInterfaceId: '${azurerm_network_interface.finance_member-01_network-interface_C5A3D299.id}',
      privateIpAddress: '${azurerm_network_interface.finance_member-01_network-interface_C5A3D299.private_ip_address}',
    });
    expect(result.identity).toEqual({ id: IDENTITY_ID, principalId: APPLICATION_ID, clientId: TENANT_ID });
    expect(result.loadBalancing.words.fabricRest).toBe('DistributeEvenly');
    expect(result.capacityPlan?.explanation).toContain('Members   3, as given');
  });
});

describe('machines', () => {
  test('no machine has a public address, and each is trusted, encrypted and diagnosed', () => {
    const { ofType, json } = cluster();
    expect(json).not.toContain('public_ip_address_id');
    for (const machine of ofType('azurerm_windows_virtual_machine')) {
      expect(machine).toMatchObject({
        secure_boot_enabled: true,
        vtpm_enabled: true,
        encryption_at_host_enabled: true,
        boot_diagnostics: {},
        patch_mode: 'AutomaticByPlatform',
        hotpatching_enabled: true,
      });
    }
  });

  test('the first password is drawn by Terraform, complex enough for Azure, and never changed by it again', () => {
    for (const { admin_password, lifecycle } of cluster().ofType('azurerm_windows_virtual_machine')) {
      expect(admin_password).toBe('Aa1!${uuid()}');
      expect(lifecycle).toMatchObject({ ignore_changes: expect.arrayContaining(['admin_password']) as unknown });
    }
  });

  test('nothing that would replace a running machine is ever changed', () => {
    // ForceNew in azurerm v4.81.0, windows_virtual_machine_resource.go, as far as this library sets it.
    const forceNew = [
      'name',
      'resource_group_name',
      'location',
      'zone',
      'availability_set_id',
      'admin_username',
      'admin_password',
      'computer_name',
      'automatic_updates_enabled',
      'secure_boot_enabled',
      'vtpm_enabled',
      'source_image_id',
      'source_image_reference',
      'os_disk[0].name',
      'os_disk[0].storage_account_type',
    ];
    // Not ForceNew, but refused by Azure after azurerm has stopped the machine.
    const harmful = ['os_disk[0].disk_size_gb'];
    const [machine] = cluster().ofType('azurerm_windows_virtual_machine');
    expect([...(machine?.['lifecycle'] as { ignore_changes: string[] }).ignore_changes].sort()).toEqual(
      [...forceNew, ...harmful].sort(),
    );
  });

  test('what a member was created with is remembered, and a plan that would change it stops', () => {
    const { resources } = cluster({ size: 'Standard_D8ads_v5', image: WindowsImage.WINDOWS_SERVER_2019 });
    const [address, remembered] = Object.entries(resources).find(([key]) => key.startsWith('terraform_data.')) ?? [];
    const disks = 'SCSI, temporary disk';
    const patching = 'AutomaticByPlatform, image without hotpatching';
    expect(remembered).toEqual({ input: { disks, patching }, lifecycle: { ignore_changes: ['input'] } });
    const machine = Object.values(resources).find(({ size }) => size === 'Standard_D8ads_v5');
    expect(machine?.['lifecycle']).toMatchObject({
      precondition: [
        { condition: `\${${String(address)}.output.disks == "${disks}"}` },
        { condition: `\${${String(address)}.output.patching == "${patching}"}` },
      ],
    });
  });

  test('a cluster moves to another image member by member', () => {
    const old = { image: WindowsImage.WINDOWS_SERVER_2019 };
    const { members: _, ...unnumbered } = minimalProps();
    const { ofType } = synthesize(
      (stack) =>
        new GatewayCluster(stack, 'finance', {
          ...unnumbered,
          memberKeys: ['01', '02b'],
          memberSettings: { '01': old },
        }),
    );
    expect(ofType('azurerm_windows_virtual_machine')).toMatchObject([
      { source_image_reference: { sku: '2019-datacenter-gensecond' }, hotpatching_enabled: false },
      { source_image_reference: { sku: '2025-datacenter-azure-edition' }, hotpatching_enabled: true },
    ]);
  });

  test('Azure does not hotpatch on the schedule of a user', () => {
    const patching = Patching.automaticByPlatform({ onUserSchedule: true });
    expect(cluster({ patching }).ofType('azurerm_windows_virtual_machine')[0]).toMatchObject({
      hotpatching_enabled: false,
      bypass_platform_safety_checks_on_user_schedule_enabled: true,
    });
  });

  test('a SKU is emitted in the spelling that azurerm compares with', () => {
    const image = WindowsImage.marketplace({ sku: '2025-Datacenter-Azure-Edition' });
    expect(cluster({ image }).ofType('azurerm_windows_virtual_machine')[0]).toMatchObject({
      source_image_reference: { sku: '2025-datacenter-azure-edition' },
      patch_mode: 'AutomaticByPlatform',
      hotpatching_enabled: true,
    });
  });

  test('azurerm 5 removes none of the arguments that are used', () => {
    const removed = ['enable_automatic_updates', 'vm_agent_platform_updates_enabled', 'enable_accelerated_networking'];
    const { json } = synthesize((stack) => new GatewayCluster(stack, 'finance', fullProps()));
    for (const argument of removed) expect(json).not.toContain(`"${argument}"`);
  });

  test('a gallery image is taken by id, and patched by its own Windows', () => {
    const id = `/subscriptions/${TENANT_ID}/resourceGroups/rg/providers/Microsoft.Compute/galleries/g/images/gateway`;
    const [machine] = cluster({ image: WindowsImage.gallery(id) }).ofType('azurerm_windows_virtual_machine');
    expect(machine).toMatchObject({
      source_image_id: id,
      patch_mode: 'AutomaticByOS',
      automatic_updates_enabled: true,
    });
    expect(machine).not.toHaveProperty('source_image_reference');
    expect(machine).not.toHaveProperty('hotpatching_enabled');
  });

  test('a workload decides the size where nothing else does', () => {
    const sizeOf = (workload: Workload): unknown =>
      cluster({ workload }).ofType('azurerm_windows_virtual_machine')[0]?.['size'];
    expect(sizeOf(Workload.REFRESH)).toBe('Standard_E8as_v6');
    expect(sizeOf(Workload.DIRECT_QUERY)).toBe('Standard_D8as_v6');
    expect(sizeOf(Workload.DATAFLOW)).toBe('Standard_D8as_v6');
  });

  test('a workload may bring a data disk; it can be overruled', () => {
    const dataflow = { members: 2 as const, workload: Workload.DATAFLOW };
    expect(cluster(dataflow).ofType('azurerm_managed_disk')).toMatchObject([
      { disk_size_gb: 256 },
      { disk_size_gb: 256 },
    ]);
    expect(cluster({ ...dataflow, dataDisk: { sizeGiB: 32 } }).ofType('azurerm_managed_disk')).toMatchObject([
      { disk_size_gb: 32, zone: expect.stringMatching(/member-01_virtual-machine_.*\.zone\}$/) as unknown },
      { disk_size_gb: 32, zone: expect.stringMatching(/member-02_virtual-machine_.*\.zone\}$/) as unknown },
    ]);
  });

  test('a disk that is kept in three zones names none', () => {
    const disks = cluster({ dataDisk: { sizeGiB: 32, type: 'Premium_ZRS' } }).ofType('azurerm_managed_disk');
    for (const disk of disks) expect(disk).not.toHaveProperty('zone');
  });
});

test('a step knows its cluster, and may wait for the primary', () => {
  const seen: unknown[] = [];
  const join: IMemberStep = {
    ...step('join'),
    afterPrimary: true,
    define: (scope, member, info) => {
      seen.push([member.key, info.primaryKey, info.gatewayName, info.identity.clientId === '', info.administrators]);
      return step('join').define(scope, member, info);
    },
  };
  const { resources } = cluster({
    members: 3,
    rollout: Rollout.parallel(),
    bootstrap: false,
    steps: [step('prepare'), join],
    administrators: [ADMINISTRATORS_ID],
  });
  expect(seen).toEqual(['01', '02', '03'].map((key) => [key, '01', 'finance-prod', false, [ADMINISTRATORS_ID]]));
  const edges = Object.entries(resources)
    .filter(([address]) => address.includes('_join_'))
    .map(([, { depends_on = [] }]) => depends_on.map((address) => /member-\d\d_[a-z]+/.exec(address)?.[0]));
  expect(edges).toEqual([
    ['member-01_prepare'],
    ['member-02_prepare', 'member-01_join'],
    ['member-03_prepare', 'member-01_join'],
  ]);
});

test('a capacity of no kind takes on the workload of the cluster', () => {
  const { result } = cluster({ members: 4, capacity: Capacity.forScale('large'), workload: Workload.DATAFLOW });
  expect(result.capacityPlan?.perMember.networkMbps).toBe(2000);
  expect(result.capacityPlan?.explanation).toContain('Workload  dataflow');
});

test('capacity chooses members and size, and takes a size that is given', () => {
  const { members: _, ...unnumbered } = minimalProps();
  const capacity = Capacity.forRefreshes({ concurrent: 10, averageDatasetGiB: 3 });
  const sizesOf = (props: Partial<GatewayClusterProps>): unknown[] =>
    synthesize((stack) => new GatewayCluster(stack, 'finance', { ...unnumbered, capacity, ...props }))
      .ofType('azurerm_windows_virtual_machine')
      .map(({ size }) => size);
  expect(sizesOf({})).toEqual(Array(3).fill('Standard_E8as_v6'));
  expect(sizesOf({ members: 5 })).toEqual(Array(5).fill('Standard_D8as_v6'));
  expect(sizesOf({ size: 'Standard_E8as_v5' })).toEqual(Array(3).fill('Standard_E8as_v5'));
});

describe('a cluster that is defined elsewhere', () => {
  const member = (key: string, isPrimary = false): GatewayCluster['members'][number] => ({
    key,
    isPrimary,
    computerName: `finance-prod-${key}`,
    virtualMachineName: `finance-prod-${key}`,
    virtualMachineId: `vm-${key}`,
    networkInterfaceId: `nic-${key}`,
    privateIpAddress: '10.0.0.4',
    zone: undefined,
  });
  const attributes = {
    gatewayName: 'finance-prod',
    location: 'westeurope',
    resourceGroupName: 'rg',
    identity: { id: IDENTITY_ID, principalId: APPLICATION_ID, clientId: TENANT_ID },
  };

  test('can be read and creates nothing', () => {
    const { result, resources } = synthesize((stack) =>
      GatewayCluster.fromGatewayClusterAttributes(stack, 'finance', {
        ...attributes,
        members: [member('02'), member('01', true)],
      }),
    );
    expect(resources).toEqual({});
    expect(result).toMatchObject({ gatewayName: 'finance-prod', primary: { key: '01' } });
    expect(result.members.map(({ key }) => key)).toEqual(['01', '02']);
  });

  test.each([[[member('01'), member('02')]], [[member('01', true), member('02', true)]]])(
    'has exactly one primary (%#)',
    (members) => {
      expect(() =>
        GatewayCluster.fromGatewayClusterAttributes(newStack(), 'finance', { ...attributes, members }),
      ).toThrowErrorMatchingSnapshot();
    },
  );
});
