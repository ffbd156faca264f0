/**
 * The two services of Power Platform that a subnet can be delegated to. Each wants a subnet of its own, and neither can use
 * the other's (MicrosoftDocs/data-integration, vnet/create-data-gateways; MicrosoftDocs/power-platform,
 * vnet-support-setup-configure).
 */
export type PowerPlatformDelegation = VnetAccessLinks | EnterprisePolicies;

/** Delegation of the VNet data gateway. */
export type VnetAccessLinks = 'Microsoft.PowerPlatform/vnetaccesslinks';

/** Delegation of Virtual Network support. */
export type EnterprisePolicies = 'Microsoft.PowerPlatform/enterprisePolicies';

export const VNET_ACCESS_LINKS: VnetAccessLinks = 'Microsoft.PowerPlatform/vnetaccesslinks';
export const ENTERPRISE_POLICIES: EnterprisePolicies = 'Microsoft.PowerPlatform/enterprisePolicies';

/**
 * The actions that Azure fills in by itself for both. azurerm does not compute them: left out, every later plan would
 * show them as a change. UNVERIFIED in a page of Microsoft; read from `az network vnet subnet list-available-delegations`.
 */
export const DELEGATION_ACTIONS: readonly string[] = ['Microsoft.Network/virtualNetworks/subnets/join/action'];
