import type { Checks } from '../../common/checks';
import { rangeOf } from './address-rules';
import { DataSource } from './data-source';
import { portsOverlap } from './ports';
import { BANDS, LATERAL_PORTS, MAX_DATA_SOURCES, WINDOWS_PORTS } from './limits';

/**
 * Reports what is wrong with data sources, each by itself and one with another.
 *
 * @param byNames whether a firewall reads names behind the rules.
 */
export function checkDataSources(property: string, sources: unknown, own: Checks, byNames = false): void {
  if (sources === undefined) return;
  const fix = "Write them as in [DataSource.sqlServer('sql01.corp.contoso.com')].";
  if (!Array.isArray(sources)) {
    own.addHidden({ property, got: sources, allowed: 'an array of data sources', fix });
    return;
  }
  if (sources.length > MAX_DATA_SOURCES) {
    const merge = 'Join neighbours: one DataSource.custom with a range of addresses stands for many.';
    own.add({ property, got: sources.length, allowed: `at most ${String(MAX_DATA_SOURCES)}`, fix: merge });
    return;
  }
  const good: (readonly [string, DataSource])[] = [];
  sources.forEach((source: unknown, index) => {
    const place = `${property}[${String(index)}]`;
    if (!(source instanceof DataSource)) {
      // Not shown: it may be a connection string.
      own.addHidden({ property: place, got: source, allowed: 'a DataSource', fix });
      return;
    }
    const before = own.problems.length;
    source.check(place, own);
    if (own.problems.length > before) return;
    if (!byNames) checkOnInternet(place, source, own);
    checkLateral(place, source, own);
    checkWindows(place, source, own);
    for (const [, other] of good) checkPair(place, source, other, own);
    good.push([place, source]);
  });
  checkExceptions(property, good, own);
}

/** A network security group knows no names: it would open the whole internet. */
function checkOnInternet(property: string, { isOnInternet }: DataSource, own: Checks): void {
  if (!isOnInternet) return;
  const fix = 'Without a firewall that reads names, give `serviceTag` or `addresses`.';
  own.add({ property: `${property}.onInternet`, got: true, allowed: 'true with Egress.byFirewall alone', fix });
}

/** Exceptions from the rules that deny lateral ports have a band of their own. */
function checkExceptions(property: string, sources: readonly (readonly [string, DataSource])[], own: Checks): void {
  const { count } = BANDS.exceptions;
  const exceptions = sources.flatMap(([, { listeners }]) =>
    listeners.filter(({ ports }) => portsOverlap(ports, LATERAL_PORTS)),
  );
  if (exceptions.length <= count) return;
  const fix = 'Join them: one DataSource.custom stands for many addresses.';
  const allowed = `at most ${String(count)} with port ${LATERAL_PORTS.join(', ')}`;
  own.add({ property, got: exceptions.length, allowed, fix });
}

/** Ports by which attackers move on are opened to named machines, and to nothing wider. */
function checkLateral(property: string, source: DataSource, own: Checks): void {
  const port = LATERAL_PORTS.find((lateral) => source.listeners.some(({ ports }) => portsOverlap(ports, [lateral])));
  const isNarrow = source.isPlaced && source.addresses.length > 0 && source.addresses.every(isSingle);
  if (port === undefined || isNarrow) return;
  const fix = 'Give the addresses of the machines, each by itself: by these ports attackers move on.';
  const allowed = `single addresses with port ${port}`;
  const got = source.isPlaced ? (source.serviceTag ?? source.addresses) : undefined;
  own.add({ property: `${property}.addresses`, got, allowed, fix });
}

/** Ports of Windows itself are opened to what is named. */
function checkWindows(property: string, source: DataSource, own: Checks): void {
  const port = WINDOWS_PORTS.find((range) => source.listeners.some(({ ports }) => portsOverlap(ports, [range])));
  if (port === undefined || source.isPlaced) return;
  const fix = 'Give the addresses of the machines, or a range of them: by these ports Windows machines are attacked.';
  own.add({ property: `${property}.addresses`, got: undefined, allowed: `addresses with port ${port}`, fix });
}

function isSingle(address: string): boolean {
  // What Terraform computes is taken to be what azurerm calls an address.
  return rangeOf(address)?.prefixLength === 32 || /[$%]\{/.test(address);
}

function checkPair(property: string, source: DataSource, other: DataSource, own: Checks): void {
  if (String(source).toLowerCase() === String(other).toLowerCase()) {
    const fix = 'Rules are named by kind and host: join the two, with DataSource.custom for several ports.';
    own.add({ property, got: String(source), allowed: 'each data source once', fix });
  }
}

/** Whether two data sources have addresses and ports in common, as far as these are given: two names of one machine. */
export function overlap(a: DataSource, b: DataSource): boolean {
  if (!a.isPlaced || !b.isPlaced) return false;
  const samePorts = a.listeners.some(({ protocol, ports }) =>
    b.listeners.some((listener) => listener.protocol === protocol && portsOverlap(ports, listener.ports)),
  );
  if (!samePorts) return false;
  if (a.serviceTag !== undefined && a.serviceTag === b.serviceTag) return true;
  return rangesOf(a).some((range) => rangesOf(b).some((other) => range.overlaps(other)));
}

function rangesOf({ addresses }: DataSource): readonly NonNullable<ReturnType<typeof rangeOf>>[] {
  return addresses.map(rangeOf).filter((range) => range !== undefined);
}
