import {
  Capacity,
  ClusterIdentity,
  type EstateCluster,
  GatewayEstate,
  type GatewayEstateProps,
  Workload,
} from '../../lib';
import { APPLICATION_ID, IDENTITY_ID, minimalProps, SUBNET_ID, TENANT_ID } from '../support/fixtures';
import { newStack, synthesize } from '../support/synthesize';

const { members: _, ...shared } = minimalProps();
const description: GatewayEstateProps = {
  ...shared,
  gatewayName: 'contoso-prod',
  refresh: { capacity: Capacity.forRefreshes({ concurrent: 40, averageDatasetGiB: 2 }) },
  directQuery: {
    capacity: Capacity.forQueries({ concurrent: 24 }),
    location: 'northeurope',
    subnetId: SUBNET_ID.replace('snet-gateway', 'snet-near-the-sources'),
    computerNamePrefix: 'contoso-dq',
  },
  dataflow: { capacity: Capacity.forDataMovement({ concurrent: 4 }), members: 2, gatewayName: 'Contoso dataflows' },
};

test('a cluster for each workload, sized for it, from one description', () => {
  const { result, ofType, json } = synthesize((stack) => new GatewayEstate(stack, 'contoso', description));
  const machines = ofType('azurerm_windows_virtual_machine').map(({ computer_name }) => computer_name);
  const clusters = result.clusters.map(({ gatewayName, location, members, capacityPlan, node }) => ({
    path: node.path,
    gatewayName,
    location,
    members: members.length,
    size: capacityPlan?.size.name,
  }));
  expect({ clusters, machines }).toMatchSnapshot();
  const disks = ofType('azurerm_managed_disk');
  expect(disks).toHaveLength(2);
  expect(disks).toMatchObject([{ disk_size_gb: 256 }, { disk_size_gb: 256 }]);
  expect(json).toContain('snet-near-the-sources');
});

test('minimal and full', () => {
  const { directQuery: _q, dataflow: _d, ...minimal } = description;
  expect(synthesize((stack) => new GatewayEstate(stack, 'contoso', minimal)).json).toMatchSnapshot('minimal');
  expect(synthesize((stack) => new GatewayEstate(stack, 'contoso', description)).json).toMatchSnapshot('full');
});

test('what a cluster leaves unsaid, even as undefined, comes from the estate', () => {
  const directQuery = { ...description.directQuery, encryptionAtHost: undefined, location: undefined } as never;
  const props = { ...description, encryptionAtHost: false, directQuery };
  const { ofType } = synthesize((stack) => new GatewayEstate(stack, 'contoso', props));
  for (const machine of ofType('azurerm_windows_virtual_machine')) {
    expect(machine).toMatchObject({ encryption_at_host_enabled: false, location: 'westeurope' });
  }
});

test('an identity that all clusters share is granted each secret by one of them', () => {
  const attributes = { id: IDENTITY_ID, principalId: APPLICATION_ID, clientId: TENANT_ID };
  const identity = ClusterIdentity.existing({ ...attributes, grantSecretAccess: false });
  const refresh = { ...(description.refresh as EstateCluster), identity: ClusterIdentity.existing(attributes) };
  const shared = { ...description, refresh, identity };
  const { ofType } = synthesize((stack) => new GatewayEstate(stack, 'contoso', shared));
  expect(ofType('azurerm_role_assignment')).toHaveLength(1);
  const twice = { ...description, identity: ClusterIdentity.existing(attributes) };
  expect(() => new GatewayEstate(newStack(), 'contoso', twice)).toThrow('grantSecretAccess: false');
});

test('what is not described is not there', () => {
  const { result } = synthesize((stack) => {
    const { directQuery: _dq, dataflow: _df, ...rest } = description;
    return new GatewayEstate(stack, 'contoso', rest);
  });
  expect(result.refresh?.gatewayName).toBe('contoso-prod-refresh');
  expect(result.directQuery).toBeUndefined();
  expect(result.dataflow).toBeUndefined();
  expect(result.clusters).toEqual([result.refresh]);
});

const { refresh: _r, directQuery: _dq, dataflow: _df, ...nothing } = description;

test.each<[string, object]>([
  ['no workload', nothing],
  ['no name', { ...description, gatewayName: '' }],
  ['a number of members for all', { ...description, members: 3 }],
  ['a workload of its own', { ...description, workload: Workload.MIXED }],
  ['a workload without capacity', { ...description, refresh: {} }],
  ['a cluster that is wrong', { ...description, refresh: { ...description.refresh, members: 12 } }],
  ['a load that misses its size', { ...description, dataflow: { ...description.dataflow, size: 'Standard_F4s_v2' } }],
])('refused: %s', (_what, props) => {
  expect(() => new GatewayEstate(newStack(), 'contoso', props as GatewayEstateProps)).toThrowErrorMatchingSnapshot();
});
