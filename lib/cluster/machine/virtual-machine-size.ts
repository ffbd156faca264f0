import type { Checks } from '../../common/checks';
import {
  type DiskController,
  RETIRING_SERIES,
  VIRTUAL_MACHINE_FAMILIES,
  VIRTUAL_MACHINE_SIZES,
  type VirtualMachineFamilyName,
  type VirtualMachineSizeName,
} from './virtual-machine-catalogue';

/** A size that is not in the catalogue, with the figures from Microsoft's page or `az vm list-skus`. */
export interface CustomVirtualMachineSize {
  /** Azure's name, such as `Standard_E48as_v6`. */
  readonly name: string;
  /** Virtual CPUs, 4 or more: Microsoft recommends at least 8 cores for a gateway. */
  readonly vCpus: number;
  /** Memory in GiB, 8 or more. */
  readonly memoryGiB: number;
  /** Upper limit of the network in Mbps. */
  readonly networkMbps: number;
  /** Controller of its disks (`DiskControllerTypes` in the SKU list); NVMe needs an image that is tagged for it. */
  readonly diskController: DiskController;
  /** Whether it has a temporary disk. */
  readonly temporaryDisk: boolean;
  /**
   * Whether it supports accelerated networking.
   *
   * @default true
   */
  readonly acceleratedNetworking?: boolean;
}

/**
 * Fewest cores and least memory recommended for a gateway: 8 cores and 8 GB (MicrosoftDocs/data-integration,
 * service-gateway-install). Fewer than 4 cores fits no load that this library plans for.
 */
export const GATEWAY_HARDWARE = { recommendedCores: 8, minimumCores: 4, minimumMemoryGiB: 8 } as const;

/**
 * Families without Trusted Launch: A, D of version 2 and 3, and the confidential DC and EC (MicrosoftDocs/azure-compute-docs,
 * trusted-launch.md at 02ecf3f4, 2025-04-21).
 */
const WITHOUT_TRUSTED_LAUNCH = /^(Basic_A|Standard_(A\d|DC|EC|DS?\d+(-\d+)?(_v2)?$|D\d+s?_v3$))/i;

/** Size of a member's virtual machine, with the figures that capacity and resizing depend on. */
export class VirtualMachineSize {
  /** A size from the catalogue. */
  public static of(name: VirtualMachineSizeName): VirtualMachineSize {
    const [family, vCpus, memoryGiB, networkMbps] = VIRTUAL_MACHINE_SIZES[name];
    const { diskController, temporaryDisk } = VIRTUAL_MACHINE_FAMILIES[family];
    const figures = { name, vCpus, memoryGiB, networkMbps, diskController, temporaryDisk };
    return new VirtualMachineSize(figures, family);
  }

  /** A size outside the catalogue, with its figures. */
  public static custom(figures: CustomVirtualMachineSize): VirtualMachineSize {
    return new VirtualMachineSize(figures, undefined);
  }

  /** Azure's name of the size. */
  public readonly name: string;
  /** Virtual CPUs. */
  public readonly vCpus: number;
  /** Memory in GiB. */
  public readonly memoryGiB: number;
  /** Upper limit of the network in Mbps. */
  public readonly networkMbps: number;
  /** Controller of its disks. */
  public readonly diskController: DiskController;
  /** Whether it has a temporary disk. */
  public readonly temporaryDisk: boolean;
  /** Whether it supports accelerated networking. */
  public readonly acceleratedNetworking: boolean;

  private constructor(
    figures: CustomVirtualMachineSize,
    /** Family in the catalogue; nothing for a custom size. */
    public readonly family: VirtualMachineFamilyName | undefined,
  ) {
    this.name = figures.name;
    this.vCpus = figures.vCpus;
    this.memoryGiB = figures.memoryGiB;
    this.networkMbps = figures.networkMbps;
    this.diskController = figures.diskController;
    this.temporaryDisk = figures.temporaryDisk;
    this.acceleratedNetworking = figures.acceleratedNetworking ?? true;
    Object.freeze(this);
  }

  /**
   * What a Windows VM keeps for life: a resize from SCSI to NVMe, or between sizes with and without a temporary disk, is
   * refused by Azure and leaves the machine stopped.
   */
  public get resizeClass(): string {
    return `${this.diskController}, ${this.temporaryDisk ? 'temporary disk' : 'no temporary disk'}`;
  }

