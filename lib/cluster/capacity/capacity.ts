import { Checks } from '../../common/checks';
import {
  type CapacityPlan,
  type CapacityPlanOptions,
  type CapacityShortfall,
  planCapacity,
  shortfallsOf,
} from './capacity-plan';
import { DEPLOYMENT_SCALES, deploymentScale, type DeploymentScaleName, scaleOf } from './deployment-scale';
import type { Load, LoadPart } from './load';
import {
  checkLoad,
  copyOf,
  type DataMovementLoad,
  type MixedLoad,
  type QueryLoad,
  type RefreshLoad,
} from './peak-load';
import { GATEWAY_HARDWARE, type VirtualMachineSize } from '../machine/virtual-machine-size';
import { checkMemberCount } from '../machine/member-keys';
import { Workload } from './workload';

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
