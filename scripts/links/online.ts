/**
 * `npm run docs:links`: asks every web address that the documents name, and lists those that do not answer. It needs the network and
 * other people's servers, so it is no test and no part of CI.
 */
import { resolve } from 'node:path';
import { webLinks } from './check';

const TIMEOUT_MS = 20_000;
const ATTEMPTS = 3;
const AT_ONCE = 4;

/** Answers that say who may read, and not whether it is there. */
const REFUSED = [401, 403, 405, 429, 999];

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

async function ask(address: string, method: 'HEAD' | 'GET'): Promise<string | undefined> {
  try {
    const headers = { 'user-agent': 'Mozilla/5.0 (link check)', accept: 'text/html,*/*' };
    const { ok, status } = await fetch(address, { method, headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
    return ok || REFUSED.includes(status) ? undefined : `answers ${String(status)}`;
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    return cause instanceof Error ? cause.message : String(cause);
  }
}

/** What is wrong with an address; servers that know no HEAD are asked with GET, and all of them several times. */
async function problemOf(address: string): Promise<string | undefined> {
  let problem: string | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await pause(1000 * 2 ** attempt);
    problem = await ask(address, 'HEAD');
    if (problem !== undefined) problem = await ask(address, 'GET');
    if (problem === undefined) return undefined;
  }
  return problem;
}

async function main(): Promise<void> {
  const links = [...webLinks(resolve(__dirname, '../..'))].map(([address, files]) => ({ address, files }));
  const waiting = [...links];
  const failures: string[] = [];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const problem = await problemOf(next.address.replace(/#.*$/, ''));
      if (problem !== undefined) failures.push(`${next.address}: ${problem} (${[...new Set(next.files)].join(', ')})`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  for (const failure of failures.sort()) console.error(failure);
  console.log(`${String(links.length - failures.length)} of ${String(links.length)} addresses answer`);
  if (failures.length > 0) process.exitCode = 1;
}

void main();
