import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

/** A part of a JSON Schema. */
export interface Schema {
  readonly $ref?: string;
  readonly description?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

/** The schema of a manifest. */
export interface RootSchema extends Schema {
  readonly $schema: string;
  readonly $id: string;
  readonly title: string;
  readonly $defs: Readonly<Record<string, Schema>>;
}

/** The type of a whole file. */
const ROOT = 'StackManifest';

/** What is written of a field beyond its type. */
const PATTERNS: Readonly<Record<string, string>> = { 'StackManifest.formatVersion': '^1\\.[0-9]+$' };

interface Declarations {
  readonly interfaces: ReadonlyMap<string, ts.InterfaceDeclaration>;
  readonly constants: ReadonlyMap<string, string>;
}

/**
 * The JSON Schema of the interfaces in a folder: just as much of TypeScript as they need, and an error for more.
 *
 * Unknown fields are allowed everywhere, for readers have to ignore them.
 */
export function manifestSchema(folder: string): RootSchema {
  const declarations = declarationsIn(folder);
  const names = reachable(ROOT, declarations);
  const { description, ...root } = objectSchema(ROOT, declarations);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:cdktf-data-gateway:manifest:1',
    title: 'What a stack has of data gateways: data-gateway.json',
    ...(description === undefined ? {} : { description }),
    ...root,
    $defs: Object.fromEntries(
      [...names]
        .filter((name) => name !== ROOT)
        .sort()
        .map((name) => [name, objectSchema(name, declarations)]),
    ),
  };
}

/** The text of the file. */
export function schemaText(schema: RootSchema): string {
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

function declarationsIn(folder: string): Declarations {
  const interfaces = new Map<string, ts.InterfaceDeclaration>();
  const constants = new Map<string, string>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts'))) {
    const text = readFileSync(join(folder, file), 'utf8');
    ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true).forEachChild((node) => {
      if (ts.isInterfaceDeclaration(node)) interfaces.set(node.name.text, node);
      if (!ts.isVariableStatement(node)) return;
      for (const { name, initializer } of node.declarationList.declarations) {
        if (ts.isIdentifier(name) && initializer !== undefined && ts.isStringLiteral(initializer))
          constants.set(name.text, initializer.text);
      }
    });
  }
  return { interfaces, constants };
}

function interfaceOf(name: string, { interfaces }: Declarations): ts.InterfaceDeclaration {
  const found = interfaces.get(name);
  if (found === undefined) throw new Error(`there is no interface ${name}`);
  return found;
}

/** Names of an interface and of all that it mentions. */
function reachable(name: string, declarations: Declarations, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  const text = JSON.stringify(objectSchema(name, declarations));
  for (const [, other = ''] of text.matchAll(/"#\/\$defs\/(\w+)"/g)) reachable(other, declarations, seen);
  return seen;
}

function objectSchema(name: string, declarations: Declarations): Schema {
  const declaration = interfaceOf(name, declarations);
  const members = membersOf(declaration, declarations);
  const required = members.filter(({ member }) => member.questionToken === undefined).map(({ field }) => field);
  return {
    description: documentation(declaration),
    type: 'object',
    properties: Object.fromEntries(
      members.map(({ owner, field, member }) => {
        const pattern = PATTERNS[`${owner}.${field}`];
        const schema = typeSchema(member.type, declarations);
        return [
          field,
          { description: documentation(member), ...schema, ...(pattern === undefined ? {} : { pattern }) },
        ];
      }),
    ),
    ...(required.length === 0 ? {} : { required }),
  };
}

interface Member {
  readonly owner: string;
  readonly field: string;
  readonly member: ts.PropertySignature;
}

/** Its members, those that it inherits first. */
function membersOf(declaration: ts.InterfaceDeclaration, declarations: Declarations): readonly Member[] {
  const parents = (declaration.heritageClauses ?? []).flatMap(({ types }) => types.map((type) => type.getText()));
  const inherited = parents.flatMap((name) => membersOf(interfaceOf(name, declarations), declarations));
  const own = declaration.members.map((member): Member => {
    if (!ts.isPropertySignature(member)) throw new Error(`${declaration.name.text} has more than properties`);
    return { owner: declaration.name.text, field: member.name.getText(), member };
  });
  return [...inherited, ...own];
}

function typeSchema(type: ts.TypeNode | undefined, declarations: Declarations): Schema {
  if (type === undefined) throw new Error('a property has no type');
  switch (type.kind) {
    case ts.SyntaxKind.StringKeyword:
      return { type: 'string' };
    case ts.SyntaxKind.NumberKeyword:
      return { type: 'number' };
    case ts.SyntaxKind.BooleanKeyword:
      return { type: 'boolean' };
    default:
  }
  if (ts.isParenthesizedTypeNode(type)) return typeSchema(type.type, declarations);
  if (ts.isTypeOperatorNode(type)) return typeSchema(type.type, declarations);
  if (ts.isArrayTypeNode(type)) return { type: 'array', items: typeSchema(type.elementType, declarations) };
  if (ts.isLiteralTypeNode(type)) return { const: literalOf(type) };
  if (ts.isUnionTypeNode(type)) return { enum: type.types.map(literalOf) };
  if (ts.isTypeQueryNode(type)) return { const: declarations.constants.get(type.exprName.getText()) };
  if (!ts.isTypeReferenceNode(type)) throw new Error(`unknown kind of type: ${type.getText()}`);
  const name = type.typeName.getText();
  if (name !== 'ManifestValue') return { $ref: `#/$defs/${interfaceOf(name, declarations).name.text}` };
  return { anyOf: [typeSchema(type.typeArguments?.[0], declarations), { $ref: '#/$defs/ComputedValue' }] };
}

function literalOf(type: ts.TypeNode): unknown {
  const literal = ts.isLiteralTypeNode(type) ? type.literal : undefined;
  if (literal?.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (literal !== undefined && ts.isStringLiteral(literal)) return literal.text;
  throw new Error(`no literal: ${type.getText()}`);
}

/** What a doc comment says, on one line; a default is when the field is left out. */
function documentation(node: ts.Node): string {
  const [comment] = ts.getJSDocCommentsAndTags(node).filter((one) => ts.isJSDoc(one));
  if (comment === undefined) throw new Error(`no doc comment: ${node.getText().slice(0, 80)}`);
  const text = ts.getTextOfJSDocComment(comment.comment) ?? '';
  const missing = (comment.tags ?? []).find(({ tagName }) => tagName.text === 'default');
  const without = ts.getTextOfJSDocComment(missing?.comment);
  return [text, ...(without === undefined ? [] : [`Left out: ${without}.`])].join(' ').replaceAll(/\s+/g, ' ');
}
