import { armId } from '../../common/azure-rules';
import type { Checks } from '../../common/checks';
import { isOptions, readable, withoutSecrets } from '../../common/options';
import { valueObject } from '../../common/value-object';
import type { AzureCloudName } from '../../regions/azure-clouds';
import { checkBandwidth, type DirectGbps, type ProviderMbps } from './circuit-bandwidth';
import type {
  CircuitBilling,
  CircuitOptions,
  CircuitTier,
  DirectCircuitOptions,
  ProviderCircuitOptions,
} from './circuit-options';
import { CircuitPhase } from './circuit-phase';
import {
  cityOf,
  GEOPOLITICAL_AREAS,
  type GeopoliticalArea,
  geopoliticalAreaOf,
  isMetro,
  locationKey,
} from './peering-locations';

type AnyOptions = Partial<ProviderCircuitOptions & DirectCircuitOptions>;

const COMMON: readonly (keyof CircuitOptions)[] = [
  'peeringLocation',
  'billing',
  'tier',
  'geopoliticalArea',
  'azureCloud',
  'key',
  'phase',
];
const OPTIONS: Readonly<Record<'provider' | 'direct', readonly (keyof AnyOptions)[]>> = {
  provider: ['provider', 'bandwidthMbps', ...COMMON],
  direct: ['portId', 'bandwidthGbps', 'rateLimiting', ...COMMON],
};
const EXAMPLES = {
  provider: "Circuit.ofProvider({ provider: 'Equinix', peeringLocation: 'Amsterdam', bandwidthMbps: 200, phase })",
  direct: "Circuit.direct({ portId, peeringLocation: 'Amsterdam', bandwidthGbps: 5, phase })",
} as const;

const PORT_ID = armId(
  'Microsoft.Network',
  ['expressRoutePorts'],
  'Give the resource id of the port pair (`id` of azurerm_express_route_port).',
);

/** An ExpressRoute circuit: two links between Microsoft's edge and a carrier, or your own routers, in a peering location. */
export class Circuit {
  /** A circuit through a carrier. */
  public static ofProvider(options: ProviderCircuitOptions): Circuit {
    return new Circuit('provider', options);
  }

  /**
   * A circuit on a port pair of your own. No carrier provisions it: its phase is `provisioned` once the cross-connects of
   * the ports are there.
   */
  public static direct(options: DirectCircuitOptions): Circuit {
    return new Circuit('direct', options);
  }

  /** What it is called inside the stack. */
  public readonly key: string;
  /** Where it ends. */
  public readonly peeringLocation: string;
  /** Carrier; nothing for a port of your own. */
  public readonly provider: string | undefined;
  /** Bandwidth in Mbps; nothing for a port of your own. */
  public readonly bandwidthMbps: ProviderMbps | undefined;
  /** Port pair; nothing for a carrier. */
  public readonly portId: string | undefined;
  /** Bandwidth in Gbps; nothing for a carrier. */
  public readonly bandwidthGbps: DirectGbps | undefined;
  /** Whether Azure holds it to its bandwidth; nothing for a carrier. */
  public readonly rateLimiting: boolean | undefined;
  /** How data is paid. */
  public readonly billing: CircuitBilling;
  /** The tier that was asked for; nothing for what reach needs. */
  public readonly requestedTier: CircuitTier | undefined;
  /** Cloud that it is in. */
  public readonly azureCloud: AzureCloudName;
  /** Geopolitical area that it lies in; nothing where neither the pages nor the caller name it. */
  public readonly geopoliticalArea: GeopoliticalArea | undefined;
  /** How far the carrier is. */
  public readonly phase: CircuitPhase;

  private constructor(
    /** Through whom it goes. */
    public readonly kind: 'provider' | 'direct',
    private readonly given: CircuitOptions,
  ) {
    const options = readable<AnyOptions>(given);
    const isDirect = kind === 'direct';
    this.peeringLocation = textOf(options.peeringLocation);
    this.provider = isDirect ? undefined : options.provider;
    this.bandwidthMbps = isDirect ? undefined : options.bandwidthMbps;
    this.portId = isDirect ? options.portId : undefined;
    this.bandwidthGbps = isDirect ? options.bandwidthGbps : undefined;
    this.rateLimiting = isDirect ? (options.rateLimiting ?? false) : undefined;
    this.billing = options.billing ?? 'metered';
    this.requestedTier = options.tier;
    this.azureCloud = options.azureCloud ?? 'AzureCloud';
    // Where it is missing, which is reported, nothing may be made of it.
    this.phase = options.phase ?? CircuitPhase.ordered();
    this.key = options.key === undefined ? locationKey(this.peeringLocation) : textOf(options.key);
    this.geopoliticalArea =
      GEOPOLITICAL_AREAS.find((area) => area === options.geopoliticalArea) ??
      geopoliticalAreaOf(this.peeringLocation, this.azureCloud);
    Object.freeze(this);
  }

