import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where the repository is. */
export const root = resolve(__dirname, '../..');

/** A fenced block of a page. */
export interface CodeBlock {
  /** Page, from the root of the repository. */
  readonly file: string;
  /** Line of the fence, counted from one. */
  readonly line: number;
  /** The first word behind the fence. */
  readonly language: string;
  /** The file that the block is, if the fence names one: `title="main.ts"`. */
  readonly title: string | undefined;
  /** What a comment directly above it says, without its arrows: `<!-- run -->`. */
  readonly mark: string;
  /** The text between the fences. */
  readonly text: string;
}

/** All pages of the repository for readers. */
export function pages(): readonly string[] {
  const docs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file.replaceAll('\\', '/')}`);
  return ['README.md', 'CONTRIBUTING.md', ...docs].sort();
}

/** The text of a file of the repository. */
export function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

const BLOCK =
  /(?:<!-- (?<mark>[^\n]*?) -->\n\s*\n?)?^(?<indent> *)```(?<language>\w+)(?<rest>[^\n]*)\n(?<text>[\s\S]*?)^\k<indent>```$/gm;

/** The fenced blocks of a page, in their order. */
export function codeBlocks(file: string): readonly CodeBlock[] {
  const page = read(file);
  return [...page.matchAll(BLOCK)].map((match) => {
    const { mark = '', indent = '', language = '', rest = '', text = '' } = match.groups ?? {};
    const fence = page.indexOf('```', match.index);
    return {
      file,
      line: page.slice(0, fence).split('\n').length,
      language,
      title: /title="([^"]+)"/.exec(rest)?.[1],
      mark,
      text: indent === '' ? text : text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    };
  });
}
