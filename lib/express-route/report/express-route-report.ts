import { type ExpressRouteReportInput, throwIfBad } from './report-input';
import type { Circuit } from '../circuits/circuit';
import { tierNeed } from '../circuits/circuit-tier';
import type { Circuits } from '../circuits/circuits';
import { desktopFlowHosts } from './desktop-flow-hosts';
import { GATEWAY_REMAINS, NOT_CARRIED, type OtherWay } from './not-carried';
import type { PeeringLinks, PeeringLink } from '../peering/peering-links';
import { carryingKeys, through, uneven, waitingKeys } from './report-coverage';
import { reportDates } from './report-dates';
import { outageSections } from './report-outages';
import { bullet, indented, list, section, shown, shownList, sentence } from './report-text';

/**
 * What is announced, through which circuit, what stays on the internet, and what is left when a link, a circuit or all of
 * them are down: as text for a review, the same for the same input.
 *
 * @throws DataGatewayError with all that is wrong with the input.
 */
export function expressRouteReport(input: ExpressRouteReportInput): string {
  throwIfBad(input);
  return `${[
    section('Circuits', circuitLines(input)),
    section('Microsoft announces to you', announcedByMicrosoft(input)),
    section('You announce to Microsoft', announcedByYou(input)),
    section('Virtual networks', networkLines(input)),
    section('Links', linkLines(input)),
    section('Desktop flows of Power Automate', desktopFlowLines(input)),
    section('Stays on the internet', notCarried('internet')),
    section("Stays inside Microsoft's network", notCarried('microsoftNetwork')),
    section('Does not work at all', notCarried('nowhere')),
    section('What a circuit does not replace', sentence(GATEWAY_REMAINS)),
    ...outageSections(input),
    section('To read', warningLines(input)),
    section('Data as of', reportDates(input).flatMap(bullet)),
  ]
    .filter((text) => text !== '')
    .join('\n\n')}\n`;
}

/** Azure regions that the circuits must reach. */
function regionsOf({ microsoftPeering, virtualNetworkRegions = [] }: ExpressRouteReportInput): readonly string[] {
  return [...(microsoftPeering?.regions ?? []), ...virtualNetworkRegions];
}

const KINDS = {
  pair: 'Two circuits in two peering locations',
  metro: 'One circuit with its links in two sites of one city: a site may be lost, the city may not.',
  singleSite: 'One circuit in one site: the loss of the site takes everything down.',
} as const;

function circuitLines(input: ExpressRouteReportInput): readonly string[] {
  const { circuits } = input;
  const regions = regionsOf(input);
  return [
    ...sentence(headline(input)),
    ...circuits.all.flatMap((circuit) => bullet(`${circuit.key}: ${describe(circuit, circuits, regions)}`)),
  ];
}

function headline(input: ExpressRouteReportInput): string {
  const { circuits } = input;
  if (circuits.resiliency !== 'pair') return KINDS[circuits.resiliency];
  const alone = uneven(input);
  const what = alone.length === 0 ? 'everything' : `everything but ${list(alone)}`;
  const whole = `either carries ${what} when the other is down`;
  const [today, waiting] = [carryingKeys(circuits), waitingKeys(circuits)];
  if (waiting.length === 0) return `${KINDS.pair}: ${whole}.`;
  const later = `Once both are provisioned, ${whole}.`;
  if (today.length === 0) return `${KINDS.pair}, which carry nothing yet. ${later}`;
  return `${KINDS.pair}. Today ${list(today)} is alone: nothing takes over when it is down. ${later}`;
}

function describe(circuit: Circuit, circuits: Circuits, regions: readonly string[]): string {
  const { kind, provider, bandwidthMbps, bandwidthGbps, peeringLocation, billing } = circuit;
  const through = kind === 'provider' ? shown(provider) : 'ports of your own';
  const size = kind === 'provider' ? `${String(bandwidthMbps)} Mbps` : `${String(bandwidthGbps)} Gbps`;
  const phase = circuit.phase.allowsPeerings ? 'provisioned' : 'ordered: carries nothing until it is provisioned';
  const tier = `${circuits.tierOf(circuit, regions)} (${tierReason(circuit, regions)})`;
  return `${peeringLocation}, ${through}, ${size}, ${tier}, ${billing}; ${phase}.`;
}

function tierReason(circuit: Circuit, regions: readonly string[]): string {
  const { tier, outside, unplaced } = tierNeed(circuit.geopoliticalArea, regions);
  const area = String(circuit.geopoliticalArea);
  if (circuit.requestedTier === 'Local') return `reaches the regions beside ${circuit.peeringLocation} alone`;
  if (tier === 'Premium') return `${outside.join(', ')} outside ${area}`;
  if (unplaced.length > 0) return `you say that it reaches ${unplaced.join(', ')}`;
  if (circuit.requestedTier === 'Premium') return `your wish: all regions lie in ${area}`;
  return `all regions lie in ${area}`;
}

