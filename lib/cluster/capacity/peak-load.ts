import type { Checks } from '../../common/checks';
import { defined } from '../../common/defined';

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

/** Nothing that the caller changes later changes a plan. */
export function copyOf(load: MixedLoad): MixedLoad {
  const parts = Object.entries(defined(load)) as [string, QueryLoad][];
  return Object.fromEntries(parts.map(([name, part]) => [name, { ...part }]));
}

/** Reports figures that are none. */
export function checkLoad(load: RefreshLoad & QueryLoad, checks: Checks, isRefresh: boolean): void {
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
