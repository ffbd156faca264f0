import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { MANIFEST_FILE_NAME } from '../manifest/entries/stack-manifest';

/** A stack as Terraform JSON. */
export type StackJson = Readonly<Record<string, unknown>>;

/** What an app has written: the parsed JSON of each stack, and the texts that lie beside it. */
export interface SynthesizedApp {
  readonly stacks: Readonly<Record<string, StackJson>>;
  /** By stack and path below its folder, without checksums: `enterprise-workload/assets/…/check.ps1`. */
  readonly files: Readonly<Record<string, string>>;
}

/** The stacks of a folder that cdktf wrote (`cdktf.out`); none where there is no such folder. */
export function readApp(outdir: string): SynthesizedApp {
  const folder = join(outdir, 'stacks');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return {
    stacks: Object.fromEntries(names.flatMap((name) => readStack(join(folder, name), name))),
    files: Object.fromEntries(names.flatMap((name) => readFiles(join(folder, name), name))),
  };
}

function readStack(folder: string, name: string): readonly [string, StackJson][] {
  const file = join(folder, 'cdk.tf.json');
  return existsSync(file) ? [[name, JSON.parse(readFileSync(file, 'utf8')) as StackJson]] : [];
}

/** What synthesis wrote; what Terraform may have left there (providers, plans, states) is not looked at. */
function readFiles(folder: string, name: string): readonly [string, string][] {
  const assets = existsSync(join(folder, 'assets'))
    ? readdirSync(join(folder, 'assets'), { recursive: true, encoding: 'utf8' }).map((path) => join('assets', path))
    : [];
  return [...assets, MANIFEST_FILE_NAME].flatMap((path): [string, string][] => {
    const file = join(folder, path);
    if (!existsSync(file) || !statSync(file).isFile()) return [];
    return [[`${name}/${withoutChecksum(path.replaceAll('\\', '/'))}`, readText(file)]];
  });
}

/** The path of an asset holds the checksum of its content: with it, another text would be another file. */
function withoutChecksum(path: string): string {
  return path.replace(/\/[0-9A-F]{32}(?=\/)/, '');
}

/** The text; for what is none, one that says so and differs where the bytes do. */
function readText(file: string): string {
  const bytes = readFileSync(file);
  return bytes.includes(0) ? `(${String(bytes.length)} bytes, SHA-256 ${sha256(bytes)})` : bytes.toString('utf8');
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
