import type { Checks } from '../../common/checks';
import { ResourceNaming } from '../../common/resource-naming';
import { checkTags } from '../../common/tags';
import { valueObject } from '../../common/value-object';
import { checkLocation, checkName, checkResourceGroup } from '../../common/place';

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

/** What a name in the error for one that is none looks like. */
export const EXAMPLE_NAME = 'power-platform';

/** Reports a place that is none, and returns the rule for names. */
export function checkPlaced(props: PlacedProps, checks: Checks): ResourceNaming {
  checkName(props.name, EXAMPLE_NAME, checks);
  checkLocation(props.location, checks);
  checkResourceGroup(props.resourceGroupName, checks);
  checks.flag('preventDestroy', props.preventDestroy, 'Leave it out for true.');
  checks.flag('lock', props.lock, 'Leave it out for no lock.');
  checkTags(props.tags, checks);
  return checkNaming(props.naming, checks);
}

/** The rule for names; the standard one where what was given is none, which is reported. */
export function checkNaming(naming: ResourceNaming | undefined, checks: Checks): ResourceNaming {
  return valueObject('naming', naming, ResourceNaming, checks) ?? ResourceNaming.standard();
}
