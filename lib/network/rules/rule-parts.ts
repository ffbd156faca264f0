import type { DataSource, DataSourceListener } from '../destinations/data-source';
import { portsOverlap, unionOfPorts } from '../destinations/ports';
import { BANDS, LATERAL_PORTS } from '../destinations/limits';
import { type Band, placesOf } from './places';
import { described, ruleName, type SecurityRule, sourceName } from './security-rule';

/** What a rule allows. */
export type Opening = Pick<SecurityRule, 'name' | 'description' | 'priority' | 'destination' | 'ports'> &
  Partial<Pick<SecurityRule, 'protocol'>>;

/** A rule that lets something out, from anywhere: a group holds for what it is bound to. TCP, unless it says otherwise. */
export function allow({ protocol = 'Tcp', description, ...rule }: Opening): SecurityRule {
  return {
    ...rule,
    protocol,
    description: described(description),
    direction: 'Outbound',
    access: 'Allow',
    source: ['*'],
  };
}

/** The end of a direction. */
export function denyAll(direction: SecurityRule['direction'], description: string): SecurityRule {
  const name = `deny-all-${direction.toLowerCase()}`;
  const all = { source: ['*'], destination: ['*'], ports: ['*'] };
  return { name, description, priority: BANDS.denyAll, direction, access: 'Deny', protocol: '*', ...all };
}

/** DNS servers of one's own; for Azure's no rule holds. */
export function dnsRules(destination: readonly string[]): readonly SecurityRule[] {
  if (destination.length === 0) return [];
  return (['Tcp', 'Udp'] as const).map((protocol, index) =>
    allow({
      name: `allow-dns-${protocol.toLowerCase()}`,
      description: 'DNS servers of the network',
      priority: BANDS.dns + index,
      protocol,
      destination,
      ports: ['53'],
    }),
  );
}

interface NamedSource {
  readonly name: string;
  readonly source: DataSource;
  readonly listener: DataSourceListener;
}

/**
 * A rule for each listener of each data source.
 *
 * @param lateral where those on ports stand by which attackers move on: before the rules that deny these, where there are any.
 */
export function dataSourceRules(sources: readonly DataSource[], lateral: Band): readonly SecurityRule[] {
  const named = sources.flatMap((source) =>
    source.listeners.map((listener, index): NamedSource => {
      return { name: ruleName(`allow-${sourceName(source, index)}`), source, listener };
    }),
  );
  if (lateral === BANDS.dataSources) return sourceRules(named, lateral);
  const exceptions = named.filter(({ listener }) => portsOverlap(listener.ports, LATERAL_PORTS));
  const others = named.filter((one) => !exceptions.includes(one));
  return [...sourceRules(exceptions, lateral), ...sourceRules(others, BANDS.dataSources)];
}

function sourceRules(named: readonly NamedSource[], band: Band): readonly SecurityRule[] {
  const places = placesOf(
    named.map(({ name }) => name),
    band,
  );
  return named.map(({ name, source, listener: { protocol, ports } }) => {
    const remark = remarkOn(source);
    return allow({
      name,
      description: remark === undefined ? String(source) : `${String(source)} (${remark})`,
      priority: places.get(name) ?? band.first,
      protocol,
      destination: placeOf(source),
      ports: unionOfPorts(ports),
    });
  });
}

function placeOf({ serviceTag, addresses, isOnInternet }: DataSource): readonly string[] {
  if (isOnInternet) return ['Internet'];
  return serviceTag === undefined ? addresses : [serviceTag];
}

function remarkOn({ serviceTag, isPlaced, isOnInternet }: DataSource): string | undefined {
  if (isOnInternet) return 'the firewall decides by its name';
  return serviceTag ?? (isPlaced ? undefined : 'any private address');
}
