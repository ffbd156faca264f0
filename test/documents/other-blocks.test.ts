import { spawnSync } from 'node:child_process';
import { type CodeBlock, codeBlocks, pages } from './code-blocks';

const blocks = pages().flatMap(codeBlocks);
const inLanguage = (language: string): readonly (readonly [string, CodeBlock])[] =>
  blocks
    .filter((block) => block.language === language)
    .map((block) => [`${block.file}:${String(block.line)}`, block] as const);

test.each(inLanguage('sh'))('%s is read by a shell', (_, { text }) => {
  const { status, stderr } = spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});

test.each(inLanguage('json'))('%s is JSON', (_, { text }) => {
  expect(() => JSON.parse(text) as unknown).not.toThrow();
});
