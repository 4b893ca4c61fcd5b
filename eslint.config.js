import js from '@eslint/js';
import globals from 'globals';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/**
 * The layers of the architecture: what each folder of src/ may import, from within and from npm.
 * The arrows only point inwards, towards std; see docs/architecture.md.
 */
const layers = {
  std: { from: [], npm: [] },
  speech: { from: ['std'], npm: [] },
  audio: { from: ['std', 'speech'], npm: [] },
  phonemes: { from: ['std', 'speech'], npm: [] },
  codecs: {
    from: ['std', 'speech', 'audio'],
    npm: ['mediabunny', '@mediabunny/[a-z-]+', 'opus-encdec', 'wasm-media-encoders', 'libflacjs'],
  },
  api: { from: ['std', 'speech'], npm: ['valibot', '@valibot/to-json-schema'] },
  engine: {
    from: ['std', 'speech', 'phonemes'],
    npm: [
      'onnxruntime-web',
      '@echogarden/espeak-ng-emscripten',
      'hash-wasm',
      'kokoro-js',
      '@huggingface/transformers',
    ],
  },
  library: { from: ['std', 'speech'], npm: ['idb', 'fflate'] },
  wire: { from: ['std', 'speech'], npm: [] },
  threads: {
    from: ['std', 'speech', 'phonemes', 'codecs', 'api', 'engine', 'library', 'wire'],
    npm: ['workbox-precaching'],
  },
  browser: { from: ['std', 'wire', 'speech', 'api', 'threads'], npm: ['workbox-window'] },
  benchmark: { from: ['std', 'speech', 'browser'], npm: [] },
  ui: {
    from: ['std', 'speech', 'browser'],
    npm: ['react', 'react-dom', 'radix-ui', 'openai', 'intl-messageformat'],
  },
};

const folders = Object.keys(layers);

const layerRules = folders.map((folder) => {
  const { from, npm } = layers[folder];
  const forbidden = folders.filter((other) => other !== folder && !from.includes(other));
  const packages = npm.length === 0 ? '(?!)' : `(${npm.join('|')})(/|$)`;
  return {
    files: [`src/${folder}/**/*.{ts,tsx}`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: `^(\\.\\./)+(${forbidden.join('|')})/`,
              message: `src/${folder} may import only from: ${from.join(', ') || 'nothing'}.`,
            },
            {
              regex: `^(?!\\.)(?!${packages})`,
              message: `src/${folder} may import only these packages: ${npm.join(', ') || 'none'}.`,
            },
          ],
        },
      ],
    },
  };
});

const rawResources = ['setTimeout', 'setInterval'].map((name) => ({
  name,
  message: 'Use a Scope, so that the timer ends with its owner.',
}));

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
      'no-console': ['error', { allow: ['warn', 'error'] }],
    },
  },
  ...layerRules,
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/std/**'],
    rules: {
      'no-restricted-globals': ['error', ...rawResources],
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.property.name='addEventListener']",
          message: 'Use Scope.listen, so that the listener ends with its owner.',
        },
      ],
    },
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
    files: ['examples/**/*.js'],
    languageOptions: { globals: globals.browser },
  },
);
