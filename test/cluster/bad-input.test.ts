import { VirtualMachineRunCommand } from '@cdktf/provider-azurerm/lib/virtual-machine-run-command';
import { Token } from 'cdktf';
import {
  Capacity,
  ClusterIdentity,
  DataGatewayError,
  GatewayCluster,
  type GatewayClusterProps,
  KeyVaultCertificateReference,
  KeyVaultSecretReference,
  LoadBalancing,
  Patching,
  Placement,
  Registration,
  ResourceNaming,
  VirtualMachineSize,
  WindowsImage,
  Workload,
} from '../../lib';
import {
  ADMINISTRATORS_ID,
  APPLICATION_ID,
  KEY_VAULT_ID,
  minimalProps,
  SUBNET_ID,
  TENANT_ID,
} from '../support/fixtures';
import { newStack, synthesize } from '../support/synthesize';

/** Input that the compiler may refuse; JavaScript gets here all the same. */
type Bad = Partial<Record<keyof GatewayClusterProps, unknown>> & Record<string, unknown>;

const secret = KeyVaultSecretReference.of({ keyVaultId: KEY_VAULT_ID, name: 'secret' });
const certificate = KeyVaultCertificateReference.of({ keyVaultId: KEY_VAULT_ID, name: 'certificate' });
const principal = { tenantId: TENANT_ID, applicationId: APPLICATION_ID };
const administrators = [ADMINISTRATORS_ID];
const figures = {
  name: 'Standard_E48as_v6',
  vCpus: 48,
  memoryGiB: 384,
  networkMbps: 24000,
  diskController: 'NVMe',
  temporaryDisk: false,
} as const;
const register = (options: object): Bad => ({
  administrators,
  registration: Registration.servicePrincipal({ ...principal, ...options } as never),
});
const identity = (attributes: object): Bad => ({
  identity: ClusterIdentity.existing({ id: '', principalId: TENANT_ID, clientId: TENANT_ID, ...attributes }),
});
const image = (sku: string): Bad => ({ image: WindowsImage.marketplace({ sku }) });

