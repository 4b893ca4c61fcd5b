/** Yields each declaration that a statement exports, with the statement that has its docstring. */
function* toExported(statement, body) {
  const { type, declaration, source, specifiers = [] } = statement;
  if (type === 'ExportDefaultDeclaration') yield { statement, declaration };
  if (type !== 'ExportNamedDeclaration' || source !== null) return;
  if (declaration !== null) yield { statement, declaration };
  for (const { local } of specifiers) {
    const found = body.find((other) => toNames(other).includes(local.name));
    if (found !== undefined) yield { statement: found, declaration: found };
  }
}

/** Returns the names that a statement declares at the top of a module; those that it imports are documented elsewhere. */
function toNames({ type, id, declarations }) {
  if (type === 'VariableDeclaration') return declarations.map((each) => each.id.name);
  return id?.name === undefined ? [] : [id.name];
}

/** Returns whether a comment with words stands directly above a statement, or above the first overload of a function. */
function hasDocstring(statement, { sourceCode }) {
  const comments = sourceCode.getCommentsBefore(statement);
  const docstring = comments.findLast(({ type, value }) => type === 'Block' && value.startsWith('*'));
  if (docstring === undefined || !/\p{L}/u.test(docstring.value)) return false;
  return !/\n\s*\n/.test(sourceCode.text.slice(docstring.range[1], statement.range[0]));
}

/** Rules about docstrings that the linter does not have. */
export default {
  meta: { name: 'docstring' },
  rules: {
    exported: {
      create: (context) => ({
        Program({ body }) {
          const documented = new Set();
          for (const { statement, declaration } of body.flatMap((each) => [...toExported(each, body)])) {
            const { id, declarations } = declaration;
            const name = (id ?? declarations?.[0].id)?.name ?? 'the default export';
            // All overloads of a function have the docstring of the first.
            if (documented.has(name)) continue;
            documented.add(name);
            if (hasDocstring(statement, context)) continue;
            context.report({
              node: id ?? statement,
              message: `Say in a docstring what ${name} is for, or do not export it.`,
            });
          }
        },
      }),
    },
  },
};
