import { describe, expect, it } from 'vitest';
import type { HeardWindow, HearingJob } from '../../src/contract/hearing.ts';
import { toHeardSegment } from '../fixtures/heard-segment.ts';
import { createFakeHearing, toSpeechWav, type FakeHearing } from './support/fake-hearing.ts';
import { createTestHandler } from './support/test-handler.ts';

type Fields = readonly (readonly [string, string | File])[];

function toRequest(fields: Fields, path = 'transcriptions', init: RequestInit = {}): Request {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return new Request(`https://sotto.test/v1/audio/${path}`, { method: 'POST', body: form, ...init });
}

interface Asked {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly hearing: FakeHearing;
}

async function ask(
  fields: Fields,
  options: {
    readonly path?: string;
    readonly toWindow?: (job: HearingJob) => Partial<HeardWindow>;
    readonly file?: File;
  } = {},
): Promise<Asked> {
  const hearing = createFakeHearing(options.toWindow);
  const { handler } = createTestHandler({ deps: { hearing } });
  const file = options.file ?? toSpeechWav(3, 2, 3);
  const response = await handler(toRequest([['file', file], ...fields], options.path));
  return { status: response.status, headers: response.headers, text: await response.text(), hearing };
}

const error = ({ text }: Asked): unknown => (JSON.parse(text) as { error: unknown }).error;

describe('the formats of a transcription', () => {
  it('json has the text and the seconds, rounded up', async () => {
    const { text, headers } = await ask([]);
    expect(JSON.parse(text)).toEqual({
      text: 'The tide was out. The tide was out.',
      usage: { type: 'duration', seconds: 8 },
    });
    expect(headers.get('content-type')).toBe('application/json');
    expect(headers.get('x-sotto-engine')).toBe('whisper');
  });

  it('counts tokens for the models that OpenAI counts them for', async () => {
    const { text } = await ask([['model', 'gpt-4o-transcribe']]);
    expect(JSON.parse(text)).toMatchObject({
      usage: { type: 'tokens', input_tokens: 80, output_tokens: 2, total_tokens: 82 },
    });
  });

  it('text ends with one line feed', async () => {
    expect((await ask([['response_format', 'text']])).text).toBe('The tide was out. The tide was out.\n');
  });

  it('srt and vtt have a cue for each phrase, and end as OpenAI ends them', async () => {
    const { text, headers } = await ask([['response_format', 'srt']]);
    expect(text).toMatch(/^1\n00:00:00,000 --> 00:00:0\d,\d{3}\nThe tide was out\.\n\n2\n[^]*out\.\n\n\n$/);
    expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect((await ask([['response_format', 'vtt']])).text).toMatch(/^WEBVTT\n\n00:00:00\.000 --> /);
  });

  it('verbose_json has segments, or words, or both', async () => {
    const toWindow = (): Partial<HeardWindow> => ({
      segments: [toHeardSegment({ words: [{ text: ' “Galileo,”', start: 0.5, end: 1.25 }] })],
    });
    const verbose = [['response_format', 'verbose_json']] as const;
    const segments = JSON.parse((await ask(verbose)).text) as Record<string, unknown>;
    expect(segments).toMatchObject({ task: 'transcribe', language: 'english', duration: 8 });
    expect(Object.keys((segments['segments'] as object[])[0]!)).toEqual([
      ...['id', 'seek', 'start', 'end', 'text', 'tokens', 'temperature', 'avg_logprob'],
      ...['compression_ratio', 'no_speech_prob'],
    ]);
    expect(segments).not.toHaveProperty('words');
    const words = [...verbose, ['timestamp_granularities[]', 'word']] as const;
    const asked = await ask(words, { toWindow, file: toSpeechWav(3) });
    expect(JSON.parse(asked.text)).toMatchObject({ words: [{ word: 'Galileo', start: 0.5, end: 1.25 }] });
    expect(JSON.parse(asked.text)).not.toHaveProperty('segments');
    expect(asked.hearing.jobs[0]?.hasWords).toBe(true);
    const both = JSON.parse(
      (await ask([...verbose, ['timestamp_granularities', 'word,segment']])).text,
    ) as object;
    expect(Object.keys(both)).toEqual(expect.arrayContaining(['words', 'segments']));
  });

  it('of silence is empty, not missing', async () => {
    const file = toSpeechWav(0, 2);
    expect((await ask([['response_format', 'text']], { file })).text).toBe('\n');
    expect((await ask([['response_format', 'srt']], { file })).text).toBe('\n\n');
    expect((await ask([['response_format', 'vtt']], { file })).text).toBe('WEBVTT\n\n');
  });

  it('list what was not made out, and leave it out of the text', async () => {
    const toWindow = (): Partial<HeardWindow> => ({ segments: [toHeardSegment({ averageLogprob: -0.9 })] });
    const { text, headers } = await ask([], { toWindow, file: toSpeechWav(3) });
    expect(JSON.parse(text)).toMatchObject({
      text: '',
      unclear: [{ start: 0, end: expect.closeTo(3, 0) as number, avg_logprob: -0.9 }],
    });
    expect(Number(headers.get('x-sotto-unclear-seconds'))).toBeCloseTo(3, 0);
  });

  it('join the bytes of the tokens to the text', async () => {
    const { text } = await ask([['include[]', 'logprobs']]);
    const { text: whole, logprobs } = JSON.parse(text) as {
      text: string;
      logprobs: readonly { bytes: readonly number[] }[];
    };
    expect(Buffer.from(logprobs.flatMap(({ bytes }) => bytes)).toString()).toBe(whole);
  });
});

