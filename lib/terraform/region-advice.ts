import { Annotations } from 'cdktf';
import type { Construct } from 'constructs';
import { adviceOnRegion } from '../regions/communities/known-regions';
import { isComputedByTerraform } from './construct-checks';

/** Warns of a region that no list has: a slip of the hand would else show in the middle of an apply. */
export function adviseOnRegion(construct: Construct, property: string, region: string): void {
  if (isComputedByTerraform(region)) return;
  const advice = adviceOnRegion(region);
  if (advice !== undefined) Annotations.of(construct).addWarning(`${property}: ${advice}`);
}
