import { isOptions, readable } from '../../common/options';
import { constructChecks } from '../../terraform/construct-checks';
import { Circuits } from '../circuits/circuits';
import { MicrosoftPeering } from '../peering/microsoft-peering';
import { PrivatePeering } from '../peering/private-peering';
import { optionalValue, requiredValue } from '../../common/required-value';

/** What a reachability report is made of. */
export interface ExpressRouteReportInput {
  /** The circuits. */
  readonly circuits: Circuits;

  /**
   * Microsoft peering.
   *
   * @default none: Microsoft's public addresses stay on the internet
   */
  readonly microsoftPeering?: MicrosoftPeering;

  /**
   * Private peering.
   *
   * @default none: virtual networks are not reached over ExpressRoute
   */
  readonly privatePeering?: PrivatePeering;

  /**
   * Azure regions of the virtual networks behind the gateway: they count for the tier.
   *
   * @default none
   */
  readonly virtualNetworkRegions?: readonly string[];

  /**
   * Whether machines with desktop flows of Power Automate use it.
   *
   * @default false
   */
  readonly desktopFlows?: boolean;
}

const KNOWN: readonly (keyof ExpressRouteReportInput)[] = [
  'circuits',
  'microsoftPeering',
  'privatePeering',
  'virtualNetworkRegions',
  'desktopFlows',
];

/**
 * Reports everything that is wrong with the input of a report.
 *
 * @throws DataGatewayError with all problems found.
 */
export function throwIfBad(input: ExpressRouteReportInput): void {
  const checks = constructChecks();
  if (isOptions('input', input, 'expressRouteReport({ circuits, microsoftPeering })', checks)) {
    checks.knownProperties(input, KNOWN);
    const { circuits, microsoftPeering, privatePeering, virtualNetworkRegions, desktopFlows } = readable(input);
    const good = requiredValue('circuits', circuits, Circuits, 'Circuits.pair(first, second)', checks);
    const example = 'MicrosoftPeering.of({ route, … })';
    const microsoft = optionalValue('microsoftPeering', microsoftPeering, MicrosoftPeering, example, checks);
    const network = optionalValue('privatePeering', privatePeering, PrivatePeering, 'PrivatePeering.of({ … })', checks);
    checks.flag('desktopFlows', desktopFlows, 'Leave it out for false.');
    const areRegions = checkRegions(virtualNetworkRegions, checks);
    if (good !== undefined && checks.problems.length === 0) {
      microsoft?.checkCircuits('microsoftPeering', good, checks);
      network?.checkCircuits('privatePeering', good, checks);
      if (microsoft !== undefined) network?.checkBeside('privatePeering', microsoft, good, checks);
      if (areRegions)
        good.checkReach('circuits', [...(microsoft?.regions ?? []), ...(virtualNetworkRegions ?? [])], checks);
    }
  }
  checks.throwIfAny('expressRouteReport');
}

function checkRegions(regions: unknown, checks: ReturnType<typeof constructChecks>): boolean {
  if (regions === undefined) return true;
  const fix = "Write them as in ['westeurope']; the tier follows from them.";
  if (Array.isArray(regions) && regions.every((region) => typeof region === 'string' && !checks.isUnknown(region)))
    return true;
  checks.add({ property: 'virtualNetworkRegions', got: regions, allowed: 'an array of Azure regions', fix });
  return false;
}
