import type { Circuits } from '../circuits/circuits';
import type { ExpressRouteReportInput } from './report-input';
import type { PeeringLinks } from '../peering/peering-links';
import { list } from './report-text';

/** Keys of the circuits that carry something today. */
export function carryingKeys(circuits: Circuits): readonly string[] {
  return circuits.all.filter(({ phase }) => phase.allowsPeerings).map(({ key }) => key);
}

/** Keys of the circuits that carry nothing yet. */
export function waitingKeys(circuits: Circuits): readonly string[] {
  return circuits.all.filter(({ phase }) => !phase.allowsPeerings).map(({ key }) => key);
}

/** The circuits that something goes through: those of today first, then those that wait for their carrier. */
export function through(circuits: Circuits): string {
  const [today, later] = [carryingKeys(circuits), waitingKeys(circuits)];
  if (later.length === 0) return list(today);
  const wait = `${list(later)} once ${later.length === 1 ? 'it is' : 'they are'} provisioned`;
  return today.length === 0 ? wait : `${list(today)}, and ${wait}`;
}

/** What one circuit carries and another does not: `IPv6 of Microsoft peering`. */
export function notCarriedBy(from: string, by: string, input: ExpressRouteReportInput): readonly string[] {
  const { microsoftPeering, privatePeering } = input;
  return [
    ...missing('Microsoft peering', microsoftPeering?.at(from)?.links, microsoftPeering?.at(by)?.links),
    ...missing('private peering', privatePeering?.at(from)?.links, privatePeering?.at(by)?.links),
  ];
}

/** The same for either way between two circuits. */
export function uneven(input: ExpressRouteReportInput): readonly string[] {
  const [first, second] = input.circuits.keys;
  if (first === undefined || second === undefined) return [];
  return [...notCarriedBy(first, second, input), ...notCarriedBy(second, first, input)];
}

function missing(peering: string, from: PeeringLinks | undefined, by: PeeringLinks | undefined): readonly string[] {
  return [
    ...(from?.ipv4 !== undefined && by?.ipv4 === undefined ? [`IPv4 of ${peering}`] : []),
    ...(from?.ipv6 !== undefined && by?.ipv6 === undefined ? [`IPv6 of ${peering}`] : []),
  ];
}
