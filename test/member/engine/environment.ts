import vm from 'node:vm';
import { TestEnvironment } from 'jest-environment-node';
import { compiledOnce } from '../../support/compiled-once';
import { EngineProcess } from './engine-process';

// Which Jest looks up whenever it compiles a module.
vm.compileFunction = compiledOnce(vm.compileFunction);

/** Of this worker. Jest loads each test file's modules anew, and this one once: PowerShell is slow until it is warm. */
let shared: EngineProcess | undefined;

function memberEngine(): EngineProcess {
  if (shared === undefined || shared.ended !== undefined) shared = EngineProcess.start();
  return shared;
}

/** Node's, in which test files share one PowerShell a worker. It ends when the worker does. */
export default class MemberEnvironment extends TestEnvironment {
  public override async setup(): Promise<void> {
    await super.setup();
    this.global.memberEngine = memberEngine;
  }
}
