import { Fn, TerraformLocal, Token, Tokenization } from 'cdktf';
import type { Construct } from 'constructs';
import { isList } from '../../common/shapes';
import { isComputedByTerraform } from '../../terraform/construct-checks';
import { expressionOnce } from '../../terraform/expression-once';
import { powershellLiteral, type PowerShellScalar } from './powershell-literal';

/** One setting of a script: a value, a list of values or of groups, or a group of settings. */
export type ScriptSetting = PowerShellScalar | readonly PowerShellScalar[] | readonly ScriptSettings[] | ScriptSettings;

/** Settings of a script, in the order in which they are written. */
export interface ScriptSettings {
  readonly [name: string]: ScriptSetting;
}

/** Settings that have become lines of a script. */
export interface RenderedSettings {
  readonly lines: readonly string[];
  /** Whether Terraform computes any of them from what others have written. */
  readonly hasForeignValues: boolean;
}

/** All that PowerShell takes for an apostrophe in quoted text (about_Quoting_Rules, and its tokenizer). */
const APOSTROPHES = "/(['\u2018\u2019\u201a\u201b])/";

/**
 * Settings as lines of a PowerShell hash table, one a line: in a plan, a changed setting is a changed line.
 *
 * What Terraform computes is quoted by Terraform when it knows the value, so that no value can end its quotes either.
 *
 * @param scope where to define what Terraform computes on the way.
 * @param settings names are words; values may be anything.
 * @param prefix what the ids of that begin with, where several settings share a scope.
 */
export function renderSettings(scope: Construct, settings: ScriptSettings, prefix = ''): RenderedSettings {
  const rendering = new Rendering(scope, prefix);
  const lines = rendering.entries(settings, 2);
  return { lines, hasForeignValues: rendering.hasForeignValues };
}

/** Names of settings that Azure computes, or Terraform from what this library has checked: no apostrophe can be in them. */
const PLAIN_REFERENCES: readonly string[] = ['computer', 'computers', 'primaryComputer', 'identityClientId'];

class Rendering {
  public hasForeignValues = false;
  private computed = 0;

  public constructor(
    private readonly scope: Construct,
    private readonly prefix: string,
  ) {}

  public entries(settings: ScriptSettings, depth: number): readonly string[] {
    return Object.entries(settings).flatMap(([name, value]) => {
      const [first = '', ...rest] = PLAIN_REFERENCES.includes(name)
        ? plainValue(value, depth)
        : this.value(value, depth);
      return [`${indent(depth)}${name} = ${first}`, ...rest];
    });
  }

  private value(value: ScriptSetting, depth: number): readonly string[] {
    if (isScalar(value)) return [this.scalar(value)];
    if (!isList(value)) return ['[ordered] @{', ...this.entries(value, depth + 1), `${indent(depth)}}`];
    if (value.length === 0) return ['@()'];
    if (Token.isUnresolved(value)) {
      this.hasForeignValues = true;
      return [computedList(value as readonly string[])];
    }
    const items = (value as readonly ScriptSetting[]).flatMap((item) => {
      const [first = '', ...rest] = this.value(item, depth + 1);
      return [`${indent(depth + 1)}${first}`, ...rest];
    });
    return ['@(', ...items, `${indent(depth)})`];
  }

  private scalar(value: PowerShellScalar): string {
    if (!isComputedByTerraform(value)) return powershellLiteral(value);
    this.hasForeignValues = true;
    return `'${doubledApostrophes(this.reference(value))}'`;
  }

  /** Text around or between what is computed would be quoted a second time by cdktf: Terraform puts it together first. */
  private reference(value: PowerShellScalar): string {
    const text = typeof value === 'string' ? value : Token.asString(value);
    const fragments = Tokenization.reverseString(text);
    if (fragments.tokens.length === 1 && fragments.literals.length === 0) return text;
    this.computed += 1;
    return new TerraformLocal(this.scope, `${this.prefix}value-${String(this.computed)}`, text).asString;
  }
}

/** A text that Terraform computes, with apostrophes doubled. */
function doubledApostrophes(text: string): string {
  return expressionOnce(['doubled apostrophes', text], () => Fn.replace(text, APOSTROPHES, '$1$1'));
}

/** A list that Terraform computes, joined by line breaks for the way. */
function computedList(list: readonly string[]): string {
  const text = doubledApostrophes(Fn.join('\n', [...list]));
  return `@('${text}' -split '\\n' | Where-Object { $_ -ne '' })`;
}

function plainValue(value: ScriptSetting, depth: number): readonly string[] {
  if (!isList(value)) return [plain(value)];
  return ['@(', ...value.map((item) => indent(depth + 1) + plain(item as string)), `${indent(depth)})`];
}

/** A text as it is, between quotes. */
function plain(value: ScriptSetting): string {
  const text = typeof value === 'string' ? value : '';
  return isComputedByTerraform(text) ? `'${text}'` : powershellLiteral(text);
}

function indent(depth: number): string {
  return '    '.repeat(depth);
}

function isScalar(value: ScriptSetting): value is PowerShellScalar {
  return typeof value !== 'object' || value === null;
}
