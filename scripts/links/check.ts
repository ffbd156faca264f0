/** Links between the documents of a folder, and from doc comments to them. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { anchorsOf, type Link, linksOf } from './markdown';

/** Files below a folder, by the end of their name; without what is installed or generated. */
function filesBelow(root: string, folder: string, ending: string): readonly string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file).replaceAll('\\', '/'))
    .filter((file) => file.endsWith(ending) && !/(^|\/)(node_modules|cdktf\.out|dist)\//.test(file))
    .sort();
}

/** Every page that people read. */
export function documentsOf(root: string): readonly string[] {
  const top = readdirSync(root).filter((file) => file.endsWith('.md'));
  return [...top, ...['docs', 'examples', '.github'].flatMap((folder) => filesBelow(root, folder, '.md'))];
}

/** Web addresses that the documents name, with the pages that do. */
export function webLinks(root: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const file of documentsOf(root)) {
    for (const { target } of linksOf(readFileSync(join(root, file), 'utf8'))) {
      if (/^https?:/.test(target)) found.set(target, [...(found.get(target) ?? []), file]);
    }
  }
  return found;
}

/** What is wrong with the links of the documents and doc comments below a folder; nothing where all lead somewhere. */
export function brokenLinks(root: string, documents = documentsOf(root)): readonly string[] {
  const anchors = new Map<string, ReadonlySet<string>>();
  const hasAnchor = (file: string, anchor: string): boolean => {
    const known = anchors.get(file) ?? anchorsOf(readFileSync(file, 'utf8'));
    anchors.set(file, known);
    return known.has(anchor);
  };
  /** Why a target leads nowhere, seen from a file. */
  const problemOf = (from: string, target: string): string | undefined => {
    if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return problemOfAddress(target);
    if (target.startsWith('[')) return 'has no definition';
    if (target === '' || target.startsWith('/')) return 'is no relative path';
    const [path = '', anchor] = target.split('#', 2);
    const file = path === '' ? resolve(root, from) : resolve(root, dirname(from), decodeURIComponent(path));
    if (relative(root, file).startsWith('..')) return 'leads out of the repository';
    if (!existsSync(file)) return 'no such file';
    if (anchor === undefined || statSync(file).isDirectory() || !file.endsWith('.md')) return undefined;
    return hasAnchor(file, decodeURIComponent(anchor)) ? undefined : 'no such heading';
  };
  const found: string[] = [];
  const check = (file: string, { target, line, isImage, text }: Link): void => {
    const problem =
      problemOf(file, target) ?? (isImage && (text ?? '').trim() === '' ? 'an image without a text' : undefined);
    if (problem !== undefined) found.push(`${file}:${String(line)}: ${target}: ${problem}`);
  };
  for (const file of documents) for (const link of linksOf(readFileSync(join(root, file), 'utf8'))) check(file, link);
  for (const file of filesBelow(root, 'lib', '.ts')) {
    for (const { target, line } of namedPages(readFileSync(join(root, file), 'utf8'))) {
      const problem = problemOf('README.md', target);
      if (problem !== undefined) found.push(`${file}:${String(line)}: ${target}: ${problem}`);
    }
  }
  return found;
}

function problemOfAddress(target: string): string | undefined {
  if (target.startsWith('mailto:')) return undefined;
  if (!/^https?:$/.test(URL.canParse(target) ? new URL(target).protocol : '')) return 'is no web address';
  return /^https?:\/\/[^/]*\.[a-z]{2,}(:\d+)?(\/|$)/i.test(target) ? undefined : 'has no host of the web';
}

/** Pages that code names, in comments and messages: `docs/member.md#changing-the-account`. */
function namedPages(source: string): readonly { readonly target: string; readonly line: number }[] {
  return [...source.matchAll(/\bdocs\/[\w/.-]+\.md(?:#[\w-]+)?/g)].map(({ 0: target, index }) => ({
    target,
    line: source.slice(0, index).split('\n').length,
  }));
}
