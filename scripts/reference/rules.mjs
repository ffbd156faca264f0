// @ts-check
/** What TypeDoc does not ask of a doc comment by itself, and does not know. */
import { ReflectionKind } from 'typedoc';

/**
 * Members of constants that are written inline: the constant says what they are.
 * @param {import('typedoc').ProjectReflection} project
 * @returns {string[]}
 */
export function membersOfConstants(project) {
  return project
    .getReflectionsByKind(ReflectionKind.Property)
    .filter((property) => !property.hasComment() && property.parent?.kindOf(ReflectionKind.TypeLiteral))
    .filter((property) => property.parent?.parent?.kindOf(ReflectionKind.Variable))
    .map((property) => property.getFullName());
}

/** What a property of type `never` is to TypeDoc, once it is optional. */
const NEVER = ['never', 'undefined'];

/**
 * Optional properties that do not say what happens when they are left out. One of type `never` only forbids a combination;
 * what is inherited is looked at where it stands.
 * @param {import('typedoc').ProjectReflection} project
 * @returns {readonly string[]}
 */
export function optionalWithoutDefault(project) {
  return project
    .getReflectionsByKind(ReflectionKind.Property)
    .filter((property) => property.isDeclaration())
    .filter(
      ({ flags, inheritedFrom, type }) =>
        flags.isOptional && inheritedFrom === undefined && !NEVER.includes(String(type)),
    )
    .filter(({ comment }) => comment?.getTag('@default') === undefined)
    .map((property) => `${property.getFullName()} is optional and does not say its @default`);
}

/** Types that do not say what their values mean. */
const BARE = /^(readonly )?(string|number|boolean)(\[\])?$/;

/**
 * Parameters of a bare type that nothing is said of. An `id` is that of a construct, or a resource id.
 * @param {import('typedoc').ProjectReflection} project
 * @returns {readonly string[]}
 */
export function bareParameters(project) {
  return project
    .getReflectionsByKind(ReflectionKind.Parameter)
    .filter((parameter) => parameter.isParameter())
    .filter((parameter) => parameter.name !== 'id' && BARE.test(String(parameter.type)) && !parameter.hasComment())
    .map(
      (parameter) => `${parameter.getFullName()} is a ${String(parameter.type)} and has no @param that says of what`,
    );
}

/**
 * Parameters that are taken apart where they are declared have no name in the source.
 * @param {import('typedoc').ProjectReflection} project
 */
export function nameParameters(project) {
  for (const parameter of project.getReflectionsByKind(ReflectionKind.Parameter))
    if (parameter.name === '__namedParameters') parameter.name = 'input';
}
