import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(__dirname, '../..');

const constructFile = 'lib/cluster/props/rollout.ts';
const commonFile = 'lib/common/errors.ts';
const property = (comment: string): string =>
  `export interface XProps {\n  /** ${comment} */\n  readonly x?: string;\n}\n`;

const cases = {
  'the root of the bindings': ["import { subnet } from '@cdktf/provider-azurerm';\n", constructFile],
  'its lib folder': ["import { subnet } from '@cdktf/provider-azurerm/lib';\n", constructFile],
  'one of its resources': ["import { Subnet } from '@cdktf/provider-azurerm/lib/subnet';\n", constructFile],
  'cdktf in common': ["import { Token } from 'cdktf';\n", commonFile],
  'a construct in common': ["import { Rollout } from '../cluster/props/rollout';\n", commonFile],
  'an optional property without default': [property('X.'), constructFile],
  'an optional property with default': [property('@default none'), constructFile],
} as const satisfies Record<string, readonly [text: string, file: string]>;

/**
 * Ids of the rules that each text breaks, if it stood in its file. ESLint loads its configuration outside of jest only.
 * Rules that need types, of which none is ours, are off: they would have the whole repository compiled.
 */
function lint(): Record<keyof typeof cases, readonly string[]> {
  const script = `
    const { ESLint } = require('eslint');
    const { configs } = require('typescript-eslint');
    const linter = new ESLint({ cwd: process.cwd(), overrideConfig: configs.disableTypeChecked });
    const cases = ${JSON.stringify(cases)};
    (async () => {
      const answers = {};
      for (const [name, [text, filePath]] of Object.entries(cases)) {
        const [{ messages }] = await linter.lintText(text, { filePath });
        answers[name] = messages.map(({ ruleId }) => ruleId);
      }
      console.log(JSON.stringify(answers));
    })();`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Record<keyof typeof cases, readonly string[]>;
}

const broken = lint();

test('bindings are imported by resource', () => {
  expect(broken['the root of the bindings']).toContain('no-restricted-imports');
  expect(broken['its lib folder']).toContain('no-restricted-imports');
  expect(broken['one of its resources']).not.toContain('no-restricted-imports');
});

test('what is common knows neither cdktf nor constructs', () => {
  expect(broken['cdktf in common']).toContain('no-restricted-imports');
  expect(broken['a construct in common']).toContain('no-restricted-imports');
});

test('an optional property says what happens when it is left out', () => {
  expect(broken['an optional property without default']).toContain('house/optional-has-default');
  expect(broken['an optional property with default']).not.toContain('house/optional-has-default');
});
