import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { Ipv4Range } from '../common/cidr';
import type { Checks } from '../common/checks';
import { Registry } from '../terraform/registry';
import { comparable } from '../terraform/tree';
import type { NetworkSettings } from './network-settings';

/** A network that has been made, as others must not clash with it. */
interface Claim {
  /** Names in a resource group of a stack. */
  readonly names: readonly string[];
  /** The virtual network of others that its subnets lie in; nothing for one of its own. */
  readonly place: string | undefined;
  readonly subnets: readonly { readonly name: string; readonly range: Ipv4Range | undefined }[];
}

const claims = new Registry<IConstruct, Claim>();

/** Takes names and ranges for a network: Azure would notice a second one with the same in the middle of an apply. */
export function claimNetwork(network: IConstruct, settings: NetworkSettings, checks: Checks): void {
  const { root } = network.node;
  const claim = claimOf(network, settings);
  for (const [owner, other] of claims.ofOthers(root, network)) {
    const name = claim.names.find((own) => other.names.includes(own));
    if (name !== undefined) {
      const allowed = `a name that '${owner.node.path}' has not taken in this resource group`;
      const fix = 'Names of all resources are made of it: choose another.';
      checks.add({ property: 'name', got: settings.names.networkSecurityGroup, allowed, fix });
    }
    if (claim.place === undefined || claim.place !== other.place) continue;
    for (const { name: own, range } of claim.subnets) {
      const clash = other.subnets.find(
        (one) => one.name === own || (range !== undefined && one.range?.overlaps(range) === true),
      );
      if (clash === undefined) continue;
      const allowed = `a name and a range that '${owner.node.path}' has not taken in this virtual network`;
      const fix = 'Give each subnet a name and a range of its own.';
      checks.add({ property: 'subnets', got: `${own} ${String(range)}`, allowed, fix });
    }
  }
  if (checks.problems.length === 0) claims.take(root, network, claim);
}

function claimOf(owner: IConstruct, { names, common, place, subnets }: NetworkSettings): Claim {
  const group = `${TerraformStack.of(owner).node.path} ${comparable(owner, common.resourceGroupName)}`;
  return {
    names: [`${group} ${names.networkSecurityGroup}`.toLowerCase()],
    place: place.network === undefined ? undefined : comparable(owner, place.network).toLowerCase(),
    subnets: subnets.map(({ name, addressPrefix }) => ({
      name: name.toLowerCase(),
      range: Ipv4Range.parse(addressPrefix),
    })),
  };
}
