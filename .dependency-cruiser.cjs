/**
 * The rooms of src/ (docs/architecture.md): what each may import, from within src/ and from npm. `from` names rooms, or
 * files of a room by the start of their path. `inner` says the same of the folders in a room, whose own files may import
 * all of them; a folder that is not named there may import none of its neighbours.
 */
const rooms = {
  std: { from: [], npm: [], inner: {} },
  contract: { from: ['std'], npm: [], inner: {} },
  text: {
    from: ['std', 'contract'],
    npm: [
      'htmlparser2',
      'domelementtype',
      'domhandler',
      'mdast',
      'mdast-util-[a-z-]+',
      'micromark-extension-[a-z-]+',
      'n2words',
      'saxes',
    ],
    inner: {
      folding: ['sentences'],
      script: ['sentences'],
      cast: ['sentences'],
      lexicon: ['script'],
      formats: ['cast', 'lexicon', 'markup', 'script', 'sentences'],
      normalise: ['folding', 'script', 'sentences'],
      reading: ['folding', 'normalise', 'script', 'sentences'],
      timing: ['sentences'],
      streaming: ['formats', 'markup', 'sentences'],
      comparing: ['folding', 'normalise', 'reading', 'script', 'sentences'],
    },
  },
  phonemes: {
    from: ['std', 'contract', 'text'],
    npm: [],
    inner: {
      english: ['alphabet', 'packs'],
      espeak: ['alphabet'],
      japanese: ['alphabet', 'packs'],
      mandarin: ['alphabet', 'packs'],
    },
  },
  speech: { from: ['std', 'contract', 'text'], npm: [], inner: {} },
  listening: { from: ['std', 'contract'], npm: [], inner: {} },
  audio: {
    from: ['std', 'contract'],
    npm: [
      '@echogarden/sonic-wasm',
      '@mediabunny/[a-z-]+',
      '@wasm-audio-decoders/[a-z-]+',
      'libflacjs',
      'mediabunny',
      'mpg123-decoder',
      'opus-decoder',
      'opus-encdec',
      'wasm-media-encoders',
    ],
    inner: { encode: ['loudness'], stretch: ['encode'], playback: ['stretch'] },
  },
  models: { from: ['std', 'contract'], npm: ['hash-wasm'], inner: { store: ['catalog'] } },
  compute: {
    from: ['std', 'contract', 'models'],
    npm: ['onnxruntime-web'],
    inner: {},
  },
  engines: {
    from: ['std', 'contract', 'compute', 'models', 'speech/ports'],
    npm: [
      '@echogarden/espeak-ng-emscripten',
      '@huggingface/tokenizers',
      'fflate',
      'kokoro-js',
      'onnxruntime-web',
    ],
    inner: { kokoro: ['registry'], whisper: ['registry'] },
  },
  'engines/whisper': {
    from: ['std', 'contract', 'compute', 'models', 'engines/registry'],
    npm: ['@huggingface/tokenizers', 'fflate', 'onnxruntime-web'],
    inner: {
      alignment: ['network', 'text'],
      decoding: ['network', 'text'],
      network: ['mel'],
      session: ['alignment', 'decoding', 'mel', 'network', 'text'],
    },
  },
  'engines/kokoro': {
    from: ['std', 'contract', 'compute', 'models', 'speech/ports', 'engines/registry'],
    npm: ['kokoro-js', 'onnxruntime-web'],
    inner: {
      graph: ['encoder', 'source', 'tail'],
      session: ['encoder', 'graph', 'source', 'tail'],
      tail: ['source'],
      trust: ['session'],
      loading: ['session', 'trust'],
    },
  },
  api: {
    from: ['std', 'contract', 'text', 'speech', 'listening'],
    npm: ['valibot', '@valibot/to-json-schema'],
    inner: {
      answer: ['jobs', 'request'],
      openapi: ['request'],
      routes: ['answer', 'jobs', 'request'],
    },
  },
  takes: { from: ['std', 'contract', 'audio', 'text'], npm: ['fflate', 'idb'], inner: {} },
  wire: { from: ['std', 'contract'], npm: [], inner: {} },
  // Pages reach threads only by the URL of an entry file.
  page: { from: ['std', 'contract', 'text', 'wire', 'threads'], npm: ['workbox-window'], inner: {} },
  benchmark: { from: ['std', 'contract', 'page'], npm: [], inner: {} },
  // What other people's projects import: each folder is an entry of the package.
  guest: {
    from: ['std', 'contract', 'text', 'wire', 'page', 'threads/service-worker'],
    npm: ['@ai-sdk/[a-z-]+', 'react', 'vite'],
    inner: { embed: ['element'] },
  },
  ui: {
    from: ['std', 'contract', 'text', 'page', 'benchmark'],
    npm: ['intl-messageformat', 'openai', 'radix-ui', 'react', 'react-dom'],
    inner: {
      components: ['store'],
      features: ['components', 'store', 'texts', 'words'],
      store: ['texts', 'words'],
      words: ['messages'],
    },
  },
};

/** Rooms that compose all the others. */
const composers = ['server', 'threads'];

const roomRules = Object.entries(rooms).flatMap(([room, { from, npm, inner }]) => {
  const inside = `^src/${room}/`;
  const folders = Object.keys(inner);
  return [
    {
      name: `rooms-of-${room}`,
      comment: `src/${room} may import only from: ${from.join(', ') || 'nothing'}.`,
      severity: 'error',
      from: { path: inside },
      to: { path: '^src/', pathNot: [inside, ...from.map((other) => `^src/${other}(/|\\.)`)] },
    },
    {
      name: `packages-of-${room}`,
      comment: `src/${room} may import only these packages: ${npm.join(', ') || 'none'}.`,
      severity: 'error',
      from: { path: inside },
      to: {
        path: 'node_modules/',
        pathNot: npm.map((name) => `node_modules/(@types/)?${name}/`),
      },
    },
    {
      name: `folders-of-${room}`,
      comment: `A folder of src/${room} imports a neighbour that it is not said to need.`,
      severity: 'error',
      from: { path: `${inside}([^/]+)/`, pathNot: folders.map((folder) => `${inside}${folder}/`) },
      to: { path: `${inside}[^/]+/`, pathNot: `${inside}$1/` },
    },
    ...folders.map((folder) => ({
      name: `folders-of-${room}-${folder}`,
      comment: `src/${room}/${folder} may import only these neighbours: ${inner[folder].join(', ') || 'none'}.`,
      severity: 'error',
      from: { path: `${inside}${folder}/` },
      to: {
        path: `${inside}[^/]+/`,
        pathNot: [folder, ...inner[folder]].map((other) => `${inside}${other}/`),
      },
    })),
  ];
});

module.exports = {
  forbidden: [
    { name: 'no-cycle', severity: 'error', from: { path: '^(src|tools)/' }, to: { circular: true } },
    {
      name: 'no-folder-cycle',
      scope: 'folder',
      severity: 'error',
      from: { path: '^src' },
      to: { circular: true, path: '^src' },
    },
    {
      name: 'no-orphan',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: ['\\.d\\.ts$', '\\.protocol\\.ts$'] },
      to: {},
    },
    {
      name: 'no-room-without-a-row',
      comment: 'Each folder of src/ has a row in the table of rooms.',
      severity: 'error',
      from: { path: '^src/' },
      to: {
        path: '^src/[^/]+/',
        pathNot: [...Object.keys(rooms), ...composers].map((room) => `^src/${room}/`),
      },
    },
    ...roomRules,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
  },
};
