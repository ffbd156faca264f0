import type { Checks } from '../../common/checks';
import { defined } from '../../common/defined';

/** When a member turns requests away. */
export interface LoadThresholds {
  /**
   * CPU use in percent, 0 to 100, above which a member takes no new request. It is checked on admission: a running query
   * may exceed it. If every member is above, the request fails.
   *
   * @default 0, which turns the check off: Microsoft's default. 80 is Microsoft's sign for scaling out
   */
  readonly cpuThresholdPercent?: number;

  /**
   * Memory use in percent, 0 to 100, above which a member takes no new request.
   *
   * @default 0, which turns the check off: Microsoft's default
   */
  readonly memoryThresholdPercent?: number;

  /**
   * Minutes over which CPU and memory use are averaged, 1 to 60 (the upper bound is this library's: a longer average
   * could not protect a member any more).
   *
   * @default 5, Microsoft's default
   */
  readonly aggregationMinutes?: number;
}

/** How one mode is called on each surface. */
export interface LoadBalancingWords {
  /** `loadBalancingSetting` of the Fabric REST API, the only typed statement of the modes. */
  readonly fabricRest: string;
  /** `-LoadBalancingSelectorType` of `Set-DataGatewayCluster`; `Random` is seen in third-party quotes only. */
  readonly powerShell: string;
  /** Switch "Distribute requests across all active gateways in this cluster" of the portals. */
  readonly portal: 'on' | 'off' | 'unknown';
}

/**
 * The one place where the words of the surfaces meet. Sources: microsoft/fabric-rest-api-specs,
 * `LoadBalancingSetting` (2026-08-04); help of the DataGateway module as quoted 2026-08-16; MicrosoftDocs/data-integration,
 * service-gateway-high-availability-clusters.
 */
const WORDS = {
  failover: Object.freeze({ fabricRest: 'Failover', powerShell: 'Failover', portal: 'off' }),
  distributeEvenly: Object.freeze({ fabricRest: 'DistributeEvenly', powerShell: 'Random', portal: 'on' }),
} as const satisfies Record<string, LoadBalancingWords>;

const MAX_AGGREGATION_MINUTES = 60;

/** How the service chooses the member that gets a request. */
export class LoadBalancing {
  /** The first available member gets every request, the others wait: what the service does unless told otherwise. */
  public static failover(thresholds: LoadThresholds = {}): LoadBalancing {
    return new LoadBalancing(WORDS.failover, thresholds);
  }

  /** Requests are spread over all enabled members. */
  public static distributeEvenly(thresholds: LoadThresholds = {}): LoadBalancing {
    return new LoadBalancing(WORDS.distributeEvenly, thresholds);
  }

  /**
   * A mode that this library does not know; Microsoft says that more may come. It is passed on unchanged.
   *
   * @param mode the mode's name in the Fabric REST API, a single word.
   */
  public static custom(mode: string, thresholds: LoadThresholds = {}): LoadBalancing {
    return new LoadBalancing({ fabricRest: mode, powerShell: mode, portal: 'unknown' }, thresholds);
  }

  /** CPU threshold in percent; 0 is off. */
  public readonly cpuThresholdPercent: number;
  /** Memory threshold in percent; 0 is off. */
  public readonly memoryThresholdPercent: number;
  /** Minutes over which both are averaged. */
  public readonly aggregationMinutes: number;

  private readonly given: LoadThresholds;

  private constructor(
    /** Names of the mode, by surface. */
    public readonly words: LoadBalancingWords,
    thresholds: LoadThresholds,
  ) {
    const { cpuThresholdPercent, memoryThresholdPercent, aggregationMinutes } = thresholds;
    this.given = defined(thresholds);
    this.cpuThresholdPercent = cpuThresholdPercent ?? 0;
    this.memoryThresholdPercent = memoryThresholdPercent ?? 0;
    this.aggregationMinutes = aggregationMinutes ?? 5;
    Object.freeze(this);
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    const own = checks.within(property);
    const known = ['cpuThresholdPercent', 'memoryThresholdPercent', 'aggregationMinutes'];
    own.knownProperties(this.given, known);
    const percent = { min: 0, max: 100, unit: 'percent' };
    const fix = 'Give a percentage, or 0 to turn the check off.';
    own.integer('cpuThresholdPercent', this.cpuThresholdPercent, { ...percent, fix });
    own.integer('memoryThresholdPercent', this.memoryThresholdPercent, { ...percent, fix });
    const minutes = { min: 1, max: MAX_AGGREGATION_MINUTES, unit: 'minutes', fix: 'The default of Microsoft is 5.' };
    own.integer('aggregationMinutes', this.aggregationMinutes, minutes);
    own.text('mode', this.words.fabricRest, {
      pattern: /^[A-Za-z]+$/,
      allowed: 'a single word, as the Fabric REST API spells it',
      fix: 'Use LoadBalancing.failover() or .distributeEvenly() for the known modes.',
    });
  }
}
