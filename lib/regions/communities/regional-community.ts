import type { Checks } from '../../common/checks';
import { isOptions, readable } from '../../common/options';
import { type AzureCloudName, azureCloudOf } from '../azure-clouds';
import {
  type BgpCommunity,
  checkRegionalValue,
  kindOfCommunity,
  READ_LIVE_LIST,
  standaloneChecks,
} from './bgp-community';
import { geopoliticalAreaOfRegion } from '../express-route-areas';
import { normalizeLocation } from '../locations';
import {
  type CommunityKind,
  communitiesOf,
  REGIONAL_COMMUNITY_SOURCE,
  type RegionCommunities,
} from './regional-community-data';

/** A community that Microsoft's page does not have, or has with another value. */
export interface CustomCommunityOptions {
  /** Azure region that it is of, by programmatic or display name: `swedencentral`. */
  readonly region: string;
  /** Its value on Microsoft peering, `12076:51…`, as the live list has it. */
  readonly community: string;
  /** Where the value is from, for those who review the plan: `live list, 2026-11-23`. 1 to 200 characters. */
  readonly reason: string;
}

/** Kinds that a route filter can carry: it is for Microsoft peering, where no `privatePeering` value is seen. */
export type FilterableCommunityKind = Exclude<CommunityKind, 'privatePeering'>;

const FILTERABLE: readonly FilterableCommunityKind[] = ['microsoftPeering', 'storage', 'sql', 'cosmosDb', 'backup'];
const CUSTOM: readonly (keyof CustomCommunityOptions)[] = ['region', 'community', 'reason'];

const EXAMPLE = "RegionalCommunity.custom({ region: 'swedencentral', community: '12076:51…', reason: '…' })";

const WORDS: Readonly<Record<CommunityKind, string>> = {
  privatePeering: 'the virtual networks of',
  microsoftPeering: '',
  storage: 'Azure Storage in',
  sql: 'Azure SQL in',
  cosmosDb: 'Cosmos DB in',
  backup: 'Azure Backup in',
};

/** The BGP community of an Azure region: all its public addresses, or those of one service. */
export class RegionalCommunity implements BgpCommunity {
  /**
   * The published community of a region.
   *
   * @param region programmatic or display name: `westeurope`.
   * @param kind all public addresses of the region, or those of one service alone.
   */
  public static of(region: string, kind: FilterableCommunityKind = 'microsoftPeering'): RegionalCommunity {
    return new RegionalCommunity(region, kind);
  }

  /** A community that you have read yourself, where the page has none or an older one. */
  public static custom(options: CustomCommunityOptions): RegionalCommunity {
    return new RegionalCommunity(readable(options).region, undefined, options);
  }

  /** Programmatic name of the region. */
  public readonly region: string;
  /** What its addresses are of; nothing for digits that the page does not know. */
  public readonly kind: CommunityKind | undefined;

  private readonly row: RegionCommunities | undefined;

  private constructor(
    private readonly givenRegion: unknown,
    kind: FilterableCommunityKind | undefined,
    private readonly given?: CustomCommunityOptions,
  ) {
    this.region = typeof givenRegion === 'string' ? normalizeLocation(givenRegion) : '';
    this.kind = given === undefined ? kind : kindOfCommunity(readable(given).community);
    this.row = communitiesOf(this.region);
    Object.freeze(this);
  }

  /** Whether you gave the value. */
  public get isCustom(): boolean {
    return this.given !== undefined;
  }

  /**
   * `12076:51002`.
   *
   * @throws DataGatewayError where there is none, or it is none.
   */
  public get value(): string {
    const checks = standaloneChecks();
    if (this.given === undefined || isOptions('options', this.given, EXAMPLE, checks)) this.checkOwn(checks);
    checks.throwIfAny('RegionalCommunity');
    return this.unchecked ?? '';
  }

  /** The value that the page has for the region. */
  public get published(): string | undefined {
    return this.row?.microsoftPeering;
  }

  /** Where you have read the value; nothing for a published one. */
  public get reason(): string | undefined {
    return readable(this.given).reason;
  }

  public get name(): string {
    const region = this.row?.displayName ?? this.region;
    return this.kind === undefined ? region : `${WORDS[this.kind]} ${region}`.trim();
  }

  public get azureCloud(): AzureCloudName {
    return azureCloudOf(this.region).name;
  }

  public get source(): string {
    const { source, date } = REGIONAL_COMMUNITY_SOURCE;
    return this.reason ?? `${source} (${date})`;
  }

  /** ExpressRoute geopolitical area of the region; nothing where no page says. */
  public get geopoliticalArea(): string | undefined {
    return geopoliticalAreaOfRegion(this.region);
  }

  /** For messages. */
  public toString(): string {
    return `${this.name} (${String(this.unchecked)})`;
  }

  /** @internal */
  public get unchecked(): string | undefined {
    if (this.given === undefined) return this.kind === undefined ? undefined : this.row?.[this.kind];
    const { community } = readable(this.given);
    return typeof community === 'string' ? community : undefined;
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    if (this.given === undefined || isOptions(property, this.given, EXAMPLE, checks)) {
      this.checkOwn(checks.within(property));
    }
  }

  private checkOwn(checks: Checks): void {
    if (this.given === undefined) this.checkPublished(checks);
    else this.checkCustom(checks);
  }

  private checkPublished(own: Checks): void {
    if (!checkRegion(this.givenRegion, own)) return;
    const fix =
      "Leave it out for all addresses of the region. Route filters are for Microsoft peering: 'privatePeering' has no place there.";
    if (!own.oneOf('kind', this.kind, FILTERABLE, fix)) return;
    if (this.unchecked !== undefined) return;
    if (this.row === undefined) {
      const allowed = `a region that had a published community on ${REGIONAL_COMMUNITY_SOURCE.date}`;
      const mend = `${READ_LIVE_LIST}, and give it with RegionalCommunity.custom({ region, community, reason }).`;
      own.add({ property: 'region', got: this.givenRegion, allowed, fix: mend });
      return;
    }
    own.add({
      property: 'kind',
      got: this.kind,
      allowed: `microsoftPeering in ${this.row.displayName}`,
      fix: 'The regions of the national clouds have one value each: leave the kind out.',
    });
  }

  private checkCustom(own: Checks): void {
    const { community, reason } = readable(this.given);
    own.knownProperties(this.given as object, CUSTOM);
    checkRegion(this.givenRegion, own);
    checkRegionalValue('community', community, this.region, own);
    own.text('reason', reason, {
      pattern: /^(?!\s*$)[^\p{Cc}]{1,200}$/u,
      allowed: '1 to 200 characters on one line',
      fix: 'Say where the value is from, and when it was read: whoever reviews the plan cannot look it up on the page.',
    });
  }
}

function checkRegion(region: unknown, checks: Checks): boolean {
  if (!checks.known('region', region, 'Whose community it is decides about routes when the app runs: write it out.'))
    return false;
  return checks.text('region', region, {
    pattern: /^[A-Za-z][A-Za-z0-9 ]{1,49}$/,
    allowed: 'the name of an Azure region, such as swedencentral',
    fix: 'Give its programmatic name, as `az account list-locations` shows it.',
  });
}
