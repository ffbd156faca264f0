/**
 * `npm run test:cdktn`: the tests once more, with CDK Terrain under the name of cdktf, against the same snapshots.
 *
 * All that touches the host is run, by what the test files import, but for two folders:
 * - test/member executes the scripts on a simulated Windows. They are the same text under both hosts, which
 *   test/cdk-terrain compares.
 * - test/package looks at the files of the package, which are the same.
 *
 * The examples, which are apps of their own, are synthesized under both and compared in full by test/cdk-terrain, in the
 * ordinary run.
 */
const { join, relative } = require('node:path');
const base = require('./jest.config');
const { testsIn, touchesHost } = require('./test/cdk-terrain/touches-host.cjs');

const test = join(__dirname, 'test');
const notAgain = ['member', 'package'].map((folder) => join(test, folder));
const files = testsIn(test).filter((file) => !notAgain.some((folder) => file.startsWith(folder)) && touchesHost(file));

/** @type {import('jest').Config} */
module.exports = {
  ...base,
  // No PowerShell is needed.
  globalSetup: '<rootDir>/test/support/temporary-folder.ts',
  reporters: ['default'],
  testMatch: files.map((file) => `<rootDir>/${relative(__dirname, file).replaceAll('\\', '/')}`),
  // The bindings ask for cdktf as well.
  moduleNameMapper: { '^cdktf$': 'cdktn', '^cdktf/(.*)$': 'cdktn/$1' },
};
