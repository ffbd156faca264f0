/** In which order changes reach the members of a cluster. */
export class Rollout {
  /**
   * One member after another, the primary first: whatever restarts or interrupts a member is finished before the next
   * member is touched. Also on the first deployment, which it makes slower.
   */
  public static serial(): Rollout {
    return new Rollout('serial');
  }

  /**
   * All members at once: for a first deployment, while nobody depends on the cluster. Switching to serial afterwards
   * changes the order and nothing else; a plan shows no change.
   */
  public static parallel(): Rollout {
    return new Rollout('parallel');
  }

  private constructor(
    /** The mode. */
    public readonly mode: 'serial' | 'parallel',
  ) {
    Object.freeze(this);
  }
}

/**
 * For each member, the one that must be finished before it is touched.
 *
 * @param keys the members' keys, in any order.
 * @param primary key of the primary, which goes first: the others join what it creates. On destroy Terraform turns the
 * order round, so that the primary goes last, as the service demands.
 */
export function rolloutOrder(keys: readonly string[], primary: string): readonly string[] {
  return [primary, ...keys.filter((key) => key !== primary).sort()];
}
