import type { Checks } from '../../common/checks';

/** A port, or a range of ports: `5000-5010`. */
export type PortRange = number | string;

/** Ports as Azure writes them; as they are where they are none. */
export function portTexts(ports: unknown): readonly string[] {
  return Array.isArray(ports) ? ports.map(String) : [];
}

/** First and last port of a text that names some; nothing for others. */
export function portBounds(text: string): readonly [number, number] | undefined {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text);
  if (match === null) return undefined;
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  return first >= 1 && last <= 65535 && first <= last ? [first, last] : undefined;
}

/** The ports of a range that is known to be one, each. */
export function portNumbers(range: string): readonly number[] {
  const [first = 0, last = first] = range.split('-').map(Number);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** Reports what is no list of ports. */
export function checkPorts(property: string, ports: unknown, checks: Checks): void {
  if (!checks.known(property, ports, 'Rules are compared when the app runs: write the ports out.')) return;
  const fix = "Write them as in [8443, '5000-5010'].";
  if (!Array.isArray(ports) || ports.length === 0) {
    checks.add({ property, got: ports, allowed: 'one port or range of ports, or more', fix });
    return;
  }
  ports.forEach((port: unknown, index) => {
    const own = `${property}[${String(index)}]`;
    if (!checks.known(own, port, 'Rules are compared when the app runs: write the port out.')) return;
    const text = typeof port === 'number' || typeof port === 'string' ? String(port) : '';
    const bounds = portBounds(text);
    const allowed = 'a port from 1 to 65535, or a range such as 5000-5010';
    if (bounds === undefined) checks.add({ property: own, got: port, allowed, fix });
    else if (bounds[0] === 1 && bounds[1] === 65535) {
      const close = 'Name the ports that are listened on: all of them is no rule.';
      checks.add({ property: own, got: port, allowed: `${allowed}, and not all ports`, fix: close });
    }
  });
}

/** Whether two lists of ports have one in common. */
export function portsOverlap(a: readonly string[], b: readonly string[]): boolean {
  const bounds = (ports: readonly string[]): readonly (readonly [number, number])[] =>
    ports.map(portBounds).filter((range) => range !== undefined);
  return bounds(a).some(([first, last]) => bounds(b).some(([from, to]) => first <= to && from <= last));
}

/** Ports in order, each once, with neighbours and overlaps joined: `443`, `5671-5672`, `9350-9354`. */
export function unionOfPorts(ports: readonly string[]): readonly string[] {
  const bounds = ports
    .map(portBounds)
    .filter((range) => range !== undefined)
    .sort(([a], [b]) => a - b);
  const joined: [number, number][] = [];
  for (const [first, last] of bounds) {
    const previous = joined.at(-1);
    if (previous === undefined || first > previous[1] + 1) joined.push([first, last]);
    else previous[1] = Math.max(previous[1], last);
  }
  return joined.map(([first, last]) => (first === last ? String(first) : `${String(first)}-${String(last)}`));
}
