import { circuitsLeft, type OutageCase, outageCases } from '../circuits/circuit-outages';
import type { Circuits } from '../circuits/circuits';
import type { ExpressRouteReportInput } from './report-input';
import { carryingKeys, notCarriedBy, waitingKeys } from './report-coverage';
import { bullet, list, section, shownList } from './report-text';

/** What is left when something is down: today, and once all circuits are provisioned, where that is not the same. */
export function outageSections(input: ExpressRouteReportInput): readonly string[] {
  const { circuits } = input;
  const today = carryingKeys(circuits);
  if (today.length === circuits.all.length) return [section('When something is down', lines(input, today))];
  const later = section('When something is down, once all circuits are provisioned', lines(input, circuits.keys));
  return today.length === 0 ? [later] : [section('When something is down, today', lines(input, today)), later];
}

/** The circuits' outages, where those of some keys carry something. */
function lines(input: ExpressRouteReportInput, keys: readonly string[]): readonly string[] {
  return outageCases(input.circuits)
    .filter(({ outages }) => outages.every(({ circuit }) => keys.includes(circuit)))
    .flatMap((one) => bullet(`${one.name}: ${consequence(one, keys, input)}`));
}

function consequence({ outages }: OutageCase, keys: readonly string[], input: ExpressRouteReportInput): string {
  const left = circuitsLeft(keys, outages);
  if (left.length === 0) return lost(input, keys);
  const [down] = outages;
  if (down?.link !== undefined) {
    const spare = keys.length > 1 ? '' : ' Nothing else is left if that one fails too.';
    return `the other link carries its traffic. Microsoft's SLA is for both.${spare}`;
  }
  const [{ circuit } = { circuit: '' }] = left;
  const from = down?.circuit ?? '';
  return [
    takesOver(from, circuit, input),
    ...narrower(from, circuit, input.circuits),
    ...otherPool(circuit, input),
  ].join(' ');
}

function takesOver(from: string, by: string, input: ExpressRouteReportInput): string {
  const without = notCarriedBy(from, by, input);
  const all = without.length === 0 ? 'everything' : `everything but ${list(without)}, which it does not have`;
  const networks = input.privatePeering === undefined ? '' : ', virtual networks if it is connected with their gateway';
  return `${by} carries ${all}${networks}.`;
}

function narrower(downKey: string, leftKey: string, circuits: Circuits): readonly string[] {
  const down = circuits.find(downKey)?.mbps ?? 0;
  const left = circuits.find(leftKey)?.mbps ?? 0;
  return left < down ? [`It has ${String(left)} Mbps where ${downKey} had ${String(down)}.`] : [];
}

function otherPool(key: string, { microsoftPeering }: ExpressRouteReportInput): readonly string[] {
  if (microsoftPeering === undefined) return [];
  const { advertisedPrefixes = [], advertisedIpv6Prefixes = [] } = microsoftPeering.at(key) ?? {};
  const pool = [...shownList(advertisedPrefixes), ...shownList(advertisedIpv6Prefixes)].join(', ');
  return [`Connections to Microsoft begin anew from ${pool}; open ones break.`];
}

function lost(
  { circuits, microsoftPeering, privatePeering }: ExpressRouteReportInput,
  keys: readonly string[],
): string {
  const waiting = keys.length === circuits.all.length ? [] : waitingKeys(circuits);
  const microsoft =
    'What Microsoft peering carried goes by the internet, if your network lets it; without such a way gateways are offline.';
  const networks = 'Virtual networks are not reached.';
  return [
    'nothing goes over ExpressRoute.',
    ...(waiting.length === 0 ? [] : [`Nothing takes over before ${list(waiting)} is provisioned.`]),
    ...(microsoftPeering === undefined ? [] : [microsoft]),
    ...(privatePeering === undefined ? [] : [networks]),
  ].join(' ');
}
