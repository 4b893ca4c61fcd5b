import OpenAI7 from 'openai';
import OpenAI6 from 'openai-v6';
import Together from 'together-ai';
import { describe, expect, it } from 'vitest';
import { toFetch } from '../../src/api/to-fetch.ts';
import { createFakeHearing, toSpeechWav } from './support/fake-hearing.ts';
import { createLoudSpeakers } from './support/loud-speakers.ts';
import { createTestHandler } from './support/test-handler.ts';

const text = 'The tide was out. The tide was out.';
const file = toSpeechWav(3, 2, 3);

function toOptions() {
  const hearing = createFakeHearing(undefined, createLoudSpeakers());
  const { handler } = createTestHandler({ deps: { hearing } });
  return { apiKey: 'not-needed', baseURL: 'https://sotto.test/v1', fetch: toFetch(handler), maxRetries: 0 };
}

/** Without the SDK's own type, which says that OpenAI will end this route. */
interface Translations {
  create(body: object): Promise<unknown>;
}

const majors = [
  ['openai 7', OpenAI7],
  ['openai 6', OpenAI6 as unknown as typeof OpenAI7],
] as const;

describe.each(majors)('%s', (_, OpenAI) => {
  const open = () => new OpenAI({ ...toOptions(), dangerouslyAllowBrowser: true }).audio;

  it('writes down in every format that it knows', async () => {
    const { transcriptions } = open();
    const plain = await transcriptions.create({ file, model: 'gpt-4o-transcribe', include: ['logprobs'] });
    const bytes = (plain.logprobs ?? []).flatMap((token) => token.bytes ?? []);
    expect([plain.text, Buffer.from(bytes).toString()]).toEqual([text, text]);
    const verbose = await transcriptions.create({
      ...{ file, model: 'whisper-1', response_format: 'verbose_json', language: 'en' },
      timestamp_granularities: ['word', 'segment'],
    });
    expect(verbose).toMatchObject({ text, duration: 8, language: 'english' });
    expect(verbose.segments).toHaveLength(2);
    expect(verbose.words).toBeInstanceOf(Array);
    for (const format of ['text', 'srt', 'vtt'] as const) {
      const whole = await transcriptions.create({ file, model: 'whisper-1', response_format: format });
      expect(whole).toContain('The tide was out.');
    }
    const diarized = await transcriptions.create({
      ...{ file, model: 'gpt-4o-transcribe-diarize', response_format: 'diarized_json' },
      chunking_strategy: 'auto',
    });
    expect(diarized).toMatchObject({ text, segments: [{ speaker: 'A', start: 0 }] });
  });

  it('reads the events of a stream to their end', async () => {
    const stream = await open().transcriptions.create({
      ...{ file, model: 'gpt-4o-mini-transcribe', stream: true },
      chunking_strategy: { type: 'server_vad', silence_duration_ms: 500 },
    });
    let [deltas, whole] = ['', ''];
    for await (const event of stream) {
      if (event.type === 'transcript.text.delta') deltas += event.delta;
      if (event.type === 'transcript.text.done') whole = event.text;
    }
    expect([deltas, whole]).toEqual([text, text]);
  });

  it('translates, and raises its own errors', async () => {
    const { transcriptions } = open();
    const translations = open().translations as Translations;
    expect(await translations.create({ file, model: 'whisper-1' })).toMatchObject({ text });
    const refused = (fields: object) => transcriptions.create({ file, model: 'whisper-1', ...fields });
    await expect(refused({ language: 'xx' })).rejects.toMatchObject({ status: 400, param: 'language' });
    await expect(refused({ model: 'whisper-9' })).rejects.toThrow(OpenAI.NotFoundError);
    await expect(refused({ file: new File(['hello'], 'a.mp3') })).rejects.toThrow(OpenAI.BadRequestError);
  });
});

describe('together-ai', () => {
  it('writes down and translates', async () => {
    const { audio } = new Together(toOptions());
    const model = 'openai/whisper-large-v3';
    expect(await audio.transcriptions.create({ file, model })).toMatchObject({ text });
    const verbose = await audio.transcriptions.create({
      ...{ file, model, response_format: 'verbose_json', diarize: true },
      timestamp_granularities: ['word', 'segment'],
    });
    expect(verbose).toMatchObject({ text, segments: [{ speaker: 'A' }, { speaker: 'A' }] });
    expect(await audio.translations.create({ file, model })).toMatchObject({ text });
  });
});
