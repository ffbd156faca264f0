/**
 * `npm run schema`: makes the JSON Schema of `data-gateway.json`, and the table of its fields in `docs/manifest.md`, from the
 * types in `lib/manifest/entries`. They are the one source; a test fails where schema or table are not theirs.
 */
import { writeFileSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fieldTable, withFieldTable } from './manifest/field-table';
import { manifestSchema, schemaText } from './manifest/schema-of-types';

const root = resolve(__dirname, '..');
const page = join(root, 'docs/manifest.md');
const schema = manifestSchema(join(root, 'lib/manifest/entries'));
writeFileSync(join(root, 'data-gateway.schema.json'), schemaText(schema));
writeFileSync(page, withFieldTable(readFileSync(page, 'utf8'), fieldTable(schema)));
