import type { IMemberSubnet } from './egress-guard';

/** Where a subnet of a network of this library is to be found. */
export interface SubnetPlace {
  /** Path of the network. */
  readonly network: string | undefined;
  /** Key of the subnet there. */
  readonly key: string | undefined;
}

const places = new WeakMap<IMemberSubnet, SubnetPlace>();

/** Remembers whose subnets these are, by key: a cluster is given one without its network. */
export function rememberSubnets(network: string, subnets: ReadonlyMap<string, IMemberSubnet>): void {
  for (const [key, subnet] of subnets) places.set(subnet, { network, key });
}

/** Where a subnet is to be found; nowhere, if nobody has remembered it. */
export function placeOfSubnet(subnet: IMemberSubnet | undefined): SubnetPlace {
  return (subnet === undefined ? undefined : places.get(subnet)) ?? { network: undefined, key: undefined };
}
