import { DomainMembership, type GatewayClusterProps, type JoinByScriptOptions } from '../../lib';
import { BY_SCRIPT, directoryWorld } from './directory-cluster';
import type { DomainConfig } from './engine/domain-config';
import type { Engine } from './engine/engine';
import type { MachineState, RunResult, SimulatedWorld } from './engine/world';
import type { WorldConfig } from './engine/world-config';
import { MemberCluster, pinned } from './member-cluster';
import { effectsOf, OWN_KEY } from './situation';

/** Members that are to join a domain, in a world in which everything works. */
export interface Joining {
  readonly membership?: DomainMembership;
  readonly props?: Partial<GatewayClusterProps>;
  readonly domain?: Partial<DomainConfig>;
  readonly world?: WorldConfig;
  readonly member?: NonNullable<WorldConfig['members']>[string];
}

/** As the members join, but for what is given; `undefined` takes something away. */
export function byScript(more: {
  readonly [Name in keyof JoinByScriptOptions]?: JoinByScriptOptions[Name] | undefined;
}): DomainMembership {
  const { domain, account = '', organizationalUnit, credential } = BY_SCRIPT;
  const options = { domain, account, organizationalUnit, credential, ...more };
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return DomainMembership.joinByScript(Object.fromEntries(given) as unknown as JoinByScriptOptions);
}

/** A cluster whose members belong to no domain yet. */
export async function joiningWorld(
  engine: Engine,
  { membership = BY_SCRIPT, props = {}, domain = {}, world = {}, member = {} }: Joining = {},
): Promise<{ readonly cluster: MemberCluster; readonly world: SimulatedWorld }> {
  const cluster = new MemberCluster({ software: pinned(), ...props, domainMembership: membership });
  const fresh = { ...member, domain: { joined: false, ...member.domain } };
  return { cluster, world: await directoryWorld(engine, cluster, domain, world, fresh) };
}

/** How often Windows was asked to join, and what it answered where it refused. */
export function answersIn({ reads, trace }: RunResult): readonly string[] {
  const refused = reads.filter((read) => read.startsWith('join ')).map((read) => read.replace(/^join .* answers /, ''));
  return [...refused, ...trace.filter(({ kind }) => kind === 'domain.join').map(() => '0')];
}

/** What a step has changed beside its own log, and the folder for it. */
export function workOf(result: RunResult): readonly string[] {
  return effectsOf(result).filter(
    (effect) => !/cdktf-data-gateway(\\logs)?( |$)/.test(effect.replace(/ JoinedAt=.*/, '')),
  );
}

/** A machine without the time at which it joined. */
export function timeless({ registry, ...rest }: MachineState): unknown {
  const { [OWN_KEY]: { JoinedAt: _, ...own } = {}, ...others } = registry;
  return { ...rest, registry: { ...others, [OWN_KEY]: own } };
}
