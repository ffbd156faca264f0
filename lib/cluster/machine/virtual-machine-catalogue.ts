/**
 * Azure VM sizes with 4 to 32 vCPU that suit a gateway member: figures of Microsoft's size pages.
 *
 * Families differ in what a Windows VM can never change by a resize: its disk controller (SCSI or NVMe) and whether it
 * has a temporary disk. The controller is stated per generation, not per size: MicrosoftDocs/azure-compute-docs
 * articles/virtual-machines/nvme-overview.md at 1827cf35 (2024-07-31).
 */

/** How a VM reaches its disks. */
export type DiskController = 'SCSI' | 'NVMe';

/** Name of a family. */
export type VirtualMachineFamilyName =
  | `D${'s' | 'as' | 'ds' | 'ads'}v${5 | 6}`
  | `D${'s' | 'as'}v7`
  | `E${'s' | 'as'}v${5 | 6}`
  | 'Edsv5'
  | 'Easv7'
  | 'Fsv2'
  | `Fasv${6 | 7}`;

/** Name of a size in the catalogue: 4 to 32 vCPU, and 20 in some families that are rich in memory. */
export type VirtualMachineSizeName =
  | `Standard_D${4 | 8 | 16 | 32}${'s' | 'as' | 'ds' | 'ads'}_v${5 | 6}`
  | `Standard_D${4 | 8 | 16 | 32}${'s' | 'as'}_v7`
  | `Standard_E${4 | 8 | 16 | 20 | 32}${'s' | 'as'}_v${5 | 6}`
  | `Standard_E${4 | 8 | 16 | 20 | 32}ds_v5`
  | `Standard_E${4 | 8 | 16 | 32}as_v7`
  | `Standard_F${4 | 8 | 16 | 32}s_v2`
  | `Standard_F${4 | 8 | 16 | 32}as_v${6 | 7}`;

/** What all sizes of a family have in common. */
export interface VirtualMachineFamily {
  /** How its machines reach their disks. */
  readonly diskController: DiskController;
  /** Whether they have a temporary disk. */
  readonly temporaryDisk: boolean;
  /** Page of the family in MicrosoftDocs/azure-compute-docs, its commit and date. */
  readonly source: string;
}

/** Families by name. All support Premium SSD, accelerated networking, generation 2 images and Trusted Launch. */
export const VIRTUAL_MACHINE_FAMILIES: Readonly<Record<VirtualMachineFamilyName, VirtualMachineFamily>> = {
  Dsv5: { diskController: 'SCSI', temporaryDisk: false, source: 'general-purpose/dsv5 at 005f8f6e (2026-02-27)' },
  Dasv5: { diskController: 'SCSI', temporaryDisk: false, source: 'general-purpose/dasv5 at 2072bfd7 (2026-03-10)' },
  Ddsv5: { diskController: 'SCSI', temporaryDisk: true, source: 'general-purpose/ddsv5 at 1421aebc (2024-07-29)' },
  Dadsv5: { diskController: 'SCSI', temporaryDisk: true, source: 'general-purpose/dadsv5 at 3b30912d (2026-03-10)' },
  Dsv6: { diskController: 'NVMe', temporaryDisk: false, source: 'general-purpose/dsv6 at 05e75b14 (2024-07-29)' },
  Ddsv6: { diskController: 'NVMe', temporaryDisk: true, source: 'general-purpose/ddsv6 at 0e232f5f (2024-07-29)' },
  Dasv6: { diskController: 'NVMe', temporaryDisk: false, source: 'general-purpose/dasv6 at 0105af06 (2026-03-10)' },
  Dadsv6: { diskController: 'NVMe', temporaryDisk: true, source: 'general-purpose/dadsv6 at 1827cf35 (2024-07-29)' },
  Dsv7: {
    diskController: 'NVMe',
    temporaryDisk: false,
    source: 'general-purpose/dsv7 at 05e75b14 (2026-02-02, marked preview in this version)',
  },
  Dasv7: { diskController: 'NVMe', temporaryDisk: false, source: 'general-purpose/dasv7 at 02773904 (2026-01-21)' },
  Esv5: { diskController: 'SCSI', temporaryDisk: false, source: 'memory-optimized/esv5 at 0175d5fa (2026-03-10)' },
  Easv5: { diskController: 'SCSI', temporaryDisk: false, source: 'memory-optimized/easv5 at 2e4af987 (2026-03-10)' },
  Edsv5: { diskController: 'SCSI', temporaryDisk: true, source: 'memory-optimized/edsv5 at 1a043fb3 (2024-08-01)' },
  Esv6: { diskController: 'NVMe', temporaryDisk: false, source: 'memory-optimized/esv6 at 8f7fc3d6 (2026-03-10)' },
  Easv6: { diskController: 'NVMe', temporaryDisk: false, source: 'memory-optimized/easv6 at 2e4af987 (2026-03-10)' },
  Easv7: { diskController: 'NVMe', temporaryDisk: false, source: 'memory-optimized/easv7 at 28da8f72 (2026-03-10)' },
  Fsv2: { diskController: 'SCSI', temporaryDisk: true, source: 'compute-optimized/fsv2 at 05e75b14 (2024-07-30)' },
  Fasv6: {
    diskController: 'NVMe',
    temporaryDisk: false,
    source: 'compute-optimized/fasv6 at 0b0136e2 (2024-07-30, marked preview in this version)',
  },
  Fasv7: { diskController: 'NVMe', temporaryDisk: false, source: 'compute-optimized/fasv7 at 02773904 (2026-01-21)' },
};

