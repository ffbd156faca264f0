import type { TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import type { IGatewayMember } from './gateway-cluster-interface';

/**
 * Something that is done on a member after its machine exists, such as installing a driver. Steps of a member run in the
 * order given, each after the one before it has ended.
 */
export interface IMemberStep {
  /** Name of the step, unique among the steps: it becomes part of the resource addresses. Lower-case words and hyphens. */
  readonly name: string;

  /**
   * Whether the member stops serving, however briefly, while the step runs. In a serial rollout such a step never runs
   * on two members at once.
   */
  readonly interruptsMember: boolean;

  /**
   * Defines the step's resource in `scope`, which belongs to the step alone. The resource must be done only when what
   * the step promises is true. The library adds the ordering to it; a value that is already in its `dependsOn` stays.
   *
   * @param scope where to define it.
   * @param member the member that it works on.
   */
  define(scope: Construct, member: IGatewayMember): TerraformResource;
}
