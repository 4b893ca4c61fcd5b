import { describe, expect, it, vi } from 'vitest';
import type { Handler } from '../../src/api/handle.ts';
import { createDeferred, type Deferred } from '../../src/std/deferred.ts';
import { ask, toError, toFormRequest, type Fields } from './support/ask-transcription.ts';
import { createFakeHearing, toSpeechWav } from './support/fake-hearing.ts';
import { createTestHandler } from './support/test-handler.ts';

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
    [['timestamp_granularities[]', 'word'], { hasWords: false }],
    [['languages[0]', 'fr'], { languages: ['fr'] }],
    [['chunking_strategy', '"auto"'], {}],
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
    [['chunking_strategy', '{"threshold":3}'], 400, 'chunking_strategy', 'invalid_value'],
    [
      ['chunking_strategy', `{"type":${'['.repeat(20_000)}${']'.repeat(20_000)}}`],
      400,
      'chunking_strategy',
      'invalid_value',
    ],
    [['chunking_strategy', '"manual"'], 400, 'chunking_strategy', 'invalid_value'],
    [['keywords[]', ' '], 400, 'keywords', 'invalid_value'],
    [['response_format', new File(['text'], 'blob')], 400, 'response_format', 'invalid_type'],
  ] as const)('%j are refused', async (field, ...[status, param, code]) => {
    const asked = await ask([field]);
    expect([asked.status, toError(asked)]).toEqual([status, expect.objectContaining({ param, code })]);
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
    expect(toError(asked)).toMatchObject({ param: 'response_format' });
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
    const request = toFormRequest([['file', toSpeechWav(3, 2, 3)]], 'transcriptions', {
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
    const answers = [handler(toFormRequest(fields)), handler(toFormRequest(fields))];
    await expect.poll(() => hearing.jobs.length).toBe(1);
    release();
    const texts = await Promise.all(answers.map(async (answer) => (await answer).text()));
    expect(texts[0]).toBe(texts[1]);
    expect(hearing.jobs).toHaveLength(1);
  });

  it.each(['false', 'true'])(
    'with stream: %s are not held up by an answer that nobody reads',
    async (stream) => {
      const hearing = createFakeHearing();
      const { handler } = createTestHandler({ deps: { hearing } });
      const hear = (file: File): Promise<Response> =>
        handler(
          toFormRequest([
            ['file', file],
            ['stream', stream],
          ]),
        );
      const unread = await hear(toSpeechWav(3, 2, 3));
      const second = await hear(toSpeechWav(4));
      expect(await second.text()).toContain('The tide was out.');
      // It was put aside, not given up.
      expect((await unread.text()).match(/The tide was out\. ?/g)?.length).toBeGreaterThan(1);
      expect(hearing.jobs).toHaveLength(3);
      expect(handler.isIdle()).toBe(true);
    },
  );

  it.each(['json', 'text', 'srt'])(
    'of %s that take more than two minutes begin before they are known',
    async (format) => {
      const fields: Fields = [
        ['file', toSpeechWav(3)],
        ['response_format', format],
      ];
      const expected = await createTestHandler({ deps: { hearing: createFakeHearing() } }).handler(
        toFormRequest(fields),
      );
      const { begun, gate } = await beginLate(fields);
      expect([begun.status, begun.headers.get('content-length')]).toEqual([200, null]);
      expect(begun.headers.get('content-type')).toBe(expected.headers.get('content-type'));
      gate.resolve();
      expect(await begun.text()).toBe(await expected.text());
    },
  );

  it('that fail after they began cannot pass for whole', async () => {
    const { begun, gate, handler } = await beginLate([['file', toSpeechWav(3)]]);
    const reader = begun.body!.getReader();
    // The head leaves a thread with the first chunk.
    expect((await reader.read()).value).toHaveLength(0);
    gate.reject(new Error('The thread is lost.'));
    // Another one gets its turn although nobody has read that.
    expect((await handler(toFormRequest([['file', toSpeechWav(4)]]))).status).toBe(500);
    await expect(reader.read()).rejects.toThrow();
  });
});

/** Asks for what takes more than two minutes; the recogniser waits until the test opens its gate. */
async function beginLate(
  fields: Fields,
): Promise<{ readonly begun: Response; readonly gate: Deferred<void>; readonly handler: Handler }> {
  const gate = createDeferred();
  const hearing = createFakeHearing(() => gate.promise.then(() => ({})));
  const { handler } = createTestHandler({ deps: { hearing } });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const asked = handler(toFormRequest(fields));
    await vi.waitUntil(() => hearing.jobs.length === 1);
    await vi.advanceTimersByTimeAsync(120_000);
    return { begun: await asked, gate, handler };
  } finally {
    vi.useRealTimers();
  }
}
