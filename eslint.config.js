import js from '@eslint/js';
import globals from 'globals';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** What must end with its owner, and so is only made through a Scope. */
const rawResources = {
  globals: ['setTimeout', 'setInterval', 'requestAnimationFrame'].map((name) => ({
    name,
    message: 'Use a Scope, so that the timer ends with its owner.',
  })),
  syntax: [
    {
      selector: "CallExpression[callee.property.name='addEventListener']",
      message: 'Use Scope.listen, so that the listener ends with its owner.',
    },
    {
      selector: ':not(ArrowFunctionExpression) > NewExpression[callee.name=/^(Shared)?Worker$/]',
      message: 'Hand a factory of the worker to a Scope, so that the worker ends with its owner.',
    },
    {
      selector:
        ":not(CallExpression[callee.property.name='observer']) > NewExpression[callee.name=/Observer$/]",
      message: 'Use Scope.observer, so that the observer ends with its owner.',
    },
    {
      selector: 'AssignmentExpression > MemberExpression.left[property.name=/^on[a-z]+$/]',
      message: 'Use Scope.listen: a second handler would replace the first.',
    },
  ],
};

/** Files that make such things otherwise, each for a reason of its own. */
const exempt = [
  // An audio worklet has no AbortController, so no Scope; its processor and its ports live as long as each other.
  'src/threads/microphone/microphone.worklet.ts',
  'src/threads/player/player.worklet.ts',
  // A frame that is asked for is called off by the scope of its canvas.
  'src/ui/features/transport/waveform.tsx',
];

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'lib/',
      'node_modules/',
      '.cache/',
      'models/',
      'stubs/',
      'test-results/',
      'tools/kernels/build/',
      // AssemblyScript, checked by its own compiler.
      'src/compute/kernels/assembly/',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['tsconfig.worker.json', 'tsconfig.dom.json', 'tsconfig.worklet.json', 'tsconfig.node.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      'no-restricted-exports': [
        'error',
        { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } },
      ],
      'max-lines': ['error', { max: 250 }],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 3],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      eqeqeq: 'error',
      'no-console': ['error', { allow: ['info', 'warn', 'error'] }],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/std/**', ...exempt],
    rules: {
      'no-restricted-globals': ['error', ...rawResources.globals],
      'no-restricted-syntax': ['error', ...rawResources.syntax],
    },
  },
  {
    files: ['src/threads/*/*.worker.ts', 'src/threads/service-worker/service-worker.ts', 'src/*.ts*'],
    rules: { 'max-lines': ['error', { max: 70 }] },
  },
  {
    // Configuration files of Vite import plug-ins by their default export.
    files: ['src/guest/vite/index.ts'],
    rules: { 'no-restricted-exports': 'off' },
  },
  {
    files: ['src/ui/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: reactHooks.configs.recommended.rules,
  },
  {
    files: ['tests/**/*.{ts,tsx}', 'tools/**/*.ts', 'examples/**/*.ts', '*.config.ts'],
    rules: {
      'max-lines-per-function': 'off',
      'no-restricted-exports': 'off',
      'no-console': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['**/*.{js,mjs}'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['examples/**/*.js', 'tests/browser/apps/**/*.js'],
    languageOptions: { globals: { ...globals.browser, ...globals.serviceworker } },
  },
);
