/** A name of a module, what it is read from, and how it is reached there: `['NAME', './library.js', '.NAME']`. */
export type LateName = readonly [name: string, from: string, access: string];

/** A CommonJS module that loads others when a name of theirs is used first. */
export function lateModule(names: readonly LateName[]): string {
  const origins = [...new Set(names.map(([, from]) => from))];
  const variable = (from: string): string => `loaded${String(origins.indexOf(from))}`;
  const text = [
    "'use strict';",
    ...(origins.length === 0 ? [] : [`let ${origins.map(variable).join(', ')};`]),
    // Not assigned at once: Node would take `get` for a name that the module shows.
    'const shown = {',
    ...names.map(
      ([name, from, access]) => `  get ${name}() { return (${variable(from)} ??= require('${from}'))${access}; },`,
    ),
    '};',
    "Object.defineProperty(shown, '__esModule', { value: true });",
    'module.exports = shown;',
  ];
  return `${text.join('\n')}\n`;
}
