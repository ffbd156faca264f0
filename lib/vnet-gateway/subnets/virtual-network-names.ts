import type { Checks } from '../../common/checks';
import { defined } from '../../common/defined';
import type { Placed } from '../../common/place';
import { isRecord } from '../../common/shapes';
import type { VirtualNetworkAttributes } from '../../network/gateway-network';

/** Where a new subnet is made: in a network of this library, or in one by its names. */
export interface VirtualNetworkNames {
  /**
   * The virtual network, new or existing, of a `GatewayNetwork`: its name, resource group and region.
   *
   * @default the one of `virtualNetworkName`; one of the two is required
   */
  readonly virtualNetwork?: VirtualNetworkAttributes;

  /**
   * Virtual network by name, where another hand made it; not in another tenant.
   *
   * @default that of `virtualNetwork`
   */
  readonly virtualNetworkName?: string;
}

/** The same, with the names settled. */
export type InVirtualNetwork<T> = Placed<T> & { readonly virtualNetworkName: string };

type Names = VirtualNetworkNames & Partial<Placed<object>>;

/** Properties with the names that their virtual network says. */
export function withVirtualNetwork<T extends Names>(props: T): T {
  // JavaScript may hand in anything: that is reported by who checks it.
  if (!isRecord(props) || !isRecord(props.virtualNetwork)) return props;
  return { ...namesOf(props.virtualNetwork), ...defined(props) };
}

/** Reports what is no virtual network, and what is said beside one. */
export function checkVirtualNetwork(props: Names, checks: Checks): void {
  const network: unknown = props.virtualNetwork;
  if (network === undefined) return;
  if (!isRecord(network) || Object.values(namesOf(network)).some((name) => typeof name !== 'string')) {
    const fix = 'Give `network.virtualNetwork`, or its names.';
    checks.addHidden({ property: 'virtualNetwork', got: network, allowed: 'that of a GatewayNetwork', fix });
    return;
  }
  for (const [property, own] of Object.entries(namesOf(network))) {
    const got = props[property as keyof Names];
    if (got === own) continue;
    const allowed = 'nothing beside `virtualNetwork`, which says another';
    checks.add({ property, got, allowed, fix: 'Remove one of the two.' });
  }
}

function namesOf({
  name,
  resourceGroupName,
  location,
}: Partial<VirtualNetworkAttributes>): Partial<InVirtualNetwork<object>> {
  return { virtualNetworkName: name, resourceGroupName, location } as Partial<InVirtualNetwork<object>>;
}
