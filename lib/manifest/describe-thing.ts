import { Construct } from 'constructs';
import type { ResourceReference } from './entries/common-entries';
import type { Draft } from './entries/draft';

/**
 * Something by reference: a construct of this library, or what is handed in where it exists, which is no construct.
 *
 * @param id resource id.
 */
export function describeThing(thing: unknown, id: string): Draft<ResourceReference> {
  return Construct.isConstruct(thing)
    ? { constructPath: thing.node.path, existing: undefined, id }
    : { constructPath: undefined, existing: true, id };
}
