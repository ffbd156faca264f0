import type { Checks } from '../../common/checks';
import { isOptions, readable } from '../../common/options';

/** SKUs of zonal ExpressRoute gateways. */
export type ExpressRouteGatewaySku = 'ErGw1AZ' | 'ErGw2AZ' | 'ErGw3AZ' | 'ErGwScale';

/** Bounds of a gateway that scales. */
export interface ScaleUnits {
  /** Fewest units, 1 to 40, of 1 Gbps each. */
  readonly minimum: number;
  /** Most units, 1 to 40; the same as `minimum` for a fixed size. */
  readonly maximum: number;
}

/** What a size of a gateway carries (MicrosoftDocs/azure-docs, expressroute-about-virtual-network-gateways). */
export interface ExpressRouteGatewayCapacity {
  /** Bandwidth in Gbps; of a gateway that scales, at its fewest units. */
  readonly gbps: number;
  /** Virtual machines behind it. @default unknown, for a gateway that scales */
  readonly virtualMachines?: number;
  /** Routes that it learns from circuits. @default unknown, for a gateway that scales */
  readonly routes?: number;
  /** Circuits of different locations that can be connected. @default unknown, for a gateway that scales */
  readonly circuits?: number;
}

const CAPACITIES: Readonly<
  Record<Exclude<ExpressRouteGatewaySku, 'ErGwScale'>, Required<ExpressRouteGatewayCapacity>>
> = {
  ErGw1AZ: { gbps: 1, virtualMachines: 2000, routes: 4000, circuits: 4 },
  ErGw2AZ: { gbps: 2, virtualMachines: 4500, routes: 9500, circuits: 8 },
  ErGw3AZ: { gbps: 10, virtualMachines: 11_000, routes: 9500, circuits: 16 },
};

const MAX_UNITS = 40;
/** From a secondary source; Microsoft's own pages say nothing of FastPath on gateways that scale. UNVERIFIED. */
const FAST_PATH_UNITS = 10;

/**
 * The size of an ExpressRoute gateway. All are spread over availability zones: from a size without zones to one with them
 * azurerm replaces the gateway.
 */
export class ExpressRouteGatewaySize {
  /** 1 Gbps, 2,000 virtual machines, 4,000 routes, 4 circuits. */
  public static readonly ER_GW_1_AZ = new ExpressRouteGatewaySize('ErGw1AZ', undefined);
  /** 2 Gbps, 4,500 virtual machines, 9,500 routes, 8 circuits. */
  public static readonly ER_GW_2_AZ = new ExpressRouteGatewaySize('ErGw2AZ', undefined);
  /** 10 Gbps, 11,000 virtual machines, 9,500 routes, 16 circuits; with FastPath. */
  public static readonly ER_GW_3_AZ = new ExpressRouteGatewaySize('ErGw3AZ', undefined);

  /**
   * A gateway that scales between bounds, 1 Gbps a unit. It needs azurerm 4.79 or newer (`minimum_scale_unit`): the
   * bindings of older ones have no argument for it.
   *
   * @param units bounds of 2 to 40 units; or the same number twice, from 1, for a fixed size.
   */
  public static scale(units: ScaleUnits): ExpressRouteGatewaySize {
    return new ExpressRouteGatewaySize('ErGwScale', units);
  }

  private constructor(
    /** Name of the SKU. */
    public readonly sku: ExpressRouteGatewaySku,
    private readonly given: ScaleUnits | undefined,
  ) {
    Object.freeze(this);
  }

  /** Bounds of a gateway that scales; nothing for a fixed one. */
  public get scaleUnits(): ScaleUnits | undefined {
    return this.sku === 'ErGwScale' ? (readable(this.given) as ScaleUnits) : undefined;
  }

  /** First version of azurerm that takes it; nothing where all do that this library works with. */
  public get needsAzurerm(): string | undefined {
    return this.sku === 'ErGwScale' ? '4.79.0' : undefined;
  }

  /** What it carries. */
  public get capacity(): ExpressRouteGatewayCapacity {
    return this.sku === 'ErGwScale' ? { gbps: this.scaleUnits?.minimum ?? 0 } : CAPACITIES[this.sku];
  }

  /**
   * Whether traffic can go past the gateway (FastPath): with ErGw3AZ. That a gateway of 10 scale units can is from a
   * secondary source, and not confirmed by Microsoft's pages.
   */
  public get allowsFastPath(): boolean {
    return this.sku === 'ErGw3AZ' || (this.scaleUnits?.minimum ?? 0) >= FAST_PATH_UNITS;
  }

  /** For messages. */
  public toString(): string {
    const units = this.scaleUnits;
    return units === undefined ? this.sku : `${this.sku} (${String(units.minimum)} to ${String(units.maximum)} units)`;
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    if (this.sku !== 'ErGwScale') return;
    const example = 'ExpressRouteGatewaySize.scale({ minimum: 2, maximum: 10 })';
    if (!isOptions(property, this.given, example, checks)) return;
    const own = checks.within(property);
    const { minimum, maximum } = readable(this.given);
    own.knownProperties(this.given as ScaleUnits, ['minimum', 'maximum']);
    const fix = 'A unit is 1 Gbps; Azure takes no more than 40.';
    const why = 'FastPath and the limits follow from it: write it out.';
    const areKnown = own.known('minimum', minimum, why) && own.known('maximum', maximum, why);
    if (!areKnown) return;
    const isMinimum = own.integer('minimum', minimum, { min: 1, max: MAX_UNITS, unit: 'units', fix });
    const isMaximum = own.integer('maximum', maximum, { min: 1, max: MAX_UNITS, unit: 'units', fix });
    if (!isMinimum || !isMaximum) return;
    if (minimum > maximum) {
      const mend = 'Swap the two, or give one number twice for a fixed size.';
      own.add({ property: 'maximum', got: maximum, allowed: `${String(minimum)} or more`, fix: mend });
    } else if (minimum === 1 && maximum > 1) {
      const mend = 'Azure scales from 2 units up; 1 is a fixed size alone.';
      own.add({ property: 'minimum', got: minimum, allowed: '2 or more, or a maximum of 1', fix: mend });
    }
  }
}
