import type { Random } from './random.ts';

export interface FuzzRequest {
  readonly request: Request;
  /** What was sent, for the message of a failure. */
  readonly label: string;
  /** Whether the reader gives up once there is an answer. */
  readonly cancel: boolean;
  readonly clientId: string;
}

const odd: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  -1e308,
  1e-320,
  2 ** 53,
  '',
  ' \n\t ',
  '\ud800',
  'a\udc00b',
  '😀'.repeat(40),
  '\u0000\u0007',
  '\u202eabc',
  'x'.repeat(5_000),
  [],
  ['mp3'],
  {},
  { id: 'af_heart' },
  { id: 5 },
  { id: { id: 'af_heart' } },
  { toString: 'x', constructor: 1, __proto__: null },
  '__proto__',
  'constructor',
  'toString',
];

const good: Readonly<Record<string, readonly unknown[]>> = {
  input: ['Hi.', 'One. Two.', 'Un, deux.', '日本語。', '1 + 1', '\ufeffBoth. \ud83d.', 'é'.repeat(50)],
  instructions: ['calm', null],
  model: ['tts-1', 'KOKORO', 'hexgrad/Kokoro-82M', 'espeak-ng', null],
  voice: ['alloy', 'Nova', 'af_heart+bm_george', 'af_bella(2) + af_sky(.5)', { id: 'ff_siwis' }, null],
  response_format: ['wav', 'pcm', 'raw', 'pcm', 'wav', 'mp3', 'flac', null],
  speed: [0.25, 1, 4, null],
  stream: [true, false, null],
  stream_format: ['audio', 'sse', null],
  language: ['en', 'fr', 'pt-BR', 'EN_gb', null],
  lang_code: ['a', 'z', 'es', null],
  ssml: [false, null],
  allow_voice_tags: [false],
  volume_multiplier: [0, 0.5, 10],
  normalization_options: [{}, { normalize: true }],
  voice_aliases: [{ me: 'af_heart', you: { voice: 'alloy', rate: 2 } }],
  return_timestamps: [true, false],
  foo: [1],
};

const texts = [
  '',
  ' ',
  '{',
  '{"input":',
  '[]',
  'null',
  '"Hello"',
  '5',
  '{"input":"a"}}',
  "{'input':'a'}",
  '\ufeff{"input":"Hello.","response_format":"pcm"}',
  '{"input":"\\ud800 lone","response_format":"pcm"}',
  '{"__proto__":{"polluted":true,"input":"x"}}',
  '{"constructor":{"prototype":{"polluted":true}},"input":"Safe.","response_format":"raw"}',
  '{"input":"A","input":"Twice.","response_format":"pcm"}',
  '{"input":"a","speed":1e999}',
  '{"input":"a","speed":-0}',
  '{"input":"a","voice_aliases":{"__proto__":"af_heart","a":{"__proto__":{"voice":"x"}}}}',
  `{"input":"a","normalization_options":${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}}`,
  '['.repeat(100_000),
  `{"input":"${'a'.repeat(1_048_576)}"}`,
];

const paths = [
  '/v1/audio/voices',
  '/v1/models',
  '/v1/models/%ff',
  '/v1/models/..%2f..',
  '/v1//audio//speech/',
  '/v1/audio/speech/extra',
  '/v1/voices?model=%00',
  '/v1/audio/transcriptions',
  '/nothing',
  '/v1/__proto__',
  '/v1/engine',
];

const types = [
  'application/json',
  'application/json; charset=utf-8',
  'application/vnd.x+json',
  '',
  'text/plain',
  '*/*',
  'application/jsonp',
];

/** Makes up one request: mostly speech with a few fields wrong, sometimes broken through and through. */
export function createFuzzRequest(random: Random): FuzzRequest {
  const isSpeech = random.chance(0.9);
  const origin = random.pick([
    'https://sotto.test',
    'https://sotto.test',
    'https://api.together.ai',
    'http://localhost:8880',
  ]);
  const path = isSpeech
    ? random.pick(['/v1/audio/speech', '/audio/speech', '/openai/v1/audio/speech'])
    : random.pick(paths);
  const method =
    isSpeech && random.chance(0.97)
      ? 'POST'
      : random.pick(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']);
  const type = random.chance(0.9) ? 'application/json' : random.pick(types);
  const body = random.chance(0.15) ? random.pick(texts) : JSON.stringify(createBody(random));
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return {
    request: new Request(`${origin}${path}`, {
      method,
      headers: type === '' ? {} : { 'content-type': type },
      ...(hasBody ? { body: new Blob([body]) } : {}),
    }),
    label: `${method} ${origin}${path} ${type} ${body.slice(0, 300)}`,
    cancel: random.chance(0.1),
    clientId: `client ${random.below(3)}`,
  };
}

function createBody(random: Random): Record<string, unknown> {
  const wrongness = random.pick([0, 0, 0.05, 0.3]);
  const body: Record<string, unknown> = {};
  for (const [name, values] of Object.entries(good)) {
    const isWanted = name === 'input' || name === 'response_format' || random.chance(0.15);
    if (random.chance(wrongness)) body[name] = random.pick(odd);
    else if (isWanted) body[name] = random.pick(values);
  }
  return body;
}
