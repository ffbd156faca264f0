/**
 * `npm run docs:pictures`: draws docs/pictures. With `--check` nothing is written, and what is there must be what would be drawn.
 * `--dark FOLDER` draws into a folder what readers see whose system is dark, to look at it.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { PICTURES } from '.';

const target = resolve(__dirname, '../../docs/pictures');
const { values } = parseArgs({ options: { check: { type: 'boolean' }, dark: { type: 'string' } } });

const drawn = new Map<string, string>();
for (const [name, draw] of Object.entries(PICTURES)) {
  const picture = draw();
  for (const problem of picture.problems()) {
    console.error(`${name}: ${problem}`);
    process.exitCode = 1;
  }
  drawn.set(`${name}.svg`, picture.svg(values.dark !== undefined));
}

if (values.check === true) {
  const before = new Map(readdirSync(target).map((file) => [file, readFileSync(join(target, file), 'utf8')]));
  const outdated = [...new Set([...drawn.keys(), ...before.keys()])].filter(
    (file) => drawn.get(file) !== before.get(file),
  );
  if (outdated.length > 0) {
    console.error(
      `out of date: ${outdated.map((file) => `docs/pictures/${file}`).join(', ')}. Run npm run docs:pictures.`,
    );
    process.exitCode = 1;
  }
} else {
  const folder = values.dark ?? target;
  if (values.dark === undefined) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of drawn) writeFileSync(join(folder, file), text);
}
