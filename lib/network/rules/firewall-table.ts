import type { FirewallApplicationRule, FirewallNetworkRule, FirewallRules } from './firewall-rules';

const COLUMNS = ['rule', 'decides by', 'from', 'protocol', 'ports', 'to', 'for'];

/**
 * The rules of a firewall as a table (CSV, RFC 4180), for who writes them by hand.
 *
 * @param sources ranges of the members' subnets.
 */
export function firewallTable({ application, network }: FirewallRules, sources: readonly string[]): string {
  const from = sources.join(' ');
  const lines = [
    COLUMNS,
    ...network.map((rule) => networkLine(rule, from)),
    ...application.map((rule) => applicationLine(rule, from)),
  ];
  return `${lines.map((line) => line.map(quoted).join(',')).join('\r\n')}\r\n`;
}

function networkLine(rule: FirewallNetworkRule, from: string): readonly string[] {
  const { name, description, protocols, destinationAddresses, destinationFqdns, destinationPorts } = rule;
  const to = [...destinationAddresses, ...destinationFqdns].join(' ');
  return [name, 'address', from, protocols.join(' '), destinationPorts.join(' '), to, description];
}

function applicationLine(rule: FirewallApplicationRule, from: string): readonly string[] {
  const { name, description, protocols, destinationFqdns, destinationFqdnTags } = rule;
  const to = [...destinationFqdns, ...destinationFqdnTags.map((tag) => `tag:${tag}`)].join(' ');
  const types = [...new Set(protocols.map(({ type }) => type))].join(' ');
  return [name, 'name', from, types, protocols.map(({ port }) => port).join(' '), to, description];
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