type Row = readonly [family: VirtualMachineFamilyName, vCpus: number, memoryGiB: number, networkMbps: number];

/** Family, vCPUs, memory in GiB, and the upper limit of the network in Mbps, which is no promise. */
export const VIRTUAL_MACHINE_SIZES: Readonly<Record<VirtualMachineSizeName, Row>> = {
  Standard_D4s_v5: ['Dsv5', 4, 16, 12500],
  Standard_D8s_v5: ['Dsv5', 8, 32, 12500],
  Standard_D16s_v5: ['Dsv5', 16, 64, 12500],
  Standard_D32s_v5: ['Dsv5', 32, 128, 16000],
  Standard_D4as_v5: ['Dasv5', 4, 16, 12500],
  Standard_D8as_v5: ['Dasv5', 8, 32, 12500],
  Standard_D16as_v5: ['Dasv5', 16, 64, 12500],
  Standard_D32as_v5: ['Dasv5', 32, 128, 16000],
  Standard_D4ds_v5: ['Ddsv5', 4, 16, 12500],
  Standard_D8ds_v5: ['Ddsv5', 8, 32, 12500],
  Standard_D16ds_v5: ['Ddsv5', 16, 64, 12500],
  Standard_D32ds_v5: ['Ddsv5', 32, 128, 16000],
  Standard_D4ads_v5: ['Dadsv5', 4, 16, 12500],
  Standard_D8ads_v5: ['Dadsv5', 8, 32, 12500],
  Standard_D16ads_v5: ['Dadsv5', 16, 64, 12500],
  Standard_D32ads_v5: ['Dadsv5', 32, 128, 16000],
  Standard_D4s_v6: ['Dsv6', 4, 16, 12500],
  Standard_D8s_v6: ['Dsv6', 8, 32, 12500],
  Standard_D16s_v6: ['Dsv6', 16, 64, 12500],
  Standard_D32s_v6: ['Dsv6', 32, 128, 16000],
  Standard_D4ds_v6: ['Ddsv6', 4, 16, 12500],
  Standard_D8ds_v6: ['Ddsv6', 8, 32, 12500],
  Standard_D16ds_v6: ['Ddsv6', 16, 64, 12500],
  Standard_D32ds_v6: ['Ddsv6', 32, 128, 16000],
  Standard_D4as_v6: ['Dasv6', 4, 16, 12500],
  Standard_D8as_v6: ['Dasv6', 8, 32, 12500],
  Standard_D16as_v6: ['Dasv6', 16, 64, 16000],
  Standard_D32as_v6: ['Dasv6', 32, 128, 20000],
  Standard_D4ads_v6: ['Dadsv6', 4, 16, 12500],
  Standard_D8ads_v6: ['Dadsv6', 8, 32, 12500],
  Standard_D16ads_v6: ['Dadsv6', 16, 64, 16000],
  Standard_D32ads_v6: ['Dadsv6', 32, 128, 20000],
  Standard_D4s_v7: ['Dsv7', 4, 16, 25000],
  Standard_D8s_v7: ['Dsv7', 8, 32, 25000],
  Standard_D16s_v7: ['Dsv7', 16, 64, 25000],
  Standard_D32s_v7: ['Dsv7', 32, 128, 25000],
  Standard_D4as_v7: ['Dasv7', 4, 16, 16000],
  Standard_D8as_v7: ['Dasv7', 8, 32, 25000],
  Standard_D16as_v7: ['Dasv7', 16, 64, 25000],
  Standard_D32as_v7: ['Dasv7', 32, 128, 25000],
  Standard_E4s_v5: ['Esv5', 4, 32, 12500],
  Standard_E8s_v5: ['Esv5', 8, 64, 12500],
  Standard_E16s_v5: ['Esv5', 16, 128, 12500],
  Standard_E20s_v5: ['Esv5', 20, 160, 12500],
  Standard_E32s_v5: ['Esv5', 32, 256, 16000],
  Standard_E4as_v5: ['Easv5', 4, 32, 12500],
  Standard_E8as_v5: ['Easv5', 8, 64, 12500],
  Standard_E16as_v5: ['Easv5', 16, 128, 12500],
  Standard_E20as_v5: ['Easv5', 20, 160, 12500],
  Standard_E32as_v5: ['Easv5', 32, 256, 16000],
  Standard_E4ds_v5: ['Edsv5', 4, 32, 12500],
  Standard_E8ds_v5: ['Edsv5', 8, 64, 12500],
  Standard_E16ds_v5: ['Edsv5', 16, 128, 12500],
  Standard_E20ds_v5: ['Edsv5', 20, 160, 12500],
  Standard_E32ds_v5: ['Edsv5', 32, 256, 16000],
  Standard_E4s_v6: ['Esv6', 4, 32, 12500],
  Standard_E8s_v6: ['Esv6', 8, 64, 12500],
  Standard_E16s_v6: ['Esv6', 16, 128, 12500],
  Standard_E20s_v6: ['Esv6', 20, 160, 12500],
  Standard_E32s_v6: ['Esv6', 32, 256, 16000],
  Standard_E4as_v6: ['Easv6', 4, 32, 12500],
  Standard_E8as_v6: ['Easv6', 8, 64, 12500],
  Standard_E16as_v6: ['Easv6', 16, 128, 16000],
  Standard_E20as_v6: ['Easv6', 20, 160, 16000],
  Standard_E32as_v6: ['Easv6', 32, 256, 20000],
  Standard_E4as_v7: ['Easv7', 4, 32, 16000],
  Standard_E8as_v7: ['Easv7', 8, 64, 25000],
  Standard_E16as_v7: ['Easv7', 16, 128, 25000],
  Standard_E32as_v7: ['Easv7', 32, 256, 25000],
  Standard_F4s_v2: ['Fsv2', 4, 8, 10000],
  Standard_F8s_v2: ['Fsv2', 8, 16, 12500],
  Standard_F16s_v2: ['Fsv2', 16, 32, 12500],
  Standard_F32s_v2: ['Fsv2', 32, 64, 16000],
  Standard_F4as_v6: ['Fasv6', 4, 16, 12500],
  Standard_F8as_v6: ['Fasv6', 8, 32, 12500],
  Standard_F16as_v6: ['Fasv6', 16, 64, 16000],
  Standard_F32as_v6: ['Fasv6', 32, 128, 20000],
  Standard_F4as_v7: ['Fasv7', 4, 16, 25000],
  Standard_F8as_v7: ['Fasv7', 8, 32, 25000],
  Standard_F16as_v7: ['Fasv7', 16, 64, 25000],
  Standard_F32as_v7: ['Fasv7', 32, 128, 45000],
};

/**
 * Series with an announced end, by the names their sizes have: MicrosoftDocs/azure-compute-docs
 * articles/virtual-machines/sizes/retirement/retired-sizes-list.md at 0bdc5d34 (content to April 2026). Series announced
 * for retirement are closed to new subscriptions.
 */
export const RETIRING_SERIES: readonly { readonly series: string; readonly sizes: RegExp; readonly retires: string }[] =
  [
    { series: 'D, Ds, Dv2 and Dsv2', sizes: /^Standard_DS?\d+(-\d+)?(_v2)?$/i, retires: '2028-05-01' },
    { series: 'Ls', sizes: /^Standard_L\d+s$/i, retires: '2028-05-01' },
    { series: 'F, Fs and Fsv2', sizes: /^Standard_F\d+s?(_v2)?$/i, retires: '2028-11-15' },
    { series: 'Av2', sizes: /^Standard_A\d+m?_v2$/i, retires: '2028-11-15' },
    { series: 'B (first version)', sizes: /^Standard_B\d+[a-z]*$/i, retires: '2028-11-15' },
    { series: 'G, Gs and Lsv2', sizes: /^Standard_(GS?\d+(-\d+)?|L\d+s_v2)$/i, retires: '2028-11-15' },
  ];
