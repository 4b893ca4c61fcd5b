import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { toEngineAnswer } from '../../../../src/api/routes/engine.ts';
import { createOpenApi } from '../../../../src/api/openapi/openapi.ts';
import { parseSpeechCall } from '../../../../src/api/request/parse-speech-call.ts';
import { AUDIO_FORMATS } from '../../../../src/api/request/speech-body.ts';
import { listFields } from '../../../../src/api/request/transcription-fields.ts';
import { matchRoute } from '../../../../src/contract/route-match.ts';
import { SpeechError } from '../../../../src/contract/errors.ts';
import { ask } from '../../../contract/support/ask-transcription.ts';
import { fits, type Schema } from './fits.ts';
import { createTestHandler, models, toSpeechRequest } from '../../../contract/support/test-handler.ts';

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const document = createOpenApi() as unknown as Document;
const { SpeechRequest: request } = document.components.schemas;

const probes: readonly unknown[] = [
  null,
  true,
  false,
  0,
  0.2,
  0.25,
  1,
  1.5,
  4,
  4.1,
  10,
  10.1,
  64,
  65,
  -1,
  '',
  ' ',
  'a',
  'a'.repeat(4_096),
  'a'.repeat(4_097),
  '😀'.repeat(2_048) + 'a'.repeat(2_048),
  '😀'.repeat(4_096) + 'a',
  [],
  ['a'],
  {},
  { id: 'af_heart' },
  { id: 1 },
  { a: 'af_heart' },
  { a: { voice: 'af_heart' } },
  { a: { voice: 'af_heart', rate: 1 } },
  { a: { voice: 'af_heart', rate: 'x' } },
  { a: 1 },
  { a: { rate: 1 } },
  { a: { voice: { id: 'af_heart' } } },
  ...AUDIO_FORMATS,
  'audio',
  'sse',
  'mp4',
];

/** Faults that only a look into catalogues or into the text can find. */
const beyondSchema = new Set([
  'model_not_found',
  'invalid_value',
  'unsupported_parameter',
  'no_speakable_text',
]);

/** What the validator says of a request with this one field set: its fault, or null. */
function validate(name: string, value: unknown): SpeechError | null {
  try {
    const body = { input: 'Hello.', [name]: value };
    parseSpeechCall(body, { models, formats: AUDIO_FORMATS, maxInputLength: 4_096, host: 'sotto.test' });
    return null;
  } catch (error) {
    if (error instanceof SpeechError) return error;
    throw error;
  }
}

