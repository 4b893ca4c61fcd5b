import { describe, expect, it } from 'vitest';
import { createTestHandler, toSpeechRequest } from './support/test-handler.ts';

const ORIGIN = 'https://sotto.test';
const TEXT = 'Hello there. A second sentence.';

function toAddress(fields: Readonly<Record<string, string>> = {}, path = '/v1/audio/speech'): string {
  return `${ORIGIN}${path}?${new URLSearchParams({ input: TEXT, voice: 'nova', ...fields }).toString()}`;
}

function setUp(...parameters: Parameters<typeof createTestHandler>) {
  const test = createTestHandler(...parameters);
  const ask = (url: string, headers: Readonly<Record<string, string>> = {}, method = 'GET') =>
    test.handler(new Request(url, { method, headers }));
  return { ...test, ask };
}

const toBytes = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());

describe('GET /v1/audio/speech', () => {
  it.each(['mp3', 'wav', 'opus', 'aac', 'flac', 'pcm'])(
    'gives the same %s as POST with the same fields',
    async (format) => {
      const { handler, ask } = setUp();
      const body = { input: TEXT, voice: 'nova', speed: 1.5, response_format: format };
      const posted = await handler(toSpeechRequest(body));
      const got = await ask(toAddress({ speed: '1.5', response_format: format }));
      expect(got.status).toBe(200);
      expect(got.headers.get('content-type')).toBe(posted.headers.get('content-type'));
      const [one, other] = [await toBytes(got), await toBytes(posted)];
      // An Ogg stream has a number of its own.
      if (format === 'opus') expect(one.length).toBe(other.length);
      else expect(one.equals(other)).toBe(true);
    },
  );

  it('refuses what POST refuses, in the same words', async () => {
    const { handler, ask } = setUp();
    const faults = [
      { input: '' },
      { input: '  ' },
      { voice: 'nobody' },
      { model: 'nothing' },
      { response_format: 'ogg' },
      { language: 'de' },
      { stream_format: 'video' },
    ];
    for (const fault of faults) {
      const posted = await handler(toSpeechRequest({ input: TEXT, voice: 'nova', ...fault }));
      const got = await ask(toAddress(fault));
      expect(got.status).toBe(posted.status);
      expect(await got.json()).toEqual(await posted.json());
    }
    const slow = await ask(toAddress({ speed: 'fast' }));
    expect(await slow.json()).toMatchObject({ error: { code: 'invalid_type', param: 'speed' } });
    const missing = await ask(`${ORIGIN}/v1/audio/speech?voice=nova`);
    expect(await missing.json()).toMatchObject({
      error: { code: 'missing_required_parameter', param: 'input' },
    });
    const events = await ask(toAddress({ stream_format: 'sse' }));
    expect(await events.json()).toMatchObject({ error: { code: 'invalid_value', param: 'stream_format' } });
  });

  it('caps the length of the text, whatever the setting', async () => {
    const { ask } = setUp({ settings: { maxInputLength: 100_000 } });
    const response = await ask(toAddress({ input: 'a'.repeat(4_097) }));
    expect(await response.json()).toMatchObject({
      error: { code: 'string_above_max_length', param: 'input' },
    });
    expect((await ask(toAddress({ input: 'a'.repeat(4_096) }))).status).toBe(200);
  });

  it('reads fields with properties, numbers and booleans', async () => {
    const { ask, fake } = setUp();
    const fields = {
      voice: 'me',
      'voice_aliases[me]': 'af_bella',
      'pauses[sentence]': '0.5',
      'pronunciations[there]': 'here',
      'normalization_options[normalize]': 'false',
      speed: '1.25',
      allow_voice_tags: 'true',
      instructions: '',
    };
    const response = await ask(toAddress(fields));
    expect(response.status).toBe(200);
    await response.arrayBuffer();
    expect(fake.requests[0]).toMatchObject({
      voice: [{ id: 'af_bella', weight: 1 }],
      pauses: { sentence: 0.5 },
      pronunciations: { there: 'here' },
      speed: 1.25,
      hasTags: true,
    });
    const fault = await ask(toAddress({ 'pauses[sentence]': 'long' }));
    expect(await fault.json()).toMatchObject({ error: { code: 'invalid_type', param: 'pauses' } });
  });

  it('is refused without a query, as OpenAI refuses it, and for pages of other origins', async () => {
    const { ask } = setUp();
    const bare = await ask(`${ORIGIN}/v1/audio/speech`);
    expect([bare.status, bare.headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
    const foreign = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
      { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate' },
      { origin: 'https://elsewhere.test' },
      { origin: 'null' },
    ];
    for (const headers of foreign) {
      for (const path of ['/v1/audio/speech', '/v1/audio/captions']) {
        const response = await ask(toAddress({}, path), headers);
        expect(response.status).toBe(403);
        expect(await response.json()).toMatchObject({ error: { code: 'cross_site_request' } });
      }
    }
    expect((await ask(toAddress(), { 'sec-fetch-site': 'same-origin', origin: ORIGIN })).status).toBe(200);
  });
});

describe('ranges', () => {
  it.each(['wav', 'mp3'])('of %s are those of one file with one length', async (format) => {
    const { ask, fake } = setUp();
    const address = toAddress({ response_format: format });
    const probe = await ask(address, { range: 'bytes=0-1' });
    expect(probe.status).toBe(206);
    const whole = await toBytes(await ask(address));
    const total = whole.length;
    expect(probe.headers.get('content-range')).toBe(`bytes 0-1/${total}`);
    expect(probe.headers.get('content-length')).toBe('2');
    expect((await toBytes(probe)).equals(whole.subarray(0, 2))).toBe(true);
    const cases: readonly [string, number, string, Buffer][] = [
      ['bytes=0-', 206, `bytes 0-${total - 1}/${total}`, whole],
      ['bytes=100-199', 206, `bytes 100-199/${total}`, whole.subarray(100, 200)],
      ['bytes=-10', 206, `bytes ${total - 10}-${total - 1}/${total}`, whole.subarray(-10)],
      [`bytes=5-${total * 2}`, 206, `bytes 5-${total - 1}/${total}`, whole.subarray(5)],
      [`bytes=${total}-`, 416, `bytes */${total}`, Buffer.alloc(0)],
    ];
    for (const [range, status, contentRange, bytes] of cases) {
      const response = await ask(address, { range });
      expect([range, response.status, response.headers.get('content-range')]).toEqual([
        range,
        status,
        contentRange,
      ]);
      expect((await toBytes(response)).equals(bytes)).toBe(true);
    }
    for (const range of ['bytes=9-5', 'bytes=0-1,4-5', 'lines=1-2', 'bytes=-']) {
      const response = await ask(address, { range });
      expect([range, response.status]).toEqual([range, 200]);
      expect(await toBytes(response)).toHaveLength(total);
    }
    expect(fake.requests).toHaveLength(1);
  });

  it('of what is still made: from the first byte it streams, and another range waits for the end', async () => {
    let goOn: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (goOn = resolve));
    const before = (_: unknown, index: number) => (index === 2 ? gate : undefined);
    const { ask, fake } = setUp({ before });
    const address = toAddress({ input: 'One two three. Four five six. Seven eight nine. Ten.' });
    const stream = await ask(address, { range: 'bytes=0-' });
    expect([stream.status, stream.headers.get('accept-ranges')]).toEqual([200, null]);
    const later = ask(address, { range: 'bytes=10-' });
    const reader = stream.body!.getReader();
    const first = (await reader.read()).value!;
    expect(first.byteLength).toBeGreaterThan(0);
    goOn();
    let byteCount = first.byteLength;
    for (let step = await reader.read(); !step.done; step = await reader.read())
      byteCount += step.value.byteLength;
    const part = await later;
    expect(part.headers.get('content-range')).toBe(`bytes 10-${byteCount - 1}/${byteCount}`);
    expect(fake.requests).toHaveLength(1);
  });
});

describe('HEAD', () => {
  it('tells the type without speaking, and the length once it is known', async () => {
    const { ask, fake } = setUp();
    const address = toAddress({ response_format: 'opus' });
    const before = await ask(address, {}, 'HEAD');
    expect([before.status, before.headers.get('content-type')]).toEqual([200, 'audio/opus']);
    expect(fake.requests).toHaveLength(0);
    const { length } = await toBytes(await ask(address));
    const after = await ask(address, {}, 'HEAD');
    expect([after.headers.get('content-length'), after.headers.get('accept-ranges')]).toEqual([
      `${length}`,
      'bytes',
    ]);
    expect((await ask(toAddress({ voice: 'nobody' }), {}, 'HEAD')).status).toBe(400);
  });
});

describe('GET /v1/audio/captions', () => {
  const expected = 'WEBVTT\n\n00:00:00.000 --> 00:00:00.275\nHello there.\n';

  it('gives WebVTT of the words that the same address speaks, from one synthesis', async () => {
    const { ask, fake } = setUp();
    const [sound, captions] = await Promise.all([
      ask(toAddress()).then(toBytes),
      ask(toAddress({}, '/v1/audio/captions')),
    ]);
    expect(sound.length).toBeGreaterThan(1_000);
    expect(captions.headers.get('content-type')).toBe('text/vtt; charset=utf-8');
    const text = await captions.text();
    expect(text.startsWith(expected)).toBe(true);
    expect(text).toContain('A second sentence.');
    expect(fake.requests).toHaveLength(1);
    // Kept, and the same for everybody.
    expect(await (await ask(toAddress({}, '/api/v1/audio/captions'))).text()).toBe(text);
    expect(fake.requests).toHaveLength(1);
  });

  it('estimates where the engine tells no times', async () => {
    const { ask } = setUp({ isUntimed: true });
    const text = await (await ask(toAddress({}, '/v1/audio/captions'))).text();
    expect(text).toMatch(/^WEBVTT\n\n00:00:00\.000 --> 00:00:00\.\d{3}\nHello there\.\n/);
  });

  it('fails as the speech fails', async () => {
    const { ask } = setUp({
      before: (_, index) => {
        if (index === 1) throw new Error('The engine broke.');
      },
    });
    const response = await ask(toAddress({}, '/v1/audio/captions'));
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ error: { code: 'synthesis_failed' } });
  });
});
