#!/usr/bin/env node
/**
 * `cdktf-data-gateway-review BEFORE AFTER [STACK=PLAN.json …]`: writes to the standard output, as Markdown, what differs between
 * two folders that cdktf has synthesized (`cdktf.out`), and what plans (`terraform show -json`) would do.
 */
import { existsSync, readFileSync } from 'node:fs';
import { appDifference } from './app-difference';
import { type PlannedAction, reviewComment } from './review-comment';
import { readApp } from './synthesized-app';

const USAGE = 'cdktf-data-gateway-review BEFORE AFTER [STACK=PLAN.json …]\n';

function readPlan(file: string): readonly PlannedAction[] {
  const { resource_changes: changes = [] } = JSON.parse(readFileSync(file, 'utf8')) as {
    resource_changes?: { address: string; change: { actions: string[] } }[];
  };
  return changes.map(({ address, change }) => ({ address, actions: change.actions }));
}

/** The comment for two folders. */
export function review(before: string, after: string, plans: readonly string[]): string {
  const read = plans.map((text): [string, readonly PlannedAction[]] => {
    const split = text.indexOf('=');
    return [text.slice(0, split), readPlan(text.slice(split + 1))];
  });
  return reviewComment(appDifference(readApp(before), readApp(after)), new Map(read));
}

if (require.main === module) {
  const [before, after, ...plans] = process.argv.slice(2);
  if (before === undefined || after === undefined || Object.keys(readApp(after).stacks).length === 0) {
    process.stderr.write(`${USAGE}AFTER must hold what cdktf synthesized.\n`);
    process.exitCode = 1;
  } else {
    // In a folder that is misspelt nothing is found either, and all of it would pass for new.
    if (!existsSync(before)) process.stderr.write(`BEFORE ${before} does not exist: everything is new.\n`);
    process.stdout.write(review(before, after, plans));
  }
}
