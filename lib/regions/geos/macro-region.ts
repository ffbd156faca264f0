import { MACRO_REGION_DATA as DATA, type MacroRegionData } from './macro-region-data';
import { PowerPlatformGeo } from './power-platform-geos';

/**
 * A macro region of Power Platform (2026): a tenant that may not choose a geo chooses this, and learns the geo of an environment
 * after it is made. A route to it is a route to all its geos: `PowerPlatformRoute.toGeos(MacroRegion.NORTH_AMERICA.geos)`.
 * Source: MicrosoftDocs/power-platform, macro-regions, 2026-05-27; public cloud only.
 */
export class MacroRegion {
  /** United States and Canada. */
  public static readonly NORTH_AMERICA = new MacroRegion(DATA.NORTH_AMERICA);
  /** United States, Canada and Brazil. */
  public static readonly THE_AMERICAS = new MacroRegion(DATA.THE_AMERICAS);
  /** France, Germany, Norway, Sweden, Switzerland, Poland, Italy and the geo Europe. */
  public static readonly EUROPEAN_UNION_AND_EFTA = new MacroRegion(DATA.EUROPEAN_UNION_AND_EFTA);
  /** European Union and EFTA, with the United Kingdom. */
  public static readonly EUROPE_AND_UNITED_KINGDOM = new MacroRegion(DATA.EUROPE_AND_UNITED_KINGDOM);
  /** Europe and United Kingdom, with South Africa and the United Arab Emirates. */
  public static readonly EUROPE_MIDDLE_EAST_AND_AFRICA = new MacroRegion(DATA.EUROPE_MIDDLE_EAST_AND_AFRICA);
  /** Singapore, Australia, India, Japan and Korea. */
  public static readonly ASIA_PACIFIC = new MacroRegion(DATA.ASIA_PACIFIC);

  /** All macro regions. */
  public static get all(): readonly MacroRegion[] {
    return Object.values(MacroRegion).filter((value) => value instanceof MacroRegion);
  }

  /**
   * The macro region of a name; case and spaces do not matter.
   *
   * @param name any name of it; case and spaces do not matter.
   */
  public static find(name: string): MacroRegion | undefined {
    return MacroRegion.all.find((one) => plain(one.name) === plain(name));
  }

  /** Name, as the admin center shows it. */
  public readonly name: string;
  /** The geos that an environment may be placed in. */
  public readonly geos: readonly PowerPlatformGeo[];

  private constructor({ name, geoKeys }: MacroRegionData) {
    this.name = name;
    this.geos = Object.freeze(PowerPlatformGeo.all.filter(({ key }) => geoKeys.includes(key)));
    Object.freeze(this);
  }

  /** For messages. */
  public toString(): string {
    return this.name;
  }
}

function plain(name: unknown): string {
  return typeof name === 'string' ? name.toLowerCase().replaceAll(/[\s,-]/g, '') : '';
}
