import { Checks } from '../../common/checks';
import { DataGatewayError } from '../../common/errors';
import { isList } from '../../common/shapes';
import { adviceOnGeoName } from './geo-name-advice';
import type { PairChoice } from './geo-regions';
import { GeoRoute } from './geo-route';
import { normalizeLocation } from '../locations';
import type { ServiceCloud } from '../service-clouds';
import {
  type AdditionalRegion,
  type GeoConfidence,
  POWER_PLATFORM_GEO_DATA as DATA,
  type PowerPlatformGeoData,
} from './power-platform-geo-data';
import type { RegionalCommunity } from '../communities/regional-community';

/** What else people call a geo. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  unitedstates: ['US', 'USA'],
  southamerica: ['Brazil', 'South America'],
  unitedkingdom: ['Great Britain'],
  australia: ['Oceania'],
  korea: ['South Korea'],
  'usgov-gcc': ['GCC'],
  'usgov-gcchigh': ['GCC High'],
  'usgov-dod': ['DoD'],
  china: ['21Vianet'],
};

/**
 * A geo of Power Platform: the area that a tenant or an environment lies in, and the Azure regions that host it. Sources and
 * date of the values are those of `POWER_PLATFORM_GEO_SOURCE`. Values that no page of Microsoft gives are `undefined`:
 * put them in with `with`, once you have read them in your tenant.
 */
export class PowerPlatformGeo implements PowerPlatformGeoData {
  /** United States: East US and West US, or Central US and East US 2. */
  public static readonly UNITED_STATES = new PowerPlatformGeo(DATA.UNITED_STATES);
  /** Early-release geo in the United States. */
  public static readonly UNITED_STATES_PREVIEW = new PowerPlatformGeo(DATA.UNITED_STATES_PREVIEW);
  /** Canada. */
  public static readonly CANADA = new PowerPlatformGeo(DATA.CANADA);
  /** South America: Brazil South alone. */
  public static readonly SOUTH_AMERICA = new PowerPlatformGeo(DATA.SOUTH_AMERICA);
  /** Europe: West Europe and North Europe. */
  public static readonly EUROPE = new PowerPlatformGeo(DATA.EUROPE);
  /** France. */
  public static readonly FRANCE = new PowerPlatformGeo(DATA.FRANCE);
  /** Germany. */
  public static readonly GERMANY = new PowerPlatformGeo(DATA.GERMANY);
  /** Switzerland. */
  public static readonly SWITZERLAND = new PowerPlatformGeo(DATA.SWITZERLAND);
  /** Norway. */
  public static readonly NORWAY = new PowerPlatformGeo(DATA.NORWAY);
  /** Sweden: Sweden Central alone. */
  public static readonly SWEDEN = new PowerPlatformGeo(DATA.SWEDEN);
  /** Italy: Italy North alone. */
  public static readonly ITALY = new PowerPlatformGeo(DATA.ITALY);
  /** Poland: Poland Central alone. */
  public static readonly POLAND = new PowerPlatformGeo(DATA.POLAND);
  /** United Kingdom. */
  public static readonly UNITED_KINGDOM = new PowerPlatformGeo(DATA.UNITED_KINGDOM);
  /** South Africa. */
  public static readonly SOUTH_AFRICA = new PowerPlatformGeo(DATA.SOUTH_AFRICA);
  /** United Arab Emirates: UAE North alone. */
  public static readonly UNITED_ARAB_EMIRATES = new PowerPlatformGeo(DATA.UNITED_ARAB_EMIRATES);
  /** Asia: East Asia and Southeast Asia. */
  public static readonly ASIA = new PowerPlatformGeo(DATA.ASIA);
  /** Singapore: Southeast Asia alone. */
  public static readonly SINGAPORE = new PowerPlatformGeo(DATA.SINGAPORE);
  /** Australia. */
  public static readonly AUSTRALIA = new PowerPlatformGeo(DATA.AUSTRALIA);
  /** India. */
  public static readonly INDIA = new PowerPlatformGeo(DATA.INDIA);
  /** Japan. */
  public static readonly JAPAN = new PowerPlatformGeo(DATA.JAPAN);
  /** Korea. */
  public static readonly KOREA = new PowerPlatformGeo(DATA.KOREA);
  /** US Government Community Cloud; its Azure regions are not published. */
  public static readonly US_GOVERNMENT_GCC = new PowerPlatformGeo(DATA.US_GOVERNMENT_GCC);
  /** US Government Community Cloud (High). */
  public static readonly US_GOVERNMENT_GCC_HIGH = new PowerPlatformGeo(DATA.US_GOVERNMENT_GCC_HIGH);
  /** US Department of Defense. */
  public static readonly US_DEPARTMENT_OF_DEFENSE = new PowerPlatformGeo(DATA.US_DEPARTMENT_OF_DEFENSE);
  /** China, operated by 21Vianet; its Azure regions are not published. */
  public static readonly CHINA = new PowerPlatformGeo(DATA.CHINA);

  /** All geos. */
  public static get all(): readonly PowerPlatformGeo[] {
    return Object.values(PowerPlatformGeo).filter((value) => value instanceof PowerPlatformGeo);
  }

  /**
   * The geo that a name stands for: its own name, its name in the API, its code, its location of enterprise policies, its
   * host, the address of one of its environments, or what people call it. Case, spaces and hyphens do not matter.
   *
   * @param name any name of it; case and spaces do not matter.
   * @returns nothing where no geo is called so. Where two share a code (`NA`), the one that is no preview.
   */
  public static find(name: string): PowerPlatformGeo | undefined {
    if (typeof (name as unknown) !== 'string') return undefined;
    const wanted = plain(name);
    const host = hostOf(name);
    return PowerPlatformGeo.all.find(
      (geo) => geo.names.some((own) => plain(own) === wanted) || (host !== undefined && geo.hosts(host)),
    );
  }

