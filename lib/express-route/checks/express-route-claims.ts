import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { Checks } from '../../common/checks';
import { comparable } from '../../terraform/tree';
import { claim } from '../../terraform/claims';

/** A name of a resource, which it alone may have in its resource group. */
export interface ClaimedName {
  /** What it is: `circuit`. */
  readonly what: string;
  readonly resourceGroupName: string;
  readonly name: string;
  /** Property to report. */
  readonly property: string;
}

/** Takes a name for a construct, in its stack, which stands for a subscription; reports one that another has taken. */
export function claimName(construct: Construct, claimed: ClaimedName, checks: Checks): void {
  const { what, resourceGroupName, name, property } = claimed;
  const group = comparable(construct, resourceGroupName);
  const owner = claim(construct, [what, stackOf(construct), group, name].join(' ').toLowerCase());
  if (owner === undefined) return;
  const allowed = `a name whose ${what} '${owner.node.path}' has not taken`;
  checks.add({ property, got: name, allowed, fix: 'Give this construct another name.' });
}

/** Takes a subnet for a gateway; reports one that another gateway has: a virtual network has one of ExpressRoute. */
export function claimSubnet(construct: Construct, place: string, checks: Checks): void {
  // Ids of a network and of its subnet are the same place.
  const network = comparable(construct, place).replace(/\/subnets\/GatewaySubnet(?="$)/i, '');
  const owner = claim(construct, `gateway of ${stackOf(construct)} ${network}`.toLowerCase());
  if (owner === undefined) return;
  const allowed = `a virtual network without the gateway '${owner.node.path}'`;
  const fix = 'Connect more circuits with that gateway: a virtual network has one of ExpressRoute.';
  checks.add({ property: 'subnet', got: 'a subnet that is taken', allowed, fix });
}

function stackOf(construct: Construct): string {
  return TerraformStack.of(construct).node.path;
}
