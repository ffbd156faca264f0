import { AssetType, TerraformAsset } from 'cdktf';
import { Construct } from 'constructs';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where texts wait until cdktf copies them beside their stacks; made when the first one comes, gone with the process. */
let waiting: string | undefined;
let count = 0;

/** A text as a file beside the synthesized stack, at the same place after every synthesis. */
export class TextAsset extends Construct {
  /** Path of the file, from the folder of the stack. */
  public readonly path: string;

  public constructor(scope: Construct, id: string, fileName: string, text: string) {
    super(scope, id);
    count += 1;
    const folder = join((waiting ??= makeFolder()), String(count));
    mkdirSync(folder);
    const path = join(folder, fileName);
    writeFileSync(path, text);
    // The place is part of what people write down: it must not change with the text.
    this.path = new TerraformAsset(this, 'file', { path, type: AssetType.FILE, assetHash: 'script' }).path;
  }
}

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cdktf-data-gateway-'));
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}
