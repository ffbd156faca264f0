import type { VirtualMachineFamilyName } from '../machine/virtual-machine-catalogue';

/** Names of the workload profiles. */
export type WorkloadName = 'refresh' | 'directQuery' | 'dataflow' | 'mixed';

/** What a profile decides. */
interface Profile {
  readonly name: WorkloadName;
  readonly boundBy: 'memory' | 'cpu' | 'network';
  readonly coresPerOperation: number;
  readonly minimumNetworkMbps: number;
  readonly sizeFamilies: readonly VirtualMachineFamilyName[];
  readonly dataDiskGiB: number | undefined;
  readonly reason: string;
}

/** Towards the data sources, and towards Azure: at least 1 Gbps and 100 Mbps (EPC Group's guide, read 2026-11). */
const SOURCES_MBPS = 1000;
const AZURE_MBPS = 100;
/** Towards Azure where terabytes move daily (the same guide). */
const AZURE_BULK_MBPS = 1000;

/**
 * What a cluster mainly does, and what follows from it. Microsoft: import refreshes are bound by memory, DirectQuery and
 * live connections by CPU (MicrosoftDocs/data-integration, plan-scale-maintain); dataflows and pipelines move data and
 * are bound by the network (EPC Group's guide). Separate clusters keep one kind from starving another.
 *
 * A profile sets defaults and nothing that could not be set by hand:
 *
 * | profile | cores an operation | size families | data disk | network |
 * | --- | --- | --- | --- | --- |
 * | refresh | 0.5, as it waits for sources | E and D: memory runs out first | none | 1.1 Gbps |
 * | directQuery | 1, as answers are waited for | D and E | none | 1.1 Gbps |
 * | dataflow | 1 | D and E | 256 GiB, as results are spooled to disk | 2 Gbps |
 * | mixed | 1, the cautious end | D and E | none | 1.1 Gbps |
 */
export class Workload {
  /** Scheduled refreshes of import models: bound by memory. */
  public static readonly REFRESH = new Workload({
    name: 'refresh',
    boundBy: 'memory',
    coresPerOperation: 0.5,
    minimumNetworkMbps: SOURCES_MBPS + AZURE_MBPS,
    sizeFamilies: ['Easv6', 'Dasv6'],
    dataDiskGiB: undefined,
    reason: 'a refresh holds its uncompressed result in memory and waits for the source most of its time',
  });

  /** DirectQuery and live connections: bound by CPU, and people wait for the answer. */
  public static readonly DIRECT_QUERY = new Workload({
    name: 'directQuery',
    boundBy: 'cpu',
    coresPerOperation: 1,
    minimumNetworkMbps: SOURCES_MBPS + AZURE_MBPS,
    sizeFamilies: ['Dasv6', 'Easv6'],
    dataDiskGiB: undefined,
    reason: 'queries are many and short, and each is compressed and encrypted while somebody waits',
  });

  /** Dataflows and Fabric pipelines: bound by the network, and spooled to disk. */
  public static readonly DATAFLOW = new Workload({
    name: 'dataflow',
    boundBy: 'network',
    coresPerOperation: 1,
    minimumNetworkMbps: SOURCES_MBPS + AZURE_BULK_MBPS,
    sizeFamilies: ['Dasv6', 'Easv6'],
    dataDiskGiB: 256,
    reason: 'data is moved in bulk and spooled to disk before it is sent',
  });

  /** Several kinds on one cluster: right for small and medium estates, a risk for large ones. */
  public static readonly MIXED = new Workload({
    name: 'mixed',
    boundBy: 'memory',
    coresPerOperation: 1,
    minimumNetworkMbps: SOURCES_MBPS + AZURE_MBPS,
    sizeFamilies: ['Dasv6', 'Easv6'],
    dataDiskGiB: undefined,
    reason: 'kinds of work with different needs share the members',
  });

  /** Name of the profile. */
  public readonly name: WorkloadName;
  /** What runs out first. */
  public readonly boundBy: 'memory' | 'cpu' | 'network';
  /** Cores that one concurrent operation takes: 0.5 to 1 (EPC Group's guide). */
  public readonly coresPerOperation: number;
  /** What a member's network must be able to carry, towards sources and Azure together, in Mbps. */
  public readonly minimumNetworkMbps: number;
  /** Families that a size is chosen from, the smallest that fits; the first is that of the size without a capacity. */
  public readonly sizeFamilies: readonly VirtualMachineFamilyName[];
  /** Size of the data disk in GiB; nothing where none is needed. */
  public readonly dataDiskGiB: number | undefined;
  /** Why the profile is what it is, for `Capacity.explain`. */
  public readonly reason: string;

  private constructor(profile: Profile) {
    this.name = profile.name;
    this.boundBy = profile.boundBy;
    this.coresPerOperation = profile.coresPerOperation;
    this.minimumNetworkMbps = profile.minimumNetworkMbps;
    this.sizeFamilies = profile.sizeFamilies;
    this.dataDiskGiB = profile.dataDiskGiB;
    this.reason = profile.reason;
    Object.freeze(this);
  }
}
