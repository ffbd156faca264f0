/**
 * Jest begins with the largest files, as long as it remembers no times: a clean clone would begin the longest of all, a
 * few lines each, last, and the other processor would wait for them.
 */
const { default: Sequencer } = require('@jest/test-sequencer');

/** From the longest on; the rest as Jest would. */
const LONGEST = [
  'member/failures-directory-script',
  'member/faults-directory',
  'member/faults-install',
  'member/faults-register',
  'member/cluster-of-five',
  'member/faults-configure',
  'member/again',
  'member/failures-install',
  'member/failures-directory',
  'member/hostile-strings',
  'member/preflight',
  'package/getting-started',
  'member/check',
];

function place(path) {
  const found = LONGEST.findIndex((name) => path.replaceAll('\\', '/').endsWith(`/test/${name}.test.ts`));
  return found < 0 ? LONGEST.length : found;
}

class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((one, other) => place(one.path) - place(other.path));
  }
}

module.exports = LongestFirst;
