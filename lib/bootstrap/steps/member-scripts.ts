import { AssetType, TerraformAsset } from 'cdktf';
import { Construct } from 'constructs';
import { join } from 'node:path';

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

/** The library's scripts as files beside the synthesized stack; all members of a cluster share them. */
export class MemberScripts extends Construct {
  private readonly expressions = new Map<ScriptPart, string>();

  /** The expression that reads a part when Terraform plans; what the file says is then part of the plan. */
  public fileExpression(part: ScriptPart): string {
    const known = this.expressions.get(part);
    if (known !== undefined) return known;
    const asset = new TerraformAsset(this, part, {
      path: join(__dirname, '..', 'scripts', `${part}.ps1`),
      type: AssetType.FILE,
    });
    const expression = `file("${asset.path}")`;
    this.expressions.set(part, expression);
    return expression;
  }
}
