import { compileFunction } from 'node:vm';
import * as azurermProvider from '@cdktf/provider-azurerm/lib/provider';
import * as cdktf from 'cdktf';
import ts from 'typescript';
import * as library from '../../lib';
import { newStack } from '../support/synthesize';
import type { BlockModule } from './block-module';
import { type Prelude, prelude } from './prelude';

/** The modules that blocks may import. */
const MODULES: Readonly<Record<string, unknown>> = {
  '@cdktf/provider-azurerm/lib/provider': azurermProvider,
  cdktf,
  'cdktf-data-gateway': library,
};

interface Runnable {
  readonly run: (this: unknown, scope: Prelude) => void;
}

const synthesized = new Map<BlockModule, string>();

/** What a block makes, as Terraform's JSON; once for all tests. */
export function synthesizeBlock(module: BlockModule): string {
  const known = synthesized.get(module) ?? synthesizeAnew(module);
  synthesized.set(module, known);
  return known;
}

function synthesizeAnew({ source }: BlockModule): string {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, esModuleInterop: true };
  const { outputText } = ts.transpileModule(source, { compilerOptions });
  const exports = {} as Runnable;
  const load = compileFunction(outputText, ['exports', 'require']) as (to: Runnable, from: unknown) => void;
  load(exports, (name: string) => MODULES[name]);
  const stack = newStack();
  exports.run.call(stack, prelude(stack));
  return cdktf.Testing.synth(stack, true);
}
