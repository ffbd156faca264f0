import type { ResourceNaming } from '../common/resource-naming';
import type { Circuits } from './circuits/circuits';
import type { IRouteFilter } from './route-filter/route-filter-interface';
import type { MicrosoftPeering } from './peering/microsoft-peering';
import type { PrivatePeering } from './peering/private-peering';

/** Properties of an ExpressRoute. */
export interface ExpressRouteProps {
  /** Names of resources are made of it: 2 to 40 characters. */
  readonly name: string;

  /**
   * Azure region that circuits and route filter are kept in, which decides nothing of what they reach. Fixed for their life.
   *
   * @default that of the `GatewayDefaults` around it; required without
   */
  readonly location?: string;

  /**
   * Resource group of circuits and route filter. Fixed for their life.
   *
   * @default that of the `GatewayDefaults` around it; required without
   */
  readonly resourceGroupName?: string;

  /**
   * The circuits: a pair, a metro, or a single site. Each says how far its carrier is, and gets peerings when its phase is
   * `CircuitPhase.provisioned()`. What a circuit was ordered with stays: a plan that would replace it stops.
   */
  readonly circuits: Circuits;

  /**
   * Resource ids of circuits that exist, by key: they are left as they are, and get the peerings that are given here.
   * Peerings that they have already cannot be given again. They lie in the subscription of the stack.
   *
   * @default all circuits are made
   */
  readonly existingCircuitIds?: Readonly<Record<string, string>>;

  /**
   * Microsoft peering: Microsoft's public addresses, Power Platform among them.
   *
   * @default none
   */
  readonly microsoftPeering?: MicrosoftPeering;

  /**
   * The route filter of Microsoft peering, where it is shared or owned by others. One that lets through something else than
   * the route of the peering is not noticed. Its id must be written out, or be that of a `RouteFilter`: the plan compares it
   * with the one that peerings were made with. Another filter stops the plan, unless `replacePeerings` allows it.
   *
   * @default one for all circuits, made when the first of them is provisioned
   */
  readonly routeFilter?: IRouteFilter;

  /**
   * Whether another route filter may replace the Microsoft peerings, which is an outage of all circuits: azurerm attaches a
   * filter only when a peering is made. Set it for the one deployment that changes the filter, and take it out again.
   *
   * @default not allowed: the plan stops when the filter becomes another
   */
  readonly replacePeerings?: 'acknowledged';

  /**
   * Private peering: the virtual networks behind an ExpressRoute gateway.
   *
   * @default none
   */
  readonly privatePeering?: PrivatePeering;

  /**
   * Azure regions of the virtual networks that private peering reaches: they count for the tier of the circuits.
   *
   * @default that of `location`, with private peering
   */
  readonly virtualNetworkRegions?: readonly string[];

  /**
   * Ranges of these virtual networks: links of private peering must not overlap them, or Azure refuses the connection.
   *
   * @default not compared
   */
  readonly virtualNetworkAddressSpace?: readonly string[];

  /**
   * Whether machines with desktop flows of Power Automate use it: the report then says which of their names it carries.
   *
   * @default false
   */
  readonly desktopFlows?: boolean;

  /**
   * What resources are called in Azure. Names are fixed for their life.
   *
   * @default that of the `GatewayDefaults` around it, else ResourceNaming.standard(): `erc-NAME-CIRCUIT`, `rf-NAME`
   */
  readonly naming?: ResourceNaming;

  /**
   * Whether Terraform refuses to destroy or replace circuits and route filter. It cannot refuse what is taken out of the app.
   *
   * @default true
   */
  readonly preventDestroy?: boolean;

  /**
   * Protects circuits and route filter that are made here from deletion by others (lock CanNotDelete): another circuit has
   * another service key, and the carrier starts from the beginning. Azure locks peerings and authorizations with their
   * circuit; Terraform lifts the lock when it removes or replaces one of those that are made here. The deployer needs
   * Microsoft.Authorization/locks/*.
   *
   * @default that of the `GatewayDefaults` around it, else false
   */
  readonly lock?: boolean;

  /**
   * Tags of circuits and route filter. They come on top of those of the `GatewayDefaults` around it.
   *
   * @default those of the `GatewayDefaults` alone
   */
  readonly tags?: Readonly<Record<string, string>>;
}
