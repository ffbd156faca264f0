import { App } from 'cdktf';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineEstate } from '../../examples/enterprise/estate';
import type { Settings } from '../../examples/enterprise/settings';
import type { SynthesizedApp } from '../support/difference';

/** What the enterprise example writes for a description, validations on. */
export function synthesizeEstate(settings: Settings): SynthesizedApp {
  const outdir = mkdtempSync(join(tmpdir(), 'review-'));
  try {
    const app = new App({ outdir });
    defineEstate(app, settings);
    app.synth();
    return readApp(join(outdir, 'stacks'));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function readApp(folder: string): SynthesizedApp {
  const stacks: Record<string, unknown> = {};
  const files: Record<string, string> = {};
  for (const stack of readdirSync(folder)) {
    for (const path of readdirSync(join(folder, stack), { recursive: true, encoding: 'utf8' })) {
      const file = join(folder, stack, path);
      if (!statSync(file).isFile()) continue;
      const text = readFileSync(file, 'utf8');
      if (path === 'cdk.tf.json') stacks[stack] = JSON.parse(text);
      else files[`${stack}/${path.replace(/\/[0-9A-F]{32}\//, '/CHECKSUM/')}`] = text;
    }
  }
  return { stacks, files };
}
