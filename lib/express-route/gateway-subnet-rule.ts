import { Ipv4Range } from '../common/cidr';
import type { Checks } from '../common/checks';

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