/** What is wrong, the input, and the property that the one problem names. */
const cases: readonly (readonly [what: string, input: Bad, property: string])[] = [
  ['something to wait for that is no list', { waitFor: 'rules' }, 'waitFor'],
  ['something to wait for without an address', { waitFor: [{ name: 'rules' }] }, 'waitFor[0]'],
  ['something to wait for that is nothing', { waitFor: [undefined] }, 'waitFor[0]'],
  ['no name', { gatewayName: '' }, 'gatewayName'],
  ['a name with a line break', { gatewayName: 'a\nb', computerNamePrefix: 'a' }, 'gatewayName'],
  ['a name that is too long', { gatewayName: 'x'.repeat(201) }, 'gatewayName'],
  ['a name that Terraform computes, without a prefix', { gatewayName: Token.asString('${var.name}') }, 'gatewayName'],
  ['no location', { location: undefined }, 'location'],
  ['a location that is none', { location: 'west_europe' }, 'location'],
  ['a region that is misspelt', { location: 'westeurop' }, 'location'],
  ['a region that is not known', { location: 'malaysiawest' }, 'location'],
  ['a region that Terraform computes, without a placement', { location: Token.asString('${var.region}') }, 'location'],
  ['a resource group by id', { resourceGroupName: '/subscriptions/x' }, 'resourceGroupName'],
  ['a resource group that ends in a period', { resourceGroupName: 'rg.' }, 'resourceGroupName'],
  ['a subnet by name', { subnetId: 'snet-gateway' }, 'subnetId'],
  ['the id of a virtual network', { subnetId: SUBNET_ID.replace('/subnets/snet-gateway', '') }, 'subnetId'],
  ['an id in lower case, which azurerm refuses', { subnetId: SUBNET_ID.toLowerCase() }, 'subnetId'],
  ['the subnet of a VPN gateway', { subnetId: SUBNET_ID.replace('snet-gateway', 'GatewaySubnet') }, 'subnetId'],
  ['the same in other case', { subnetId: SUBNET_ID.replace('snet-gateway', 'gatewaysubnet') }, 'subnetId'],
  ['a security group by name', { networkSecurityGroupId: 'nsg' }, 'networkSecurityGroupId'],

  ['no number of members', { members: undefined }, 'members'],
  ['one member', { members: 1 }, 'members'],
  ['eleven members', { members: 11 }, 'members'],
  ['half a member', { members: 2.5 }, 'members'],
  ['a number as text', { members: '3' }, 'members'],
  ['a number that Terraform computes', { members: Token.asNumber('${var.members}') }, 'members'],
  ['a number beside keys', { members: 3, memberKeys: ['01', '02'] }, 'members'],
  ['one key', { members: undefined, memberKeys: ['01'] }, 'memberKeys.length'],
  ['keys that are no list', { members: undefined, memberKeys: '01,02' }, 'memberKeys'],
  ['a key of another form', { members: undefined, memberKeys: ['01', '2'] }, 'memberKeys[1]'],
  ['a key twice', { members: undefined, memberKeys: ['01', '01'] }, 'memberKeys[1]'],
  ['a primary that is no member', { primary: '09' }, 'primary'],
  ['no primary where 01 is gone', { members: undefined, memberKeys: ['02', '03'] }, 'primary'],
  ['a personal gateway', { mode: 'personal' }, 'mode'],
  ['a personal gateway, said otherwise', { personalMode: true }, 'personalMode'],
  ['a misspelt property', { gatewaysName: 'x' }, 'gatewaysName'],

  ['settings of nobody', { memberSettings: { '07': {} } }, 'memberSettings.07'],
  ['a misspelt setting', { memberSettings: { '01': { zones: '1' } } }, 'memberSettings.01.zones'],
  ['a zone outside the placement', { memberSettings: { '01': { zone: '4' } } }, 'memberSettings.01.zone'],
  [
    'a zone in an availability set',
    { location: 'westus', memberSettings: { '01': { zone: '1' } } },
    'memberSettings.01.zone',
  ],
  [
    'an address that is none',
    { memberSettings: { '01': { privateIpAddress: '10.0.0' } } },
    'memberSettings.01.privateIpAddress',
  ],
  [
    'one address for two members',
    { memberSettings: { '01': { privateIpAddress: '10.0.0.9' }, '02': { privateIpAddress: '10.0.0.9' } } },
    'memberSettings.02.privateIpAddress',
  ],

  ['a size outside the catalogue', { size: 'Standard_Z9' }, 'size'],
  ['a size in another spelling', { size: 'd8as_V6' }, 'size'],
  ['a property of every object as size', { size: 'constructor' }, 'size'],
  ['a size without figures', { size: VirtualMachineSize.custom({ ...figures, vCpus: 0 }) }, 'size.vCpus'],
  ['a size without memory', { size: VirtualMachineSize.custom({ ...figures, memoryGiB: 4 }) }, 'size.memoryGiB'],
  ['a size without network', { size: VirtualMachineSize.custom({ ...figures, networkMbps: 0 }) }, 'size.networkMbps'],
  ['a size that is no name', { size: VirtualMachineSize.custom({ ...figures, name: 'large' }) }, 'size.name'],
  [
    'a family without Trusted Launch',
    { size: VirtualMachineSize.custom({ ...figures, name: 'Standard_DC8s_v3' }) },
    'size.name',
  ],
  [
    'a controller that does not exist',
    { size: VirtualMachineSize.custom({ ...figures, diskController: 'IDE' as 'SCSI' }) },
    'size.diskController',
  ],
  [
    'a size that says nothing of its temporary disk',
    { size: VirtualMachineSize.custom({ ...figures, temporaryDisk: undefined as never }) },
    'size.temporaryDisk',
  ],
  ['a member too small', { memberSettings: { '01': { size: 'Standard_Z9' } } }, 'memberSettings.01.size'],

  ['a capacity that is none', { capacity: { concurrent: 10 } }, 'capacity'],
  [
    'a size that misses the capacity',
    { capacity: Capacity.forRefreshes({ concurrent: 10, averageDatasetGiB: 3 }), size: 'Standard_D8as_v6' },
    'capacity',
  ],
  [
    'a member that misses the capacity',
    {
      capacity: Capacity.forRefreshes({ concurrent: 10, averageDatasetGiB: 3 }),
      memberSettings: { '02': { size: 'Standard_D4s_v5' } },
    },
    'memberSettings.02.size',
  ],
  [
    'a load that no cluster carries',
    { members: undefined, capacity: Capacity.forRefreshes({ concurrent: 900, averageDatasetGiB: 30 }) },
    'capacity',
  ],
  [
    'a load that Terraform computes',
    { capacity: Capacity.forRefreshes({ concurrent: Token.asNumber('${var.n}'), averageDatasetGiB: 3 }) },
    'capacity.refreshes.concurrent',
  ],

  [
    'a workload that contradicts the capacity',
    { members: 4, workload: Workload.REFRESH, capacity: Capacity.forQueries({ concurrent: 4 }) },
    'workload',
  ],

  ['a placement that is none', { placement: 'zones' }, 'placement'],
  ['zones in a region without', { location: 'westus', placement: Placement.acrossZones() }, 'placement'],
  ['no zones', { placement: Placement.acrossZones([]) }, 'placement.zones'],
  ['a zone twice', { placement: Placement.acrossZones(['1', '1']) }, 'placement.zones'],
  ['a zone that no region has', { placement: Placement.acrossZones(['7']) }, 'placement.zones[0]'],
  ['a zone that is none', { placement: Placement.acrossZones(['a']) }, 'placement.zones[0]'],
  ['four fault domains', { placement: Placement.availabilitySet({ faultDomains: 4 }) }, 'placement.faultDomains'],
  ['no update domain', { placement: Placement.availabilitySet({ updateDomains: 0 }) }, 'placement.updateDomains'],

  ['no recovery key', { recoveryKey: undefined }, 'recoveryKey'],
  ['a recovery key in code', { recoveryKey: 'hunter2-hunter2' }, 'recoveryKey'],
  [
    'a vault by URI',
    { recoveryKey: KeyVaultSecretReference.of({ keyVaultId: 'https://kv.vault.azure.net', name: 'key' }) },
    'recoveryKey.keyVaultId',
  ],
  [
    'a secret with its version',
    { recoveryKey: KeyVaultSecretReference.of({ keyVaultId: KEY_VAULT_ID, name: 'key/1a2b' }) },
    'recoveryKey.name',
  ],
  ['no registration', { registration: undefined }, 'registration'],
  ['a tenant by name', { registration: Registration.byOperator({ tenantId: 'contoso' }) }, 'registration.tenantId'],
  [
    'a cloud that does not exist',
    { registration: Registration.byOperator({ tenantId: TENANT_ID, environment: 'Moon' as 'Public' }) },
    'registration.environment',
  ],
  [
    'a region by display name',
    { registration: Registration.byOperator({ tenantId: TENANT_ID, regionKey: 'West Europe' }) },
    'registration.regionKey',
  ],
  ['an application by name', register({ applicationId: 'gateway', certificate }), 'registration.applicationId'],
  ['a service principal without credential', register({}), 'registration.certificate'],
  ['two credentials', register({ certificate, clientSecret: secret }), 'registration.certificate'],
  ['a client secret in code', register({ clientSecret: 'hunter2' }), 'registration.clientSecret'],
  ['a secret for a certificate', register({ certificate: secret }), 'registration.certificate'],
  ['a service principal alone', { ...register({ certificate }), administrators: [] }, 'administrators'],
  ['administrators that are no list', { administrators: ADMINISTRATORS_ID }, 'administrators'],
  ['an administrator by name', { administrators: ['jo@contoso.com'] }, 'administrators[0]'],
  ['an administrator twice', { administrators: [ADMINISTRATORS_ID, ADMINISTRATORS_ID] }, 'administrators[1]'],

  [
    'a CPU threshold over 100',
    { loadBalancing: LoadBalancing.failover({ cpuThresholdPercent: 101 }) },
    'loadBalancing.cpuThresholdPercent',
  ],
  [
    'a memory threshold below 0',
    { loadBalancing: LoadBalancing.failover({ memoryThresholdPercent: -1 }) },
    'loadBalancing.memoryThresholdPercent',
  ],
  [
    'an average over nothing',
    { loadBalancing: LoadBalancing.failover({ aggregationMinutes: 0 }) },
    'loadBalancing.aggregationMinutes',
  ],
  ['a mode of several words', { loadBalancing: LoadBalancing.custom('round robin') }, 'loadBalancing.mode'],
  ['load balancing by name', { loadBalancing: 'distributeEvenly' }, 'loadBalancing'],
  ['a rollout by name', { rollout: 'serial' }, 'rollout'],
  ['a workload by name', { workload: 'refresh' }, 'workload'],

  ['an identity by id', { identity: '/subscriptions/…' }, 'identity'],
  ['an identity without id', identity({}), 'identity.id'],
  [
    'an identity without principal',
    identity({
      id: KEY_VAULT_ID.replace('KeyVault/vaults', 'ManagedIdentity/userAssignedIdentities'),
      principalId: 'x',
    }),
    'identity.principalId',
  ],
  [
    'an identity without client id',
    identity({ id: KEY_VAULT_ID.replace('KeyVault/vaults', 'ManagedIdentity/userAssignedIdentities'), clientId: '' }),
    'identity.clientId',
  ],

  ['an image by name', { image: '2025-datacenter' }, 'image'],
  ['Server Core', { ...image('2025-datacenter-azure-edition-core'), patching: Patching.manual() }, 'image.sku'],
  ['an image of generation 1', image('2022-Datacenter'), 'image.sku'],
  ['an image with a wild name', image('2025 datacenter'), 'image.sku'],
  [
    'an image that Terraform chooses',
    { image: WindowsImage.marketplace({ sku: Token.asString('${var.sku}') }) },
    'image.sku',
  ],
  [
    'a gallery version that azurerm does not know',
    { image: WindowsImage.gallery('/communityGalleries/g/images/i/versions/1.0') },
    'image.imageId',
  ],
  [
    'an image of its own that cannot host',
    { memberSettings: { '01': { image: WindowsImage.marketplace({ sku: '2019-datacenter' }) } } },
    'memberSettings.01.image.sku',
  ],
  [
    'a managed image, which has no Trusted Launch',
    { image: WindowsImage.gallery(KEY_VAULT_ID.replace('KeyVault/vaults', 'Compute/images')) },
    'image.imageId',
  ],
  ['a Windows that is too old', image('2016-datacenter-gensecond'), 'image.sku'],
  ['a gallery image by name', { image: WindowsImage.gallery('gateway') }, 'image.imageId'],
  ['manual patching of an image that is hotpatched', { patching: Patching.manual() }, 'patching'],
  [
    'platform patching of an image that is not listed',
    { ...image('2025-datacenter-g2'), patching: Patching.automaticByPlatform() },
    'patching',
  ],
  [
    'hotpatching of an image that cannot',
    { ...image('2022-datacenter-g2'), patching: Patching.automaticByPlatform({ hotpatching: true }) },
    'patching.hotpatching',
  ],
  [
    'a reboot setting that does not exist',
    { patching: Patching.automaticByPlatform({ reboot: 'Later' as 'Never' }) },
    'patching.reboot',
  ],

  [
    'hotpatching on the schedule of a user',
    { patching: Patching.automaticByPlatform({ hotpatching: true, onUserSchedule: true }) },
    'patching.hotpatching',
  ],

  ['an OS disk smaller than Windows', { osDisk: { sizeGiB: 64 } }, 'osDisk.sizeGiB'],
  ['an OS disk on Ultra', { osDisk: { type: 'UltraSSD_LRS' } }, 'osDisk.type'],
  ['a data disk without size', { dataDisk: {} }, 'dataDisk.sizeGiB'],
  ['a data disk of a kind that is not offered', { dataDisk: { sizeGiB: 64, type: 'Standard_LRS' } }, 'dataDisk.type'],
  [
    'a zone-redundant disk in a region without zones',
    { location: 'westus', dataDisk: { sizeGiB: 64, type: 'Premium_ZRS' } },
    'dataDisk.type',
  ],

  [
    'a zone-redundant disk in a region without zones, unplaced',
    { location: 'westus', placement: Placement.unplaced(), osDisk: { type: 'Premium_ZRS' } },
    'osDisk.type',
  ],
  ['a misspelt disk option', { osDisk: { sizeGB: 512 } }, 'osDisk.sizeGB'],
  [
    'a misspelt threshold',
    { loadBalancing: LoadBalancing.failover({ cpuThreshold: 80 } as never) },
    'loadBalancing.cpuThreshold',
  ],
  ['a password where none has a place', { adminPassword: 'hunter2' }, 'adminPassword'],
  ['a lock that Terraform decides', { lock: Token.asAny('${var.lock}') }, 'lock'],
  ['two tags that differ in case', { tags: { env: 'a', Env: 'b' } }, 'tags.Env'],
  [
    'one name for both disks',
    {
      dataDisk: { sizeGiB: 32 },
      naming: ResourceNaming.custom(({ kind, computerName, proposed }) =>
        kind.endsWith('Disk') ? `d-${String(computerName)}` : proposed,
      ),
    },
    'naming (dataDisk)',
  ],
  ['a prefix that is too long', { computerNamePrefix: 'finance-prod-' }, 'computerNamePrefix'],
  ['a prefix with a blank', { computerNamePrefix: 'fin prod' }, 'computerNamePrefix'],
  ['a prefix that Terraform computes', { computerNamePrefix: Token.asString('${var.p}') }, 'computerNamePrefix'],
  [
    'a rule that gives a bad name',
    { naming: ResourceNaming.custom(({ kind, proposed }) => (kind === 'identity' ? 'a b' : proposed)) },
    'naming (identity)',
  ],
  [
    'a rule that gives one name to all members',
    { naming: ResourceNaming.custom(({ kind, proposed }) => (kind === 'virtualMachine' ? 'vm' : proposed)) },
    'naming (virtualMachine)',
  ],
  [
    'a rule that gives no name',
    { naming: ResourceNaming.custom(({ kind, proposed }) => (kind === 'identity' ? (undefined as never) : proposed)) },
    'naming (identity)',
  ],
  ['a rule that is none', { naming: 'contoso-{name}' }, 'naming'],
  [
    'an address with a leading zero',
    { memberSettings: { '01': { privateIpAddress: '10.0.0.04' } } },
    'memberSettings.01.privateIpAddress',
  ],
  ['an administrator that Azure refuses', { administratorUsername: 'Administrator' }, 'administratorUsername'],
  ['an administrator name that is too long', { administratorUsername: 'ä'.repeat(11) }, 'administratorUsername'],
  ['encryption as text', { encryptionAtHost: 'yes' }, 'encryptionAtHost'],
  ['a licence as text', { azureHybridBenefit: 'Windows_Server' }, 'azureHybridBenefit'],
  ['a lock by level', { lock: 'ReadOnly' }, 'lock'],
  ['too many tags', { tags: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`t${String(i)}`, ''])) }, 'tags'],
  ['a tag with a forbidden name', { tags: { 'a/b': 'c' } }, 'tags (name)'],
  ['a tag with a long value', { tags: { a: 'ä'.repeat(129) } }, 'tags.a'],
  ['a tag that is no text', { tags: { a: 1 } }, 'tags.a'],
  ['a step that is nothing', { steps: [null] }, 'steps[0].name'],
  ['settings that are none', { memberSettings: ['01'] }, 'memberSettings'],
  ['a member with settings that are none', { memberSettings: { '01': null } }, 'memberSettings.01'],
  ['tags that are none', { tags: null }, 'tags'],
  ['an image without SKU', { image: WindowsImage.marketplace({} as never) }, 'image.sku'],
  ['steps that are no list', { steps: { name: 'a' } }, 'steps'],
  ['a step named as a resource', { steps: [{ name: 'virtual-machine' }] }, 'steps[0].name'],
  ['a step with a wild name', { steps: [{ name: 'My Step' }] }, 'steps[0].name'],
  ['a step twice', { steps: [{ name: 'a' }, { name: 'a' }] }, 'steps[1].name'],
];

