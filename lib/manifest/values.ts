import { DefaultTokenResolver, StringConcat, TerraformStack, Tokenization } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { ComputedValue } from './entries/value';
import { isComputedByTerraform } from '../terraform/construct-checks';

const RESOLVER = new DefaultTokenResolver(new StringConcat());

/** `azurerm_subnet.members`, `data.TYPE.NAME`, `module.NAME`, and what is read there. */
const REFERENCE = /^((?:data\.)?[a-z]\w*\.[\w-]+)(?:\.([\w.[\]"-]+))?$/;

/**
 * A copy in which what Terraform computes stands as where it comes from, and what is not there is left out. No expression of
 * Terraform gets through, whoever put it in.
 */
export function manifestValues(scope: IConstruct, value: unknown): unknown {
  if (isUnknown(value)) return known(scope, value) ?? computed(scope, value);
  if (Array.isArray(value)) return value.map((element: unknown) => manifestValues(scope, element));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]: [string, unknown]) =>
      inner === undefined ? [] : [[name, manifestValues(scope, inner)]],
    ),
  );
}

/** Tokens of lists and maps look like none of the expressions. */
function isUnknown(value: unknown): boolean {
  return isComputedByTerraform(value) || (typeof value === 'string' && value.includes('TfToken['));
}

/** What a lazy value of the app stands for; nothing where it is Terraform that knows. */
function known(scope: IConstruct, value: unknown): unknown {
  const found = resolved(scope, value);
  const isPlain = typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean';
  return isPlain && !isUnknown(found) ? found : undefined;
}

function computed(scope: IConstruct, value: unknown): ComputedValue | readonly ComputedValue[] {
  const stack = TerraformStack.of(scope);
  const origin = originOf(value) ?? stack;
  // In its own stack a reference keeps its address: in another one it is read from the state of the first.
  const text = resolved(origin, value);
  const expression = typeof text === 'string' ? /^\$\{([^{}]*)\}$/.exec(text)?.[1] : undefined;
  const [, address, attribute] = REFERENCE.exec(expression ?? '') ?? [];
  const place: ComputedValue = {
    computed: true,
    ...(origin === stack ? {} : { stack: origin.node.id }),
    ...(address === undefined ? {} : { address }),
    ...(attribute === undefined ? {} : { attribute }),
  };
  return Array.isArray(value) ? [place] : place;
}

function resolved(scope: IConstruct, value: unknown): unknown {
  return Tokenization.resolve(value, { scope, resolver: RESOLVER, preparing: false });
}

/** The stack that a single reference is of; nothing where it is none, or does not say. */
function originOf(value: unknown): TerraformStack | undefined {
  if (typeof value !== 'string' && typeof value !== 'number' && !Array.isArray(value)) return undefined;
  const [token, ...more] = Tokenization.reverse(value);
  // cdktf has it, and does not declare it. Without, the reference is taken for one of this stack.
  const origin = (token as { readonly originStack?: unknown } | undefined)?.originStack;
  return more.length === 0 && TerraformStack.isStack(origin) ? origin : undefined;
}
