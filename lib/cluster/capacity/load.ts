import type { DeploymentScale } from './deployment-scale';
import type { Workload } from './workload';

/** One kind of operation in a load, ready for arithmetic. */
export interface LoadPart {
  readonly noun: 'refreshes' | 'queries' | 'dataflow and pipeline runs';
  readonly concurrent: number;
  readonly memoryGiBPerOperation: number;
  readonly coresPerOperation: number;
  /** The arithmetic behind the memory, for `explain`. */
  readonly memoryText: string;
}

/** A load, ready for arithmetic. */
export interface Load {
  readonly workload: Workload;
  readonly scale: DeploymentScale;
  readonly parts: readonly LoadPart[];
  /** Least memory of a member, whatever the formula says. */
  readonly floorMemoryGiB: number;
  /** Fewest cores of a member, whatever the formula says. */
  readonly floorCores: number;
}
