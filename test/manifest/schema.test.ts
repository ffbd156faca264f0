import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DataGatewayManifest, readManifest, type StackManifest } from '../../lib';
import { fieldTable } from '../../scripts/manifest/field-table';
import { manifestSchema } from '../../scripts/manifest/schema-of-types';
import { EXAMPLES, synthesizedExample } from '../support/examples';
import { newStack } from '../support/synthesize';
import { allFields, fieldsOf, problemsOf, SCHEMA, validate } from './closed-schema';
import { type Build, FULL, MINIMAL } from './estates';

const root = resolve(__dirname, '../..');

// A stack without anything of ours has none.
const examples = EXAMPLES.flatMap(synthesizedExample).filter(({ manifest }) => manifest !== undefined);
const manifestOf = (build: Build): StackManifest => {
  const stack = newStack();
  build(stack);
  return DataGatewayManifest.of(stack);
};
const built = Object.entries({
  ...MINIMAL,
  ...Object.fromEntries(Object.entries(FULL).map(([k, v]) => [`full ${k}`, v])),
});

test('the schema is the one of the types', () => {
  expect(SCHEMA).toEqual(manifestSchema(join(root, 'lib/manifest/entries')));
});

test('the table of fields is the one of the schema', () => {
  const page = readFileSync(join(root, 'docs/manifest.md'), 'utf8');
  const cells = (text: string): string => text.replaceAll(/ {2,}/g, ' ').replaceAll(/-{3,}/g, '---');
  expect(cells(page)).toContain(cells(fieldTable(SCHEMA)));
});

test.each(examples.map((one) => [one.stack, one] as const))(
  'the manifest of stack %s is valid',
  (_, { manifest = '' }) => {
    expect(problemsOf(readManifest(manifest))).toEqual([]);
  },
);

test.each(built)('the manifest of %s is valid', (_, build) => {
  expect(problemsOf(manifestOf(build))).toEqual([]);
});

test('every field of the schema is used', () => {
  const manifests = [
    ...examples.map(({ manifest = '' }) => readManifest(manifest)),
    ...built.map(([, b]) => manifestOf(b)),
  ];
  const used = new Set(manifests.flatMap((manifest) => fieldsOf(manifest)));
  expect(allFields().filter((field) => !used.has(field))).toEqual([]);
});

interface Mutation {
  readonly what: string;
  readonly manifest: unknown;
}

/** A manifest with each of its values of another type, and without each of its fields, one at a time. */
function mutations(manifest: StackManifest): readonly Mutation[] {
  const places: (readonly (string | number)[])[] = [];
  const visit = (value: unknown, place: readonly (string | number)[]): void => {
    if (place.length > 0) places.push(place);
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value))
      visit(inner, [...place, Array.isArray(value) ? Number(key) : key]);
  };
  visit(manifest, []);
  return places.flatMap((place) => {
    const changed = structuredClone(manifest) as unknown as Record<string, unknown>;
    const last = place.at(-1) ?? '';
    const parent = place
      .slice(0, -1)
      .reduce<Record<string | number, unknown>>((value, key) => value[key] as Record<string, unknown>, changed);
    parent[last] = null;
    return [{ what: `null at ${place.join('.')}`, manifest: changed }];
  });
}

test('no value may be of another type', () => {
  const wrong = built.flatMap(([name, build]) =>
    mutations(manifestOf(build)).map(({ what, manifest }) => ({
      what: `${name}: ${what}`,
      isValid: validate(manifest),
    })),
  );
  expect(wrong.length).toBeGreaterThan(1000);
  expect(wrong.filter(({ isValid }) => isValid).map(({ what }) => what)).toEqual([]);
});

test('what is required cannot be left out', () => {
  const manifest = manifestOf(FULL['cluster'] as Build);
  const without = Object.keys(manifest).map((field) =>
    validate(Object.fromEntries(Object.entries(manifest).filter(([name]) => name !== field))),
  );
  expect(without).toEqual(without.map(() => false));
});

test('another format, and another major version, are refused', () => {
  const manifest = manifestOf(MINIMAL['cluster'] as Build);
  expect(validate({ ...manifest, format: 'another' })).toBe(false);
  expect(validate({ ...manifest, formatVersion: '2.0' })).toBe(false);
  expect(validate({ ...manifest, formatVersion: '1.7' })).toBe(true);
});

test('a reader may meet fields that it does not know', () => {
  const manifest = { ...manifestOf(MINIMAL['cluster'] as Build), monitoring: [] };
  expect(validate(manifest)).toBe(true);
  expect(problemsOf(manifest)).toHaveLength(1);
});
