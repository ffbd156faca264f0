// @ts-check
/**
 * Loaded before an app (`node --require`): says on the last line how much processor time went into loading modules, into
 * synthesis, and in all, in milliseconds.
 */
const Module = require('node:module');

const now = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const times = { loading: 0, synthesis: 0, total: 0 };
let depth = 0;

/** @type {{ _load(request: string, ...rest: unknown[]): any }} */
const loader = /** @type {any} */ (Module);
const load = loader._load.bind(loader);
let main = true;
loader._load = (request, ...rest) => {
  // The app itself is no module that is loaded.
  const counts = !main && depth === 0 && !request.startsWith('node:');
  main = false;
  if (!counts) return load(request, ...rest);
  depth += 1;
  const start = now();
  try {
    const loaded = load(request, ...rest);
    watch(loaded);
    return loaded;
  } finally {
    depth -= 1;
    times.loading += now() - start;
  }
};

/** @param {any} loaded */
function watch(loaded) {
  const App = loaded?.App;
  if (typeof App !== 'function' || App.watched) return;
  App.watched = true;
  const { synth } = App.prototype;
  /** @this {any} */
  App.prototype.synth = function () {
    const start = now();
    const { loading } = times;
    synth.call(this);
    times.synthesis += now() - start - (times.loading - loading);
  };
}

process.on('exit', () => {
  times.total = now();
  console.log(`\n${JSON.stringify(times)}`);
});
