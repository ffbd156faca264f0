// @ts-check
const { existsSync, readdirSync, readFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

/** @type {Map<string, boolean>} */
const known = new Map();

/**
 * Whether a file imports cdktf or its bindings for more than types, by itself or by what it imports.
 *
 * @param {string} file
 * @returns {boolean}
 */
function touchesHost(file) {
  const answer = known.get(file);
  if (answer !== undefined) return answer;
  known.set(file, false);
  const text = readFileSync(file, 'utf8');
  const imports = [...text.matchAll(/^(?:import|export)\s(?!type\s)[^;]*?from '([^']+)';/gm)].map(
    ([, from = '']) => from,
  );
  const touches = imports.some((from) => {
    if (!from.startsWith('.')) return from === 'cdktf' || from.startsWith('@cdktf/');
    const path = join(dirname(file), from);
    const source = [`${path}.ts`, join(path, 'index.ts')].find((candidate) => existsSync(candidate));
    return source !== undefined && touchesHost(source);
  });
  known.set(file, touches);
  return touches;
}

/**
 * All tests below a folder.
 *
 * @param {string} folder
 * @returns {string[]}
 */
function testsIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return testsIn(path);
    return entry.name.endsWith('.test.ts') ? [path] : [];
  });
}

module.exports = { touchesHost, testsIn };
