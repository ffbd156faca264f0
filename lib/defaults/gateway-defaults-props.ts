import type { ResourceNaming } from '../common/resource-naming';

/** What constructs of this library take from around them, where they say nothing themselves. */
export interface GatewayDefaultsOptions {
  /**
   * Azure region, by programmatic or display name.
   *
   * @default not set here
   */
  readonly location?: string;

  /**
   * Resource group.
   *
   * @default not set here
   */
  readonly resourceGroupName?: string;

  /**
   * Tags on everything that has tags. They are joined with those that are set farther out, and with those of the construct:
   * of two with the same name the nearer one holds, whatever the case of the name.
   *
   * @default none from here
   */
  readonly tags?: Readonly<Record<string, string>>;

  /**
   * What the Azure resources are called.
   *
   * @default not set here
   */
  readonly naming?: ResourceNaming;

  /**
   * Whether what is slow or impossible to get back is protected from deletion by others (lock CanNotDelete): members of
   * clusters, virtual networks and public addresses, circuits, route filters and ExpressRoute gateways that are made.
   *
   * @default not set here
   */
  readonly lock?: boolean;
}

/** Every property; the compiler keeps it complete. */
const PROPERTIES: Readonly<Record<keyof GatewayDefaultsOptions, true>> = {
  location: true,
  resourceGroupName: true,
  tags: true,
  naming: true,
  lock: true,
};

/** Names of all properties. */
export const GATEWAY_DEFAULTS_PROPERTIES = Object.keys(PROPERTIES) as readonly (keyof GatewayDefaultsOptions)[];