test('there are enough cases', () => {
  expect(cases.length).toBeGreaterThanOrEqual(40);
  expect(new Set(cases.map(([what]) => what)).size).toBe(cases.length);
});

test.each(cases)('%s', (_, input, property) => {
  const stack = newStack();
  let error: unknown;
  try {
    new GatewayCluster(stack, 'finance', { ...minimalProps(), ...input } as GatewayClusterProps);
  } catch (caught) {
    error = caught;
  }
  if (!DataGatewayError.isDataGatewayError(error)) throw new Error('no error of this library', { cause: error });
  // One problem, said once, with the place, the value, what is allowed and what to do.
  expect(error.problems.map((problem) => problem.property)).toEqual([property]);
  for (const part of Object.values(error.problems[0] ?? {})) expect(part).toMatch(/\S/);
  expect(error.path).toBe('stack/finance');
  expect(error.message).not.toContain('hunter2');
  expect(error.message).toMatchSnapshot();
  // Nothing is left behind that could be synthesized.
  expect(stack.node.findChild('finance').node.children.map(({ node }) => node.id)).toEqual([]);
});

test('all problems are reported together', () => {
  const input = { gatewayName: '', members: 1, subnetId: 'x', recoveryKey: 'hunter2', administratorUsername: 'admin' };
  const build = (): unknown =>
    new GatewayCluster(newStack(), 'finance', { ...minimalProps(), ...input } as unknown as GatewayClusterProps);
  expect(build).toThrowErrorMatchingSnapshot();
});

