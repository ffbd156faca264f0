import { armId } from '../../common/azure-rules';
import { Ipv4Range } from '../../common/cidr';
import type { Checks } from '../../common/checks';

/** Name that the subnet of an ExpressRoute gateway must have. */
export const GATEWAY_SUBNET_NAME = 'GatewaySubnet';

/** Smallest subnet for a gateway; Azure takes /29, and advises this (expressroute-about-virtual-network-gateways). */
const LONGEST_PREFIX = 27;
/** The same for 16 circuits. */
const LONGEST_PREFIX_MANY = 26;

/**
 * Reports a subnet that is too small for an ExpressRoute gateway.
 *
 * @param circuits how many circuits the gateway can be connected with: 16 need more addresses.
 */
export function checkGatewaySubnet(property: string, addressPrefix: unknown, circuits: number, checks: Checks): void {
  if (checks.isUnknown(addressPrefix)) return;
  const longest = circuits >= 16 ? LONGEST_PREFIX_MANY : LONGEST_PREFIX;
  const range = Ipv4Range.parse(addressPrefix);
  if (range !== undefined && range.prefixLength <= longest) return;
  const fix =
    range === undefined
      ? 'A range begins where its prefix ends: all bits behind it are 0.'
      : 'A subnet in use cannot grow: Azure advises this size from the start.';
  checks.add({ property, got: addressPrefix, allowed: `an IPv4 range of /${String(longest)} or larger`, fix });
}

const SUBNET_ID = armId('Microsoft.Network', ['virtualNetworks', 'subnets'], 'Give the resource id of the subnet.');

/** Reports the id of a subnet that Azure puts no gateway in: its name must be `GatewaySubnet`. */
export function checkGatewaySubnetId(property: string, subnetId: unknown, checks: Checks): void {
  if (!checks.text(property, subnetId, SUBNET_ID) || checks.isUnknown(subnetId)) return;
  if (subnetId.endsWith(`/${GATEWAY_SUBNET_NAME}`)) return;
  const fix = 'Azure puts a gateway in no other subnet, and this one takes no security group.';
  checks.add({ property, got: subnetId, allowed: `the id of a subnet with the name ${GATEWAY_SUBNET_NAME}`, fix });
}
