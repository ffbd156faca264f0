/** One thing that is wrong with an input, in the words of the API that was called. */
export interface Problem {
  /** The property at fault, as the caller wrote it: `gatewayName`, `osDisk.sizeGiB`, `memberSettings.02.zone`. */
  readonly property: string;
  /** The value that was given, rendered for people; never a secret. */
  readonly got: string;
  /** What is allowed instead. */
  readonly allowed: string;
  /** What to do about it. */
  readonly fix: string;
}

const MARK = Symbol.for('cdktf-data-gateway.DataGatewayError');

/**
 * The one error that this library throws on bad input.
 *
 * It names the construct (or, for a value that is no construct, the factory) and carries all its problems at once,
 * so that one run of `cdktf synth` shows everything there is to mend in it.
 */
export class DataGatewayError extends Error {
  /** Whether `x` is such an error, also when it comes from another copy of this package. */
  public static isDataGatewayError(x: unknown): x is DataGatewayError {
    return typeof x === 'object' && x !== null && MARK in x;
  }

  /** What tells it apart where `instanceof` cannot. */
  public override readonly name = 'DataGatewayError';

  /**
   * Says what is wrong, one line a problem.
   *
   * @param subject what the problems belong to: `GatewayCluster`, `Capacity`.
   * @param path path of the construct in the tree; empty for a value object.
   * @param problems all problems found; at least one.
   */
  public constructor(
    public readonly subject: string,
    public readonly path: string,
    public readonly problems: readonly Problem[],
  ) {
    super(describe(subject, path, problems));
    Object.defineProperty(this, MARK, { value: true });
  }
}

function describe(subject: string, path: string, problems: readonly Problem[]): string {
  const where = path === '' ? subject : `${subject} '${path}'`;
  const count = problems.length === 1 ? '1 problem' : `${String(problems.length)} problems`;
  const lines = problems.map(
    ({ property, got, allowed, fix }) => `  - ${property}: got ${got}; allowed: ${allowed}. ${fix}`,
  );
  return [`${where} has ${count}:`, ...lines].join('\n');
}
