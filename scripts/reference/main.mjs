// @ts-check
/**
 * `npm run docs:api`: writes docs/api from the doc comments. With `--check` nothing is written, and what is there must be what
 * would be written. Either way an undocumented member, a link that leads nowhere or an unexported type is an error.
 *
 * `--entry FILE --tsconfig FILE` looks at other sources, and writes nothing: for the tests of these rules.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync, cpSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Application } from 'typedoc';
import { contents } from './contents.mjs';
import { options, rooms, root } from './options.mjs';
import { bareParameters, membersOfConstants, nameParameters, optionalWithoutDefault } from './rules.mjs';

const HEADER = '<!-- Written by `npm run docs:api` from the doc comments in lib: change them there. -->';
const target = join(root, 'docs/api');

/** @param {string} folder */
function pages(folder) {
  const files = readdirSync(folder).sort();
  return new Map(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}

/**
 * Without headings that say nothing, and with bars as they are where no table needs them escaped.
 * @param {string} page
 */
function polished(page) {
  const lines = page.replaceAll(/^#+ (Union Members|Type Literal)\n\n/gm, '').split('\n');
  const unescaped = lines.map((line) =>
    line.startsWith('|') ? line : line.replaceAll(/`[^`]*`/g, (code) => code.replaceAll('\\|', '|')),
  );
  return unescaped.join('\n').trim();
}

/**
 * Writes the pages into a folder.
 * @param {Application} app
 * @param {import('typedoc').ProjectReflection} project
 * @param {string} folder
 */
async function write(app, project, folder) {
  let index = '';
  app.renderer.preRenderAsyncJobs.push((event) => {
    const { router } = app.renderer;
    if (router === undefined) throw new Error('pages have no addresses before they are rendered');
    index = contents(event.project, (reflection) => router.getFullUrl(reflection));
    return Promise.resolve();
  });
  await app.outputs.writeOutput({ name: 'markdown', path: folder }, project);
  writeFileSync(join(folder, 'README.md'), index);
  for (const [file, text] of pages(folder)) writeFileSync(join(folder, file), `${HEADER}\n\n${polished(text)}\n`);
}

/** @param {string} fresh */
function outdated(fresh) {
  const [now, before] = [pages(fresh), pages(target)];
  const files = [...new Set([...now.keys(), ...before.keys()])];
  return files.filter((file) => now.get(file) !== before.get(file)).map((file) => `docs/api/${file}`);
}

const { values } = parseArgs({
  options: { check: { type: 'boolean' }, entry: { type: 'string' }, tsconfig: { type: 'string' } },
});
process.chdir(root);
const entries = values.entry === undefined ? rooms() : [values.entry];
const app = await Application.bootstrapWithPlugins(options(entries, values.tsconfig ?? 'tsconfig.build.json'));
const project = await app.convert();
if (project !== undefined) {
  nameParameters(project);
  app.options.setValue('intentionallyNotDocumented', membersOfConstants(project));
  app.validate(project);
  for (const problem of [...optionalWithoutDefault(project), ...bareParameters(project)])
    app.logger.error(/** @type {never} */ (problem));
}
if (project === undefined || app.logger.hasErrors() || app.logger.hasWarnings()) process.exitCode = 1;
if (project !== undefined && values.entry === undefined) {
  const fresh = mkdtempSync(join(tmpdir(), 'reference-'));
  try {
    await write(app, project, fresh);
    if (values.check !== true) {
      rmSync(target, { recursive: true, force: true });
      cpSync(fresh, target, { recursive: true });
    } else {
      const files = outdated(fresh);
      if (files.length > 0) console.error(`out of date: ${files.join(', ')}. Run npm run docs:api.`);
      if (files.length > 0) process.exitCode = 1;
    }
  } finally {
    rmSync(fresh, { recursive: true });
  }
}
