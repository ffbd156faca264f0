import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { newStack } from '../support/synthesize';
import * as library from '../../lib';
import { type CodeBlock, read, root } from './code-blocks';
import { prelude } from './prelude';

/** A block of TypeScript as a module of its own: what it uses and does not say is put before it. */
export interface BlockModule {
  readonly block: CodeBlock;
  /** Text of the module, which exports `run`. */
  readonly source: string;
  /** Lines of the module before the block's first. */
  readonly linesBefore: number;
  /** Whether the page leaves something out (`…`), so that it compiles and cannot be run. */
  readonly isElided: boolean;
}

const IMPORT = /^import [^;]*;$/gm;
const ELLIPSIS = /(?<=[{[(,]\s*)…|^\s*\/\/ …$/gm;
/** `members: 3,` and the like, without a call around it. */
const PROPERTIES = /^(\s*\/\/[^\n]*\n)*\s*\w+: /;

/** Names that the library exports: values, and the types that its index files name. */
const LIBRARY = new Set([
  ...Object.keys(library),
  ...readdirSync(join(root, 'lib'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('index.ts'))
    .flatMap((file) => [...read(`lib/${file}`).matchAll(/^export [^;]*;/gm)])
    .flatMap(([statement]) => statement.replace(/'.*'/, '').match(/\b[A-Z]\w+/g) ?? []),
]);
const PRELUDE = new Set(Object.keys(Object.getOwnPropertyDescriptors(prelude(newStack()))));

export function blockModule(block: CodeBlock): BlockModule {
  const imports = block.text.match(IMPORT)?.join('\n') ?? '';
  const isElided = block.text.search(ELLIPSIS) >= 0;
  const body = block.text
    .replaceAll(IMPORT, (text) => text.replaceAll(/[^\n]/g, ''))
    .replaceAll(ELLIPSIS, (text) => (text.includes('//') ? '...elided,' : '...elided'));
  const isList = PROPERTIES.test(body);
  const code = body.replaceAll(/\/\/[^\n]*/g, '').replaceAll(/'[^'\n]*'/g, "''");
  const imported = new Set(imports.replaceAll(/'.*'/g, '').match(/\w+/g));
  const declared = new Set([...code.matchAll(/\b(?:const|let|class|function) (\w+)/g)].map(([, name = '']) => name));
  const mentioned = [...new Set(code.match(/(?<!(?<!\.\.)\.)\b[A-Za-z_]\w*/g) ?? [])].filter(
    (name) => !imported.has(name),
  );
  if (isList) mentioned.push('GatewayCluster', 'GatewayClusterProps', 'props');
  const ofLibrary = mentioned.filter((name) => LIBRARY.has(name));
  // A class of the library wins over a value of the same name; what the block declares it means itself.
  const given = mentioned.filter((name) => PRELUDE.has(name) && !LIBRARY.has(name) && !declared.has(name));
  const before = [
    "import type { TerraformStack as Stack } from 'cdktf';",
    "import type { Prelude } from './prelude';",
    ofLibrary.length === 0 ? '' : `import { ${[...new Set(ofLibrary)].join(', ')} } from 'cdktf-data-gateway';`,
    ...imports.split('\n'),
    `export function run(this: Stack, { ${[...new Set(given)].join(', ')} }: Prelude) {`,
    isList ? 'const given = { ...props,' : '{',
  ];
  const after = isList
    ? "} satisfies GatewayClusterProps; new GatewayCluster(this, 'finance', withMembers(given)); }" +
      'function withMembers(given: GatewayClusterProps): GatewayClusterProps {' +
      'return given.memberKeys ?? given.members ?? given.capacity ? given : { ...given, members: 2 }; }'
    : '} }';
  return { block, source: [...before, body, after].join('\n'), linesBefore: before.length, isElided };
}
