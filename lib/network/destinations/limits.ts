/** Limits and fixed places of rules, of Azure and of this library. */

/** Priorities of a network security group (azurerm v4.81.0, network_security_group_resource). */
export const PRIORITIES = Object.freeze({ first: 100, last: 4096 });

/** Rules of one network security group (Azure limits, networking). */
export const MAX_RULES = 1000;

/** Data sources of one network: each has up to two rules, and the others need room. */
export const MAX_DATA_SOURCES = 400;

/** Ways into one network, with the same in mind. */
export const MAX_INBOUND = 50;

/** Names that an app adds, each of which may have a service tag of its own (`BANDS.otherTags`). */
export const MAX_ADDITIONAL_NAMES = 70;

/** Longest description of a rule (azurerm v4.81.0). */
export const MAX_DESCRIPTION = 140;

/** Longest name of a rule (Azure naming rules). */
export const MAX_NAME = 80;

/** Remote Desktop, SSH and WinRM: the ways on which attackers move from one machine to the next. */
export const LATERAL_PORTS: readonly string[] = Object.freeze(['22', '3389', '5985', '5986']);

/**
 * Names and shares of Windows, and the ports that it gives to services that ask for any: opened to what is named, and not to
 * every private address.
 */
export const WINDOWS_PORTS: readonly string[] = Object.freeze(['135', '139', '445', '49152-65535']);

/**
 * Where rules stand. Everything has a place that does not depend on what else there is: a rule that is added or removed
 * changes no other.
 */
export const BANDS = Object.freeze({
  /** Named machines on lateral ports, before the rules that deny these. */
  exceptions: Object.freeze({ first: 100, count: 100 }),
  denyLateral: 200,
  /** Rows of the table, by where they lead to. */
  table: 300,
  /** Azure's own addresses: everywhere, or by region. */
  azure: Object.freeze({ first: 400, count: 50 }),
  /** Service tags that the app names. */
  otherTags: Object.freeze({ first: 520, count: 70 }),
  privateEndpoints: 600,
  proxy: 700,
  dns: 710,
  domainControllers: 720,
  dataSources: Object.freeze({ first: 1000, count: 2000 }),
  inbound: Object.freeze({ first: 1000, count: 2000 }),
  denyAll: 4096,
});
