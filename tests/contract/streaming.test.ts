import { describe, expect, it } from 'vitest';
import { LoudnessMeter } from '../../src/audio/loudness/loudness-meter.ts';
import { createDeferred } from '../../src/std/deferred.ts';
import { SpeechError } from '../../src/contract/errors.ts';
import { createTestHandler, toSpeechRequest } from './support/test-handler.ts';

const three = 'The first sentence is here. The second one follows it. And then a third.';

describe('answers in bytes', () => {
  const { handler } = createTestHandler();
  const fetchBytes = async (body: object): Promise<Buffer> =>
    Buffer.from(await (await handler(toSpeechRequest({ input: three, ...body }))).arrayBuffer());

  it('gives wav exact sizes and a length when it is whole, and none when it is streamed', async () => {
    const response = await handler(toSpeechRequest({ input: three, response_format: 'wav' }));
    const whole = Buffer.from(await response.arrayBuffer());
    expect(response.headers.get('content-length')).toBe(String(whole.length));
    expect(whole.readUInt32LE(4)).toBe(whole.length - 8);
    expect(whole.readUInt32LE(40)).toBe(whole.length - 44);

    const streamed = await fetchBytes({ response_format: 'wav', stream: true });
    expect(streamed.toString('hex', 0, 44)).toBe(
      '52494646ffffffff57415645666d74201000000001000100c05d000080bb00000200100064617461ffffffff',
    );
    expect(streamed.subarray(44).equals(whole.subarray(44))).toBe(true);
    expect((await fetchBytes({ response_format: 'pcm' })).equals(whole.subarray(44))).toBe(true);
  });

  it.each(['mp3', 'opus', 'aac', 'flac', 'pcm', 'raw'])(
    'streams %s, or sends it whole on request',
    async (format) => {
      const streamed = await handler(toSpeechRequest({ input: three, response_format: format }));
      expect(streamed.headers.get('content-length')).toBeNull();
      expect((await streamed.arrayBuffer()).byteLength).toBeGreaterThan(1_000);
      const whole = await handler(toSpeechRequest({ input: three, response_format: format, stream: false }));
      const bytes = await whole.arrayBuffer();
      expect(whole.headers.get('content-length')).toBe(String(bytes.byteLength));
      expect(whole.headers.get('content-type')).toBe(streamed.headers.get('content-type'));
    },
  );

  it('says what was spoken, and by whom', async () => {
    const response = await handler(
      toSpeechRequest({
        input: 'Hi.',
        model: 'ESPEAK-NG',
        voice: 'ff_siwis(2)+Coral',
        response_format: 'pcm',
      }),
    );
    await response.arrayBuffer();
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'x-sample-rate': '24000',
      'x-channels': '1',
      'x-bit-depth': '16',
      'x-kokoro-voice': 'ff_siwis(2)+af_bella(1)',
      'x-kokoro-language': 'fr',
      'x-sotto-engine': 'espeak-ng',
    });
  });

  it('multiplies the volume', async () => {
    const plain = await fetchBytes({ response_format: 'pcm' });
    const loud = await fetchBytes({ response_format: 'pcm', volume_multiplier: 2 });
    const at = plain.findIndex((_, index) => index % 2 === 0 && Math.abs(plain.readInt16LE(index)) > 4_000);
    expect(loud.readInt16LE(at) / plain.readInt16LE(at)).toBeCloseTo(2, 2);
  });
});

describe('an answer of a loudness', () => {
  const measure = (pcm: Buffer): number | null => {
    const meter = new LoudnessMeter(24_000);
    meter.add(
      Float32Array.from({ length: pcm.length / 2 }, (_, index) => pcm.readInt16LE(2 * index) / 32_768),
    );
    return meter.integratedLufs;
  };

  it('is whole, as long as without it, and has that loudness', async () => {
    const { handler } = createTestHandler();
    const ask = async (body: object): Promise<Response> =>
      handler(toSpeechRequest({ input: three, ...body }));
    const plain = await ask({ response_format: 'pcm' });
    const levelled = await ask({ response_format: 'pcm', loudness: -19 });
    const bytes = Buffer.from(await levelled.arrayBuffer());
    expect(levelled.headers.get('content-length')).toBe(String(bytes.length));
    expect(bytes).toHaveLength((await plain.arrayBuffer()).byteLength);
    expect(Math.abs((measure(bytes) ?? NaN) - -19)).toBeLessThan(0.3);
  });

  it('is streamed as ever with "off"', async () => {
    const { handler } = createTestHandler();
    const response = await handler(
      toSpeechRequest({ input: three, response_format: 'pcm', loudness: 'off' }),
    );
    expect(response.headers.has('content-length')).toBe(false);
    await response.arrayBuffer();
  });
});

