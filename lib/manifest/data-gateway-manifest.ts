import type { TerraformStack } from 'cdktf';
import { manifestText } from './arrange';
import type { StackManifest } from './entries/stack-manifest';
import { manifestOf } from './contributions';

/**
 * What a stack has of data gateways, for tools and tests. Synthesis writes the same beside the JSON of the stack, as
 * `cdktf.out/stacks/NAME/data-gateway.json`: nothing has to be done for it.
 */
export class DataGatewayManifest {
  /** The manifest of a stack as it is now. Nothing is written, and nothing of the stack is changed. */
  public static of(stack: TerraformStack): StackManifest {
    return manifestOf(stack);
  }

  /** The same as the text of the file. */
  public static textOf(stack: TerraformStack): string {
    return manifestText(manifestOf(stack));
  }
}
