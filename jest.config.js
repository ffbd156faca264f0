/** @type {import('jest').Config} */
module.exports = {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // Types are checked by `npm run typecheck`; here they are only removed.
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  // Tests mostly wait for processes of their own, PowerShell and Node: no processor is left idle for Jest itself.
  maxWorkers: '100%',
  // Scripts run in a PowerShell of their own, and whole clusters are synthesized.
  testTimeout: 60_000,
  testEnvironment: '<rootDir>/test/member/engine/environment.ts',
  setupFiles: ['<rootDir>/test/support/terraform-version.ts', '<rootDir>/test/support/creation-stacks.ts'],
  testSequencer: '<rootDir>/test/support/longest-first.cjs',
  globalSetup: '<rootDir>/test/support/set-up.ts',
  globalTeardown: '<rootDir>/test/support/tear-down.ts',
  reporters: ['default', '<rootDir>/test/member/summary-reporter.cjs'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/cdktf.out/'],
};
