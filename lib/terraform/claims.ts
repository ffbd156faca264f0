import type { IConstruct } from 'constructs';
import { Registry } from './registry';

/** What is taken in an app, as texts that stand for it. */
const claims = new Registry<IConstruct, ReadonlySet<string>>();

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
  const isTaken = (other: string): boolean => other === what || excludes(other);
  const owner = claims.ofOthers(root, construct).find(([, texts]) => [...texts].some(isTaken))?.[0];
  if (owner === undefined) claims.take(root, construct, new Set([...(claims.of(root, construct) ?? []), what]));
  return owner;
}