describe('the description of the API', () => {
  it('lies in docs as it is served', async () => {
    const stored = await readFile(new URL('../../../../docs/openapi.json', import.meta.url), 'utf8');
    expect(JSON.parse(stored), 'run: npx tsx tools/openapi.ts').toEqual(document);
    const { handler } = createTestHandler();
    const served = await handler(new Request('https://sotto.test/v1/openapi.json'));
    expect(await served.json()).toEqual(document);
  });

  it('tells of the length that the settings allow', async () => {
    const { handler } = createTestHandler({ settings: { maxInputLength: 99 } });
    const answer = await handler(new Request('https://sotto.test/v1/openapi.json'));
    const served = (await answer.json()) as Document;
    expect(served.components.schemas['SpeechRequest']?.properties?.['input']?.maxLength).toBe(99);
  });

  it.each(Object.keys(request?.properties ?? {}))('accepts for %s what the validator accepts', (name) => {
    for (const value of probes) {
      const error = validate(name, value);
      const isAccepted = error === null || (beyondSchema.has(error.code) && error.param === name);
      const isFit = fits(request!, { input: 'Hello.', [name]: value });
      // A name outside a closed list is a matter of the schema, a voice or a language is not.
      const hasList = ({ enum: list, anyOf = [] }: Schema): boolean =>
        list !== undefined || anyOf.some(hasList);
      const isOpenList = !(request?.properties?.[name]?.anyOf ?? []).some(hasList);
      expect(isFit, `${name}: ${JSON.stringify(value).slice(0, 60)} ${String(error)}`).toBe(
        isOpenList ? isAccepted : error === null,
      );
    }
  });

  it('describes as lists those fields of a form that may be repeated', () => {
    const { properties = {} } = document.components.schemas['TranscriptionRequest']!;
    const lists = Object.keys(properties).filter((name) => properties[name]?.type === 'array');
    expect(new Set(lists)).toEqual(listFields);
    expect(fits(properties['timestamp_granularities']!, ['word', 'segment'])).toBe(true);
  });

  it('describes the files that answers lead to', async () => {
    const described = JSON.stringify(document.paths['/download/{name}']);
    const { handler } = createTestHandler();
    const kept = { return_download_link: true, return_timing: true };
    const speech = await handler(toSpeechRequest({ input: 'Hello there.', ...kept }));
    await speech.arrayBuffer();
    for (const name of ['x-download-path', 'x-timing-path']) {
      const file = await handler(new Request(`https://sotto.test${speech.headers.get(name)!}`));
      const type = file.headers.get('content-type');
      expect(described).toContain(`"${type}"`);
      if (type !== 'application/json') continue;
      expect(fits(document.components.schemas['SpeechTiming']!, await file.json())).toBe(true);
    }
  });

  it.each([
    ['CaptionedSpeechRequest', '/dev/captioned_speech', { input: 'Hello.' }],
    ['DialogueRequest', '/dev/dialogue', { turns: [{ voice: 'alloy', text: 'Hello.' }] }],
    ['PhonemeSpeechRequest', '/dev/generate_from_phonemes', { phonemes: 'həlˈO' }],
    ['PhonemizeRequest', '/dev/phonemize', { text: 'Hello.' }],
    ['SsmlRequest', '/dev/ssml', { text: '<speak>Hello.</speak>' }],
  ])('names in %s only fields that %s looks at', async (schema, path, body) => {
    const { handler } = createTestHandler();
    for (const name of Object.keys(document.components.schemas[schema]?.properties ?? {})) {
      // No field takes a list of lists.
      const wrong = JSON.stringify({ ...body, [name]: [[]] });
      const asked = new Request(`https://sotto.test${path}`, { method: 'POST', body: new Blob([wrong]) });
      const { status } = await handler(asked);
      expect(status, name).toBe(400);
      expect(fits(document.components.schemas[schema]!, JSON.parse(wrong)), name).toBe(false);
    }
  });

  it.each([
    ['/v1/audio/speech', 'get'],
    ['/v1/audio/translations', 'post'],
    ['/download/{name}', 'get'],
  ])('promises no events from %s by %s', (path, method) => {
    expect(JSON.stringify(document.paths[path]?.[method])).not.toContain('event-stream');
    expect(JSON.stringify(document.paths['/v1/audio/speech']?.['post'])).toContain('event-stream');
  });

  it.each(['json', 'verbose_json'])('describes a transcription in %s', async (format) => {
    const { text } = await ask([
      ['response_format', format],
      ['model', 'gpt-4o-transcribe'],
      ['include[]', 'logprobs'],
      ['languages[]', 'en'],
      ['timestamp_granularities[]', 'word,segment'],
    ]);
    const answer = JSON.parse(text) as object;
    const schema = document.components.schemas['Transcription']!;
    expect(fits(schema, answer)).toBe(true);
    expect(Object.keys(schema.properties ?? {})).toEqual(expect.arrayContaining(Object.keys(answer)));
  });

  it('names only what is routed, by the methods that are taken', () => {
    for (const [path, operations] of Object.entries(document.paths)) {
      const route = matchRoute(path.replace('{name}', `sotto-${'0'.repeat(32)}.mp3`));
      expect(route, path).not.toBeNull();
      const methods = Object.keys(operations).map((method) => method.toUpperCase());
      const taken = [...route!.methods, ...(route!.queryMethods ?? [])];
      expect(methods, path).toEqual(taken.filter((method) => method !== 'HEAD'));
    }
  });

  it.each([
    ['/v1/models', 'ModelList'],
    ['/v1/models/tts-1', 'Model'],
    ['/v1/models/nope', 'Error'],
    ['/v1/audio/voices', 'AudioVoices'],
    ['/v1/audio/voices?legacy=true', 'AudioVoices'],
    ['/v1/voices', 'Voices'],
    ['/v1/audio/models', 'AudioModels'],
    ['/v1/engine', 'EngineStatus'],
    ['/health', 'Health'],
  ])('describes the answer of %s', async (path, schema) => {
    const { handler } = createTestHandler();
    const answer: unknown = await (await handler(new Request(`https://sotto.test${path}`))).json();
    expect(fits(document.components.schemas[schema]!, answer)).toBe(true);
    expect(fits(document.components.schemas[schema]!, {})).toBe(false);
  });

  it('describes an engine whose devices were checked, and one that says nothing of itself', async () => {
    const { engine } = createTestHandler();
    const status = await engine.status();
    const figures = {
      durations: 0,
      level: 0.1,
      bands: 0.2,
      worstBands: 0.3,
      treble: 0,
      pitch: 0,
      difference: 0.4,
    };
    const check = {
      device: 'webgpu',
      name: 'a GPU',
      state: 'refused',
      trusted: false,
      reason: 'Its sound is wrong.',
      figures,
      secondsPerToken: 0.01,
      wasmSecondsPerToken: null,
    } as const;
    const checked = toEngineAnswer({
      ...status,
      stored: true,
      checks: [check],
      generator: {
        by: 'kernels',
        reason: null,
        difference: 1e-5,
        build: { file: 'kernels.wasm', threads: 1, limit: 'the page is not isolated' },
      },
    });
    const schema = document.components.schemas['EngineStatus']!;
    expect(fits(schema, checked)).toBe(true);
    expect(checked).toMatchObject({
      checks: [{ seconds_per_token: 0.01, wasm_seconds_per_token: null, figures: { worst_bands: 0.3 } }],
    });
    expect(fits(schema, { ...checked, checks: [{ ...check, figures }] })).toBe(false);
    expect(toEngineAnswer(status)).toMatchObject({ checks: [], generator: null, stored: null });
    const failed = toEngineAnswer({ ...status, state: 'failed', errorCode: 'model_unavailable' });
    expect(JSON.stringify(failed)).not.toContain('model_unavailable');
  });
});
