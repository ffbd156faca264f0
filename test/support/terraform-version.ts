/**
 * The framework asks Terraform for its version once a `terraform_data`, by a process of its own that takes longer than the
 * synthesis of what asks. The answer is the same for all of them: here it is asked for once a worker.
 */
const processes = jest.requireActual<{ execSync: (command: string, ...rest: unknown[]) => unknown }>(
  'node:child_process',
);
const known = Symbol.for('known version of terraform');
const ask = processes.execSync as typeof processes.execSync & { [known]?: true };

if (ask[known] === undefined) {
  let version: unknown;
  const askOnce = (command: string, ...rest: unknown[]): unknown =>
    command === 'terraform version' ? (version ??= ask(command, ...rest)) : ask(command, ...rest);
  processes.execSync = Object.assign(askOnce, { [known]: true });
}
