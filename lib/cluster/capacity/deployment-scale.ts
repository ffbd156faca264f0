/** Names of the four scales. */
export type DeploymentScaleName = 'small' | 'medium' | 'large' | 'enterprise';

/** One row of the sizing table. */
export interface DeploymentScale {
  /** Name of the scale. */
  readonly name: DeploymentScaleName;
  /** Concurrent refreshes from which the row applies; it ends where the next begins. */
  readonly concurrentFrom: number;
  /** The row's range in words. */
  readonly concurrent: string;
  /** Semantic models in words. */
  readonly datasets: string;
  /** Fewest members of a cluster. */
  readonly members: number;
  /** Cores per member. */
  readonly cores: number;
  /** Memory per member, in GiB. */
  readonly memoryGiB: number;
}

/**
 * The sizing table of "Power BI Gateway Architecture and High Availability Guide" (EPC Group), read 2026-11. Microsoft
 * publishes no such table: only 8 cores and 8 GB per machine (MicrosoftDocs/data-integration, service-gateway-install).
 * The ranges touch (5-10, 10-30); a load on the border belongs to the larger row.
 */
export const DEPLOYMENT_SCALES: readonly DeploymentScale[] = [
  { name: 'small', concurrentFrom: 0, concurrent: 'up to 10', datasets: '10-50', members: 2, cores: 4, memoryGiB: 16 },
  { name: 'medium', concurrentFrom: 10, concurrent: '10-30', datasets: '50-200', members: 3, cores: 8, memoryGiB: 32 },
  { name: 'large', concurrentFrom: 30, concurrent: '30-75', datasets: '200-500', members: 4, cores: 8, memoryGiB: 64 },
  {
    name: 'enterprise',
    concurrentFrom: 75,
    concurrent: '75 or more',
    datasets: '500 or more',
    members: 6,
    cores: 16,
    memoryGiB: 64,
  },
];

/** The row with this name. */
export function deploymentScale(name: DeploymentScaleName): DeploymentScale | undefined {
  return DEPLOYMENT_SCALES.find((scale) => scale.name === name);
}

/** The row that a number of concurrent operations falls into. */
export function scaleOf(concurrent: number): DeploymentScale {
  return pickLast(({ concurrentFrom }) => concurrent >= concurrentFrom);
}

/** The row that a number of members speaks for, where no load was declared. */
export function scaleOfMembers(members: number): DeploymentScale {
  return pickLast((scale) => members >= scale.members);
}

function pickLast(applies: (scale: DeploymentScale) => boolean): DeploymentScale {
  const [smallest, ...larger] = DEPLOYMENT_SCALES as [DeploymentScale, ...DeploymentScale[]];
  return larger.findLast(applies) ?? smallest;
}
