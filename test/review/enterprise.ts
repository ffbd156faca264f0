import { App } from 'cdktf';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineEstate } from '../../examples/enterprise/estate';
import type { Settings } from '../../examples/enterprise/settings';
import { readApp, type SynthesizedApp } from '../../lib/review/synthesized-app';

/** What the enterprise example writes for a description, validations on. */
export function synthesizeEstate(settings: Settings): SynthesizedApp {
  const outdir = mkdtempSync(join(tmpdir(), 'review-'));
  try {
    const app = new App({ outdir });
    defineEstate(app, settings);
    app.synth();
    return readApp(outdir);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
