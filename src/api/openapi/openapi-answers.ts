import type { ApiSchema } from '../request/to-object-schema.ts';

const text = { type: 'string' };
const count = { type: 'integer', minimum: 0 };
const maybeText = { type: ['string', 'null'] };
const idAndName = toObject({ id: text, name: text });
const model = toObject({
  id: text,
  object: { const: 'model' },
  created: { type: 'integer' },
  owned_by: text,
});

const figure = { type: 'number' };
const maybeFigure = { type: ['number', 'null'] };

/** How far a device's sound was from a right one; docs/decisions/0005-trusting-a-backend.md says how each is measured. */
const checkFigures = toObject({
  durations: figure,
  level: figure,
  bands: figure,
  worst_bands: figure,
  treble: figure,
  pitch: figure,
  difference: figure,
});
const deviceCheck = toObject({
  device: { enum: ['wasm', 'webgpu'] },
  name: text,
  state: { enum: ['checking', 'trusted', 'unfinished', 'refused'] },
  trusted: { type: 'boolean' },
  reason: maybeText,
  figures: { anyOf: [checkFigures, { type: 'null' }] },
  seconds_per_token: maybeFigure,
  wasm_seconds_per_token: maybeFigure,
});
const kernelBuild = toObject({ file: text, threads: count, limit: maybeText });
const generatorReport = toObject({
  by: { enum: ['kernels', 'webgpu', 'onnxruntime'] },
  reason: maybeText,
  difference: maybeFigure,
  build: { anyOf: [kernelBuild, { type: 'null' }] },
});
const weightsOffer = toObject({
  next: maybeText,
  official: { type: ['boolean', 'null'] },
  bytes: { type: 'object', additionalProperties: count },
  held_bytes: count,
});

const packProgress = toObject({
  name: text,
  state: { enum: ['downloading', 'ready', 'failed'] },
  loaded_bytes: count,
  total_bytes: count,
});

const engineStatus = toObject({
  state: { enum: ['idle', 'downloading', 'loading', 'ready', 'failed'] },
  model: text,
  engine: { enum: ['kokoro', 'espeak-ng'] },
  device: { enum: ['wasm', 'webgpu', null] },
  dtype: maybeText,
  threads: count,
  runs: count,
  stored: { type: ['boolean', 'null'] },
  weights: { anyOf: [weightsOffer, { type: 'null' }] },
  generator: { anyOf: [generatorReport, { type: 'null' }] },
  checks: toList(deviceCheck),
  packs: toList(packProgress),
  unloaded_for_memory: toList(text),
  loaded_bytes: count,
  total_bytes: count,
  error: maybeText,
});

const phonemizedText = toObject({
  phonemes: text,
  tokens: toList(count),
  spoken: text,
  words: toList(
    toObject({
      word: text,
      spoken: text,
      start_char: count,
      end_char: count,
      phonemes: text,
      source: { enum: ['dictionary', 'espeak', 'inline', 'user'] },
    }),
  ),
  segments: toList(toObject({ start_char: count, end_char: count })),
  warnings: toList(text),
});

const span = { start: figure, end: figure };
const logprob = toObject({ token: text, logprob: figure, bytes: toList(count) });
const word = { ...toObject({ word: text, ...span }), description: 'Has `speaker`, where `diarize` is true.' };

const heardSegment = {
  type: 'object',
  required: ['id', 'start', 'end', 'text'],
  description:
    'Those of `diarized_json` have `type` and `speaker`, those of `verbose_json` the rest, and `speaker` with `diarize`.',
  properties: {
    id: { type: ['integer', 'string'] },
    ...span,
    text,
    type: { const: 'transcript.text.segment' },
    speaker: text,
    seek: count,
    tokens: toList(count),
    temperature: figure,
    avg_logprob: figure,
    compression_ratio: figure,
    no_speech_prob: figure,
  },
};

/** What was heard, in the formats that are JSON. */
const transcription = {
  type: 'object',
  required: ['text', 'usage'],
  description:
    '`json` has what is required, and what a request asks for; the other formats have `task` and `duration` as well.',
  properties: {
    text,
    usage: {
      anyOf: [
        toObject({ type: { const: 'duration' }, seconds: count }),
        toObject({
          type: { const: 'tokens' },
          input_tokens: count,
          input_token_details: toObject({ text_tokens: count, audio_tokens: count }),
          output_tokens: count,
          total_tokens: count,
        }),
      ],
    },
    task: { enum: ['transcribe', 'translate'] },
    language: text,
    duration: figure,
    words: toList(word),
    segments: toList(heardSegment),
    logprobs: toList(logprob),
    languages: toList(toObject({ code: text })),
    unclear: toList(toObject({ ...span, avg_logprob: figure })),
  },
};

/** Schemas of what the handler answers, by name. */
export const answerSchemas: Readonly<Record<string, ApiSchema>> = {
  Error: toObject({
    error: toObject({
      message: text,
      type: { enum: ['invalid_request_error', 'rate_limit_error', 'server_error'] },
      param: maybeText,
      code: maybeText,
    }),
  }),
  Model: model,
  ModelList: toObject({ object: { const: 'list' }, data: toList(model) }),
  AudioVoices: toObject({ voices: toList({ anyOf: [idAndName, text] }) }),
  Voices: toObject({ data: toList(toObject({ model: text, voices: toList(idAndName) })) }),
  AudioModels: toObject({ models: toList(idAndName) }),
  EngineStatus: engineStatus,
  PhonemizedText: phonemizedText,
  CaptionedSpeech: toObject({
    audio: text,
    audio_format: text,
    timestamps: {
      anyOf: [
        toList(
          toObject({
            word: text,
            start_time: figure,
            end_time: figure,
            start_char: count,
            end_char: count,
          }),
        ),
        { type: 'null' },
      ],
    },
  }),
  SpeechTiming: toObject({ chunks: toList(toObject({ text, start: figure, end: figure })) }),
  SsmlCapabilities: toObject({
    elements: { type: 'object', additionalProperties: text },
    ignored: toList(text),
    break_strengths: { type: 'object', additionalProperties: figure },
    prosody_rates: { type: 'object', additionalProperties: figure },
    rate_range: toList(figure),
  }),
  TaggedText: toObject({ text }),
  Transcription: transcription,
  Health: toObject({ status: { const: 'healthy' }, state: text, model: text, engine: text }),
  OpenApi: { type: 'object' },
};

/** An object whose properties are all there. */
function toObject(properties: ApiSchema): ApiSchema {
  return { type: 'object', required: Object.keys(properties), properties };
}

function toList(items: ApiSchema): ApiSchema {
  return { type: 'array', items };
}
