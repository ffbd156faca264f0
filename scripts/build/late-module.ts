/** A CommonJS module that reads each name when it is used first. */
export function lateModule(reads: readonly (readonly [name: string, expression: string])[]): string {
  const text = [
    "'use strict';",
    "Object.defineProperty(exports, '__esModule', { value: true });",
    'const show = (name, more) => Object.defineProperty(exports, name, { enumerable: true, configurable: true, ...more });',
    'for (const [name, read] of Object.entries({',
    ...reads.map(([name, expression]) => `  ${name}: () => ${expression},`),
    '})) show(name, { get: () => show(name, { value: read() })[name] });',
  ];
  return `${text.join('\n')}\n`;
}
