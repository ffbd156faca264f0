// @ts-check
/** What TypeDoc is asked for: which rooms, what must be documented, and how the pages look. */
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

/** Rooms whose names other rooms hand on: they come first, so that a name is described where it lives. */
const FIRST = ['common', 'regions'];

/** Entry points of the rooms: each is a page. */
export function rooms() {
  const names = readdirSync(join(root, 'lib')).filter((name) => existsSync(join(root, 'lib', name, 'index.ts')));
  const others = names.filter((name) => !FIRST.includes(name)).sort();
  return [...FIRST, ...others].map((name) => `lib/${name}/index.ts`);
}

/** Kinds that users touch. Parameters are described where their name and type do not say enough. */
const REQUIRED = /** @type {import('typedoc').ReflectionKind.KindString[]} */ ([
  ...['Module', 'Class', 'Interface', 'TypeAlias', 'Enum', 'EnumMember', 'Function', 'Variable'],
  ...['Constructor', 'Method', 'Property', 'Accessor'],
]);
/**
 * @param {readonly string[]} entryPoints
 * @param {string} tsconfig
 * @returns {import('typedoc').TypeDocOptions}
 */
export function options(entryPoints, tsconfig) {
  /** @type {import('typedoc').TypeDocOptions} */
  const own = {
    name: 'cdktf-data-gateway',
    logLevel: 'Warn',
    entryPoints: [...entryPoints],
    tsconfig,
    plugin: ['typedoc-plugin-markdown', join(import.meta.dirname, 'theme.mjs')],
    readme: 'none',
    disableGit: true,
    disableSources: true,
    excludeInternal: true,
    excludePrivate: true,
    excludeProtected: true,
    // What cdktf's classes have is described there.
    excludeExternals: true,
    jsDocCompatibility: { defaultTag: false, exampleTag: false },
    sort: ['static-first', 'required-first', 'source-order'],
    sortEntryPoints: false,
    kindSortOrder: ['Class', 'Interface', 'TypeAlias', 'Function', 'Variable', 'Reference'],
    validation: { notExported: true, invalidLink: true, notDocumented: true, unusedMergeModuleWith: true },
    requiredToBeDocumented: REQUIRED,
  };
  const markdown = {
    theme: 'compact',
    router: 'module',
    hideBreadcrumbs: true,
    hidePageHeader: true,
    expandParameters: true,
    parametersFormat: 'table',
    interfacePropertiesFormat: 'table',
    classPropertiesFormat: 'table',
    typeAliasPropertiesFormat: 'table',
    typeDeclarationFormat: 'table',
    tableColumnSettings: {
      hideDefaults: true,
      hideInherited: true,
      hideModifiers: true,
      hideOverrides: true,
      hideSources: true,
      leftAlignHeaders: true,
    },
  };
  return { ...own, ...markdown };
}
