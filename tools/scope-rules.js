/** What must end with its owner, and so is only made through a Scope: by ESLint's selectors, with what to use instead. */
const rawResources = {
  "CallExpression[callee.property.name='addEventListener']":
    'Use Scope.listen, so that the listener ends with its owner.',
  ':not(ArrowFunctionExpression) > NewExpression[callee.name=/^(Shared)?Worker$/]':
    'Hand a factory of the worker to a Scope, so that the worker ends with its owner.',
  ":not(CallExpression[callee.property.name='observer']) > NewExpression[callee.name=/Observer$/]":
    'Use Scope.observer, so that the observer ends with its owner.',
  'AssignmentExpression > MemberExpression.left[property.name=/^on[a-z]+$/]':
    'Use Scope.listen: a second handler would replace the first.',
};

/** What browsers keep from pages over plain http, in the same form. */
const secureOnly = {
  "MemberExpression[object.name='crypto'][property.name='randomUUID']":
    'Use createRandomId: pages over plain http have no randomUUID.',
  "MemberExpression[object.name='crypto'][property.name='subtle']":
    'Use hash-wasm or RunningHash: pages over plain http have no subtle.',
};

/** Creates a rule that refuses what the selectors find. */
function refuse(messages) {
  return {
    create: (context) =>
      Object.fromEntries(
        Object.entries(messages).map(([selector, message]) => [
          selector,
          (node) => {
            context.report({ node, message });
          },
        ]),
      ),
  };
}

/** Rules of this project that the linter does not have. */
export default {
  meta: { name: 'scope' },
  rules: { 'raw-resource': refuse(rawResources), 'secure-only': refuse(secureOnly) },
};
