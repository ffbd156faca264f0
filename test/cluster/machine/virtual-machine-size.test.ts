import { VirtualMachineSize } from '../../../lib';
import {
  VIRTUAL_MACHINE_FAMILIES,
  VIRTUAL_MACHINE_SIZES,
} from '../../../lib/cluster/machine/virtual-machine-catalogue';

const custom = {
  name: 'Standard_X',
  vCpus: 8,
  memoryGiB: 64,
  networkMbps: 1000,
  diskController: 'SCSI',
  temporaryDisk: false,
} as const;

// Figures of Microsoft's pages, read by hand; not taken from the catalogue.
test.each([
  ['Standard_D8as_v6', 8, 32, 12500, 'NVMe, no temporary disk'],
  ['Standard_E8as_v5', 8, 64, 12500, 'SCSI, no temporary disk'],
  ['Standard_D16ads_v5', 16, 64, 12500, 'SCSI, temporary disk'],
  ['Standard_D32ads_v6', 32, 128, 20000, 'NVMe, temporary disk'],
  ['Standard_E20s_v6', 20, 160, 12500, 'NVMe, no temporary disk'],
  ['Standard_F8s_v2', 8, 16, 12500, 'SCSI, temporary disk'],
] as const)('%s', (name, vCpus, memoryGiB, networkMbps, resizeClass) => {
  expect(VirtualMachineSize.of(name)).toMatchObject({ name, vCpus, memoryGiB, networkMbps, resizeClass });
});

test('the catalogue is of one piece: a name says its vCPUs, its temporary disk and its generation', () => {
  for (const [name, [family, vCpus]] of Object.entries(VIRTUAL_MACHINE_SIZES)) {
    const parts = /^Standard_[DEF](\d+)([a-z]*)_v(\d)$/.exec(name);
    const { temporaryDisk, diskController } = VIRTUAL_MACHINE_FAMILIES[family];
    expect(Number(parts?.[1])).toBe(vCpus);
    // Fsv2 is older than the rule that a "d" stands for a temporary disk.
    if (family !== 'Fsv2') expect(parts?.[2]?.includes('d')).toBe(temporaryDisk);
    expect(diskController).toBe(Number(parts?.[3]) >= 6 ? 'NVMe' : 'SCSI');
  }
  expect(Object.keys(VIRTUAL_MACHINE_SIZES)).toHaveLength(81);
});

test.each([
  ['Standard_F8s_v2', '2028-11-15'],
  ['Standard_DS4_v2', '2028-05-01'],
  ['Standard_D4', '2028-05-01'],
  ['Standard_A8m_v2', '2028-11-15'],
  ['Standard_B8ms', '2028-11-15'],
  ['Standard_B8as_v2', undefined],
  ['Standard_GS5', '2028-11-15'],
  ['Standard_L8s_v2', '2028-11-15'],
  ['Standard_L8s_v3', undefined],
  ['Standard_D8as_v6', undefined],
  ['Standard_F8as_v6', undefined],
  ['Standard_E8s_v5', undefined],
])('%s retires: %s', (name, retires) => {
  expect(VirtualMachineSize.custom({ ...custom, name }).retirement?.retires).toBe(retires);
});

test('a size outside the catalogue has the figures that it was given', () => {
  expect(VirtualMachineSize.custom({ ...custom, acceleratedNetworking: false })).toMatchObject({
    ...custom,
    acceleratedNetworking: false,
    family: undefined,
    resizeClass: 'SCSI, no temporary disk',
  });
});
