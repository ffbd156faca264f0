import type { Construct } from 'constructs';
import { addressAt, addressesBelow } from '../terraform/addresses';
import { describeThing } from '../manifest/describe-thing';
import { contribute } from '../manifest/contributions';
import type { VnetDataGatewayProps, VnetDataGatewayPortalInput } from './vnet-data-gateway-props';
import { mostMembers } from './vnet-gateway-members';

/** Puts a VNet data gateway into the manifest of its stack. */
export function contributeVnetDataGateway(
  gateway: Construct,
  props: VnetDataGatewayProps,
  { sleepAfterMinutes }: VnetDataGatewayPortalInput,
): void {
  const { displayName, creation = 'fabricProvider', capacityId, homeRegion, subnet, members } = props;
  contribute(gateway, 'vnetDataGateways', () => ({
    displayName,
    creation,
    capacityId,
    homeRegion,
    subnet: describeThing(subnet, subnet.subnetId),
    members: { min: typeof members === 'number' ? members : members.min, max: mostMembers(members) },
    sleepAfterMinutes,
    resources: {
      gateway: addressAt(gateway, 'gateway'),
      roleAssignments: gateway.node.children
        .flatMap((child) => (child.node.id.startsWith('role-') ? addressesBelow(child) : []))
        .sort(),
    },
  }));
}
