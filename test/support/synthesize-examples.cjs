// @ts-check
/**
 * `node [--require alias.cjs] -r ts-node/register synthesize-examples.cjs FOLDER NAME …`: examples one after another in one
 * process, each into a folder of its own, which exists.
 */
const { join } = require('node:path');

const [folder = '', ...names] = process.argv.slice(2);
for (const name of names) {
  process.env.CDKTF_OUTDIR = join(folder, name);
  require(join(__dirname, '../../examples', name, 'main.ts'));
}
// What was loaded under the name of cdktf.
const hosts = Object.keys(require.cache).map((file) => /[\\/]node_modules[\\/](cdktf|cdktn)[\\/]/.exec(file)?.[1]);
console.log(JSON.stringify([...new Set(hosts)].filter((host) => host !== undefined)));
