import { RESOURCE_GROUP_NAME } from '../../common/azure-rules';
import type { Checks } from '../../common/checks';
import { ResourceNaming } from '../../common/resource-naming';
import { checkTags } from '../../common/tags';
import { valueObject } from '../../common/value-object';
import { checkLocation, checkResourceGroup } from '../../common/place';

/** What every construct of ExpressRoute is given. */
export interface PlacedProps {
  readonly name: string;
  /** @default missing, which is reported */
  readonly location?: string;
  /** @default missing, which is reported */
  readonly resourceGroupName?: string;
  /** @default ResourceNaming.standard() */
  readonly naming?: ResourceNaming;
  /** @default true */
  readonly preventDestroy?: boolean;
  /** @default false */
  readonly lock?: boolean;
  /** @default none */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Reports a name that none can be made of. */
export function checkName(name: unknown, checks: Checks): boolean {
  const fix = 'Names of resources are made of it: give a short one, such as power-platform.';
  if (!checks.known('name', name, fix)) return false;
  const rule = {
    pattern: /^[a-zA-Z0-9][\w.-]{0,38}\w$/,
    allowed: '2 to 40 letters, digits, periods, hyphens or underscores, beginning with a letter or digit',
    fix,
  };
  return checks.text('name', name, rule);
}

/** Reports a place that is none, and returns the rule for names. */
export function checkPlaced(props: PlacedProps, checks: Checks): ResourceNaming {
  checkName(props.name, checks);
  checkLocation(props.location, checks);
  checkResourceGroup(props.resourceGroupName, checks, {
    ...RESOURCE_GROUP_NAME,
    fix: 'Give the name of the resource group, not its id.',
  });
  checks.flag('preventDestroy', props.preventDestroy, 'Leave it out for true.');
  checks.flag('lock', props.lock, 'Leave it out for no lock.');
  checkTags(props.tags, checks);
  return checkNaming(props.naming, checks);
}

/** The rule for names; the standard one where what was given is none, which is reported. */
export function checkNaming(naming: ResourceNaming | undefined, checks: Checks): ResourceNaming {
  return valueObject('naming', naming, ResourceNaming, checks) ?? ResourceNaming.standard();
}
