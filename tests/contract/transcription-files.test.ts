import { describe, expect, it, vi } from 'vitest';
import { ask, toError, toFormRequest } from './support/ask-transcription.ts';
import { createFakeHearing, toSpeechWav } from './support/fake-hearing.ts';
import { createTestHandler } from './support/test-handler.ts';
import { toWavFile } from '../fixtures/wav-file.ts';

const speech = await toSpeechWav(3).arrayBuffer();

function toHum(rate: number): Int16Array<ArrayBuffer> {
  return Int16Array.from({ length: 2 * rate }, (_, at) => 9_000 * Math.sin((2_000 * at) / rate));
}

describe('the file of a transcription', () => {
  it.each([
    ['no name', new File([speech], '')],
    ['a wrong name and type', new File([speech], 'notes.txt', { type: 'text/plain' })],
    ['8 kHz', new File([toWavFile(toHum(8_000), { rate: 8_000 })], 'a.wav')],
    ['44.1 kHz', new File([toWavFile(toHum(44_100), { rate: 44_100 })], 'a.wav')],
  ])('that has %s is heard', async (_, file) => {
    const asked = await ask([], { file });
    expect([asked.status, asked.text]).toEqual([200, expect.stringContaining('The tide was out.')]);
  });

  it.each([
    ['no sound', new File(['hello'], 'a.mp3'), { param: null, code: null }],
    ['too short', toSpeechWav(0.05), { param: 'file', code: 'audio_too_short' }],
    ['empty', new File([], 'a.wav'), { param: 'file', code: 'invalid_value' }],
  ])('that is %s is refused', async (_, file, expected) => {
    const asked = await ask([], { file });
    expect([asked.status, toError(asked)]).toEqual([400, expect.objectContaining(expected)]);
  });

  it.each([
    ['by its packets', {}, '70.0'],
    // As FLAC in Ogg.
    ['while it is heard', { measureSound: () => Promise.resolve(null) }, '60.'],
  ])('that is too long is refused, %s', async (_, blind, seconds) => {
    const deps = { hearing: { ...createFakeHearing(), ...blind } };
    const { handler } = createTestHandler({ deps, settings: { maxHeardSeconds: 60 } });
    const response = await handler(toFormRequest([['file', toSpeechWav(70)]]));
    expect([response.status, await response.json()]).toEqual([
      400,
      {
        error: {
          type: 'invalid_request_error',
          param: 'file',
          code: 'audio_too_long',
          message: expect.stringMatching(
            `^audio duration ${seconds}.* seconds is longer than 60 seconds which is the maximum for this model$`,
          ) as unknown,
        },
      },
    ]);
  });

  it('that is as long as it may be is heard with what an encoder adds', async () => {
    const { handler } = createTestHandler({
      deps: { hearing: createFakeHearing() },
      settings: { maxHeardSeconds: 2 },
    });
    const response = await handler(toFormRequest([['file', toSpeechWav(2.1)]]));
    expect(response.status).toBe(200);
  });

  it('may be named as items of a list are', async () => {
    const { handler } = createTestHandler({ deps: { hearing: createFakeHearing() } });
    for (const name of ['file[]', 'file[0]']) {
      const { status } = await handler(toFormRequest([[name, toSpeechWav(3)]]));
      expect(status, name).toBe(200);
    }
  });

  it('that is text is refused, and so is a body that is no form', async () => {
    const { handler } = createTestHandler({ deps: { hearing: createFakeHearing() } });
    const url = 'https://sotto.test/v1/audio/transcriptions';
    const asText = await handler(toFormRequest([['file', 'https://example.com/a.mp3']]));
    expect(await asText.json()).toMatchObject({ error: { param: 'file', code: 'invalid_type' } });
    const part =
      '--b\r\nContent-Disposition: form-data; name="file"\r\nContent-Type:  text/plain\r\n\r\nhello\r\n--b--\r\n';
    const headers = { 'content-type': 'multipart/form-data; boundary=b' };
    const asTextPart = await handler(new Request(url, { method: 'POST', headers, body: part }));
    expect(await asTextPart.json()).toMatchObject({ error: { param: 'file', code: 'invalid_type' } });
    const asJson = await handler(new Request(url, { method: 'POST', body: '{}' }));
    expect([asJson.status, await asJson.json()]).toEqual([
      400,
      { error: expect.objectContaining({ message: 'Could not parse multipart form', code: null }) as object },
    ]);
  });

  it('of more than 25 MiB is refused with 413', async () => {
    const asked = await ask([], { file: new File([new Uint8Array(26_214_401)], 'a.wav') });
    expect([asked.status, toError(asked)]).toEqual([
      413,
      expect.objectContaining({ type: 'server_error', param: null, code: null }),
    ]);
  });

  it('is closed where it is refused', async () => {
    const isClosed = vi.fn();
    async function* openSound(): AsyncGenerator<Float32Array<ArrayBuffer>> {
      try {
        for (;;) yield await Promise.resolve(new Float32Array(16_000));
      } finally {
        isClosed();
      }
    }
    const deps = { hearing: { ...createFakeHearing(), openSound } };
    const { handler } = createTestHandler({ deps, settings: { maxHeardSeconds: 2 } });
    const { status } = await handler(toFormRequest([['file', toSpeechWav(3)]]));
    expect(status).toBe(400);
    await vi.waitFor(() => expect(isClosed).toHaveBeenCalledOnce());
  });
});
