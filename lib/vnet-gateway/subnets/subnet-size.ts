import { prefixLengthFor } from '../../common/cidr';
import { RESERVED_ADDRESSES } from '../../network/subnet-size';

/** Addresses left free beside the members: the formula of Microsoft's FAQ (vnet/data-gateway-faqs, 2025-06-27). */
export const DEFAULT_SPARES = 2;

/** Smallest subnet that Azure makes: /29. */
export const LONGEST_PREFIX = 29;

/** Largest number of members that one VNet data gateway has (microsoft/fabric 1.13.0). */
export const MAX_MEMBERS = 9;

/**
 * Addresses that a delegated subnet must have.
 *
 * Microsoft gives two formulas: 5 + members + 2 (FAQ), which this is, and 5 + members (create page, "2 x 3 + 5 or 11"), which is
 * this one with no spares.
 *
 * @param members of all VNet data gateways in the subnet, at their most.
 * @param spares addresses that are kept free beside those.
 */
export function delegatedSubnetAddresses(members: number, spares: number = DEFAULT_SPARES): number {
  return RESERVED_ADDRESSES + members + spares;
}

/** Longest prefix of a subnet with so many addresses: 28 for 12; never longer than Azure makes. */
export function subnetPrefixLength(addresses: number): number {
  return Math.min(prefixLengthFor(addresses), LONGEST_PREFIX);
}

/** How many members a subnet of a size has room for; 0 where it has room for none. */
export function memberCapacity(addresses: number, spares: number = DEFAULT_SPARES): number {
  return Math.max(0, addresses - RESERVED_ADDRESSES - spares);
}

/**
 * Addresses of an environment, at the upper end of what Microsoft gives: 25 to 30 for production, 6 to 10 for others
 * (MicrosoftDocs/power-platform, vnet-support-overview, 2026-01-06).
 */
const ENVIRONMENT_ADDRESSES = { production: 30, other: 10 } as const;

/**
 * Addresses that each subnet of Virtual Network support must have: 125 for four production environments, 205 for twenty others.
 *
 * @param production production environments that the policy is linked to.
 * @param other all others: sandboxes, developer environments.
 */
export function policySubnetAddresses(production: number, other: number): number {
  return RESERVED_ADDRESSES + production * ENVIRONMENT_ADDRESSES.production + other * ENVIRONMENT_ADDRESSES.other;
}
