import type { NetworkSecurityGroupSecurityRule } from '@cdktf/provider-azurerm/lib/network-security-group';
import { Token } from 'cdktf';
import type { SecurityRule } from './security-rule';

/** A rule as azurerm writes it. Lists go where Azure takes lists; a service tag only where it takes one value. */
export function asBlock(rule: SecurityRule): NetworkSecurityGroupSecurityRule {
  const { name, description, priority, direction, access, protocol, source, destination, ports } = rule;
  return {
    name,
    description,
    priority,
    direction,
    access,
    protocol,
    sourcePortRange: '*',
    ...(isOne(source) ? { sourceAddressPrefix: source[0] } : { sourceAddressPrefixes: [...source] }),
    ...(isOne(destination)
      ? { destinationAddressPrefix: destination[0] }
      : { destinationAddressPrefixes: [...destination] }),
    ...(isOne(ports) ? { destinationPortRange: ports[0] } : { destinationPortRanges: [...ports] }),
  };
}

/** A list of one; a list that Terraform computes looks like one, and is none. */
function isOne(list: readonly string[]): list is readonly [string] {
  return list.length === 1 && !Token.isUnresolved(list);
}
