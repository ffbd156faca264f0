import { describeWithEngine } from './engine/engine';
import { codeBlocks, pages } from '../documents/code-blocks';

const blocks = pages()
  .flatMap(codeBlocks)
  .filter(({ language }) => ['powershell', 'ps1', 'pwsh'].includes(language))
  .map((block) => [`${block.file}:${String(block.line)}`, block.text] as const);

describeWithEngine('blocks of PowerShell in the pages', (engine) => {
  test.each(blocks)('%s is read by PowerShell, of Windows too, with no abbreviations', async (_, text) => {
    const { problems, newer, aliases } = await engine().parse(text);
    expect({ problems, newer, aliases }).toEqual({ problems: [], newer: [], aliases: [] });
  });

  test('a slip in a block would be seen', async () => {
    expect((await engine().parse('Get-Process |')).problems).not.toEqual([]);
    expect((await engine().parse("$name ?? 'none'")).newer).not.toEqual([]);
    expect((await engine().parse('gps')).aliases).not.toEqual([]);
  });
});

test('the pages have blocks of PowerShell', () => {
  expect(blocks.length).toBeGreaterThan(3);
});
