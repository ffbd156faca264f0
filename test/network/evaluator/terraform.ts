/** One file that cdktf wrote, parsed. */
export interface TerraformJson {
  readonly locals?: unknown;
  readonly resource?: unknown;
}

/** Values of expressions that Terraform would compute, by the expression without `${}`. */
export type KnownValues = Readonly<Record<string, string | readonly string[]>>;

type Fields = Readonly<Record<string, unknown>>;

/** Resources of one or several stacks, as Terraform would read them. */
export class Configuration {
  private readonly resources: Readonly<Record<string, Readonly<Record<string, Fields>>>>;
  private readonly locals: Fields;

  /** @param known what takes the place of expressions; those of `local` and of arguments that are written down are known. */
  constructor(
    stacks: readonly TerraformJson[],
    private readonly known: KnownValues = {},
  ) {
    const resources: Record<string, Record<string, Fields>> = {};
    const locals: Record<string, unknown> = {};
    for (const stack of stacks) {
      for (const [type, blocks] of Object.entries(fields(stack.resource ?? {}, 'resource'))) {
        for (const [name, block] of Object.entries(fields(blocks, type))) {
          const ofType = (resources[type] ??= {});
          if (ofType[name] !== undefined) throw new Error(`${type}.${name} is in two stacks`);
          ofType[name] = fields(block, `${type}.${name}`);
        }
      }
      Object.assign(locals, stack.locals);
    }
    this.resources = resources;
    this.locals = locals;
  }

  /** All resources of one type. */
  ofType(type: string): readonly Block[] {
    return Object.entries(this.resources[type] ?? {}).map(([name, values]) => {
      const block = new Block(`${type}.${name}`, values, this);
      block.refuse('count', 'for_each', 'dynamic');
      return block;
    });
  }

  /** The value of a text that may be one expression; an expression that is not known is its own value. */
  value(text: string): string | readonly string[] {
    let value: unknown = text;
    for (let step = 0; typeof value === 'string'; step += 1) {
      const expression = /^\$\{(.*)\}$/s.exec(value)?.[1];
      const next: unknown = expression === undefined ? undefined : this.lookUp(expression);
      if (next === undefined || next === null) return value;
      if (step > 20) throw new Error(`the value of ${text} goes round in a circle`);
      value = next;
    }
    if (!Array.isArray(value)) return String(value);
    return value.flatMap((item) => this.value(String(item)));
  }

  private lookUp(expression: string): unknown {
    if (expression in this.known) return this.known[expression];
    const local = /^local\.([\w-]+)$/.exec(expression)?.[1];
    if (local !== undefined) return this.locals[local];
    const [, type = '', name = '', argument = '', index] = REFERENCE.exec(expression) ?? [];
    const value = this.resources[type]?.[name]?.[argument];
    if (index !== undefined) return Array.isArray(value) ? value[Number(index)] : undefined;
    return typeof value === 'string' || isTexts(value) ? value : undefined;
  }
}

/** A reference to an argument of a resource, or to one entry of its list. */
const REFERENCE = /^(azurerm_\w+)\.([\w-]+)\.(\w+)(?:\[(\d+)\])?$/;

/** A resource, or a block within one, read field by field. */
export class Block {
  constructor(
    /** Where it stands: `azurerm_subnet.x`. */
    readonly address: string,
    private readonly values: Fields,
    private readonly configuration: Configuration,
  ) {}

  /** What other resources write to mean this one. */
  get id(): string {
    return `\${${this.address}.id}`;
  }

  /** A text or a number as text; nothing where it is not set. */
  optionalText(field: string): string | undefined {
    const value = this.values[field];
    if (value === undefined || value === null) return undefined;
    const text = typeof value === 'string' ? this.configuration.value(value) : value;
    if (typeof text === 'string' || typeof text === 'number' || typeof text === 'boolean') return String(text);
    throw new Error(`${this.address}: ${field} is no text`);
  }

  text(field: string): string {
    const value = this.optionalText(field);
    if (value === undefined || value === '') throw new Error(`${this.address}: ${field} is not set`);
    return value;
  }

  /** One of the words that a field may have, as they are written. */
  word<T extends string>(field: string, words: readonly T[]): T {
    const text = this.text(field);
    const found = words.find((word) => word === text);
    if (found === undefined) throw new Error(`${this.address}: ${field} is '${text}', none of ${words.join(', ')}`);
    return found;
  }

  wholeNumber(field: string): number {
    const number = Number(this.text(field));
    if (!Number.isInteger(number)) throw new Error(`${this.address}: ${field} is no whole number`);
    return number;
  }

  /** A list of texts; empty where it is not set. */
  texts(field: string): readonly string[] {
    const value = this.values[field] ?? [];
    const list = typeof value === 'string' ? this.configuration.value(value) : value;
    if (!isTexts(list)) throw new Error(`${this.address}: ${field} is no list of texts that is known`);
    return list.flatMap((item) => this.configuration.value(item));
  }

  /** Blocks within this one. */
  blocks(field: string): readonly Block[] {
    const value = this.values[field] ?? [];
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    return list.map((item, index) => {
      const at = `${this.address}.${field}[${String(index)}]`;
      return new Block(at, fields(item, at), this.configuration);
    });
  }

  /** Fields that no one here knows to read must not be set. */
  refuse(...unread: readonly string[]): void {
    for (const field of unread) {
      const value = this.values[field];
      const empty =
        value === undefined || value === null || value === false || (Array.isArray(value) && value.length === 0);
      if (!empty) throw new Error(`${this.address}: ${field} is not understood`);
    }
  }

  /** No field but these may be set. */
  only(...read: readonly string[]): void {
    this.refuse(...Object.keys(this.values).filter((field) => !read.includes(field)));
  }
}

/** Whether a text is an expression whose value is not known. */
export function isUnknown(text: string): boolean {
  return text.includes('${');
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function fields(value: unknown, at: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw new Error(`${at} is no block that is understood`);
}
