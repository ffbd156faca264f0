// @ts-check
/**
 * The look of the reference: typedoc-plugin-markdown's, with one line where it has a heading for each of parameters, results
 * and inheritance. A signature says its types itself, with links; a table of parameters follows where they are documented.
 */
import { MarkdownPageEvent, MarkdownTheme, MarkdownThemeContext } from 'typedoc-plugin-markdown';
import { ReflectionKind } from 'typedoc';

/** Names of literals that a union may have before it is cut: nobody reads ninety sizes in a cell of a table. */
const MAX_LITERALS = 12;

/** Tags whose text follows on the same line. */
const TAG_WITH_TEXT = /\*\*(Throws|Default|Returns|See|Deprecated)\*\*\s+/g;

/** @param {string} text */
const code = (text) => `\`${text}\``;

/**
 * What a type is in plain text, or nothing where it holds an object or a function, whose text has no members.
 * @param {import('typedoc').SomeType} type
 */
function plainText(type) {
  const text = type.toString();
  return /\b(Object|Function)\b/.test(text) ? undefined : text;
}

class CompactContext extends MarkdownThemeContext {
  /** @param {ConstructorParameters<typeof MarkdownThemeContext>} args */
  constructor(...args) {
    super(...args);
    const base = this.partials;
    /** @type {MarkdownThemeContext['partials']} */
    const partials = {
      ...base,
      inheritance: () => '',
      comment: (comment, options) =>
        base.comment(comment, { ...options, headingLevel: undefined }).replaceAll(TAG_WITH_TEXT, '**$1:** '),
      someType: (type, options) => this.#type(type, base.someType(type, options)),
      unionType: (type) => this.#union(type) ?? base.unionType(type).replace(/^\\\| /, ''),
      signature: (signature, options) => this.#signature(signature, options.hideTitle ?? false),
      accessor: (accessor) => (accessor.getSignature === undefined ? '' : this.#getter(accessor.getSignature)),
      constructor: (model) => (model.signatures ?? []).map((signature) => this.#signature(signature)).join('\n\n'),
      memberWithGroups: (model, options) => this.#container(model, options.headingLevel),
      propertiesTable: (properties, options) => this.#properties(properties, options, base.propertiesTable),
    };
    this.partials = partials;
  }

  /**
   * One piece of code where nothing in it has a link.
   * @param {import('typedoc').SomeType | undefined} type
   * @param {string} rendered
   */
  #type(type, rendered) {
    if (type === undefined || rendered.includes('](') || rendered.includes('…')) return rendered;
    const text = plainText(type);
    return text === undefined ? rendered : code(text).replaceAll('|', '\\|');
  }

  /** @param {import('typedoc').UnionType} type */
  #union({ types }) {
    const literals = types.filter(({ type }) => type === 'literal');
    if (literals.length <= MAX_LITERALS) return undefined;
    const others = types.filter(({ type }) => type !== 'literal').map((other) => this.partials.someType(other));
    const [first, second] = literals.map((literal) => code(literal.toString()));
    return [first, second, `… (${String(literals.length)} values)`, ...others].join(' \\| ');
  }

  /**
   * @param {import('typedoc').SignatureReflection} signature
   * @param {boolean} hideTitle
   */
  #signature(signature, hideTitle = false) {
    const comment = signature.comment ?? signature.parent.comment;
    const parameters = signature.parameters ?? [];
    return [
      hideTitle ? '' : this.partials.signatureTitle(signature),
      comment === undefined ? '' : this.partials.comment(comment, { showTags: false }),
      parameters.some((parameter) => parameter.hasComment()) ? this.partials.parametersTable(parameters) : '',
      comment === undefined ? '' : this.partials.comment(comment, { showSummary: false, showReturns: true }),
    ]
      .filter((part) => part.trim() !== '')
      .join('\n\n');
  }

  /** @param {import('typedoc').SignatureReflection} signature */
  #getter(signature) {
    const type = this.partials.someType(signature.type);
    const comment = signature.comment === undefined ? '' : this.partials.comment(signature.comment);
    const place = signature.parent.flags.isStatic ? '`static` ' : '';
    return `> ${place}**${signature.name}**: ${type}\n\n${comment}`;
  }

  /**
   * A class or interface: what it is, what it extends, and its members. A module begins with the list of what is in it.
   * @param {import('typedoc').DeclarationReflection} model
   * @param {number} headingLevel
   */
  #container(model, headingLevel) {
    const bases = [
      ...(model.extendedTypes ?? []).map((type) => `Extends ${this.partials.someType(type)}.`),
      ...(model.implementedTypes ?? []).map((type) => `Implements ${this.partials.someType(type)}.`),
    ];
    return [
      model.kindOf(ReflectionKind.TypeAlias) ? this.partials.declarationTitle(model) : '',
      model.comment === undefined ? '' : this.partials.comment(model.comment),
      bases.join(' '),
      model.kindOf(ReflectionKind.Module) ? this.#contents(model) : '',
      ...(model.signatures ?? []).map((signature) => this.#signature(signature)),
      ...(model.indexSignatures ?? []).map(
        (signature) => `> ${this.partials.indexSignature(signature, { headingLevel })}`,
      ),
      this.partials.body(model, { headingLevel }),
    ]
      .filter((part) => part.trim() !== '')
      .join('\n\n');
  }

  /** @param {import('typedoc').DeclarationReflection} model */
  #contents(model) {
    return (model.groups ?? [])
      .map(({ title, children }) => {
        const links = children.map((child) => `[${code(child.name)}](${this.urlTo(child)})`);
        return `**${title}:** ${links.join(' · ')}`;
      })
      .join('\n\n');
  }

  /**
   * Constants of a class stand apart from what its objects have.
   * @param {import('typedoc').DeclarationReflection[]} properties
   * @param {Parameters<MarkdownThemeContext['partials']['propertiesTable']>[1]} options
   * @param {MarkdownThemeContext['partials']['propertiesTable']} table
   */
  #properties(properties, options, table) {
    const constants = properties.filter(({ flags }) => flags.isStatic);
    const others = properties.filter(({ flags }) => !flags.isStatic);
    return [
      ...(constants.length > 0 ? ['Of the class:', table(constants, options)] : []),
      ...(constants.length > 0 && others.length > 0 ? ['Of its objects:'] : []),
      ...(others.length > 0 ? [table(others, options)] : []),
    ].join('\n\n');
  }
}

class CompactTheme extends MarkdownTheme {
  /**
   * @param {MarkdownPageEvent<import('typedoc').Reflection>} page
   * @override
   */
  getRenderContext(page) {
    return new CompactContext(this, page, this.application.options);
  }
}

/** @param {import('typedoc-plugin-markdown').MarkdownApplication} app */
export function load(app) {
  app.renderer.defineTheme('compact', CompactTheme);
}
