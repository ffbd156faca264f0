import {
  Configuration,
  describeFlow,
  evaluateFirewall,
  evaluatePath,
  type Flow,
  type KnownValues,
  type PathVerdict,
  type Place,
  placeOf,
  ruleCollectionGroups,
  type TerraformJson,
} from '../evaluator';
import { forbiddenFlows, fromMember, NAME_TAGS, requiredFlows, type RequiredFlow } from '../truth';
import type { Expectation } from './expectations';

/** What was looked at, and what was not as it should be. */
export interface Judgement {
  /** How many flows had to pass. */
  readonly required: number;
  /** How many had to be stopped. */
  readonly forbidden: number;
  /** In words. */
  readonly complaints: readonly string[];
}

/** What is asked of the proxy: a name and its ports a line, with remarks. */
export type AllowList = readonly { readonly name: string; readonly ports: readonly number[] }[];

/** An allow-list as a proxy would read it. */
export function readAllowList(text: string): AllowList {
  return text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [name = '', ports = ''] = line.split(':');
      return { name, ports: ports.split(',').map(Number) };
    });
}

/** Holds what an example synthesizes against the table, and against what must not pass. */
export function judge(stack: TerraformJson, expectation: Expectation, allowList: AllowList | undefined): Judgement {
  const world = new World(stack, expectation);
  const required = requiredOf(expectation);
  const complaints = [
    ...required.flatMap((flow) => complaintAbout(flow, world, expectation, allowList)),
    ...expectation.others
      .map((other) => privateFlow(expectation.member, ...other))
      .flatMap((flow) => world.mustPass(flow)),
    ...(expectation.proxy ?? []).flatMap(([address, port]) =>
      world.mustPass(privateFlow(expectation.member, address, port, 'Tcp')),
    ),
    ...(expectation.inbound ?? []).flatMap(([address, port]) =>
      world.mustPass(inboundFlow(expectation.member, address, port)),
    ),
  ];
  const forbidden = forbiddenOf(expectation);
  const passed = forbidden.flatMap(({ reason, at, flow }) =>
    at === 'path' ? world.mustStop(flow, reason) : world.firewallMustStop(flow, reason),
  );
  return {
    required: required.length + expectation.others.length,
    forbidden: forbidden.length,
    complaints: [...complaints, ...passed],
  };
}

function requiredOf({ groups, without, names }: Expectation): readonly RequiredFlow[] {
  return requiredFlows('public', names)
    .filter(({ group }) => groups.includes(group))
    .filter((flow) => !Object.values(without).some((isLeftOut) => isLeftOut(flow)));
}

/** Names that nobody has named are stopped by a firewall, and not by a network security group that lets the web out. */
function forbiddenOf({ member, firewall, proxy, groups }: Expectation): ReturnType<typeof forbiddenFlows> {
  const neighbour = member.replace(/\d+$/, '9');
  return forbiddenFlows('public', { member, neighbour }).filter(({ reason, at }) => {
    if (at === 'firewall') return firewall !== undefined;
    if (reason === 'unnamed web sites') return firewall !== undefined || proxy !== undefined;
    return reason !== 'foreign storage' || firewall !== undefined || !groups.includes('updates');
  });
}

/** The machine reads names through the same proxy: what no private endpoint and no address of its own has goes there. */
function complaintAbout(
  flow: RequiredFlow,
  world: World,
  { member, proxy, privateEndpoints }: Expectation,
  allowList: AllowList | undefined,
): readonly string[] {
  const endpoint = privateEndpoints?.[flow.group];
  if (endpoint !== undefined && flow.row !== 'sign-in') {
    return world.mustPass(privateFlow(member, endpoint, flow.port, flow.protocol));
  }
  const isWeb = flow.port === 443 || flow.port === 80;
  if (proxy === undefined || !isWeb || flow.group === 'host') return world.mustPass(fromMember(flow, member));
  if (allowList === undefined || flow.group === 'certificates') return [];
  const isAllowed = allowList.some(({ name, ports }) => matches(name, flow.host) && ports.includes(flow.port));
  return isAllowed ? [] : [`the proxy is not asked to let ${flow.host}:${String(flow.port)} through`];
}

function matches(name: string, host: string): boolean {
  return name.startsWith('*.') ? host.endsWith(name.slice(1)) : host === name;
}

function privateFlow(member: string, address: string, port: number, protocol: 'Tcp' | 'Udp'): Flow {
  return {
    direction: 'Outbound',
    protocol,
    kind: protocol === 'Udp' ? 'udp' : 'tcp',
    source: { address: member, tags: [] },
    destination: { address, tags: [] },
    port,
  };
}

function inboundFlow(member: string, address: string, port: number): Flow {
  const destination = { address: member, tags: [] };
  return { direction: 'Inbound', protocol: 'Tcp', kind: 'tcp', source: { address, tags: [] }, destination, port };
}

/** The id of an association of a subnet is that of the subnet (azurerm v4.55.0, all three kinds). */
function idsOfAssociations(stack: TerraformJson): KnownValues {
  const resources = (stack.resource ?? {}) as Readonly<Record<string, Readonly<Record<string, Fields>>>>;
  return Object.fromEntries(
    Object.entries(resources)
      .filter(([type]) => /^azurerm_subnet_.*_association$/.test(type))
      .flatMap(([type, blocks]) =>
        Object.entries(blocks).map(([name, { subnet_id }]) => [`${type}.${name}.id`, String(subnet_id)]),
      ),
  );
}

type Fields = Readonly<Record<string, unknown>>;

/** The members of an example, each at its place. */
class World {
  private readonly configuration: Configuration;
  private readonly places: readonly Place[];

  constructor(
    stack: TerraformJson,
    private readonly expectation: Expectation,
  ) {
    const { estate, known } = expectation;
    const stacks = estate === undefined ? [stack] : [stack, estate];
    this.configuration = new Configuration(stacks, { ...known, ...idsOfAssociations(stack) });
    this.places = this.configuration
      .ofType('azurerm_network_interface')
      .map(({ address }) => placeOf(this.configuration, address));
    if (this.places.length === 0) throw new Error('no member is here');
  }

  mustPass(flow: Flow): readonly string[] {
    return this.verdicts(flow)
      .filter(({ outcome }) => outcome !== 'passes')
      .map(({ why }) => `must pass: ${why}`);
  }

  mustStop(flow: Flow, reason: string): readonly string[] {
    return this.verdicts(flow)
      .filter(({ outcome }) => outcome !== 'blocked')
      .map(({ why }) => `must not pass (${reason}): ${why}`);
  }

  firewallMustStop(flow: Flow, reason: string): readonly string[] {
    const { allowed, by } = evaluateFirewall(ruleCollectionGroups(this.configuration), flow, NAME_TAGS);
    return allowed ? [`the firewall must not let pass (${reason}): ${describeFlow(flow)}, allowed by ${by}`] : [];
  }

  private verdicts(flow: Flow): readonly PathVerdict[] {
    const { virtualNetwork, firewall } = this.expectation;
    const groups = ruleCollectionGroups(this.configuration);
    return this.places.map((place) =>
      evaluatePath(place, flow, {
        configuration: this.configuration,
        virtualNetwork,
        ...(firewall === undefined ? {} : { firewall: { address: firewall, groups, nameTags: NAME_TAGS } }),
      }),
    );
  }
}
