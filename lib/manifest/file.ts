import { type ISynthesisSession, type IStackSynthesizer, TerraformStack } from 'cdktf';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MANIFEST_FILE_NAME, MANIFEST_FORMAT } from './entries/stack-manifest';

/** Makes the text of a stack's manifest; nothing where the stack has nothing for one. */
export type ManifestWriter = (stack: TerraformStack) => (() => string) | undefined;

/** Sessions whose stacks have been looked at once. */
const looked = new WeakSet<ISynthesisSession>();

/** Writes the manifest of a stack after whatever synthesizes it. */
class ManifestSynthesizer implements IStackSynthesizer {
  public constructor(
    private readonly stack: TerraformStack,
    private readonly inner: IStackSynthesizer,
    private readonly writerOf: ManifestWriter,
  ) {}

  public synthesize(session: ISynthesisSession): void {
    this.inner.synthesize(session);
    const folder = join(session.outdir, session.manifest.forStack(this.stack).workingDirectory);
    const text = this.writerOf(this.stack);
    if (text === undefined) removeOwn(folder);
    else writeFileSync(join(folder, MANIFEST_FILE_NAME), text());
    if (looked.has(session)) return;
    looked.add(session);
    this.removeOutdated(dirname(folder));
  }

  /** A stack that has lost its last construct of ours has nobody to remove its file. */
  private removeOutdated(folders: string): void {
    for (const other of this.stack.node.root.node.findAll()) {
      if (TerraformStack.isStack(other) && this.writerOf(other) === undefined) removeOwn(join(folders, other.node.id));
    }
  }
}

/** Lets a stack write its manifest beside its JSON whenever it is synthesized. */
export function writeAtSynthesis(stack: TerraformStack, writerOf: ManifestWriter): void {
  stack.synthesizer = new ManifestSynthesizer(stack, stack.synthesizer, writerOf);
}

/** Removes a manifest of ours, and no other file that somebody calls the same. */
function removeOwn(folder: string): void {
  const file = join(folder, MANIFEST_FILE_NAME);
  if (existsSync(file) && readFileSync(file, 'utf8').includes(`"format": "${MANIFEST_FORMAT}"`)) rmSync(file);
}