  /** `MeteredData` or `UnlimitedData`, as the SKU's family has it. */
  public get family(): 'MeteredData' | 'UnlimitedData' {
    return this.billing === 'unlimited' ? 'UnlimitedData' : 'MeteredData';
  }

  /** Bandwidth in Mbps, whichever way it was given. */
  public get mbps(): number {
    return this.bandwidthMbps ?? (this.bandwidthGbps ?? 0) * 1000;
  }

  /** City of the peering location, which several locations may share. */
  public get city(): string {
    return cityOf(this.peeringLocation);
  }

  /** Whether its two links end in two sites of one city. */
  public get isMetro(): boolean {
    return isMetro(this.peeringLocation);
  }

  /** For messages. */
  public toString(): string {
    return `circuit ${this.key}`;
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    if (!isOptions(property, this.given, EXAMPLES[this.kind], checks)) return;
    const own = checks.within(property);
    const given = readable<AnyOptions>(this.given);
    const known = OPTIONS[this.kind];
    own.knownProperties(withoutSecrets(given, known, NO_SECRET, own), known);
    if (this.kind === 'provider') {
      const fix = 'Write it as `az network express-route list-service-providers` does.';
      own.text('provider', given.provider, { ...ONE_LINE, fix });
    } else {
      own.text('portId', given.portId, PORT_ID);
      own.flag('rateLimiting', given.rateLimiting, 'Leave it out for false.');
    }
    checkBandwidth(this.kind, given, own);
    this.checkPlace(given, own);
    own.oneOf('billing', this.billing, ['metered', 'unlimited'], "Leave it out for 'metered'.");
    if (given.tier !== undefined)
      own.oneOf('tier', given.tier, ['Local', 'Standard', 'Premium'], 'Leave it out for what reach needs.');
    if (given.phase === undefined) {
      own.add({ property: 'phase', got: undefined, allowed: 'a CircuitPhase', fix: WHICH_PHASE[this.kind] });
    } else valueObject('phase', given.phase, CircuitPhase, own);
  }

  private checkPlace(given: AnyOptions, own: Checks): void {
    const clouds: readonly AzureCloudName[] = ['AzureCloud', 'AzureUSGovernment', 'AzureChinaCloud'];
    const isCloud = own.oneOf('azureCloud', this.azureCloud, clouds, "Leave it out for 'AzureCloud'.");
    if (given.key !== undefined) own.text('key', given.key, KEY);
    const why = 'The tier and the names of resources follow from it: write it out.';
    if (!own.known('peeringLocation', given.peeringLocation, why)) return;
    const fix = 'Write it as `az network express-route list-service-providers` does, such as Amsterdam.';
    if (!own.text('peeringLocation', given.peeringLocation, { ...ONE_LINE, fix })) return;
    if (given.geopoliticalArea !== undefined) {
      const mend = 'Leave it out for a location that Microsoft lists.';
      own.oneOf('geopoliticalArea', given.geopoliticalArea, GEOPOLITICAL_AREAS, mend);
    } else if (isCloud && this.geopoliticalArea === undefined) {
      own.add({
        property: 'geopoliticalArea',
        got: undefined,
        allowed: GEOPOLITICAL_AREAS.join(', '),
        fix: `No page names ${given.peeringLocation} in ${this.azureCloud}: mend the spelling, or give its area.`,
      });
    }
  }
}

const WHICH_PHASE = {
  provider:
    'Say which phase: CircuitPhase.ordered() until the carrier has done its part, then CircuitPhase.provisioned().',
  direct:
    'Say which phase: CircuitPhase.ordered() until both links of the port pair are up, then CircuitPhase.provisioned().',
} as const;
const NO_SECRET = 'Circuits have service keys, which Azure makes and outputs carry: remove it.';
const ONE_LINE = { pattern: /^[^\p{Cc}]{1,80}$/u, allowed: 'a text of 1 to 80 characters on one line' };
const KEY = {
  pattern: /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/,
  allowed: '1 to 40 lower-case letters, digits or hyphens, no hyphen at either end',
  fix: 'Leave it out for the peering location.',
};

/** JavaScript may hand in anything as a location. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
