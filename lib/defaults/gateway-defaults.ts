import type { IConstruct } from 'constructs';
import { LOCATION, RESOURCE_GROUP_NAME } from '../common/azure-rules';
import type { Checks } from '../common/checks';
import { isOptions, readable } from '../common/options';
import { ResourceNaming } from '../common/resource-naming';
import { checkTags } from '../common/tags';
import { valueObject } from '../common/value-object';
import { constructChecks, isComputedByTerraform, throwProblems } from '../terraform/construct-checks';
import { GATEWAY_DEFAULTS_PROPERTIES, type GatewayDefaultsOptions } from './gateway-defaults-props';
import { type DefaultsOfScope, defaultsAt } from './scope-defaults';

/**
 * What all constructs of this library below a construct have in common, said once: on an app, a stack, or anything between.
 *
 * Whatever a construct says itself comes first; else, property by property, what is set nearest to it; tags are joined. What
 * the defaults do not say, a construct must be given, or has a default of its own.
 */
export class GatewayDefaults {
  /** The defaults for everything below a construct: an app, a stack, a construct of yours. */
  public static of(scope: IConstruct): GatewayDefaults {
    return new GatewayDefaults(scope);
  }

  private constructor(private readonly scope: IConstruct) {
    Object.freeze(this);
  }

  /**
   * Sets defaults, before the constructs that shall have them are made. Several calls for one scope are joined, as long as each
   * property, and each tag, is said once.
   *
   * @throws DataGatewayError with all problems at once: bad input, what is said twice, and what comes too late because a
   * construct below has been made without it.
   */
  public set(defaults: GatewayDefaultsOptions): this {
    const checks = constructChecks();
    const example = "GatewayDefaults.of(app).set({ location: 'westeurope', tags: { owner: 'data-platform' } })";
    const known = defaultsAt(this.scope);
    if (isOptions('defaults', defaults, example, checks)) {
      checkDefaults(defaults, checks);
      checkTwice(defaults, known, checks);
      checkLate(defaults, known, checks);
    }
    throwProblems(this.scope, 'GatewayDefaults', checks);
    const { tags, ...others } = readable(defaults);
    Object.assign(known.values, others);
    if (tags !== undefined) known.tags.push(tags);
    return this;
  }
}

function checkDefaults(defaults: GatewayDefaultsOptions, checks: Checks): void {
  checks.knownProperties(defaults, GATEWAY_DEFAULTS_PROPERTIES);
  const { location, resourceGroupName, tags, naming, lock } = readable(defaults);
  if (location !== undefined) checks.text('location', location, LOCATION);
  if (resourceGroupName !== undefined) checks.text('resourceGroupName', resourceGroupName, RESOURCE_GROUP_NAME);
  checkTags(tags, checks);
  valueObject('naming', naming, ResourceNaming, checks);
  checks.flag('lock', lock, 'Leave it out for no lock.');
}

/** Two hands that say the same thing in one place do not know of each other. */
function checkTwice(defaults: GatewayDefaultsOptions, known: DefaultsOfScope, checks: Checks): void {
  const { tags, ...others } = readable(defaults);
  for (const [property, got] of Object.entries(others)) {
    const before: unknown = known.values[property as keyof typeof others];
    if (before === undefined) continue;
    const fix = 'Say it once for one scope, or set it nearer to the constructs that shall have another.';
    checks.add({ property, got, allowed: `nothing: it is ${shown(before)} here already`, fix });
  }
  const names = known.tags.flatMap((set) => Object.keys(set)).map((name) => name.toLowerCase());
  for (const [name, got] of Object.entries(tags ?? {})) {
    // How a value that only Terraform knows is keyed is no name of a tag.
    if (isComputedByTerraform(name) || !names.includes(name.toLowerCase())) continue;
    const fix = 'Say each tag once for one scope, or set it nearer to the constructs that shall have another.';
    checks.add({ property: `tags.${name}`, got, allowed: 'a tag that is not set here already', fix });
  }
}

/** What comes after a construct has been made without it would be ignored, and nobody would notice. */
function checkLate(defaults: GatewayDefaultsOptions, known: DefaultsOfScope, checks: Checks): void {
  for (const [property, got] of Object.entries(readable(defaults))) {
    const reader = known.readers.get(property);
    if (reader === undefined) continue;
    const fix = 'Set the defaults first: a construct takes them when it is made.';
    checks.add({ property, got, allowed: `nothing any more: '${reader}' has been made without it`, fix });
  }
}

function shown(value: unknown): string {
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : 'set';
}
