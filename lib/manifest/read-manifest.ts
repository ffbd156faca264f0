import { Checks } from '../common/checks';
import { isRecord } from '../common/shapes';
import { MANIFEST_FORMAT, MANIFEST_FORMAT_VERSION, type StackManifest } from './entries/stack-manifest';

const MAJOR = MANIFEST_FORMAT_VERSION.split('.')[0];

/**
 * Reads a `data-gateway.json` that this version of the library, an older or a newer one of the same major format wrote. Fields
 * of newer minor versions stay in the answer.
 *
 * It looks at format and version only. The schema of the package, `cdktf-data-gateway/data-gateway.schema.json`, looks at the
 * rest.
 *
 * @param text content of the file.
 * @throws DataGatewayError where it is no manifest, or one of another major version.
 */
export function readManifest(text: string): StackManifest {
  const checks = new Checks();
  const parsed = parse(text);
  const fix = 'Give the content of cdktf.out/stacks/NAME/data-gateway.json.';
  if (!isRecord(parsed) || parsed['format'] !== MANIFEST_FORMAT) {
    const allowed = `a JSON object whose format is '${MANIFEST_FORMAT}'`;
    checks.addHidden({ property: 'text', got: text, allowed, fix });
  } else {
    checks.text('formatVersion', parsed['formatVersion'], {
      pattern: new RegExp(`^${String(MAJOR)}\\.[0-9]+$`),
      allowed: `${String(MAJOR)}.0 or a later minor version`,
      fix: 'Read it with the version of this library that wrote it, or write it anew.',
    });
  }
  checks.throwIfAny('readManifest');
  return parsed as StackManifest;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
