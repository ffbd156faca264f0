import { Script, type compileFunction } from 'node:vm';

/**
 * Jest compiles all modules anew for each test file, in a context of its own: some hundreds of the framework and the
 * bindings, 170 times. With this in the place of `vm.compileFunction`, a module is compiled once a worker and run anew in
 * each context. Its state, and the globals and classes that it sees, remain those of one test file.
 *
 * `import()` is not served, as in Jest without its flag for ES modules.
 *
 * @param compile what compiles functions that are no modules of a context.
 */
export function compiledOnce(compile: typeof compileFunction): typeof compileFunction {
  const known = new Map<string, { readonly source: string; readonly script: Script }>();
  return (source, parameters = [], options = {}) => {
    const { filename, parsingContext } = options;
    if (filename === undefined || parsingContext === undefined) return compile(source, parameters, options);
    const head = `(function (${parameters.join()}) {`;
    const key = `${head} ${filename}`;
    let compiled = known.get(key);
    if (compiled?.source !== source) {
      // Lines and columns, which stack traces name, stay those of the module.
      const script = new Script(`${head}${source}\n})`, { filename, columnOffset: -head.length });
      compiled = { source, script };
      known.set(key, compiled);
    }
    return compiled.script.runInContext(parsingContext) as ReturnType<typeof compileFunction>;
  };
}
