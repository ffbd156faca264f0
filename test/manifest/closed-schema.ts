import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { RootSchema, Schema } from '../../scripts/manifest/schema-of-types';

/** The schema as it is published. */
export const SCHEMA = JSON.parse(
  readFileSync(join(resolve(__dirname, '../..'), 'data-gateway.schema.json'), 'utf8'),
) as RootSchema;

/** The published schema takes fields that it does not know; this one does not. */
function closed(schema: Schema): Schema {
  return JSON.parse(
    JSON.stringify(schema, (_, value: unknown) =>
      isObject(value) && value['type'] === 'object' && 'properties' in value
        ? { ...value, additionalProperties: false }
        : value,
    ),
  ) as Schema;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

const compile = (schema: Schema): ValidateFunction => new Ajv2020({ strict: true, allErrors: true }).compile(schema);

/** Validates as users do. */
export const validate = compile(SCHEMA);

/** Validates, and refuses what the schema does not name. */
const validateClosed = compile(closed(SCHEMA));

/** What is wrong with a manifest; empty where nothing is. */
export function problemsOf(manifest: unknown, check = validateClosed): readonly string[] {
  check(manifest);
  return (check.errors ?? []).map(({ instancePath, message, params }) =>
    [instancePath, message, JSON.stringify(params)].join(' '),
  );
}

/** The fields that a manifest uses, as `GatewayMemberEntry.zone`. */
export function fieldsOf(manifest: unknown, schema: Schema = SCHEMA, kind = 'StackManifest'): readonly string[] {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.replace('#/$defs/', '');
    return fieldsOf(manifest, SCHEMA.$defs[name], name);
  }
  if (schema.anyOf !== undefined) {
    const [value, computed = {}] = schema.anyOf;
    return isObject(manifest) && 'computed' in manifest ? fieldsOf(manifest, computed) : fieldsOf(manifest, value);
  }
  if (Array.isArray(manifest)) return manifest.flatMap((one) => fieldsOf(one, schema.items));
  if (!isObject(manifest)) return [];
  return Object.entries(manifest).flatMap(([field, value]) => [
    `${kind}.${field}`,
    ...fieldsOf(value, schema.properties?.[field]),
  ]);
}

/** All fields of the schema. */
export function allFields(): readonly string[] {
  return Object.entries({ StackManifest: SCHEMA, ...SCHEMA.$defs }).flatMap(([kind, { properties = {} }]) =>
    Object.keys(properties).map((field) => `${kind}.${field}`),
  );
}
