import type { BlockChange, ValueChange } from './stack-difference';

/** By this line the comment of an earlier run is found again. */
export const COMMENT_MARKER = '<!-- cdktf-data-gateway: review -->';

/** GitHub takes 65,536 characters; some are left for what a workflow may add. */
export const COMMENT_LIMIT = 60_000;

/** What is said of one stack. */
export interface StackReview {
  readonly name: string;
  /** What changed in the synthesized JSON. */
  readonly changes: readonly BlockChange[];
  /** What a plan would do, by address. @default none was made */
  readonly plan?: readonly PlannedAction[];
}

/** What Terraform would do to one resource. No value is in it. */
export interface PlannedAction {
  readonly address: string;
  readonly actions: readonly string[];
}

/** What a block of `diff` is coloured by. */
const SIGNS = { added: '+', removed: '-', changed: '!' } as const;

/** The text of a pull request's comment, in Markdown, cut at the end of a line. */
export function reviewComment(stacks: readonly StackReview[], limit = COMMENT_LIMIT): string {
  const heading = [COMMENT_MARKER, '## What this change does to the synthesized Terraform', ''];
  const changed = stacks.filter(({ changes, plan }) => changes.length > 0 || plan !== undefined);
  if (changed.length === 0) return `${[...heading, 'Nothing: the JSON of all stacks is the same.'].join('\n')}\n`;
  const lines = changed.flatMap(describeStack);
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
  return `${[...heading, ...kept, ...end].join('\n')}\n`;
}

/** Ends a block of code that was cut. */
function closing(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => line.startsWith('```')).length % 2 === 1 ? ['```'] : [];
}

function describeStack({ name, changes, plan }: StackReview): readonly string[] {
  const count = (kind: BlockChange['kind']): string =>
    `${String(changes.filter((change) => change.kind === kind).length)} ${kind}`;
  return [
    `### ${inline(name)}: ${(['added', 'changed', 'removed'] as const).map(count).join(', ')}`,
    '',
    ...(changes.length === 0 ? [] : ['```diff', ...changes.flatMap(describeBlock), '```', '']),
    ...(plan === undefined ? [] : ['Terraform would:', '', '```diff', ...describePlan(plan), '```', '']),
  ];
}

function describeBlock({ address, kind, values }: BlockChange): readonly string[] {
  const sign = SIGNS[kind];
  return [`${sign} ${fenced(address)}`, ...values.flatMap(describeValue)];
}

function describeValue({ path, before, after }: ValueChange): readonly string[] {
  const line = (sign: string, value: string | undefined): string[] =>
    value === undefined ? [] : [`${sign}     ${fenced(path)}: ${fenced(short(value))}`];
  return [...line('-', before), ...line('+', after)];
}

function describePlan(plan: readonly PlannedAction[]): readonly string[] {
  const doing = plan.filter(({ actions }) => !['no-op', 'read'].includes(actions.join()));
  if (doing.length === 0) return ['change nothing'];
  return doing.map(({ address, actions }) => `${signOf(actions)} ${actions.join(', then ')}: ${fenced(address)}`);
}

function signOf(actions: readonly string[]): string {
  if (actions.includes('delete')) return '-';
  return actions.includes('create') ? '+' : '!';
}

/** A long value is told by its beginning. */
function short(value: string): string {
  return value.length <= 300 ? value : `${value.slice(0, 300)}… (${String(value.length)} characters)`;
}

/** Neither ends the block of code nor the line. */
function fenced(text: string): string {
  return text.replaceAll('```', "'''").replaceAll(/[\r\n]+/g, ' ');
}

/** No Markdown, no mention. */
function inline(text: string): string {
  return text.replaceAll(/[^\w .-]/g, '_');
}
