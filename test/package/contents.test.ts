import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

/** The files that `npm pack` would put into the package, without building again. */
function packedFiles(): readonly string[] {
  const { stdout, stderr } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (stdout === '') throw new Error(stderr);
  const [pack] = JSON.parse(stdout) as { files: { path: string }[] }[];
  return (pack?.files ?? []).map(({ path }) => path).sort();
}

/** Source files of the library, as paths without their ending. */
function sources(folder = 'lib'): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return sources(path);
    return path.endsWith('.ts') ? [path.replace(/^lib\//, '').replace(/\.ts$/, '')] : [];
  });
}

/** The scripts that run on members, which are copied as they are. */
const scripts = readdirSync(join(root, 'lib/bootstrap/scripts'));

test('the package holds the compiled library, its documents, and nothing else', () => {
  const declarations = sources().map((file) => `dist/${file}.d.ts`);
  // Faces are written by the build, and have no source that a map could lead to.
  const faces = sources().filter((file) => /(^|\/)index$/.test(file));
  const code = [
    ...faces.map((face) => `${face}.js`),
    ...['core', 'library', 'review/main'].flatMap((file) => [`${file}.js`, `${file}.js.map`]),
  ];
  const compiled = [...declarations, ...code.map((file) => `dist/${file}`)];
  const documents = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .map((file) => `docs/${file.replaceAll('\\', '/')}`)
    // The reference says what the types of the package say: people read it in the repository, editors read the types.
    .filter((file) => /\.(md|svg)$/.test(file) && !file.startsWith('docs/api/'));
  const others = ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json', 'data-gateway.schema.json'];
  const copied = scripts.map((file) => `dist/scripts/${file}`);
  expect(packedFiles()).toEqual([...compiled, ...copied, ...documents, ...others].sort());
});

test.each(scripts)('%s is in the package as it is in the library', (file) => {
  const [packed, source] = ['dist/scripts', 'lib/bootstrap/scripts'].map((folder) =>
    readFileSync(join(root, folder, file), 'utf8'),
  );
  expect(packed).toBe(source);
});

test('what package.json points to exists', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    main: string;
    types: string;
    exports: { '.': Record<string, string> };
    bin: Record<string, string>;
  };
  for (const file of [
    manifest.main,
    manifest.types,
    ...Object.values(manifest.exports['.']),
    ...Object.values(manifest.bin),
  ]) {
    expect(existsSync(join(root, file))).toBe(true);
  }
});

test('what is internal is not in the types', () => {
  const declarations = sources().map((file) => readFileSync(join(root, `dist/${file}.d.ts`), 'utf8'));
  for (const text of declarations) expect(text).not.toContain('@internal');
});
