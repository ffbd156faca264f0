import { AssetType, TerraformAsset, TerraformLocal } from 'cdktf';
import { Construct } from 'constructs';
import { join } from 'node:path';
import { SCRIPTS_FOLDER } from '../scripts-folder';
import { renderSettings, type ScriptSettings } from './script-settings';

/** The parts that scripts are put together from, each a file of the library. */
export type ScriptPart =
  | 'common'
  | 'domain'
  | 'account'
  | 'join-domain'
  | 'preflight'
  | 'install'
  | 'conditions'
  | 'directory'
  | 'delegation'
  | 'directory-step'
  | 'directory-script'
  | 'check'
  | 'gateway-files'
  | 'configure'
  | 'gateway-service'
  | 'register';

/** Settings that several scripts begin with, in a local of their own: what changes in them changes once. */
export interface SharedSettings {
  /** Address of the local, a list of lines. */
  readonly address: string;
  /** Whether Terraform computes any of them from what others have written. */
  readonly hasForeignValues: boolean;
  /** Whether a change of it is a reason to run a script again that has run. */
  readonly isReason: boolean;
}

/** Hashes of the files, as cdktf makes them: the files don't change while a process runs, and each is read once. */
const hashes = new Map<ScriptPart, string>();

/** What the scripts of a cluster share: the library's code, as files beside the synthesized stack, and settings. */
export class MemberScripts extends Construct {
  private readonly addresses = new Map<ScriptPart, string>();
  private readonly blocks = new Map<string, SharedSettings>();

  /** The address of a part's text, which is read when Terraform plans and is part of the plan. */
  public code(part: ScriptPart): string {
    const known = this.addresses.get(part);
    if (known !== undefined) return known;
    const assetHash = hashes.get(part);
    const asset = new TerraformAsset(this, part, {
      path: join(SCRIPTS_FOLDER, `${part}.ps1`),
      type: AssetType.FILE,
      ...(assetHash === undefined ? {} : { assetHash }),
    });
    hashes.set(part, asset.assetHash);
    const { address } = this.local(this, `${part}-code`, `\${file("${asset.path}")}`);
    this.addresses.set(part, address);
    return address;
  }

  /** Settings that scripts share, by an id that they ask with; whoever asks first defines them. */
  public shared(id: string, define: () => ScriptSettings): SharedSettings {
    const known = this.blocks.get(id);
    if (known !== undefined) return known;
    const { lines, hasForeignValues } = renderSettings(this, define(), `${id}-`);
    return this.sharedLines(id, lines, hasForeignValues);
  }

  /** The same for lines. */
  public sharedLines(id: string, lines: readonly string[], hasForeignValues: boolean): SharedSettings {
    const known = this.blocks.get(id);
    if (known !== undefined) return known;
    const { address } = this.local(this, `${id}-settings`, [...lines]);
    const block = { address, hasForeignValues, isReason: true };
    this.blocks.set(id, block);
    return block;
  }

  /** A local, and what it is asked by. */
  public local(scope: Construct, id: string, value: string | string[]): { readonly address: string } {
    return { address: `local.${new TerraformLocal(scope, id, value).friendlyUniqueId}` };
  }
}
