import type { Settings } from '../../examples/enterprise/settings';
import { appDifference } from '../../lib/review/app-difference';
import { repeatedCommands } from '../../lib/review/repeated-commands';
import { reviewComment } from '../../lib/review/review-comment';
import type { SynthesizedApp } from '../../lib/review/synthesized-app';
import { planOf } from './plan';
import type { StackJson } from '../support/synthesize';
import { CHANGES } from './changes';
import { synthesizeEstate } from './enterprise';

const known = new Map<Settings, SynthesizedApp>();

/** Synthesized once for each description. */
function estate(settings: Settings): SynthesizedApp {
  const app = known.get(settings) ?? synthesizeEstate(settings);
  known.set(settings, app);
  return app;
}

/** What a pull request shows. */
function differenceOf(before: SynthesizedApp, after: SynthesizedApp): string {
  return reviewComment(appDifference(before, after));
}

/** What Terraform would do, stack by stack. */
function plansOf(before: SynthesizedApp, after: SynthesizedApp): string {
  return Object.keys(after.stacks)
    .sort()
    .flatMap((name) => {
      const plan = planOf(before.stacks[name] as StackJson, after.stacks[name] as StackJson);
      return plan.length === 0 ? [] : [`stack ${name}`, ...plan.map((line) => `  ${line}`)];
    })
    .join('\n');
}

// What a reviewer gets to see: read it as one.
test.each(Object.entries(CHANGES))('%s', (_name, { before, after }) => {
  const [old, now] = [estate(before), estate(after)];
  expect(`\n${differenceOf(old, now)}`).toMatchSnapshot('the difference');
  expect(`\n${plansOf(old, now)}\n`).toMatchSnapshot('the plan');
});

// From expressions evaluated as Terraform does it, and from the JSON alone.
test.each(Object.entries(CHANGES))('%s: what is said to run again is what is replaced', (_name, { before, after }) => {
  const [old, now] = [estate(before), estate(after)];
  for (const name of Object.keys(now.stacks)) {
    const replaced = planOf(old.stacks[name] as StackJson, now.stacks[name] as StackJson).flatMap(
      (line) => /^-\/\+ (azurerm_virtual_machine_run_command\.\S+):/.exec(line)?.[1] ?? [],
    );
    const repeated = [...repeatedCommands(name, old, now)];
    expect(repeated.sort()).toEqual(replaced.sort().map((address) => [address, 'surely']));
  }
});

test('the same description gives the same texts', () => {
  const { before } = CHANGES['resize'] as (typeof CHANGES)[string];
  expect(differenceOf(estate(before), synthesizeEstate(before))).toContain('Nothing: ');
});
