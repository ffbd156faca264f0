import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { type App, DefaultTokenResolver, StringConcat, TerraformStack, Testing, Tokenization } from 'cdktf';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One resource or data block of synthesized Terraform. */
export type Block = Readonly<Record<string, unknown>> & { readonly depends_on?: readonly string[] };

/** Synthesized Terraform as an object. */
export interface StackJson {
  readonly locals?: Readonly<Record<string, unknown>>;
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
}

/** Synthesized Terraform, parsed. */
export interface Synthesized<T> {
  /** What the build function returned. */
  readonly result: T;
  /** The stack, for a look at the tree. */
  readonly stack: TerraformStack;
  /**
   * The JSON text, without metadata and checksums of assets, and with sorted keys: stable for snapshots.
   */
  readonly json: string;
  /** The same as an object, as it is. */
  readonly parsed: StackJson;
  /** What a block says, with the text of the locals that it mentions, and those that they mention. */
  fullText(block: Block): string;
  /** Resources by address: `azurerm_network_interface.NAME`. */
  readonly resources: Readonly<Record<string, Block>>;
  /** The resources of one type. */
  ofType(type: string): readonly Block[];
}

/**
 * Builds a stack and synthesizes it with validations on, which cdktf leaves off by default.
 *
 * @param build defines the stack's content.
 */
export function synthesize<T>(build: (stack: TerraformStack) => T): Synthesized<T> {
  const stack = newStack();
  const result = build(stack);
  const parsed = JSON.parse(Testing.synth(stack, true)) as StackJson;
  const { resource = {}, locals = {} } = parsed;
  const resources = Object.fromEntries(
    Object.entries(resource).flatMap(([type, blocks]) =>
      Object.entries(blocks).map(([name, block]) => [`${type}.${name}`, block]),
    ),
  );
  return {
    result,
    stack,
    // Written anew, so that the spacing of empty objects is not cdktf's.
    json: withoutChecksums(JSON.stringify(parsed, undefined, 2)),
    parsed,
    fullText: (block) => withLocals(JSON.stringify(block), locals),
    resources,
    ofType: (type) => Object.values(resource[type] ?? {}),
  };
}

/** JSON without the checksums in the paths of assets: every word in a script would change them. */
export function withoutChecksums(json: string): string {
  return json.replaceAll(/(assets\/\w[\w-]*\/)[0-9A-F]{32}\//g, '$1CHECKSUM/');
}

function withLocals(text: string, locals: Readonly<Record<string, unknown>>): string {
  const names = [...text.matchAll(/\blocal\.([\w-]+)/g)].map(([, name = '']) => name);
  return [text, ...names.map((name) => withLocals(JSON.stringify(locals[name]), locals))].join('\n');
}

let outdir: string | undefined;

/**
 * An app that is not written: all of a test file share a folder. Without one each makes its own, and those of thousands of
 * apps take long to remove.
 */
function unwrittenApp(): App {
  outdir ??= mkdtempSync(join(tmpdir(), 'unwritten-'));
  return Testing.app({ outdir });
}

/** An empty stack with the provider that every resource needs. */
export function newStack(app = unwrittenApp(), id = 'stack'): TerraformStack {
  const stack = new TerraformStack(app, id);
  new AzurermProvider(stack, 'azurerm', { features: [{}] });
  return stack;
}

/** The messages of one level that a stack's constructs carry: what cdktf prints after synthesis. */
export function annotations(stack: TerraformStack, level: 'info' | 'warn' | 'error'): readonly string[] {
  return stack.node
    .findAll()
    .flatMap(({ node }) => node.metadata)
    .filter(({ type }) => type === `@cdktf/${level}`)
    .map(({ data }) => String(data));
}

/** A value as a stack has it in its JSON. */
export function resolved(scope: TerraformStack, value: unknown): string {
  const resolver = new DefaultTokenResolver(new StringConcat());
  return JSON.stringify(Tokenization.resolve(value, { scope, resolver, preparing: false }));
}
