/**
 * Every optional property of an exported interface says in its doc comment what happens when it is left out (@default).
 * A property of type `never` only forbids a combination and has no default.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const optionalHasDefault = {
  meta: {
    type: 'suggestion',
    docs: { description: 'require @default on optional properties of exported interfaces' },
    messages: { missing: "Say what happens when '{{name}}' is left out: @default in its doc comment." },
    schema: [],
  },
  create(context) {
    return {
      'ExportNamedDeclaration > TSInterfaceDeclaration TSPropertySignature[optional=true]'(node) {
        if (node.typeAnnotation?.typeAnnotation.type === 'TSNeverKeyword') return;
        const comment = context.sourceCode.getCommentsBefore(node).at(-1);
        if (comment?.type === 'Block' && comment.value.startsWith('*') && comment.value.includes('@default')) return;
        context.report({ node, messageId: 'missing', data: { name: context.sourceCode.getText(node.key) } });
      },
    };
  },
};
