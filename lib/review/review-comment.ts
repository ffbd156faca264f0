import type { AppDifference, Counts, Difference, StackDifference } from './app-difference';
import { KINDS } from './stack-blocks';

/** By this line the comment of an earlier run is found again. */
export const COMMENT_MARKER = '<!-- cdktf-data-gateway: review -->';

/** GitHub takes 65,536 characters; some are left for what a workflow may add. */
export const COMMENT_LIMIT = 60_000;

/** What Terraform would do to one resource. No value is in it. */
export interface PlannedAction {
  readonly address: string;
  readonly actions: readonly string[];
}

/** What plans would do, by stack. */
export type Plans = ReadonlyMap<string, readonly PlannedAction[]>;

/** The text of a pull request's comment, in Markdown, cut at the end of a line. */
export function reviewComment(
  { stacks, files }: AppDifference,
  plans: Plans = new Map(),
  limit = COMMENT_LIMIT,
): string {
  const heading = [COMMENT_MARKER, '## What this change does to the synthesized Terraform', ''];
  const lines = [
    ...stacks.flatMap((stack) => describeStack(stack, plans.get(stack.name))),
    ...(files.lines.length === 0 ? [] : describe('Files beside the JSON', files)),
  ];
  if (lines.length === 0) return `${[...heading, 'Nothing: the JSON of all stacks is the same.'].join('\n')}\n`;
  const room = limit - heading.join('\n').length - 200;
  const kept: string[] = [];
  let length = 0;
  for (const line of lines) {
    length += line.length + 1;
    if (length > room) break;
    kept.push(line);
  }
  const omitted = lines.length - kept.length;
  const end =
    omitted === 0 ? [] : [...closing(kept), '', `**${String(omitted)} lines omitted.** The job's log has them all.`];
  return `${[...heading, ...kept, ...end].join('\n').trimEnd()}\n`;
}

/** Ends a block of code that was cut. */
function closing(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => line.startsWith('```')).length % 2 === 1 ? ['```'] : [];
}

function describeStack(stack: StackDifference, plan: readonly PlannedAction[] | undefined): readonly string[] {
  if (stack.lines.length === 0 && stack.repeated.length === 0 && plan === undefined) return [];
  return [
    ...describe(inline(stack.name), stack, stack.repeated),
    ...(plan === undefined ? [] : ['Terraform would:', '', ...block(describePlan(plan))]),
  ];
}

function describe(
  title: string,
  { lines, added, changed, removed }: Difference,
  repeated: readonly string[] = [],
): readonly string[] {
  const counted = [counts(added, 'added'), counts(changed, 'changed'), counts(removed, 'removed')].flat();
  return [
    `### ${title}: ${counted.length === 0 ? 'the same' : counted.join('; ')}`,
    '',
    ...(repeated.length === 0 ? [] : [...repeated.map((line) => `- ${inline(line, SENTENCE)}`), '']),
    ...(lines.length === 0 ? [] : block(lines)),
  ];
}

/** `8 resources, 11 locals added`; nothing for none. */
function counts(byKind: Counts, what: string): readonly string[] {
  const said = [...KINDS, 'file'].flatMap((kind) => {
    const count = byKind[kind] ?? 0;
    return count === 0 ? [] : [`${String(count)} ${kind}${count === 1 ? '' : 's'}`];
  });
  return said.length === 0 ? [] : [`${said.join(', ')} ${what}`];
}

function block(lines: readonly string[]): readonly string[] {
  return ['```diff', ...lines.map(fenced), '```', ''];
}

function describePlan(plan: readonly PlannedAction[]): readonly string[] {
  const doing = plan.filter(({ actions }) => !['no-op', 'read'].includes(actions.join()));
  if (doing.length === 0) return ['change nothing'];
  return doing.map(({ address, actions }) => `${signOf(actions)} ${actions.join(', then ')}: ${address}`);
}

function signOf(actions: readonly string[]): string {
  if (actions.includes('delete')) return '-';
  return actions.includes('create') ? '+' : '!';
}

/** Neither ends the block of code nor the line. */
function fenced(text: string): string {
  return text.replaceAll('```', "'''").replaceAll(/[\r\n]+/g, ' ');
}

/** What is neither in a name, nor in a sentence of names. */
const NAME = /[^\w .-]/g;
const SENTENCE = /[^\w .,:/-]|:(?=\/)/g;

/** No Markdown, no mention. */
function inline(text: string, others = NAME): string {
  return text.replaceAll(others, '_');
}
