import { Capacity, GatewayEstate, type GatewayEstateProps, Workload } from '../../lib';
import { minimalProps, SUBNET_ID } from '../support/fixtures';
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
  const clusters = result.clusters.map(({ gatewayName, location, members, capacityPlan, node }) => ({
    path: node.path,
    gatewayName,
    location,
    computers: members.map(({ computerName }) => computerName),
    size: capacityPlan?.size.name,
  }));
  expect(clusters).toMatchSnapshot();
  const disks = ofType('azurerm_managed_disk');
  expect(disks).toHaveLength(2);
  expect(disks).toMatchObject([{ disk_size_gb: 256 }, { disk_size_gb: 256 }]);
  expect(json).toContain('snet-near-the-sources');
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
