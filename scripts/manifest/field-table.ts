import type { RootSchema, Schema } from './schema-of-types';

const BEGIN = '<!-- fields: made by `npm run schema` -->';
const END = '<!-- end of fields -->';

/** A page with another table between its marks. */
export function withFieldTable(page: string, table: string): string {
  const [before, rest] = page.split(BEGIN);
  const [, after] = rest?.split(END) ?? [];
  if (before === undefined || after === undefined) throw new Error(`the page needs ${BEGIN} and ${END}`);
  return `${before}${BEGIN}\n\n${table}\n\n${END}${after}`;
}

/** All fields of a manifest, a heading and a list for each kind of thing. */
export function fieldTable(schema: RootSchema): string {
  const { $defs } = schema;
  const kinds = [['The file', schema] as const, ...orderedKinds(schema).map((name) => [name, $defs[name]] as const)];
  return kinds.map(([name, kind]) => section(name, kind ?? {})).join('\n\n');
}

/** In the order in which they are met first. */
function orderedKinds(schema: RootSchema): readonly string[] {
  const met: string[] = [];
  const visit = (part: Schema): void => {
    for (const [, name = ''] of JSON.stringify(part.properties ?? {}).matchAll(/"#\/\$defs\/(\w+)"/g)) {
      if (met.includes(name)) continue;
      met.push(name);
      visit(schema.$defs[name] ?? {});
    }
  };
  visit(schema);
  return met;
}

function section(name: string, { description, properties = {}, required = [] }: Schema): string {
  const rows = Object.entries(properties).map(([field, schema]) => {
    const sign = required.includes(field) ? '' : '?';
    return `| \`${field}\`${sign} | ${typeText(schema)} | ${(schema.description ?? '').replaceAll('|', '\\|')} |`;
  });
  return [`### ${name}`, '', description ?? '', '', '| Field | Type | Meaning |', '| --- | --- | --- |', ...rows].join(
    '\n',
  );
}

function typeText(schema: Schema): string {
  if (schema.$ref !== undefined) return linkTo(schema.$ref);
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum !== undefined) return schema.enum.map((one) => `\`${String(one)}\``).join(', ');
  if (schema.items !== undefined) return `list of ${typeText(schema.items)}`;
  const [value] = schema.anyOf ?? [];
  return value === undefined ? String(schema.type) : `${typeText(value)}, or computed`;
}

function linkTo(reference: string): string {
  const name = reference.replace('#/$defs/', '');
  return `[${name}](#${name.toLowerCase()})`;
}
