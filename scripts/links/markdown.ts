/** What a page of Markdown links to, and what can be linked to in it, by GitHub's rules. */

/** A link as it is written. */
export interface Link {
  readonly target: string;
  /** Line in the page, from 1. */
  readonly line: number;
  readonly isImage: boolean;
  /** What an image shows. @default none */
  readonly text?: string;
}

const FENCE = /^ {0,3}(`{3,}|~{3,}).*?^ {0,3}\1`*[ \t]*$/gms;
const COMMENT = /<!--.*?-->/gs;
const INLINE = /(!?)\[((?:[^[\]]|\[[^[\]]*\])*)\]\(\s*<?([^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*)>?(?:\s+["'(][^)]*)?\)/g;
const HTML = /<(a|img)\b[^>]*?\b(?:href|src)="([^"]*)"[^>]*>/g;
const REFERENCE = /(!?)\[((?:[^[\]])*)\]\[([^[\]]*)\]/g;
const DEFINITION = /^ {0,3}\[([^\]^]+)\]:\s*<?(\S+?)>?(?:\s+["'(].*)?$/gm;
const BARE = /(?<![(<"\w`=])https?:\/\/[^\s<>)\]"'`|*]+/g;
const ANGLE = /<(https?:\/\/[^\s<>]+)>/g;

/** The same text without what is hidden by a pattern; lines stay where they are. */
const blank = (text: string, pattern: RegExp): string =>
  text.replaceAll(pattern, (part) => part.replaceAll(/[^\n]/g, ' '));
const withoutCode = (text: string): string => blank(blank(text, FENCE), COMMENT);
const withoutSpans = (text: string): string => blank(text, /(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g);

/** Everything that the page links to. A reference without a definition has the target `[name]`. */
export function linksOf(page: string): readonly Link[] {
  const text = withoutSpans(withoutCode(page));
  const lineOf = (index: number): number => text.slice(0, index).split('\n').length;
  const found: Link[] = [];
  for (const { 1: bang, 2: label = '', 3: target = '', index } of text.matchAll(INLINE)) {
    found.push({ target, line: lineOf(index), isImage: bang === '!', text: label });
    // A picture inside of a link.
    for (const inner of label.matchAll(INLINE))
      found.push({ target: inner[3] ?? '', line: lineOf(index), isImage: true, text: inner[2] ?? '' });
  }
  for (const { 1: tag, 2: target = '', index } of text.matchAll(HTML))
    found.push({ target, line: lineOf(index), isImage: tag === 'img' });
  const definitions = new Map(
    [...text.matchAll(DEFINITION)].map(({ 1: name = '', 2: target = '', index }) => [
      name.toLowerCase(),
      { target, index },
    ]),
  );
  for (const { target, index } of definitions.values()) found.push({ target, line: lineOf(index), isImage: false });
  for (const { 1: bang, 2: label = '', 3: name = '', index } of text.matchAll(REFERENCE)) {
    const key = (name === '' ? label : name).toLowerCase();
    const target = definitions.get(key)?.target ?? `[${key}]`;
    found.push({ target, line: lineOf(index), isImage: bang === '!', text: label });
  }
  for (const pattern of [ANGLE, BARE]) {
    for (const match of text.matchAll(pattern))
      found.push({
        target: (match[1] ?? match[0]).replace(/[.,;:!?]+$/, ''),
        line: lineOf(match.index),
        isImage: false,
      });
  }
  return found;
}

/** What a heading is called in an address: in lower case, letters, digits, `_` and `-` alone, spaces as `-`. */
function slugOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');
}

/** The text of a heading as a reader sees it. */
const seen = (heading: string): string =>
  heading
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/(?<![\w\\])([*_]{1,2})(?=\S)(.+?)(?<=\S)\1(?!\w)/g, '$2')
    .replaceAll(/\\(?=[^\w\s])/g, '')
    .trim();

/** Every anchor of the page: its headings, the second of a name with -1 behind it, and what HTML names. */
export function anchorsOf(page: string): ReadonlySet<string> {
  const text = withoutCode(page);
  const anchors = new Set<string>();
  const used = new Map<string, number>();
  for (const [, heading = ''] of text.matchAll(/^ {0,3}#{1,6}[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*$/gm)) {
    const slug = slugOf(seen(heading));
    let name = slug;
    while (anchors.has(name)) {
      const times = (used.get(slug) ?? 0) + 1;
      used.set(slug, times);
      name = `${slug}-${String(times)}`;
    }
    anchors.add(name);
  }
  for (const [, id = ''] of withoutSpans(text).matchAll(/<a\s[^>]*?\b(?:id|name)="([^"]+)"/g)) anchors.add(id);
  return anchors;
}
