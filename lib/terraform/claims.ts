import type { IConstruct } from 'constructs';
import { isInTree } from './tree';

/** What is taken, by app: a text that stands for it, to the construct that has it. */
const taken = new WeakMap<IConstruct, Map<string, IConstruct>>();

/**
 * Takes something for a construct that only one in an app may have.
 *
 * @param what a text that stands for it, in lower case where Azure ignores case.
 * @param excludes what else it cannot stand beside.
 * @returns the construct that has it already, and keeps it; nothing where it was free.
 */
export function claim(
  construct: IConstruct,
  what: string,
  excludes: (other: string) => boolean = () => false,
): IConstruct | undefined {
  const { root } = construct.node;
  const claims = taken.get(root) ?? new Map<string, IConstruct>();
  taken.set(root, claims);
  const isOther = (owner: IConstruct): boolean => owner !== construct && isInTree(owner);
  for (const [other, owner] of claims) {
    if ((other === what || excludes(other)) && isOther(owner)) return owner;
  }
  claims.set(what, construct);
  return undefined;
}
