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
 * The members in the order in which changes reach them: the primary first, because the others join what it creates, then
 * by key. On destroy Terraform turns the order round, so that the primary goes last, as the service demands.
 */
export function inRolloutOrder<M extends { readonly key: string; readonly isPrimary: boolean }>(
  members: readonly M[],
): readonly M[] {
  return [...members].sort((a, b) => Number(b.isPrimary) - Number(a.isPrimary) || (a.key < b.key ? -1 : 1));
}
