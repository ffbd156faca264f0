import type { StackJson, SynthesizedApp } from './synthesized-app';

/** Around a reference whose value the JSON does not tell. */
const MARK = '\u0001';

const MARKED = new RegExp(`${MARK}([^${MARK}]*)${MARK}`, 'g');

/** Words, texts and signs of an expression; brackets and commas only say how lists are put together. */
const TOKENS = /"(?:\\.|[^"\\])*"|[A-Za-z_][\w-]*(?:\.[\w*-]+)*|[^\s()[\],]/g;

/** Put lists together, and are no difference: which settings share a local is none for the script. */
const NO_DIFFERENCE: readonly string[] = ['join', 'concat', 'file'];

/** The checksum in the path of an asset: it says what is in the file. */
const CHECKSUM = /\/([0-9A-F]{32})\//;

type Fields = Readonly<Record<string, unknown>>;

/**
 * What a value of a stack comes to, as lines: locals, what is written in other blocks and outputs of other stacks are put in their
 * places. What only Terraform or Azure knows stays a reference ({@link referencesOf}).
 */
export function writtenLines(value: unknown, stack: string, app: SynthesizedApp, depth = 0): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one) => writtenLines(one, stack, app, depth));
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) => [key, ...writtenLines(inner, stack, app, depth)]);
  }
  const parts = templateParts(String(value)).map(({ text, isExpression }) =>
    isExpression ? expressionLines(text, stack, app, depth) : [text],
  );
  return parts.length === 1 || parts.some(({ length }) => length > 1) ? parts.flat() : [parts.flat().join('')];
}

/** A reference that is left in lines, and the stack that it stands in. */
export interface Reference {
  readonly stack: string;
  readonly address: string;
}

/** The references that are left in lines. */
export function referencesOf(lines: readonly string[]): readonly Reference[] {
  return lines.flatMap((line) =>
    [...line.matchAll(MARKED)].map(([, marked = '']) => {
      const split = marked.indexOf(' ');
      return { stack: marked.slice(0, split), address: marked.slice(split + 1) };
    }),
  );
}

/** Lines with their references under other addresses. */
export function readdressed(lines: readonly string[], to: (address: string) => string): readonly string[] {
  return lines.map((line) =>
    line.replaceAll(MARKED, (_, marked: string) => {
      const split = marked.indexOf(' ') + 1;
      return `${MARK}${marked.slice(0, split)}${to(marked.slice(split))}${MARK}`;
    }),
  );
}

function expressionLines(text: string, stack: string, app: SynthesizedApp, depth: number): readonly string[] {
  return [...text.matchAll(TOKENS)].flatMap(([token]) => {
    if (NO_DIFFERENCE.includes(token)) return [];
    if (token.startsWith('"')) return quotedLines(token, stack, app, depth);
    return token.includes('.') ? referenceLines(token, stack, app, depth) : [token];
  });
}

function quotedLines(token: string, stack: string, app: SynthesizedApp, depth: number): readonly string[] {
  const checksum = CHECKSUM.exec(token)?.[1];
  return checksum === undefined ? writtenLines(unquoted(token), stack, app, depth) : [checksum];
}

function unquoted(token: string): string {
  try {
    return JSON.parse(token) as string;
  } catch {
    return token;
  }
}

/** More than anybody nests: whoever writes a circle gets an error of Terraform, and no endless loop here. */
const DEEPEST = 50;

function referenceLines(address: string, stack: string, app: SynthesizedApp, depth: number): readonly string[] {
  const json = app.stacks[stack] ?? {};
  const [type = '', name = '', attribute = '', ...rest] = address.split('.');
  const known = depth > DEEPEST ? undefined : writtenIn(app, stack, json, [type, name, attribute, ...rest]);
  if (known !== undefined) return writtenLines(known.value, known.stack, app, depth + 1);
  return [`${MARK}${stack} ${address}${MARK}`];
}

/** Where the value of a reference is written, if it is. */
function writtenIn(
  app: SynthesizedApp,
  stack: string,
  json: StackJson,
  [type = '', name = '', attribute = '', ...rest]: readonly string[],
): { readonly value: unknown; readonly stack: string } | undefined {
  const found = (value: unknown, where = stack): ReturnType<typeof writtenIn> =>
    value === undefined || value === null ? undefined : { value, stack: where };
  if (type === 'local' && attribute === '') return found(valueAt(json, 'locals', name));
  if (type === 'data' && name === 'terraform_remote_state') {
    const other = attribute.replace('cross-stack-reference-input-', '');
    return rest.length === 2
      ? found(valueAt(app.stacks[other] ?? {}, 'output', rest[1] ?? '', 'value'), other)
      : undefined;
  }
  const block = valueAt(json, 'resource', type, name);
  const ignored = valueAt(block, 'lifecycle', 'ignore_changes');
  if (rest.length > 0 || (Array.isArray(ignored) && ignored.includes(attribute))) return undefined;
  const value = valueAt(block, attribute);
  return typeof value === 'string' ? found(value) : undefined;
}

/** What lies in a value behind some keys; nothing where one of them is missing. */
export function valueAt(json: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Fields)[key] : undefined),
    json,
  );
}

interface TemplatePart {
  readonly text: string;
  readonly isExpression: boolean;
}

/** `text ${expression} text`, in its parts. */
function templateParts(template: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let from = 0;
  for (const { index } of template.matchAll(/(?<!\$)\$\{/g)) {
    if (index < from) continue;
    if (index > from) parts.push({ text: template.slice(from, index), isExpression: false });
    const end = endOf(template, index + 2);
    parts.push({ text: template.slice(index + 2, end), isExpression: true });
    from = end + 1;
  }
  if (from < template.length || parts.length === 0) parts.push({ text: template.slice(from), isExpression: false });
  return parts;
}

/** Where the brace is that ends an expression; those in its texts are not. */
function endOf(template: string, start: number): number {
  let open = 1;
  for (const { 0: token, index } of template.slice(start).matchAll(/"(?:\\.|[^"\\])*"|[{}]/g)) {
    if (token === '{') open += 1;
    if (token === '}') open -= 1;
    if (open === 0) return start + index;
  }
  return template.length;
}
