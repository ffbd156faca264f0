import type { ManifestEntry, ResourceReference } from './common-entries';
import type { ManifestValue } from './value';

/** An ExpressRoute gateway: the end of private peering in a virtual network. */
export interface ExpressRouteGatewayEntry extends ManifestEntry {
  /** Name in Azure. */
  readonly name: ManifestValue<string>;

  /** Azure region. */
  readonly location: ManifestValue<string>;

  /** Resource group. */
  readonly resourceGroupName: ManifestValue<string>;

  /** SKU: `ErGw1AZ`, `ErGwScale`. */
  readonly sku: string;

  /**
   * Scale units, fewest and most.
   *
   * @default the SKU has none
   */
  readonly scaleUnits?: ScaleUnitsEntry;

  /** Its subnet. */
  readonly subnet: GatewaySubnetEntry;

  /** Terraform addresses. */
  readonly resources: ExpressRouteGatewayResources;
}

/** Scale units of a gateway. */
export interface ScaleUnitsEntry {
  /** Fewest. */
  readonly minimum: ManifestValue<number>;

  /** Most. */
  readonly maximum: ManifestValue<number>;
}

/** The subnet of an ExpressRoute gateway. */
export interface GatewaySubnetEntry {
  /**
   * True for one that exists.
   *
   * @default it is made here
   */
  readonly existing?: true;

  /** Resource id. */
  readonly id: ManifestValue<string>;

  /**
   * Its range.
   *
   * @default it exists
   */
  readonly addressPrefix?: ManifestValue<string>;
}

/** Terraform addresses of an ExpressRoute gateway. */
export interface ExpressRouteGatewayResources {
  /** The gateway. */
  readonly gateway: string;

  /**
   * Its subnet.
   *
   * @default it exists
   */
  readonly subnet?: string;

  /**
   * Its lock.
   *
   * @default none
   */
  readonly lock?: string;
}

/** The connections of an ExpressRoute gateway with circuits. */
export interface ExpressRouteConnectionsEntry extends ManifestEntry {
  /** The gateway. */
  readonly gateway: ResourceReference;

  /** The connections, by circuit. */
  readonly connections: readonly CircuitConnectionEntry[];
}

/** A connection with a circuit. */
export interface CircuitConnectionEntry {
  /** Key of the circuit. */
  readonly circuitKey: string;

  /** Name in Azure. */
  readonly name: ManifestValue<string>;

  /** The circuit; `existing` where the app does not make it. */
  readonly circuit: ResourceReference;

  /** Weight: the highest is preferred, equal ones share. */
  readonly routingWeight: ManifestValue<number>;

  /** Whether traffic goes past the gateway. */
  readonly fastPath: ManifestValue<boolean>;

  /** Terraform addresses. */
  readonly resources: CircuitConnectionResources;
}

/** Terraform addresses of a connection. */
export interface CircuitConnectionResources {
  /**
   * The connection.
   *
   * @default it is not made before the circuit is provisioned
   */
  readonly connection?: string;
}