test('who swallows the error gets it again at synthesis', () => {
  const swallow = (): unknown =>
    synthesize((stack) => {
      try {
        new GatewayCluster(stack, 'finance', { ...minimalProps(), members: 1 as 2 });
      } catch {
        // A user who goes on regardless.
      }
    });
  expect(swallow).toThrow("GatewayCluster 'stack/finance' has 1 problem");
});

test('a step that returns what is not its own is refused', () => {
  const stack = newStack();
  const shared = new VirtualMachineRunCommand(stack, 'shared', {
    name: 'shared',
    location: 'westeurope',
    virtualMachineId: KEY_VAULT_ID,
    source: { script: 'exit 0' },
  });
  for (const returned of [shared, undefined as never]) {
    const step = { name: 'shared', interruptsMember: false, define: () => returned };
    const build = (): unknown => new GatewayCluster(newStack(), 'finance', { ...minimalProps(), steps: [step] });
    expect(build).toThrowErrorMatchingSnapshot();
  }
});

test('a cluster whose construction is cut short cannot be synthesized in part', () => {
  const cut = (): unknown =>
    synthesize((stack) => {
      const step = {
        name: 'broken',
        interruptsMember: false,
        define: (): never => {
          throw new Error('out of cheese');
        },
      };
      try {
        new GatewayCluster(stack, 'finance', { ...minimalProps(), steps: [step] });
      } catch {
        // A user who goes on regardless.
      }
    });
  expect(cut).toThrow("GatewayCluster 'stack/finance' was not completed");
});