describe('an answer that is still being made', () => {
  it('sends the first sentence before the last is begun', async () => {
    const gate = createDeferred();
    const { handler, fake } = createTestHandler({
      before: (_, index) => (index === 2 ? gate.promise : undefined),
    });
    const response = await handler(toSpeechRequest({ input: three, response_format: 'pcm' }));
    const reader = response.body!.getReader();
    const first = await reader.read();
    expect(first.value!.byteLength).toBeGreaterThan(0);
    expect(fake.sentences).toHaveLength(1);
    gate.resolve();
    let byteCount = first.value!.byteLength;
    for (let step = await reader.read(); !step.done; step = await reader.read())
      byteCount += step.value.byteLength;
    expect(byteCount % 2).toBe(0);
    expect(fake.sentences).toHaveLength(3);
    expect(handler.isIdle()).toBe(true);
  });

  it('is a true 500 when the first sentence fails, with the details in the log only', async () => {
    const { handler, log } = createTestHandler({
      before: () => {
        throw new Error('secret detail');
      },
    });
    const response = await handler(toSpeechRequest({ input: three }));
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(response.headers.get('x-should-retry')).toBe('false');
    expect(JSON.parse(text)).toMatchObject({ error: { type: 'server_error', code: 'synthesis_failed' } });
    expect(text).not.toContain('secret');
    expect([...log.values()].at(-1)).toMatchObject({
      status: 500,
      error: expect.stringContaining('secret detail') as string,
    });
    expect(handler.isIdle()).toBe(true);
  });

  it('keeps the status of a failure that has one', async () => {
    const { handler } = createTestHandler({
      before: () => {
        throw new SpeechError('model_unavailable', 'Kokoro is not stored here. Load it first.');
      },
    });
    const response = await handler(toSpeechRequest({ input: three }));
    expect(response.status).toBe(503);
    expect(response.headers.get('x-should-retry')).toBe('false');
    expect(await response.json()).toMatchObject({
      error: { message: 'Kokoro is not stored here. Load it first.', code: 'model_unavailable' },
    });
  });

  it('breaks the body, never ends it, when a later sentence fails', async () => {
    const { handler } = createTestHandler({
      before: (_, index) => {
        if (index === 1) throw new Error('lost device');
      },
    });
    const response = await handler(toSpeechRequest({ input: three, response_format: 'pcm' }));
    expect(response.status).toBe(200);
    await expect(response.arrayBuffer()).rejects.toThrow();
    expect(handler.isIdle()).toBe(true);
  });

  it('stops synthesis when the body is cancelled', async () => {
    const { handler, fake, log } = createTestHandler();
    const response = await handler(toSpeechRequest({ input: three.repeat(20), response_format: 'pcm' }));
    const reader = response.body!.getReader();
    await reader.read();
    await reader.cancel();
    await expect.poll(fake.open).toBe(0);
    expect(fake.sentences.length).toBeLessThan(4);
    expect(handler.isIdle()).toBe(true);
    expect([...log.values()].at(-1)).toMatchObject({ status: 200, error: 'aborted' });
  });

  it('is driven by its reader', async () => {
    const { handler, fake } = createTestHandler();
    const response = await handler(toSpeechRequest({ input: three.repeat(20), response_format: 'pcm' }));
    const reader = response.body!.getReader();
    await reader.read();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(fake.sentences.length).toBeLessThan(3);
    await reader.cancel();
  });
});
