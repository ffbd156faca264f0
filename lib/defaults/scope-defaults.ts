import { Fn, Token } from 'cdktf';
import type { IConstruct } from 'constructs';
import { defined } from '../common/defined';
import type { Placed } from '../common/place';
import { isRecord } from '../common/shapes';
import { mergeTags } from '../common/tags';
import { isComputedByTerraform } from '../terraform/construct-checks';
import type { GatewayDefaultsOptions } from './gateway-defaults-props';

type Tags = Readonly<Record<string, string>>;

/** What is set on one construct for all below it. */
export interface DefaultsOfScope {
  /** All but tags. */
  readonly values: { -readonly [K in keyof GatewayDefaultsOptions]?: GatewayDefaultsOptions[K] };
  /** Tags, one entry for each call. */
  readonly tags: Tags[];
  /** By property, the construct below that was first to find it not set here, and went on. */
  readonly readers: Map<string, string>;
}

/** Tags that are joined already: constructs inside of others of this library are given them. */
const whole = new WeakSet();

const byScope = new WeakMap<IConstruct, DefaultsOfScope>();

/** What is set on a construct. */
export function defaultsAt(scope: IConstruct): DefaultsOfScope {
  const known = byScope.get(scope);
  if (known !== undefined) return known;
  const created: DefaultsOfScope = { values: {}, tags: [], readers: new Map() };
  byScope.set(scope, created);
  return created;
}

/**
 * The properties of a construct, with what it does not say itself taken from the defaults around it. What nobody says is left
 * out; whoever needs it reports that.
 *
 * @param properties what the construct has a property for.
 */
export function inherit<T extends GatewayDefaultsOptions>(
  construct: IConstruct,
  given: T,
  properties: readonly (keyof GatewayDefaultsOptions)[],
): Placed<T> {
  // JavaScript may hand in anything: that is reported by who checks it.
  if (!isRecord(given)) return given as Placed<T>;
  const scopes = [...construct.node.scopes].reverse();
  const inherited: Record<string, unknown> = {};
  for (const property of properties) {
    if (property === 'tags') {
      const tags = joined(construct, given.tags, scopes);
      if (tags !== undefined) inherited['tags'] = tags;
    } else if (given[property] === undefined) inherited[property] = nearest(construct, property, scopes);
  }
  return { ...given, ...defined(inherited) } as Placed<T>;
}

function nearest(
  construct: IConstruct,
  property: Exclude<keyof GatewayDefaultsOptions, 'tags'>,
  scopes: IConstruct[],
): unknown {
  for (const scope of scopes) {
    const { values, readers } = defaultsAt(scope);
    if (values[property] !== undefined) return values[property];
    if (!readers.has(property)) readers.set(property, construct.node.path);
  }
  return undefined;
}

/** All that is set around a construct, and its own on top; as it was given where there is nothing else. */
function joined(construct: IConstruct, own: Tags | undefined, scopes: readonly IConstruct[]): Tags | undefined {
  for (const { readers } of scopes.map(defaultsAt)) {
    if (!readers.has('tags')) readers.set('tags', construct.node.path);
  }
  const around = [...scopes].reverse().flatMap((scope) => defaultsAt(scope).tags);
  // What is no object of tags is reported by who checks it.
  if (
    around.length === 0 ||
    (isRecord(own) && whole.has(own)) ||
    (own !== undefined && !isRecord(own) && !isComputedByTerraform(own))
  )
    return own;
  const hands = own === undefined ? around : [...around, own];
  // Terraform joins what it alone knows, and tells names apart by case.
  const tags = hands.some(isComputedByTerraform) ? Token.asStringMap(Fn.merge([...hands]) as string) : mergeTags(hands);
  whole.add(tags);
  return tags;
}
