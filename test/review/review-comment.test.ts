import type { AppDifference } from '../../lib/review/app-difference';
import { COMMENT_LIMIT, COMMENT_MARKER, reviewComment } from '../../lib/review/review-comment';

const none = { added: {}, changed: {}, removed: {}, lines: [] };

/** A difference in one stack. */
function inStack(name: string, ...lines: readonly string[]): AppDifference {
  return { stacks: [{ ...none, changed: { resource: 1 }, name, lines, repeated: [] }], files: none };
}

test('begins with the marker, and says so when nothing changed', () => {
  const text = reviewComment({ stacks: [{ ...none, name: 'prod', repeated: [] }], files: none });
  expect(text.startsWith(COMMENT_MARKER)).toBe(true);
  expect(text).toContain('Nothing');
});

test('stacks that differ with their counts, then the files', () => {
  const { stacks } = inStack('prod', '! a.b: 1 -> 2');
  const files = { ...none, added: { file: 1 }, lines: ['+ prod/data-gateway.json (3 lines)'] };
  expect(reviewComment({ stacks: [...stacks, { ...none, name: 'same', repeated: [] }], files })).toBe(`${COMMENT_MARKER}
## What this change does to the synthesized Terraform

### prod: 1 resource changed

\`\`\`diff
! a.b: 1 -> 2
\`\`\`

### Files beside the JSON: 1 file added

\`\`\`diff
+ prod/data-gateway.json (3 lines)
\`\`\`
`);
});

test('resources are counted apart from locals and the rest', () => {
  const [added, changed] = [
    { local: 11, resource: 8, other: 1 },
    { output: 1, 'data source': 2 },
  ];
  const stack = { ...none, name: 'prod', added, changed, lines: ['+ a.b (1 line)'], repeated: [] };
  expect(reviewComment({ stacks: [stack], files: none })).toContain(
    '### prod: 8 resources, 11 locals, 1 other added; 2 data sources, 1 output changed\n',
  );
});

test('what runs again stands above the difference, and alone where another stack is the reason', () => {
  const repeated = ['Runs again: install on member 01 of gateways/finance', 'Runs again: @all https://x'];
  const text = reviewComment({ stacks: [{ ...none, name: 'prod', repeated }], files: none });
  expect(text).toContain(`### prod: the same

- Runs again: install on member 01 of gateways/finance
- Runs again: _all https_//x
`);
});

test('is cut at the end of a line, with the number of those left out, and the block of code is ended', () => {
  const lines = Array.from({ length: 20_000 }, (_, index) => `+ a.b${String(index)}`);
  const text = reviewComment(inStack('prod', ...lines));
  expect(text.length).toBeLessThanOrEqual(COMMENT_LIMIT);
  expect(text.length).toBeGreaterThan(COMMENT_LIMIT - 500);
  const shown = text.split('\n').filter((line) => line.startsWith('+ a.b')).length;
  // The end of the block and an empty line were to come as well.
  expect(text).toContain(`**${String(20_000 - shown + 2)} lines omitted.**`);
  expect(text.split('```').length % 2).toBe(1);
});

test('a value neither ends the block of code nor mentions anybody outside of it', () => {
  const text = reviewComment(inStack('@all', '+ a.b: "```\n@everybody"'));
  expect(text.split('```')).toHaveLength(3);
  expect(text).toContain('### _all');
});

test('a plan is told by address and action, and no value of it', () => {
  const plan = [
    { address: 'a.b', actions: ['delete', 'create'] },
    { address: 'a.c', actions: ['no-op'] },
  ];
  const unchanged = { stacks: [{ ...none, name: 'prod', repeated: [] }], files: none };
  const text = reviewComment(unchanged, new Map([['prod', plan]]));
  expect(text).toContain('### prod: the same');
  expect(text).toContain('- delete, then create: a.b');
  expect(text).not.toContain('a.c');
});
