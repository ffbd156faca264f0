// @ts-check
/** The first page of the reference: the rooms, and every name with the first sentence about it. */
import { Comment, ReflectionKind } from 'typedoc';

/**
 * The first sentence of a name; all that is said of a room.
 * @param {import('typedoc').DeclarationReflection} reflection
 */
function firstSentence(reflection) {
  const { comment } = reflection.signatures?.[0] ?? reflection;
  const text = Comment.combineDisplayParts(comment?.summary ?? []).split('\n\n')[0] ?? '';
  const line = textWithoutLinks(text);
  if (reflection.kindOf(ReflectionKind.Module)) return line;
  return (/^.*?[.:;](?= |$)/.exec(line)?.[0] ?? line).replace(/[:;]$/, '.');
}

/** @param {string} text */
function textWithoutLinks(text) {
  const line = text.replaceAll(/\{@link(?:code|plain)? ([^}|]*)(?:\|[^}]*)?\}/g, '$1').replaceAll(/\s+/g, ' ');
  return line.trim().replaceAll('|', '\\|');
}

/**
 * @param {import('typedoc').ProjectReflection} project
 * @param {(reflection: import('typedoc').Reflection) => string} addressOf
 */
export function contents(project, addressOf) {
  const modules = project.children ?? [];
  const names = modules
    .flatMap((module) => module.children ?? [])
    .filter((child) => !child.kindOf(ReflectionKind.Reference))
    .sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
  /** @param {import('typedoc').DeclarationReflection} child */
  const row = (child) => `| [\`${child.name}\`](${addressOf(child)}) | ${firstSentence(child)} |`;
  return [
    '# API reference',
    'What the types, doc comments and defaults of the library say, one page a room. Written by `npm run docs:api`.',
    ['| Room | What is in it |', '| :--- | :--- |', ...modules.map(row)].join('\n'),
    '## All names',
    ['| Name | What it is |', '| :--- | :--- |', ...names.map(row)].join('\n'),
  ].join('\n\n');
}
