import { Token } from 'cdktf';
import type { IConstruct } from 'constructs';
import { Checks } from '../common/checks';
import { DataGatewayError } from '../common/errors';

/** Whether a value is known to Terraform alone: a token of cdktf, or text with an expression of Terraform in it. */
export function isComputedByTerraform(value: unknown): boolean {
  // A token in a text is an expression too, while it waits to be resolved; this is much the quicker way to ask.
  if (typeof value === 'string') return /[$%]\{/.test(value);
  return value !== undefined && typeof value !== 'boolean' && Token.isUnresolved(value);
}

/** An empty collection of problems for the input of a construct. */
export function constructChecks(): Checks {
  return new Checks(isComputedByTerraform);
}

/** What a validation of a construct answers: one message with all problems found, or none. */
export function messagesOf(construct: IConstruct, subject: string, checks: Checks): readonly string[] {
  if (checks.problems.length === 0) return [];
  return [new DataGatewayError(subject, construct.node.path, checks.problems).message];
}

/**
 * Ends the construction of a construct if anything is wrong with its input. Whoever swallows the error gets it again at
 * synthesis: a construct is never silently missing from a plan.
 *
 * @throws DataGatewayError with all problems found.
 */
export function throwProblems(construct: IConstruct, subject: string, checks: Checks): void {
  if (checks.problems.length === 0) return;
  const error = new DataGatewayError(subject, construct.node.path, checks.problems);
  construct.node.addValidation({ validate: () => [error.message] });
  throw error;
}
