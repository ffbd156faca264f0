import { LOCATION, RESOURCE_GROUP_NAME } from './azure-rules';
import type { Checks, TextRule } from './checks';

/** Where resources lie, once it is settled who says so. */
export interface Place {
  readonly location: string;
  readonly resourceGroupName: string;
}

/** Properties that say where resources lie, with what else may be given in their stead settled. */
export type Placed<T> = T & Place;

/** How something is said once for all. */
function onceForAll(property: keyof Place): string {
  return `say it once for all: GatewayDefaults.of(app).set({ ${property} })`;
}

/**
 * Reports a region that is none; a missing one can be given in two ways.
 *
 * @param also another way to give it.
 */
export function checkLocation(location: unknown, checks: Checks, also = ''): boolean {
  const property = 'location';
  if (location !== undefined) return checks.text(property, location, LOCATION);
  const fix = `Give \`location\`${also}, or ${onceForAll(property)}.`;
  checks.add({ property, got: undefined, allowed: LOCATION.allowed, fix });
  return false;
}

/** Reports a resource group that is none; a missing one can be given in two ways. */
export function checkResourceGroup(name: unknown, checks: Checks, rule: TextRule = RESOURCE_GROUP_NAME): boolean {
  const property = 'resourceGroupName';
  if (name !== undefined) return checks.text(property, name, rule);
  const fix = `Give \`resourceGroupName\`, or ${onceForAll(property)}.`;
  checks.add({ property, got: undefined, allowed: rule.allowed, fix });
  return false;
}

/**
 * Reports a name that none can be made of for the resources of a construct.
 *
 * @param example one that can.
 */
export function checkName(name: unknown, example: string, checks: Checks): boolean {
  const fix = `Names of resources are made of it: give a short one, such as ${example}.`;
  if (!checks.known('name', name, fix)) return false;
  const rule = {
    pattern: /^[a-zA-Z0-9][\w.-]{0,38}\w$/,
    allowed: '2 to 40 letters, digits, periods, hyphens or underscores, beginning with a letter or digit',
    fix,
  };
  return checks.text('name', name, rule);
}