  /**
   * The geo that a name stands for, as `find` reads it.
   *
   * @param name any name of it that `find` knows.
   * @throws DataGatewayError where no geo is called so, with what the name is of instead.
   */
  public static named(name: string): PowerPlatformGeo {
    const geo = PowerPlatformGeo.find(name);
    if (geo !== undefined) return geo;
    const hosted = typeof (name as unknown) === 'string' ? PowerPlatformGeo.hostedIn(name).map(String) : [];
    const checks = new Checks();
    checks.add({ property: 'name', got: name, allowed: 'a name of a geo', fix: adviceOnGeoName(name, hosted) });
    throw new DataGatewayError('PowerPlatformGeo', '', checks.problems);
  }

  /**
   * The geos that an Azure region hosts; several share some regions.
   *
   * @param azureRegion programmatic name: `westeurope`.
   */
  public static hostedIn(azureRegion: string): readonly PowerPlatformGeo[] {
    return PowerPlatformGeo.all.filter((geo) => geo.isHostedIn(azureRegion) === true);
  }

  public readonly key: string;
  public readonly displayName: string;
  public readonly cloud: ServiceCloud;
  public readonly bapName?: string;
  public readonly geoCode?: string;
  public readonly enterprisePolicyLocation?: string;
  public readonly dataverseHost?: string;
  public readonly azureRegions?: readonly string[];
  public readonly alternatePairs?: readonly (readonly string[])[];
  public readonly supportsVirtualNetworks?: boolean;
  public readonly derivedRegions?: readonly string[];
  public readonly additionalRegions?: readonly AdditionalRegion[];
  public readonly supportsExpressRoute?: boolean;
  public readonly geopoliticalArea?: string;
  public readonly remark?: string;
  public readonly sources?: readonly string[];
  public readonly confidence: GeoConfidence;

  private constructor(private readonly data: PowerPlatformGeoData) {
    this.key = data.key;
    this.displayName = data.displayName;
    this.cloud = data.cloud;
    this.confidence = data.confidence;
    Object.assign(this, data);
    Object.freeze(this);
  }

  /** What it is called anywhere. */
  public get names(): readonly string[] {
    const { key, displayName, bapName, geoCode, enterprisePolicyLocation, dataverseHost } = this;
    const all = [key, displayName, bapName, geoCode, enterprisePolicyLocation, dataverseHost, ...(ALIASES[key] ?? [])];
    return [...new Set(all.filter((name) => name !== undefined))];
  }

  /** The pairs of Azure regions that an environment of the geo may lie in; one region alone where it has no second. */
  public get pairs(): readonly (readonly string[])[] {
    const { azureRegions, alternatePairs } = this;
    if (azureRegions === undefined) return [];
    // A caller may have put in anything.
    const all: readonly unknown[] = [azureRegions, ...(isList(alternatePairs) ? alternatePairs : [])];
    return all.map((pair) => (Array.isArray(pair) ? pair.filter((region) => typeof region === 'string') : []));
  }

  /**
   * Whether an Azure region hosts it; nothing where its regions are unknown.
   *
   * @param azureRegion programmatic name: `westeurope`.
   */
  public isHostedIn(azureRegion: string): boolean | undefined {
    if (this.azureRegions === undefined) return undefined;
    return this.pairs.flat().includes(normalizeLocation(azureRegion));
  }

  /** Whether one Azure region alone hosts it; nothing where its regions are unknown. */
  public get isSingleRegion(): boolean | undefined {
    return this.azureRegions === undefined ? undefined : this.azureRegions.length === 1;
  }

  /** A route to the pair that the environments lie in, where there are two. */
  public withPair(pair: PairChoice): GeoRoute {
    return GeoRoute.to(this).withPair(pair);
  }

  /** A route to all Azure regions that any page names for the geo. */
  public allRegions(): GeoRoute {
    return GeoRoute.to(this).allRegions();
  }

  /** A route to its pair, and to former pairs, which do no harm. */
  public withHarmlessSupersets(): GeoRoute {
    return GeoRoute.to(this).withHarmlessSupersets();
  }

  /**
   * A route to its pair, and to some of its `additionalRegions`.
   *
   * @param regions programmatic names of some of them.
   */
  public withRegions(regions: readonly string[]): GeoRoute {
    return GeoRoute.to(this).withRegions(regions);
  }

  /** A route to its pair, with a community for a region that the page has none for. */
  public withCommunity(community: RegionalCommunity): GeoRoute {
    return GeoRoute.to(this).withCommunity(community);
  }

  /** The same geo with values of your own, such as those that are unknown here or have changed since. */
  public with(values: Partial<Omit<PowerPlatformGeoData, 'key' | 'confidence'>>): PowerPlatformGeo {
    return new PowerPlatformGeo({ ...this.data, ...values, confidence: 'given' });
  }

  /** For messages. */
  public toString(): string {
    return this.displayName;
  }

  private hosts(host: string): boolean {
    return this.dataverseHost !== undefined && host.endsWith(`.${this.dataverseHost}`);
  }
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]/g, '');
}

/** The host of an address such as https://contoso.crm4.dynamics.com/main.aspx. */
function hostOf(address: string): string | undefined {
  return /^(?:https:\/\/)?([\w-]+(?:\.[\w-]+)+)(?:[:/?#]|$)/.exec(address.toLowerCase())?.[1];
}