function announcedByMicrosoft({ circuits, microsoftPeering }: ExpressRouteReportInput): readonly string[] {
  if (microsoftPeering === undefined) {
    return sentence('Nothing: there is no Microsoft peering. Power Platform and Azure Relay stay on the internet.');
  }
  return [
    ...sentence(`Through ${through(circuits)}, by one route filter. Power Platform has no community of its own:`),
    ...microsoftPeering.route.communities.flatMap(({ value, name, reason }) => bullet(`${value} ${name}: ${reason}`)),
    ...sentence('All public addresses of these regions come with them, Azure Relay of the gateways there among them.'),
  ];
}

function announcedByYou({ circuits, microsoftPeering }: ExpressRouteReportInput): readonly string[] {
  if (microsoftPeering === undefined) return [];
  const { peerAsn, customerAsn, routingRegistry } = microsoftPeering;
  const owner = customerAsn === undefined ? '' : `, prefixes of AS ${shown(customerAsn)}`;
  return [
    ...sentence(
      `From AS ${shown(peerAsn)}${owner}, registered in ${routingRegistry}. Your addresses are translated to them:`,
    ),
    ...circuits.keys.flatMap((key) => {
      const { advertisedPrefixes = [], advertisedIpv6Prefixes = [] } = microsoftPeering.at(key) ?? {};
      return bullet(`${key}: ${[...shownList(advertisedPrefixes), ...shownList(advertisedIpv6Prefixes)].join(', ')}`);
    }),
  ];
}

function networkLines({
  circuits,
  privatePeering,
  virtualNetworkRegions = [],
}: ExpressRouteReportInput): readonly string[] {
  if (privatePeering === undefined) return sentence('Not reached: there is no private peering.');
  const where = virtualNetworkRegions.length === 0 ? '' : ` in ${list(virtualNetworkRegions)}`;
  return sentence(
    `Those${where} behind an ExpressRoute gateway, through those circuits that are connected with it. Private peering: ` +
      `${through(circuits)}.`,
  );
}

function linkLines({ circuits, microsoftPeering, privatePeering }: ExpressRouteReportInput): readonly string[] {
  return circuits.keys.flatMap((key) => [
    ...peeringLines(`${key}, Microsoft peering`, microsoftPeering?.at(key)?.links, microsoftPeering?.vlanAt(key)),
    ...peeringLines(`${key}, private peering`, privatePeering?.at(key)?.links, privatePeering?.vlanAt(key)),
  ]);
}

function peeringLines(name: string, links: PeeringLinks | undefined, vlanId: number | undefined): readonly string[] {
  if (links === undefined) return [];
  const pairs = [links.ipv4, links.ipv6].filter((pair) => pair !== undefined);
  return [
    ...bullet(`${name}, VLAN ${shown(vlanId)}`),
    ...pairs.flatMap(({ primary, secondary }) => [
      indented(`primary   ${linkText(primary)}`),
      indented(`secondary ${linkText(secondary)}`),
    ]),
  ];
}

function linkText({ prefix, customerRouter, microsoftRouter }: PeeringLink): string {
  if (customerRouter === undefined || microsoftRouter === undefined) return shown(prefix);
  return `${prefix}: your router ${customerRouter}, Microsoft's ${microsoftRouter}`;
}

function desktopFlowLines({ circuits, microsoftPeering, desktopFlows }: ExpressRouteReportInput): readonly string[] {
  if (desktopFlows !== true) return [];
  const cloud = circuits.all[0]?.azureCloud ?? 'AzureCloud';
  const over = desktopFlowHosts(cloud, 'expressRoute').join(', ');
  const rest = `On the internet: ${desktopFlowHosts(cloud, 'internet').join(', ')}.`;
  if (microsoftPeering === undefined)
    return bullet(`On the internet, for there is no Microsoft peering: ${over}.`).concat(bullet(rest));
  const doubt = 'Which of them lie in the regions above no page says, but for the relay: look at your routes.';
  return [...bullet(`Over Microsoft peering: ${over}. ${doubt}`), ...bullet(rest)];
}

function notCarried(way: OtherWay): readonly string[] {
  return NOT_CARRIED.filter(({ by }) => by === way).flatMap(({ what, why, advice }) =>
    bullet(`${what}: ${why} ${advice}`),
  );
}

function warningLines({ circuits, microsoftPeering, privatePeering }: ExpressRouteReportInput): readonly string[] {
  const warnings = [
    ...circuits.warnings,
    ...circuits.notes,
    ...(microsoftPeering?.warnings ?? []),
    ...(privatePeering?.warnings ?? []),
    ...(microsoftPeering?.route.warnings ?? []),
    ...(microsoftPeering?.route.notes ?? []),
  ];
  return warnings.flatMap((warning) => bullet(warning));
}