describe('a streamed transcription', () => {
  it('sends each utterance as it is heard, and the whole at the end', async () => {
    const { text, headers } = await ask([['stream', 'true']]);
    expect(headers.get('content-type')).toBe('text/event-stream');
    const events = text.trimEnd().split('\n\n');
    expect(events.map((event) => JSON.parse(event.slice('data: '.length)) as unknown)).toMatchObject([
      { type: 'transcript.text.delta', delta: 'The tide was out.' },
      { type: 'transcript.text.delta', delta: ' The tide was out.' },
      {
        type: 'transcript.text.done',
        text: 'The tide was out. The tide was out.',
        usage: { type: 'tokens' },
      },
    ]);
  });

  it('has one empty delta where nothing is said', async () => {
    const { text } = await ask([['stream', '1']], { file: toSpeechWav(0, 1) });
    expect(text).toMatch(/^data: \{"type":"transcript\.text\.delta","delta":""\}\n\n/);
  });
});

describe('a translation', () => {
  it('is into English, from whatever language is heard', async () => {
    const { text, hearing } = await ask([['response_format', 'verbose_json']], { path: 'translations' });
    expect(JSON.parse(text)).toMatchObject({ task: 'translate', language: 'english' });
    expect(hearing.jobs[0]).toMatchObject({ task: 'translate', language: null });
  });

  it('into another language is refused', async () => {
    const asked = await ask([['language', 'de']], { path: 'translations' });
    expect(error(asked)).toMatchObject({ param: 'language', code: 'invalid_value' });
  });
});

describe('the fields of a transcription', () => {
  it.each([
    [['language', 'en-US'], { language: 'en' }],
    [['language', 'German'], { language: 'de' }],
    [['language', 'deu'], { language: 'de' }],
    [['language', 'auto'], { language: null }],
    [['languages[]', 'fr'], { languages: ['fr'] }],
    [['prompt', 'Umbridge'], { prompt: 'Umbridge' }],
    [['keywords[]', 'Umbridge'], { prompt: 'Umbridge' }],
    [['temperature', '0'], { temperature: null }],
    [['temperature', '0.4'], { temperature: 0.4 }],
    // Sent by clients that ask for it whatever the format.
    [['timestamp_granularities[]', 'segment'], { hasWords: false }],
    [['something_else', 'x'], {}],
  ] as const)('%j reach the recogniser', async (field, expected) => {
    const asked = await ask([field]);
    expect(asked.status, asked.text).toBe(200);
    expect(asked.hearing.jobs[0]).toMatchObject(expected);
  });

  it.each([
    [['model', 'whisper-9'], 404, 'model', 'model_not_found'],
    [['model', 'whisper-small'], 404, 'model', 'model_not_found'],
    [['model', 'gpt-4o-transcribe-diarize'], 404, 'model', 'model_not_found'],
    [['language', 'xx'], 400, 'language', 'invalid_value'],
    [['response_format', 'xml'], 400, 'response_format', 'invalid_value'],
    [['response_format', 'diarized_json'], 400, 'response_format', 'invalid_value'],
    [['temperature', '2'], 400, 'temperature', 'decimal_above_max_value'],
    [['temperature', 'warm'], 400, 'temperature', 'invalid_type'],
    [['timestamp_granularities[]', 'phrase'], 400, 'timestamp_granularities', 'invalid_value'],
    [['include[]', 'tokens'], 400, 'include', 'invalid_value'],
    [['stream', 'maybe'], 400, 'stream', 'invalid_type'],
    [['chunking_strategy', 'manual'], 400, 'chunking_strategy', 'invalid_value'],
    [['chunking_strategy', '{"type":"server_vad","threshold":3}'], 400, 'chunking_strategy', 'invalid_value'],
    [['keywords[]', ' '], 400, 'keywords', 'invalid_value'],
  ] as const)('%j are refused', async (field, status, param, code) => {
    const asked = await ask([field]);
    expect([asked.status, error(asked)]).toEqual([status, expect.objectContaining({ param, code })]);
    expect(asked.hearing.jobs).toEqual([]);
  });

  it('say where to cut', async () => {
    const cut = await ask([['chunking_strategy', '{"type":"server_vad","silence_duration_ms":3000}']]);
    expect(cut.hearing.jobs).toHaveLength(1);
    const fields = await ask([
      ['chunking_strategy[type]', 'server_vad'],
      ['chunking_strategy[silence_duration_ms]', '3000'],
    ]);
    expect(fields.hearing.jobs).toHaveLength(1);
  });

  it('cannot ask for events and subtitles together', async () => {
    const asked = await ask([
      ['stream', 'true'],
      ['response_format', 'srt'],
    ]);
    expect(error(asked)).toMatchObject({ param: 'response_format' });
  });
});

