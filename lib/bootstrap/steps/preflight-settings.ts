/** One thing that a member tries before it installs. */
export interface EgressTest {
  /** Row of the table of what a gateway must reach, such as `relay` or `sign-in`; also its name in the report. */
  readonly row: string;
  /** Without it the member cannot be installed, registered or serve; otherwise a failure is a note in the report. */
  readonly required: boolean;
  /**
   * How it is reached: directly; by the proxy of the cluster, unless its bypass list says otherwise; or as a PAC file
   * decides, which is not tested, and the report says so.
   */
  readonly via: 'direct' | 'proxy' | 'script';
  /** `tcp`: a connection is opened. `https` and `http`: any HTTP answer at all counts, 401, 403 and 404 too. */
  readonly kind: 'tcp' | 'https' | 'http';
  /** A host that stands for the row, by name or IPv4 address; for names with a wildcard a known one below it. */
  readonly host: string;
  /** TCP ports, in the order in which they are tried. */
  readonly ports: readonly number[];
}

/** What tests of data sources are called: they are notes, whatever they find. */
export const DATA_SOURCE_ROW = 'data-source';

/** The tests as the script reads them: one a line, so that a plan shows a changed row as a changed line. */
export function egressTestLines(tests: readonly EgressTest[]): string[] {
  return tests.map(({ row, required, via, kind, host, ports }) =>
    [row, required ? 'required' : 'optional', via, kind, host, ports.join(',')].join(' '),
  );
}