  /** The series that ends, and when, if Microsoft has announced it. */
  public get retirement():
    | {
        /** Name of the series, as Microsoft has it. */
        readonly series: string;
        /** Day on which it ends. */
        readonly retires: string;
      }
    | undefined {
    return RETIRING_SERIES.find(({ sizes }) => sizes.test(this.name));
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    const own = checks.within(property);
    own.text('name', this.name, {
      pattern: /^(Standard|Basic)_[A-Za-z0-9_-]+$/,
      allowed: "an Azure size name, such as 'Standard_E48as_v6'",
      fix: 'List the names with `az vm list-skus --resource-type virtualMachines --output table`.',
    });
    if (WITHOUT_TRUSTED_LAUNCH.test(this.name)) {
      const fix = 'Use a size of the D, E or F families of version 4 or later.';
      own.add({ property: 'name', got: this.name, allowed: 'a size that supports Trusted Launch', fix });
    }
    const figures = 'Take the figure from the page of the size; the capacity plan depends on it.';
    for (const figure of ['vCpus', 'memoryGiB', 'networkMbps'] as const) {
      own.known(figure, this[figure], figures);
    }
    own.integer('vCpus', this.vCpus, { min: GATEWAY_HARDWARE.minimumCores, fix: figures });
    own.number('memoryGiB', this.memoryGiB, { min: GATEWAY_HARDWARE.minimumMemoryGiB, unit: 'GiB', fix: figures });
    own.number('networkMbps', this.networkMbps, { min: 1, unit: 'Mbps', fix: figures });
    own.oneOf('diskController', this.diskController, ['SCSI', 'NVMe'], 'See DiskControllerTypes in `az vm list-skus`.');
    const temporaryDisk: unknown = this.temporaryDisk;
    own.flag('temporaryDisk', temporaryDisk ?? 'nothing', 'Sizes with a "d" in their name have one.');
    own.flag('acceleratedNetworking', this.acceleratedNetworking, 'Leave it out where the size supports it.');
  }
}

/** The size a caller means: by name from the catalogue, or with its figures. */
export function resolveVirtualMachineSize(
  property: string,
  size: VirtualMachineSizeName | VirtualMachineSize,
  checks: Checks,
): VirtualMachineSize | undefined {
  if (size instanceof VirtualMachineSize) {
    const before = checks.problems.length;
    size.check(property, checks);
    return checks.problems.length > before ? undefined : size;
  }
  const fix = 'Choose a listed size, or give the figures of any other with VirtualMachineSize.custom({…}).';
  if (!checks.known(property, size, fix)) return undefined;
  if (Object.hasOwn(VIRTUAL_MACHINE_SIZES, size)) return VirtualMachineSize.of(size);
  const meant = similarSize(size);
  if (meant !== undefined) {
    checks.add({ property, got: size, allowed: meant, fix: 'Write it as Azure does.' });
    return undefined;
  }
  const families = Object.keys(VIRTUAL_MACHINE_FAMILIES).join(', ');
  const allowed = `the name of a size of 4 to 32 vCPU in the families ${families}`;
  checks.add({ property, got: size, allowed, fix });
  return undefined;
}

/** The size that somebody means who writes `d8as_V6`. */
function similarSize(name: unknown): string | undefined {
  const plain = (text: string): string => text.toLowerCase().replace(/^standard_/, '');
  return Object.keys(VIRTUAL_MACHINE_SIZES).find((known) => plain(known) === plain(String(name)));
}

/** All sizes of some families, smallest first; equal ones in the order of the families. */
export function catalogueSizes(families: readonly VirtualMachineFamilyName[]): readonly VirtualMachineSize[] {
  return Object.keys(VIRTUAL_MACHINE_SIZES)
    .map((name) => VirtualMachineSize.of(name as VirtualMachineSizeName))
    .filter(({ family }) => family !== undefined && families.includes(family))
    .sort(
      (a, b) =>
        a.vCpus - b.vCpus ||
        a.memoryGiB - b.memoryGiB ||
        families.indexOf(a.family as VirtualMachineFamilyName) - families.indexOf(b.family as VirtualMachineFamilyName),
    );
}
