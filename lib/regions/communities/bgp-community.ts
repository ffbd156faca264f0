import { Checks, type Finding } from '../../common/checks';
import type { AzureCloudName } from '../azure-clouds';
import { COMMUNITY_KIND_DIGITS, type CommunityKind, regionOfCommunity } from './regional-community-data';
import { serviceOfCommunity } from './service-community-data';

/** A BGP community that a route filter may allow: of a region, or of a service. */
export interface BgpCommunity {
  /** `12076:51002`. */
  readonly value: string;
  /** Name that people read. */
  readonly name: string;
  /** Cloud that it is advertised in. */
  readonly azureCloud: AzureCloudName;
  /** Where the value is from. */
  readonly source: string;
}

/** How to read the live list, which knows more than any page. */
export const READ_LIVE_LIST =
  'Read it from the live list (az network route-filter rule list-service-communities, or Get-AzBgpServiceCommunity)';

/** Values that meant something once. */
export const SUPERSEDED_COMMUNITIES: readonly {
  readonly value: string;
  readonly was: string;
  readonly seen: string;
  readonly instead: string;
}[] = Object.freeze([
  { value: '12076:51022', was: 'West US 2', seen: '2016', instead: 'Today it is 12076:51026.' },
  { value: '12076:51023', was: 'West Central US', seen: '2016', instead: 'Today it is 12076:51027.' },
  {
    value: '12076:5140',
    was: 'Dynamics 365 (US Government)',
    seen: '2018',
    instead: 'Use the regional communities: PowerPlatformRoute.toGeos([PowerPlatformGeo.US_GOVERNMENT_GCC_HIGH]).',
  },
]);

const REGIONAL = /^12076:5[1-9]\d{3}$/;

/** What a regional community must look like, for messages. */
const ALLOWED = '12076:51000 to 12076:59999, five digits that begin with 5 and not with 50';

/** Kind of a regional community by its digits; nothing for digits that the page does not know. */
export function kindOfCommunity(value: unknown): CommunityKind | undefined {
  const digits = /^12076:(\d\d)\d{3}$/.exec(typeof value === 'string' ? value : '')?.[1];
  return (Object.keys(COMMUNITY_KIND_DIGITS) as CommunityKind[]).find((kind) => COMMUNITY_KIND_DIGITS[kind] === digits);
}

/**
 * Checks a community that a person read from the live list for a region.
 *
 * @param region programmatic name of the region that it is said to be of.
 */
export function checkRegionalValue(property: string, value: unknown, region: string, checks: Checks): void {
  if (checks.isUnknown(value)) return;
  const report = (finding: Omit<Finding, 'property' | 'got'>): void => {
    checks.add({ property, got: value, ...finding });
  };
  if (typeof value !== 'string' || !REGIONAL.test(value)) {
    report({ allowed: ALLOWED, fix: adviceOnValue(value) });
    return;
  }
  const superseded = SUPERSEDED_COMMUNITIES.find((old) => old.value === value);
  if (superseded !== undefined) {
    const { was, seen, instead } = superseded;
    report({ allowed: 'a value that is in use', fix: `It was that of ${was} in ${seen}. ${instead}` });
    return;
  }
  const owner = regionOfCommunity(value)?.row;
  if (owner === undefined || owner.region === region) return;
  const fix = `It is that of ${owner.displayName}. ${READ_LIVE_LIST}.`;
  report({ allowed: `the community of ${region}`, fix });
}

function adviceOnValue(value: unknown): string {
  if (Array.isArray(value)) return 'Give one value for each region: RegionalCommunity.custom takes one region.';
  const text = typeof value === 'string' ? value : '';
  if (/[,;\s]/.test(text)) return 'Give one value for each region, without spaces: Azure refuses several in one text.';
  if (/^12076:50\d{3}$/.test(text)) {
    return 'Values that begin with 50 are seen on private peering alone; a route filter is for Microsoft peering (51).';
  }
  if (/^12076:5\d{3}$/.test(text)) return adviceOnService(text);
  if (/^5\d{4}$/.test(text)) return `Write the number of Microsoft's network before it: 12076:${text}.`;
  if (/^\d+:5\d{4}$/.test(text)) return `Microsoft's network has the number 12076. ${READ_LIVE_LIST}.`;
  return `${READ_LIVE_LIST}.`;
}

function adviceOnService(value: string): string {
  const service = serviceOfCommunity(value);
  const superseded = SUPERSEDED_COMMUNITIES.find((old) => old.value === value);
  if (superseded !== undefined) {
    return `It was that of ${superseded.was} in ${superseded.seen}. ${superseded.instead}`;
  }
  if (service?.unfit !== undefined) return `It is that of ${service.name}. ${service.unfit}`;
  const whose = service === undefined ? 'Four digits are the community of a service' : `It is that of ${service.name}`;
  return `${whose}, and not of a region: Power Platform has no community of its own. ${READ_LIVE_LIST}.`;
}

/** Checks without a construct: what Terraform computes passes here too. */
export function standaloneChecks(): Checks {
  return new Checks((value) => typeof value === 'string' && /[$%]\{/.test(value));
}
