import { Checks } from '../../common/checks';
import { defined } from '../../common/defined';
import {
  type CapacityPlan,
  type CapacityPlanOptions,
  type CapacityShortfall,
  planCapacity,
  shortfallsOf,
} from './capacity-plan';
import { DEPLOYMENT_SCALES, deploymentScale, type DeploymentScaleName, scaleOf } from './deployment-scale';
import type { Load, LoadPart } from './load';
import { GATEWAY_HARDWARE, type VirtualMachineSize } from '../machine/virtual-machine-size';
import { checkMemberCount } from '../machine/member-keys';
import { Workload } from './workload';

/** Peak of scheduled refreshes. */
export interface RefreshLoad {
  /** Refreshes that run at the same moment at the peak: 1 or more. */
  readonly concurrent: number;
  /** Average size of a model as Power BI shows it (compressed), in GiB; above 0. A refresh holds twice that. */
  readonly averageDatasetGiB: number;
  /**
   * Cores that one refresh takes, 0.5 to 1.
   *
   * @default 0.5 for refreshes alone, 1 in a mixed cluster: see Workload
   */
  readonly coresPerOperation?: number;
}

/** Peak of DirectQuery and live-connection queries. */
export interface QueryLoad {
  /** Queries that run at the same moment at the peak: 1 or more. */
  readonly concurrent: number;
  /**
   * Cores that one query takes, 0.5 to 1.
   *
   * @default 1
   */
  readonly coresPerOperation?: number;
  /**
   * Memory that one query takes, in GiB. Nobody publishes a figure; measure yours.
   *
   * @default 0, so that memory follows from the scale of the sizing table alone
   */
  readonly memoryGiBPerOperation?: number;
}

/** Peak of dataflow and pipeline runs. The figures are those of queries; the profile differs. */
export type DataMovementLoad = QueryLoad;

/** Peak of a cluster that does several things. At least one of the three. */
export interface MixedLoad {
  /**
   * Scheduled refreshes.
   *
   * @default none
   */
  readonly refreshes?: RefreshLoad;
  /**
   * DirectQuery and live-connection queries.
   *
   * @default none
   */
  readonly queries?: QueryLoad;
  /**
   * Dataflow and pipeline runs.
   *
   * @default none
   */
  readonly dataMovements?: DataMovementLoad;
}

/** A refresh needs twice the size of its model while it runs (EPC Group's guide: results arrive uncompressed). */
export const REFRESH_MEMORY_FACTOR = 2;

/**
 * The peak that a cluster must carry, also while one of its members is gone, and the arithmetic from there to a number
 * of members and a VM size.
 *
 * Per member, with N members: the peak divided by N-1 (rounded up to whole operations); memory = refreshes x 2 x average
 * model + 4 GiB for Windows; cores = operations x 0.5 to 1, but at least 4, and a size chosen
 * here has at least the 8 that Microsoft recommends; network at least
 * 1 Gbps towards sources and 100 Mbps towards Azure. Formulas: EPC Group's "Power BI Gateway Architecture and High
 * Availability Guide", read 2026-11.
 */
export class Capacity {
  /** For scheduled refreshes of import models. */
  public static forRefreshes(load: RefreshLoad): Capacity {
    return new Capacity('Capacity.forRefreshes', Workload.REFRESH, { refreshes: { ...load } });
  }

  /** For DirectQuery and live connections. */
  public static forQueries(load: QueryLoad): Capacity {
    return new Capacity('Capacity.forQueries', Workload.DIRECT_QUERY, { queries: { ...load } });
  }

  /** For dataflows and Fabric pipelines. */
  public static forDataMovement(load: DataMovementLoad): Capacity {
    return new Capacity('Capacity.forDataMovement', Workload.DATAFLOW, { dataMovements: { ...load } });
  }

  /** For a cluster that does several of these. */
  public static forMixed(load: MixedLoad): Capacity {
    return new Capacity('Capacity.forMixed', Workload.MIXED, copyOf(load));
  }

  /** By a row of the sizing table, where the load is not known in numbers yet. */
  public static forScale(scale: DeploymentScaleName, workload: Workload = Workload.MIXED): Capacity {
    return new Capacity('Capacity.forScale', workload, {}, scale);
  }

  private constructor(
    private readonly factory: string,
    /** The kind of work that the load is. */
    public readonly workload: Workload,
    private readonly mixed: MixedLoad,
    private readonly scaleName?: DeploymentScaleName,
  ) {
    Object.freeze(this);
  }

  /**
   * Works out the number of members and their size.
   *
   * @throws DataGatewayError if the load is not a load, or if no cluster can carry it.
   */
  public plan(options: CapacityPlanOptions = {}): CapacityPlan {
    const checks = new Checks();
    this.check('load', checks);
    if (options.members !== undefined) checkMemberCount('members', options.members, checks);
    options.size?.check('size', checks);
    checks.throwIfAny(this.factory);
    const plan = this.planInto(options, checks);
    checks.throwIfAny(this.factory);
    // planInto reports a problem whenever it returns nothing.
    return plan as CapacityPlan;
  }

