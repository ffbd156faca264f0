import { TAG_LIMITS } from './azure-rules';
import type { Checks } from './checks';
import { isRecord } from './shapes';

/** Reports tags that Azure does not take. */
export function checkTags(tags: Readonly<Record<string, string>> | undefined, checks: Checks): void {
  if (tags === undefined || checks.isUnknown(tags)) return;
  if (!isRecord(tags)) {
    checks.add({
      property: 'tags',
      got: tags,
      allowed: 'an object of names and values',
      fix: 'Leave it out for none.',
    });
    return;
  }
  const { count, nameBytes, valueBytes } = TAG_LIMITS;
  const entries = Object.entries(tags);
  if (entries.length > count) {
    const fix = 'Azure takes no more on one resource.';
    checks.add({ property: 'tags', got: entries.length, allowed: `at most ${String(count)} tags`, fix });
  }
  const lower = entries.map(([name]) => name.toLowerCase());
  entries.forEach(([name, value], index) => {
    if (lower.indexOf(name.toLowerCase()) === index) return;
    const fix = 'Azure does not tell names apart by case: remove one.';
    checks.add({ property: `tags.${name}`, got: value, allowed: 'each name once, whatever its case', fix });
  });
  for (const [name, value] of entries) {
    checks.text('tags (name)', name, {
      pattern: /^[^<>%&\\?/]+$/,
      maxBytes: nameBytes,
      allowed: `1 to ${String(nameBytes)} bytes without < > % & \\ ? /`,
      fix: 'Mend the name of the tag.',
    });
    checks.text(`tags.${name}`, value, {
      pattern: /^/,
      maxBytes: valueBytes,
      allowed: `a string of at most ${String(valueBytes)} bytes`,
      fix: 'Azure keeps no more: shorten it.',
    });
  }
}

/**
 * Tags of several hands on one resource: of two with the same name, in whatever case, the later one holds.
 *
 * @param hands from the farthest to the nearest.
 */
export function mergeTags(hands: readonly Readonly<Record<string, string>>[]): Record<string, string> {
  const merged = new Map<string, readonly [string, string]>();
  for (const [name, value] of hands.flatMap((tags) => Object.entries(tags))) {
    merged.set(name.toLowerCase(), [name, value]);
  }
  return Object.fromEntries(merged.values());
}
