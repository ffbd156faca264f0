#!/usr/bin/env node
/**
 * `cdktf-data-gateway-review BEFORE AFTER [STACK=PLAN.json …]`: writes to the standard output, as Markdown, what differs between
 * two folders that cdktf has synthesized (`cdktf.out`), and what plans (`terraform show -json`) would do.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PlannedAction, reviewComment } from './review-comment';
import { stackDifference, type StackJson } from './stack-difference';

const USAGE = 'cdktf-data-gateway-review BEFORE AFTER [STACK=PLAN.json …]\n';

function stacksIn(outdir: string): readonly string[] {
  const folder = join(outdir, 'stacks');
  return existsSync(folder) ? readdirSync(folder) : [];
}

function readStack(outdir: string, name: string): StackJson {
  const file = join(outdir, 'stacks', name, 'cdk.tf.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as StackJson) : {};
}

function readPlan(file: string): readonly PlannedAction[] {
  const { resource_changes: changes = [] } = JSON.parse(readFileSync(file, 'utf8')) as {
    resource_changes?: { address: string; change: { actions: string[] } }[];
  };
  return changes.map(({ address, change }) => ({ address, actions: change.actions }));
}

/** The comment for two folders. */
export function review(before: string, after: string, plans: readonly string[]): string {
  const files = new Map(plans.map((text) => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)]));
  const names = [...new Set([...stacksIn(before), ...stacksIn(after)])].sort();
  return reviewComment(
    names.map((name) => {
      const file = files.get(name);
      const changes = stackDifference(readStack(before, name), readStack(after, name));
      return { name, changes, ...(file === undefined ? {} : { plan: readPlan(file) }) };
    }),
  );
}

if (require.main === module) {
  const [before, after, ...plans] = process.argv.slice(2);
  if (before === undefined || after === undefined || stacksIn(after).length === 0) {
    process.stderr.write(`${USAGE}AFTER must hold what cdktf synthesized.\n`);
    process.exitCode = 1;
  } else process.stdout.write(review(before, after, plans));
}
