import { compileFunction, createContext, type CompileFunctionOptions } from 'node:vm';
import { compiledOnce } from './compiled-once';

const compile = compiledOnce(compileFunction);

/** What a module of a source exports in a context. */
function run(source: string, parsingContext = createContext(), compiler = compile): unknown {
  const options: CompileFunctionOptions = { filename: '/somewhere/module.js', parsingContext };
  const module = { exports: undefined };
  const body = compiler(source, ['module'], options) as (module: unknown) => void;
  body(module);
  return module.exports;
}

test('a module has state and globals of its own in each context', () => {
  const counter = 'let count = start; module.exports = { next: () => ++count, list: [], global: globalThis };';
  const contexts = [createContext({ start: 10 }), createContext({ start: 20 })];
  const [one, other] = contexts.map((context) => run(counter, context)) as { next(): number; list: unknown }[];
  expect([one?.next(), one?.next(), other?.next()]).toEqual([11, 12, 21]);
  expect((run(counter, contexts[0]) as { next(): number }).next()).toBe(11);
  expect(Object.getPrototypeOf(one?.list)).not.toBe(Object.getPrototypeOf(other?.list));
});

test('a file that has another text is compiled again', () => {
  expect(run('module.exports = 1;')).toBe(1);
  expect(run('module.exports = 2;')).toBe(2);
  expect(run('module.exports = 1;')).toBe(1);
});

test.each([
  ['in the first line', 'module.exports = () => { throw new Error("here"); };'],
  ['in another', '"use strict";\n\nmodule.exports = () => {\n  throw new Error("here");\n};'],
  ['before a comment at the end', 'module.exports = () => { throw new Error("here"); }; // the end'],
])('an error is where it was: %s', (_where, source) => {
  const place = (compiler: typeof compile): string | undefined => {
    try {
      (run(source, createContext(), compiler) as () => void)();
    } catch (error) {
      return /module\.js:\d+:\d+/.exec(String((error as Error).stack))?.[0];
    }
    return undefined;
  };
  const expected = place(compileFunction);
  expect(expected).toMatch(/module\.js/);
  expect([place(compile), place(compile)]).toEqual([expected, expected]);
});

test('an error of syntax is one', () => {
  expect(() => run('module.exports = ;')).toThrow(/Unexpected token/);
});

test('what is no module of a context is compiled as ever', () => {
  const compiler = jest.fn(compileFunction);
  const increment = compiledOnce(compiler)('return a + 1;', ['a']) as (a: number) => number;
  expect(increment(1)).toBe(2);
  expect(compiler).toHaveBeenCalledTimes(1);
});
