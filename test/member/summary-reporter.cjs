/**
 * After the tests: how much of the members' PowerShell they executed, what they did not and why, and how many fault
 * points were tried. Fails the run where a statement was not executed that nobody has accounted for, provided that all
 * of the member suite has run.
 */
const { existsSync, readdirSync, readFileSync, rmSync } = require('node:fs');
const { join } = require('node:path');

const folder = join(__dirname, '../../coverage/member');
/** Each with the reason, by the text of the statement. */
const notExecuted = require('./not-executed.json');

class SummaryReporter {
  onRunStart() {
    rmSync(folder, { recursive: true, force: true });
  }

  onRunComplete(_contexts, { numFailedTests, numFailedTestSuites }) {
    if (!existsSync(folder)) return;
    const reports = readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')));
    const statements = new Map();
    for (const report of reports) {
      for (const { part, line, column, text, executed } of report.statements) {
        const key = `${part}.ps1:${line}:${column}`;
        statements.set(key, { part, line, text, executed: executed || statements.get(key)?.executed === true });
      }
    }
    const all = [...statements.values()];
    const missed = all.filter(({ executed }) => !executed);
    const accounted = ({ part, text }) => notExecuted.find((one) => one.part === part && text.startsWith(one.text));
    const runs = reports.reduce((sum, report) => sum + report.runs, 0);
    const told = reports.reduce((sum, report) => sum + report.told, 0);
    const lines = (list) => new Set(list.map(({ part, line }) => `${part}:${line}`)).size;
    const percent = ((100 * (all.length - missed.length)) / all.length).toFixed(1);
    console.log(
      `Members' PowerShell: ${runs} runs of scripts, and ${told} told by a run from the very same world; ${all.length - missed.length} of ${all.length} statements executed (${percent} %), on ${lines(all)} lines.`,
    );
    for (const [what, { effects, points, recovered, told: same }] of reports.flatMap(({ faults }) =>
      Object.entries(faults),
    )) {
      console.log(
        `  fault points, ${what}: ${points} tried at ${effects} effects, all converged (${recovered} in the same run, ${same} told by another point)`,
      );
    }
    for (const one of missed) {
      console.log(
        `  not executed: ${one.part}.ps1:${one.line}: ${one.text} -- ${accounted(one)?.why ?? 'NOT ACCOUNTED FOR'}`,
      );
    }
    const suite = readdirSync(__dirname).filter(
      (file) => file.endsWith('.test.ts') && readFileSync(join(__dirname, file), 'utf8').includes('MemberCluster'),
    );
    const ran = suite.every((file) => existsSync(join(folder, file.replace('.test.ts', '.json'))));
    const open = missed.filter((one) => accounted(one) === undefined);
    const stale = notExecuted.filter(
      ({ part, text }) => !missed.some((one) => one.part === part && one.text.startsWith(text)),
    );
    if (!ran || numFailedTests + numFailedTestSuites > 0) return;
    if (open.length > 0)
      this.error = new Error(
        `${open.length} statements of the members' scripts were not executed and are not accounted for in test/member/not-executed.json`,
      );
    else if (stale.length > 0)
      this.error = new Error(
        `test/member/not-executed.json accounts for statements that were executed: ${stale.map(({ text }) => text).join('; ')}`,
      );
  }

  getLastError() {
    return this.error;
  }
}

module.exports = SummaryReporter;
