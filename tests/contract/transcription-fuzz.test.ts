import { describe, expect, it } from 'vitest';
import { createFakeHearing, toSpeechWav } from './support/fake-hearing.ts';
import { createLoudSpeakers } from './support/loud-speakers.ts';
import { createRandom, type Random } from './support/random.ts';
import { createTestHandler } from './support/test-handler.ts';
import { toRandomCount } from '../fixtures/full-run.ts';

const FORMS = toRandomCount(2_000);
const SEED = 20_261_129;

const sound = new Uint8Array(await toSpeechWav(0.5).arrayBuffer());

const names: readonly string[] = [
  ...['file', 'model', 'language', 'languages[]', 'keywords[]', 'prompt', 'response_format', 'temperature'],
  ...['timestamp_granularities[]', 'timestamp_granularities', 'include[]', 'stream', 'chunking_strategy'],
  ...['chunking_strategy[type]', 'chunking_strategy[threshold]', 'known_speaker_names[]', 'diarize'],
  ...['known_speaker_references[]', 'min_speakers', 'max_speakers'],
  ...['__proto__', 'constructor', '', 'file[]', 'x'.repeat(3_000)],
];

const values: readonly string[] = [
  ...['', ' ', '0', '1', '-1', '0.5', '1e309', 'NaN', 'true', 'false', 'null', '[]', '{}', '"', '\0'],
  ...['whisper-1', 'whisper-base', 'gpt-4o-transcribe', 'gpt-4o-transcribe-diarize', 'none', 'en', 'en-US'],
  ...['data:audio/wav;base64,UklGRg==', 'data:,x', 'data:;base64,%%%', 'data:'],
  ...['klingon', 'auto', 'json', 'text', 'srt', 'vtt', 'verbose_json', 'diarized_json', 'word', 'segment'],
  ...['word,segment', 'logprobs', 'server_vad', '{"type":"server_vad","threshold":0}', '{"type":', '\ud800'],
  ...['{"type":"server_vad","silence_duration_ms":1e9}', '🦊'.repeat(500), 'a\r\nb: c', 'x'.repeat(10_000)],
];

/** A file as it should be, cut short, changed in one place, or of something else. */
function createFile(random: Random): Uint8Array<ArrayBuffer> {
  const bytes = sound.slice();
  switch (random.below(6)) {
    case 0:
      return bytes.slice(0, random.below(bytes.length));
    case 1:
      bytes[random.below(60)] = random.below(256);
      return bytes;
    case 2:
      return Uint8Array.from({ length: random.below(400) }, () => random.below(256));
    default:
      return bytes;
  }
}

function createForm(random: Random): FormData {
  const form = new FormData();
  if (random.chance(0.95))
    form.append('file', new File([createFile(random)], random.pick(values).slice(0, 50)));
  if (random.chance(0.8)) form.append('model', 'whisper-1');
  for (let count = random.below(5); count > 0; count -= 1)
    form.append(random.pick(names), random.pick(values));
  return form;
}

async function createRequest(random: Random): Promise<Request> {
  const url = `https://sotto.test/v1/audio/${random.pick(['transcriptions', 'translations'])}`;
  const whole = new Request(url, { method: 'POST', body: createForm(random) });
  if (random.chance(0.8)) return whole;
  // The form itself is broken off, or what says how to read it is wrong.
  const type = whole.headers.get('content-type') ?? '';
  const bytes = await whole.bytes();
  const types = [
    type,
    'multipart/form-data',
    `${type}x`,
    'application/json',
    'multipart/form-data; boundary=',
  ];
  const body = bytes.slice(0, random.below(bytes.length));
  return new Request(url, { method: 'POST', body, headers: { 'content-type': random.pick(types) } });
}

describe(`${FORMS} generated forms`, () => {
  it('get an answer or a clear refusal, and leave no job behind', async () => {
    const { handler } = createTestHandler({
      deps: { hearing: createFakeHearing(undefined, createLoudSpeakers()) },
    });
    const random = createRandom(SEED);
    const seen = new Map<number, number>();
    for (let index = 0; index < FORMS; index += 1) {
      const response = await handler(await createRequest(random));
      const text = await response.text();
      expect([200, 400, 404, 413], text.slice(0, 500)).toContain(response.status);
      seen.set(response.status, (seen.get(response.status) ?? 0) + 1);
      if (response.status === 200) continue;
      const { error } = JSON.parse(text) as { error: Record<string, unknown> };
      expect(Object.keys(error)).toEqual(['message', 'type', 'param', 'code']);
      expect(String(error['message']).length).toBeLessThan(2_000);
    }
    expect(handler.openJobCount()).toBe(0);
    // The generator reaches what it is meant to reach.
    expect(seen.get(200)).toBeGreaterThan(FORMS / 10);
    expect(seen.get(400)).toBeGreaterThan(FORMS / 10);
    expect(seen.get(404)).toBeGreaterThan(FORMS / 100);
  }, 300_000);
});