describe('the file of a transcription', () => {
  it.each([
    ['no sound', new File(['hello'], 'a.mp3'), { param: null, code: null }],
    ['too short', toSpeechWav(0.05), { param: 'file', code: 'audio_too_short' }],
    ['empty', new File([], 'a.wav'), { param: 'file', code: 'invalid_value' }],
  ])('that is %s is refused', async (_, file, expected) => {
    const asked = await ask([], { file });
    expect([asked.status, error(asked)]).toEqual([400, expect.objectContaining(expected)]);
  });

  it('that is text is refused, and so is a body that is no form', async () => {
    const { handler } = createTestHandler({ deps: { hearing: createFakeHearing() } });
    const asText = await handler(toRequest([['file', 'https://example.com/a.mp3']]));
    expect(await asText.json()).toMatchObject({ error: { param: 'file', code: 'invalid_type' } });
    const url = 'https://sotto.test/v1/audio/transcriptions';
    const asJson = await handler(new Request(url, { method: 'POST', body: '{}' }));
    expect([asJson.status, await asJson.json()]).toEqual([
      400,
      { error: expect.objectContaining({ message: 'Could not parse multipart form', code: null }) as object },
    ]);
  });

  it('of more than 25 MiB is refused with 413', async () => {
    const asked = await ask([], { file: new File([new Uint8Array(26_214_401)], 'a.wav') });
    expect([asked.status, error(asked)]).toEqual([
      413,
      expect.objectContaining({ type: 'server_error', param: null, code: null }),
    ]);
  });
});

describe('the jobs of a transcription', () => {
  it('end when the request is given up, and leave nothing behind', async () => {
    const controller = new AbortController();
    const hearing = createFakeHearing(async () => {
      controller.abort();
      return await Promise.resolve({});
    });
    const { handler } = createTestHandler({ deps: { hearing } });
    const request = toRequest([['file', toSpeechWav(3, 2, 3)]], 'transcriptions', {
      signal: controller.signal,
    });
    await expect(handler(request)).rejects.toMatchObject({ name: 'AbortError' });
    await expect.poll(() => handler.isIdle()).toBe(true);
    expect(hearing.jobs).toHaveLength(1);
  });

  it('are shared by a request and its retry', async () => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const hearing = createFakeHearing(async () => {
      await gate;
      return {};
    });
    const { handler } = createTestHandler({ deps: { hearing } });
    const fields: Fields = [['file', toSpeechWav(3)]];
    const answers = [handler(toRequest(fields)), handler(toRequest(fields))];
    await expect.poll(() => hearing.jobs.length).toBe(1);
    release();
    const texts = await Promise.all(answers.map(async (answer) => (await answer).text()));
    expect(texts[0]).toBe(texts[1]);
    expect(hearing.jobs).toHaveLength(1);
  });
});
