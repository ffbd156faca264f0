import { DirectorySetup, type DirectorySetupByAdministratorOptions, type GatewayClusterProps } from '../../lib';
import type { RenderedScript } from '../support/member-scripts';
import { directoryWorld, filesOf, inDirectory, MEMBERS_GROUP, runFile } from './directory-cluster';
import type { DirectoryObjectConfig, DomainConfig } from './engine/domain-config';
import type { Engine } from './engine/engine';
import type { Cut, Fault, RunResult, SimulatedWorld } from './engine/world';
import type { WorldConfig } from './engine/world-config';
import { MemberCluster } from './member-cluster';
import { record } from './record';
import { effectsOf, textOf } from './situation';

/** The machine of the administrator, who may change everything unless something else is said. */
export const ADMINISTRATOR = 'ADMIN-PC';
export const ACCOUNT = 'svc-gw$';
/** What the library writes on what it makes. */
export const MARK = 'Data gateway cluster finance-prod (cdktf-data-gateway)';
export const OTHERS = 'Racked by hand';
/** Names the computers that are gone. */
export const DROPPED = 'RemoveDropped=OLD-01, OLD-02,GONE-01';

/** A cluster whose directory an administrator sets up, and the directory as they find it. */
export interface Beginning {
  readonly props?: Partial<GatewayClusterProps>;
  readonly setup?: Partial<DirectorySetupByAdministratorOptions>;
  readonly domain?: Partial<DomainConfig>;
  readonly member?: NonNullable<WorldConfig['members']>[string];
  readonly administrator?: NonNullable<WorldConfig['members']>[string];
  readonly switches?: readonly string[];
}

/** The script in that world. */
export interface Prepared {
  readonly cluster: MemberCluster;
  readonly script: RenderedScript;
  readonly check: RenderedScript | undefined;
  readonly world: SimulatedWorld;
  /** As somebody who waits in front of it. */
  readonly run: (switches?: readonly string[], fault?: Fault, world?: SimulatedWorld) => Promise<RunResult>;
  /** Without a fault, with the worlds that would be left if the power were cut. */
  readonly runCutting: (world: SimulatedWorld) => Promise<{ result: RunResult; cuts: readonly Cut[] }>;
}

export function described({ props = {}, setup = {} }: Beginning): Partial<GatewayClusterProps> {
  return inDirectory({
    directory: DirectorySetup.byAdministrator({ membersGroup: MEMBERS_GROUP, ...setup }),
    ...props,
  });
}

export async function prepared(engine: Engine, beginning: Beginning): Promise<Prepared> {
  const { domain = {}, member = {}, administrator = {}, switches: usual = [] } = beginning;
  const props = described(beginning);
  const cluster = new MemberCluster(props);
  const { setup: script, check } = filesOf(props);
  if (script === undefined) throw new Error('no script for an administrator');
  const members = { [ADMINISTRATOR]: { features: { 'RSAT-AD-PowerShell': true }, ...administrator } };
  const world = await directoryWorld(engine, cluster, { writers: [ADMINISTRATOR], ...domain }, { members }, member);
  return {
    cluster,
    script,
    check,
    world,
    run: (switches = [], fault, place = world) => runFile(place, ADMINISTRATOR, script, [...usual, ...switches], fault),
    runCutting: async (place) => {
      const answer = await place.runCutting(ADMINISTRATOR, script.text, usual);
      record(script, answer.result);
      return answer;
    },
  };
}

/** The lines of a report that begin so, without that. */
export function said(result: RunResult, word: string): readonly string[] {
  const lines = textOf(result).split('\n');
  return lines.filter((line) => line.startsWith(word.padEnd(10))).map((line) => line.slice(10));
}

/** What a run has changed, whether it ended well or not. */
export function changedBy(result: RunResult): readonly string[] {
  return [...textOf(result).matchAll(/^(?:changed {3}| {2}changed: )(.*)$/gm)].map(([, change = '']) => change);
}

const FAILED =
  /^directory of cluster finance-prod: FAILED while (.+)\nWhat failed: ([\s\S]+?)\nWhat to do: (.+)(?:\nTrue now:((?:\n {2}(?:ok {8}|NOTE {6}|changed: ).+)+))?$/;

/** What a run says that had to stop, for a snapshot. What it has changed before, it says as well: one change an effect. */
export function stopIn(result: RunResult): Readonly<Record<'doing' | 'failed' | 'toDo', string>> {
  expect([result.exitCode, textOf(result)]).toEqual([1, expect.stringMatching(FAILED)]);
  expect(changedBy(result)).toHaveLength(effectsOf(result).filter((effect) => !effect.startsWith('process.')).length);
  const [, doing = '', failed = '', toDo = ''] = FAILED.exec(textOf(result)) ?? [];
  return { doing, failed, toDo };
}

/** A run that did all that it was asked for. */
export function expectSetUp(result: RunResult): void {
  expect([result.exitCode, result.errors, said(result, 'WRONG'), said(result, 'MISSING')]).toEqual([0, [], [], []]);
  expect(textOf(result)).toMatch(/^directory of cluster finance-prod: (\d+) findings, \1 ok\n/);
}

/** A run that had nothing to do, and did nothing. */
export function expectNothingChanged(result: RunResult): void {
  expectSetUp(result);
  expect([changedBy(result), effectsOf(result)]).toEqual([[], []]);
}

/** Shows what a run would do, which changes nothing at all, and then does it: both say the same. */
export async function previewAndRun({
  world,
  run,
}: Prepared): Promise<Readonly<Record<'preview' | 'result', RunResult>>> {
  const before = await world.state();
  const preview = await run(['WhatIf']);
  expect([preview.errors, effectsOf(preview), preview.log, changedBy(preview)]).toEqual([[], [], '', []]);
  expect(await world.state()).toEqual(before);
  const result = await run();
  expect(result.errors).toEqual([]);
  expect({ changed: changedBy(result) }).toEqual({ changed: said(preview, 'WOULD SET') });
  return { preview, result };
}

/** The group of the members. */
export function group(given: Partial<DirectoryObjectConfig> = {}): DirectoryObjectConfig {
  return { sam: MEMBERS_GROUP, class: 'group', description: MARK, ...given };
}

/** The account of the cluster, as the library makes it, but for what is given. */
export function account(given: Partial<DirectoryObjectConfig> = {}): DirectoryObjectConfig {
  return { sam: ACCOUNT, class: 'gmsa', description: MARK, encryptionTypes: 24, ...given };
}
