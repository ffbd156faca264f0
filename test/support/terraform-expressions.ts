import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { readFileSync } from 'node:fs';

/** What Terraform would know when it renders: locals and the values of references. */
export interface Scope {
  readonly locals: Readonly<Record<string, unknown>>;
  /** Values by address: `var.x`, `azurerm_windows_virtual_machine.y.computer_name`. */
  readonly reference: (address: string) => unknown;
}

const SCRIPTS = join(__dirname, '../../lib/bootstrap/scripts');

/** Terraform's own functions, as far as the library writes them into scripts. */
const FUNCTIONS: Readonly<Record<string, (...args: never[]) => unknown>> = {
  join: (separator: string, list: readonly string[]) => list.join(separator),
  concat: (...lists: unknown[][]) => lists.flat(),
  file: (path: string) => readFileSync(join(SCRIPTS, basename(path)), 'utf8'),
  replace: (text: string, pattern: string, by: string) => text.replace(new RegExp(pattern.slice(1, -1), 'g'), by),
  sha256: (text: string) => createHash('sha256').update(text).digest('hex'),
  substr: (text: string, from: number, length: number) => text.slice(from, from + length),
  split: (separator: string, text: string) => text.split(separator),
  element: (list: readonly string[], index: number) => list[index],
  format: (text: string, ...values: string[]) => values.reduce((so, value) => so.replace('%s', value), text),
};

/** Renders a string of synthesized JSON as Terraform renders its templates: `text ${expression} text`. */
export function render(template: string, scope: Scope): string {
  return String(evaluateTemplate(template, scope));
}

function evaluateTemplate(template: string, scope: Scope): unknown {
  const parts: unknown[] = [];
  let rest = template;
  for (let start = rest.indexOf('${'); start >= 0; start = rest.indexOf('${')) {
    if (rest[start - 1] === '$') throw new Error(`an escaped template in ${template}`);
    if (start > 0) parts.push(rest.slice(0, start));
    const parser = new Parser(rest.slice(start + 2), scope);
    parts.push(parser.expression());
    rest = parser.after('}');
  }
  if (rest !== '') parts.push(rest);
  return parts.length === 1 ? parts[0] : parts.join('');
}

/** Just enough of HCL: calls, lists, quoted text, numbers and references. */
class Parser {
  private position = 0;

  public constructor(
    private readonly text: string,
    private readonly scope: Scope,
  ) {}

  public expression(): unknown {
    const next = this.peek();
    if (next === '"') return this.quoted();
    if (next === '[') return this.list('[', ']');
    const word = this.match(/^[\w.-]+/);
    if (this.peek() === '(') {
      const call = FUNCTIONS[word];
      if (call === undefined) throw new Error(`no function ${word} here`);
      return call(...(this.list('(', ')') as never[]));
    }
    return /^\d+$/.test(word) ? Number(word) : this.reference(word);
  }

  /** What follows the closing character, which must come next. */
  public after(close: string): string {
    this.expect(close);
    return this.text.slice(this.position);
  }

  private reference(address: string): unknown {
    if (!address.startsWith('local.')) return this.scope.reference(address);
    const value = this.scope.locals[address.slice('local.'.length)];
    if (Array.isArray(value)) return value.map((line) => evaluateTemplate(String(line), this.scope));
    if (typeof value !== 'string') throw new Error(`no ${address}`);
    return evaluateTemplate(value, this.scope);
  }

  private list(open: string, close: string): unknown[] {
    this.expect(open);
    const items: unknown[] = [];
    while (this.peek() !== close) {
      if (items.length > 0) this.expect(',');
      items.push(this.expression());
    }
    this.expect(close);
    return items;
  }

  private quoted(): unknown {
    const raw = this.match(/^"(\\.|[^"\\])*"/);
    return evaluateTemplate(JSON.parse(raw) as string, this.scope);
  }

  private peek(): string {
    this.match(/^\s*/);
    return this.text[this.position] ?? '';
  }

  private expect(character: string): void {
    if (this.peek() !== character) throw new Error(`'${character}' expected at ${this.text.slice(this.position)}`);
    this.position += 1;
  }

  private match(pattern: RegExp): string {
    const found = pattern.exec(this.text.slice(this.position))?.[0];
    if (found === undefined) throw new Error(`${String(pattern)} expected at ${this.text.slice(this.position)}`);
    this.position += found.length;
    return found;
  }
}
