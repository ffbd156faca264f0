/** The examples as JavaScript on the built package, as users run them; beside the packages that they import. */
import { transformFileSync } from '@swc/core';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** A file as JavaScript. */
export function compiled(file: string): string {
  return transformFileSync(file, {
    swcrc: false,
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  }).code;
}

/** Writes an example below `target`; returns its main file. */
export function compileExample(root: string, name: string, target: string): string {
  const source = join(root, 'examples', name);
  for (const file of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts')) continue;
    const output = join(target, name, file.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(output), { recursive: true });
    const built = relative(dirname(output), join(root, 'dist')).replaceAll('\\', '/');
    writeFileSync(output, compiled(join(source, file)).replaceAll(/(["'])(\.\.\/)+lib\1/g, `'${built}'`));
  }
  return join(target, name, 'main.js');
}
