import {
  Capacity,
  GatewayCluster,
  type GatewayClusterProps,
  KeyVaultSecretReference,
  Patching,
  Placement,
  Registration,
  VirtualMachineSize,
  WindowsImage,
  Workload,
} from '../../lib';
import { ADMINISTRATORS_ID, APPLICATION_ID, KEY_VAULT_ID, minimalProps, TENANT_ID } from '../support/fixtures';
import { annotations, synthesize } from '../support/synthesize';

/** What a cluster says about itself: warnings and notes. */
function adviceOn(props: Partial<GatewayClusterProps>): { warnings: readonly string[]; notes: readonly string[] } {
  const { stack } = synthesize((scope) => new GatewayCluster(scope, 'finance', { ...minimalProps(), ...props }));
  return { warnings: annotations(stack, 'warn'), notes: annotations(stack, 'info') };
}

const refreshes = (concurrent: number): Capacity => Capacity.forRefreshes({ concurrent, averageDatasetGiB: 1 });

test.each<[string, Partial<GatewayClusterProps>]>([
  ['the least cluster', {}],
  ['an even spread', { members: 3 }],
  ['an availability set', { location: 'westus' }],
  ['a medium mixed cluster', { members: 3, capacity: Capacity.forScale('medium') }],
  ['a large cluster of one workload', { members: 3, capacity: refreshes(40) }],
])('%s needs no word', (_, props) => {
  expect(adviceOn(props)).toEqual({ warnings: [], notes: [] });
});

test('a spread that is warned of is not noted as well', () => {
  const capacity = refreshes(5);
  const single = adviceOn({ members: 3, capacity, placement: Placement.acrossZones(['1']) });
  const uneven = adviceOn({ members: 3, capacity, memberSettings: { '02': { zone: '1' } } });
  for (const { warnings, notes } of [single, uneven]) {
    expect(warnings).toHaveLength(1);
    expect(notes).toEqual([]);
  }
});

test.each<[string, Partial<GatewayClusterProps>]>([
  ['all in one zone', { placement: Placement.acrossZones(['2']) }],
  ['pinned into one zone', { memberSettings: { '02': { zone: '1' } } }],
  ['uneven although it need not be', { members: 3, memberSettings: { '02': { zone: '1' } } }],
  ['not kept apart', { placement: Placement.unplaced() }],
  [
    'mixed at large scale',
    { location: 'westus', members: 4, capacity: Capacity.forScale('large'), workload: Workload.MIXED },
  ],
  ['mixed at enterprise scale, by its number of members', { members: 6 }],
  ['a series that ends', { size: 'Standard_F8s_v2' }],
  ['fewer cores than Microsoft recommends', { size: 'Standard_D4as_v6' }],
  ['patched by its own clock', { image: WindowsImage.marketplace({ sku: '2025-datacenter-g2' }) }],
  [
    'patched by its own clock, as asked',
    {
      image: WindowsImage.marketplace({ sku: '2022-datacenter-g2' }),
      patching: Patching.automaticByOperatingSystem(),
    },
  ],
  [
    'in another region of the service',
    { registration: Registration.byOperator({ tenantId: TENANT_ID, regionKey: 'westus3' }) },
  ],
])('warned: %s', (_, props) => {
  const { warnings, notes } = adviceOn(props);
  expect(warnings).toHaveLength(1);
  expect(notes).toEqual([]);
  expect(warnings[0]).toMatchSnapshot();
});

test.each<[string, Partial<GatewayClusterProps>]>([
  ['a zone holds more than the N-1 rule covers', { members: 4, capacity: refreshes(5) }],
  [
    'sizes differ while a cluster moves',
    { memberSettings: { '01': { size: VirtualMachineSize.of('Standard_D8as_v5') } } },
  ],
  ['a member was replaced', { members: undefined as never, memberKeys: ['01', '02b'] }],
])('noted: %s', (_, props) => {
  const { warnings, notes } = adviceOn(props);
  expect(warnings).toEqual([]);
  expect(notes).toHaveLength(1);
  expect(notes[0]).toMatchSnapshot();
});

test('a primary of a second generation finds a cluster that is not its own', () => {
  const memberKeys = ['01b', '02'] as const;
  const registered = (existingCluster: 'refuse' | 'join'): Partial<GatewayClusterProps> => ({
    members: undefined as never,
    memberKeys,
    primary: '01b',
    administrators: [ADMINISTRATORS_ID],
    registration: Registration.servicePrincipal({
      tenantId: TENANT_ID,
      applicationId: APPLICATION_ID,
      clientSecret: KeyVaultSecretReference.of({ keyVaultId: KEY_VAULT_ID, name: 'registration' }),
      existingCluster,
    }),
  });
  expect(adviceOn(registered('join')).warnings).toEqual([]);
  const { warnings } = adviceOn(registered('refuse'));
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toMatchSnapshot();
});
