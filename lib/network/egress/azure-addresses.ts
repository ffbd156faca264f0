import { LOCATION } from '../../common/azure-rules';
import type { Checks } from '../../common/checks';
import { isList } from '../../common/shapes';
import { normalizeLocation } from '../../regions/locations';

/**
 * Regions whose tag is not called as they are (MicrosoftDocs/azure-docs, service-tags-overview). The last is not on that
 * page: INFERRED from Microsoft's list of addresses.
 */
const CALLED_OTHERWISE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    francecentral: 'centralfrance',
    francesouth: 'southfrance',
    germanynorth: 'germanyn',
    germanywestcentral: 'germanywc',
    norwayeast: 'norwaye',
    norwaywest: 'norwayw',
    switzerlandnorth: 'switzerlandn',
    switzerlandwest: 'switzerlandw',
    brazilsoutheast: 'brazilse',
  }),
);

/** Regions that are let through: a few are meant, and each has a rule. */
const MAX_REGIONS = 20;

const EXAMPLE = "Write AzureAddresses.inRegions(['westeurope']) with the region of the tenant's relay.";

/**
 * Which of Azure's own addresses are let through for what has no service tag of its own, above all **Azure Relay**, which
 * every gateway lives on. Nothing is let through without it.
 *
 * A network security group knows addresses and service tags. Azure Relay has no tag; its addresses are among those of
 * `AzureCloud`, which are those of everybody's machines and services in Azure too: whoever lets them through lets a member
 * talk to anything in Azure, on the ports of the relay. The choices, from wide to narrow:
 *
 * 1. `AzureAddresses.everywhere()`: works always;
 * 2. `AzureAddresses.inRegions([…])`: the regions of the tenant's relay, and nothing else in the world;
 * 3. HTTPS mode and a firewall that works by names (`Egress.byFirewall`), which needs none of this: only
 *    `*.servicebus.windows.net` on 443.
 */
export class AzureAddresses {
  /** All public addresses of Azure in its cloud: the tag `AzureCloud`. */
  public static everywhere(): AzureAddresses {
    return new AzureAddresses(undefined);
  }

  /**
   * The addresses of some regions: tags such as `AzureCloud.westeurope`. That regional tags hold all of a region's relays
   * is INFERRED from Microsoft's list of addresses.
   *
   * @param regions programmatic or display names, at least one; that of the relay is the region of the Power BI tenant
   * unless another was chosen at registration.
   */
  public static inRegions(regions: readonly string[]): AzureAddresses {
    return new AzureAddresses(regions);
  }

  private constructor(
    /** The regions, as they were written; nothing for all. @internal */
    public readonly regions: readonly string[] | undefined,
  ) {
    Object.freeze(this);
  }

  /** Service tags, in stable order. */
  public get serviceTags(): readonly string[] {
    const { regions } = this;
    if (!isList(regions)) return ['AzureCloud'];
    return [...new Set(regions.map(tagOf))].sort();
  }

  /** For messages. */
  public toString(): string {
    return this.serviceTags.join(', ');
  }

  /** @internal */
  public check(property: string, checks: Checks): void {
    const regions: unknown = this.regions;
    if (regions === undefined) return;
    if (!Array.isArray(regions) || regions.length === 0) {
      checks.add({ property, got: regions, allowed: 'one region or more', fix: EXAMPLE });
      return;
    }
    if (regions.length > MAX_REGIONS) {
      const fix = 'Say AzureAddresses.everywhere(), where so many are meant.';
      checks.add({ property, got: regions.length, allowed: `at most ${String(MAX_REGIONS)} regions`, fix });
    }
    regions.forEach((region: unknown, index) => {
      const own = `${property}[${String(index)}]`;
      if (checks.known(own, region, 'The name of a service tag is made of it: write it out.')) {
        checks.text(own, region, LOCATION);
      }
    });
  }
}

function tagOf(region: string): string {
  const name = normalizeLocation(region);
  return `AzureCloud.${CALLED_OTHERWISE.get(name) ?? name}`;
}
