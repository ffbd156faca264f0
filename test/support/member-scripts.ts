import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StackJson } from './synthesize';
import { render, type Scope } from './terraform-expressions';

/** One run command, as Azure would get it. */
export interface RenderedScript {
  /** Name of the run command in Azure. */
  readonly name: string;
  readonly step: string;
  readonly member: string;
  readonly computer: string;
  readonly text: string;
  /** Parts of the text in their order, with their number of lines; the settings come first. */
  readonly parts: readonly { readonly name: string; readonly lines: number }[];
}

/** Values that only Azure would know, by the end of their addresses. */
const AZURE: Readonly<Record<string, string>> = {
  client_id: '11111111-1111-1111-1111-111111111111',
};

/** Every script of a stack, with what Terraform computes filled in. */
export function renderedScripts(
  stack: StackJson,
  known: Readonly<Record<string, string>> = {},
): readonly RenderedScript[] {
  const scope: Scope = { locals: stack.locals ?? {}, reference: (address) => valueOf(address, stack, known) };
  return Object.values(stack.resource?.['azurerm_virtual_machine_run_command'] ?? {}).flatMap((command) => {
    const { script } = command['source'] as { readonly script: string };
    if (!script.startsWith('${local.')) return [];
    const text = render(script, scope);
    return [
      {
        name: render(String(command['name']), scope),
        step: setting(text, 'step'),
        member: setting(text, 'member'),
        computer: setting(text, 'computer'),
        text,
        parts: partsOf(codeOf(String(scope.locals[script.slice('${local.'.length, -1)]), scope.locals), text),
      },
    ];
  });
}

function valueOf(address: string, { resource }: StackJson, known: Readonly<Record<string, string>>): string {
  const given = known[address];
  if (given !== undefined) return given;
  const [type = '', name = '', attribute = ''] = address.split('.');
  const value = resource?.[type]?.[name]?.[attribute] ?? AZURE[attribute];
  if (typeof value !== 'string') throw new Error(`nothing is known of ${address}`);
  return value;
}

/** A setting at the top of a script that is a plain text. */
function setting(script: string, name: string): string {
  const [, value = ''] = new RegExp(`^ {8}${name} = '(.*)'$`, 'm').exec(script) ?? [];
  return value.replaceAll("''", "'");
}

/** What a script reads from files, in its order. */
function codeOf(expression: string, locals: Scope['locals']): string {
  return [...expression.matchAll(/\blocal\.([\w-]+)/g)].map(([, name = '']) => String(locals[name])).join();
}

function partsOf(expression: string, text: string): RenderedScript['parts'] {
  const files = [...expression.matchAll(/file\("[^"]*\/([\w-]+)\.ps1"\)/g)].map(([, name = '']) => name);
  const lines = files.map((name) => ({
    name,
    lines: readFileSync(join(__dirname, `../../lib/bootstrap/scripts/${name}.ps1`), 'utf8').split('\n').length,
  }));
  const rest = text.split('\n').length - lines.reduce((sum, part) => sum + part.lines, 0);
  return [{ name: 'settings', lines: rest }, ...lines];
}
