import type { IConstruct } from 'constructs';
import { isInTree } from './tree';

/**
 * What constructs have taken of something that they share: an app, a subnet. What was taken by a construct that has been
 * removed from its tree is free again.
 */
export class Registry<Shared extends object, Taken> {
  private readonly byShared = new WeakMap<Shared, Map<IConstruct, Taken>>();

  /** What other constructs have of it, in the order in which they took it. */
  public ofOthers(shared: Shared, construct: IConstruct): readonly (readonly [owner: IConstruct, taken: Taken])[] {
    return [...(this.byShared.get(shared) ?? [])].filter(([owner]) => owner !== construct && isInTree(owner));
  }

  /** What a construct has of it; nothing where it has taken none. */
  public of(shared: Shared, construct: IConstruct): Taken | undefined {
    return this.byShared.get(shared)?.get(construct);
  }

  /** Takes something for a construct, in place of what it had. */
  public take(shared: Shared, construct: IConstruct, taken: Taken): void {
    const owners = this.byShared.get(shared) ?? new Map<IConstruct, Taken>();
    this.byShared.set(shared, owners.set(construct, taken));
  }
}
