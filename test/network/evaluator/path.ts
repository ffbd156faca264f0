import { evaluateFirewall, type NameTags } from './firewall';
import type { RuleCollectionGroup } from './firewall-policy';
import { describeFlow, type Flow, type Verdict } from './flow';
import { evaluateNsg } from './nsg';
import { type Route, routeTables, routeTo } from './routes';
import { networkSecurityGroups, type SecurityRule } from './security-rules';
import { METADATA_ADDRESS, type World } from './service-tags';
import type { Configuration } from './terraform';

/** Where a machine is. */
export interface Place {
  /** As the configuration writes it: `${azurerm_subnet.x.id}`, or the id of a subnet that exists. */
  readonly subnetId: string;
  /** As the configuration writes it; without one, only what is bound to the subnet counts. */
  readonly networkInterfaceId?: string;
}

/** The firewall that routes lead to. */
export interface Firewall {
  /** Address that routes name. */
  readonly address: string;
  /** Rules of its policy, all of them; they may come from another configuration. */
  readonly groups: readonly RuleCollectionGroup[];
  readonly nameTags: NameTags;
}

/** What is around a machine. */
export interface Surroundings {
  readonly configuration: Configuration;
  /** Ranges of the virtual network, its peers and the networks connected to it. */
  readonly virtualNetwork: readonly string[];
  readonly firewall?: Firewall;
}

/** What becomes of a flow. */
export interface PathVerdict {
  /** `depends`: only where the tag `VirtualNetwork` has, or has not, the prefixes of user-defined routes. */
  readonly outcome: 'passes' | 'blocked' | 'depends';
  /** Every verdict on the way, for people. */
  readonly why: string;
}

/** The subnet of a network interface, and the interface. */
export function placeOf(configuration: Configuration, networkInterface: string): Place {
  const block = configuration.ofType('azurerm_network_interface').find(({ address }) => address === networkInterface);
  const [subnetId, ...others] = new Set(block?.blocks('ip_configuration').map((ip) => ip.text('subnet_id')));
  if (block === undefined || subnetId === undefined || others.length > 0)
    throw new Error(`${networkInterface} is not in one subnet`);
  return { subnetId, networkInterfaceId: block.id };
}

/** Ranges of the virtual networks of a configuration. */
export function addressSpaces(configuration: Configuration): readonly string[] {
  return configuration.ofType('azurerm_virtual_network').flatMap((network) => network.texts('address_space'));
}

/**
 * What becomes of a flow that a machine starts, or that reaches for it: the security groups of its subnet and of its network
 * interface must both allow it; outbound, the route decides whether a firewall is asked too. A flow inbound is judged by the
 * groups alone, as if it had found a way to the machine.
 */
export function evaluatePath(place: Place, flow: Flow, surroundings: Surroundings): PathVerdict {
  const { configuration, virtualNetwork } = surroundings;
  const groups = groupsAt(place, configuration);
  const routes = routesAt(place, configuration);
  const routed = routes.map(({ prefix }) => prefix);
  const readings = [true, false].map((routedInTag) => {
    const world: World = { virtualNetwork, routed, routedInTag };
    const verdicts = groups.map((rules) => evaluateNsg(rules, flow, world));
    return [...verdicts, ...beyond(flow, routes, world, surroundings.firewall)];
  });
  const allowed = readings.map((verdicts) => verdicts.every((verdict) => verdict.allowed));
  const words = readings.map((verdicts) => verdicts.map(inWords).join('; '));
  const outcome = allowed[0] === allowed[1] ? (allowed[0] === true ? 'passes' : 'blocked') : 'depends';
  return { outcome, why: `${describeFlow(flow)}: ${[...new Set(words)].join(' | or: ')}` };
}

function inWords({ allowed, by }: Verdict): string {
  return `${allowed ? 'allowed' : 'denied'} by ${by}`;
}

/** What happens outside the groups. */
function beyond(
  flow: Flow,
  routes: readonly Route[],
  world: World,
  firewall: Firewall | undefined,
): readonly Verdict[] {
  if (flow.direction === 'Inbound') {
    const isMetadata = flow.destination.address === METADATA_ADDRESS;
    return isMetadata ? [{ allowed: false, by: 'the host: metadata is for the machine itself' }] : [];
  }
  const route = routeTo(flow.destination.address, routes, world);
  if (route === 'host') return [{ allowed: true, by: 'the host, which serves it' }];
  const by = `the route ${route.prefix} to ${route.nextHop}`;
  switch (route.nextHop) {
    case 'VnetLocal':
    case 'Internet':
      return [{ allowed: true, by }];
    case 'None':
      return [{ allowed: false, by }];
    case 'VirtualAppliance':
      if (firewall?.address !== route.address) throw new Error(`no rules are given for ${by} ${String(route.address)}`);
      return [{ allowed: true, by }, evaluateFirewall(firewall?.groups ?? [], flow, firewall?.nameTags ?? {})];
    case 'VirtualNetworkGateway':
      throw new Error(`${by} leads out of what is known`);
  }
}

/** Rules of the groups that guard a place: of the subnet, and of the interface. */
function groupsAt(place: Place, configuration: Configuration): readonly (readonly SecurityRule[])[] {
  refuseSubnetsInNetworks(configuration);
  const groups = networkSecurityGroups(configuration);
  const ids = [
    ...bound(configuration, 'azurerm_subnet_network_security_group_association', 'subnet_id', place.subnetId),
    ...bound(
      configuration,
      'azurerm_network_interface_security_group_association',
      'network_interface_id',
      place.networkInterfaceId,
    ),
  ].map((association) => association.text('network_security_group_id'));
  return ids.map((id) => {
    const group = groups.find((candidate) => candidate.id === id);
    if (group === undefined) throw new Error(`the security group ${id} is not here`);
    return group.rules;
  });
}

function routesAt({ subnetId }: Place, configuration: Configuration): readonly Route[] {
  const tables = routeTables(configuration);
  const [association] = bound(configuration, 'azurerm_subnet_route_table_association', 'subnet_id', subnetId);
  if (association === undefined) return [];
  const table = tables.find(({ id }) => id === association.text('route_table_id'));
  if (table === undefined) throw new Error(`the route table ${association.text('route_table_id')} is not here`);
  return table.routes;
}

/** Associations of one type with a subnet or an interface: Azure takes one at most. */
function bound(
  configuration: Configuration,
  type: string,
  field: string,
  id: string | undefined,
): ReturnType<Configuration['ofType']> {
  const associations = configuration.ofType(type).filter((association) => association.text(field) === id);
  if (associations.length > 1) throw new Error(`${String(id)} has several associations of the type ${type}`);
  return associations;
}

/** Subnets within a network bind groups and tables in a way of their own. */
function refuseSubnetsInNetworks(configuration: Configuration): void {
  for (const network of configuration.ofType('azurerm_virtual_network')) network.refuse('subnet');
}