  /**
   * The plan as text, fit for a design document.
   *
   * @throws DataGatewayError as `plan` does.
   */
  public explain(options: CapacityPlanOptions = {}): string {
    return this.plan(options).explanation;
  }

  /**
   * What a cluster of these members lacks for the load; empty where it carries it.
   *
   * @param members number of members.
   */
  public shortfalls(members: number, size: VirtualMachineSize): readonly CapacityShortfall[] {
    return shortfallsOf(this.load(), members, size);
  }

  /**
   * Whether it says how large a cluster is and not what it does.
   *
   * @internal
   */
  public get isOfNoKind(): boolean {
    return this.scaleName !== undefined && this.workload === Workload.MIXED;
  }

  /**
   * The same load as one of a workload.
   *
   * @internal
   */
  public as(workload: Workload): Capacity {
    return new Capacity(this.factory, workload, this.mixed, this.scaleName);
  }

  /**
   * As `plan`, with the problems reported to the construct that asks.
   *
   * @internal
   */
  public planInto(options: CapacityPlanOptions, checks: Checks): CapacityPlan | undefined {
    return planCapacity(this.load(), options, checks);
  }

  /** @internal */
  public load(): Load {
    const { refreshes, queries, dataMovements } = this.mixed;
    const parts: LoadPart[] = [];
    if (refreshes !== undefined) {
      parts.push({
        noun: 'refreshes',
        concurrent: refreshes.concurrent,
        memoryGiBPerOperation: REFRESH_MEMORY_FACTOR * refreshes.averageDatasetGiB,
        coresPerOperation: refreshes.coresPerOperation ?? this.workload.coresPerOperation,
        memoryText: `${String(REFRESH_MEMORY_FACTOR)} x ${String(refreshes.averageDatasetGiB)} GiB`,
      });
    }
    if (queries !== undefined) parts.push(this.queryPart('queries', queries));
    if (dataMovements !== undefined) parts.push(this.queryPart('dataflow and pipeline runs', dataMovements));

    const named = this.scaleName === undefined ? undefined : deploymentScale(this.scaleName);
    const scale = named ?? scaleOf(parts.reduce((sum, { concurrent }) => sum + concurrent, 0));
    // Where memory is known for every kind of operation, the formula decides; else the sizing table's row is the floor.
    const fromTable = named !== undefined || parts.some(({ memoryGiBPerOperation }) => memoryGiBPerOperation === 0);
    return {
      workload: this.workload,
      scale,
      parts,
      floorMemoryGiB: Math.max(GATEWAY_HARDWARE.minimumMemoryGiB, fromTable ? scale.memoryGiB : 0),
      floorCores: Math.max(GATEWAY_HARDWARE.minimumCores, named?.cores ?? 0),
    };
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    const own = checks.within(property);
    if (this.scaleName !== undefined) {
      const names = DEPLOYMENT_SCALES.map(({ name }) => name);
      own.oneOf('scale', this.scaleName, names, 'Choose a row of the sizing table, or give the load in numbers.');
      return;
    }
    const loads = Object.entries(this.mixed).filter(([, load]) => load !== undefined);
    if (loads.length === 0) {
      const fix = 'Say what the cluster must carry at its peak.';
      checks.add({ property, got: this.mixed, allowed: 'refreshes, queries or dataMovements', fix });
    }
    for (const [name, load] of loads)
      checkLoad(load as RefreshLoad & QueryLoad, own.within(name), name === 'refreshes');
  }

  private queryPart(noun: LoadPart['noun'], load: QueryLoad): LoadPart {
    const memory = load.memoryGiBPerOperation ?? 0;
    return {
      noun,
      concurrent: load.concurrent,
      memoryGiBPerOperation: memory,
      coresPerOperation: load.coresPerOperation ?? this.workload.coresPerOperation,
      memoryText: `${String(memory)} GiB`,
    };
  }
}

/** Nothing that the caller changes later changes a plan. */
function copyOf(load: MixedLoad): MixedLoad {
  const parts = Object.entries(defined(load)) as [string, QueryLoad][];
  return Object.fromEntries(parts.map(([name, part]) => [name, { ...part }]));
}

function checkLoad(load: RefreshLoad & QueryLoad, checks: Checks, isRefresh: boolean): void {
  const computed = 'Capacity decides what is built, so its figures must be plain numbers.';
  for (const [name, value] of Object.entries(load)) checks.known(name, value, computed);

  checks.integer('concurrent', load.concurrent, { min: 1, fix: 'Count what runs at the same moment at the peak.' });
  const cores = 'One operation takes half a core to one core; leave it out for the figure of the workload.';
  checks.number('coresPerOperation', load.coresPerOperation ?? 1, { min: 0.5, max: 1, fix: cores });
  if (isRefresh) {
    const fix = 'Take the size that Power BI shows for the models, in GiB, on average.';
    checks.number('averageDatasetGiB', load.averageDatasetGiB, { min: 0.001, max: 1024, unit: 'GiB', fix });
  } else {
    const fix = 'Measure what one operation takes on a member of today, or leave it out.';
    checks.number('memoryGiBPerOperation', load.memoryGiBPerOperation ?? 0, { min: 0, max: 1024, unit: 'GiB', fix });
  }
}
