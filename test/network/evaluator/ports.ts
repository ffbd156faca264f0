const LAST_PORT = 65_535;

/** Whether a port is among those that a rule lists: `*`, `443`, `9350-9354`. */
export function matchesPort(listed: readonly string[], port: number): boolean {
  return listed.map(bounds).some(([from, to]) => from <= port && port <= to);
}

/** Every entry is read, also behind one that matches: what is not understood must not go unseen. */
function bounds(text: string): readonly [from: number, to: number] {
  if (text === '*') return [0, LAST_PORT];
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text);
  const from = Number(match?.[1]);
  const to = Number(match?.[2] ?? match?.[1]);
  if (match === null || to > LAST_PORT || from > to) throw new Error(`'${text}' is no port and no range of ports`);
  return [from, to];
}
