import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { VoicePack } from '../../../../../src/engines/kokoro/session/voice-pack.ts';
import { orAbort } from '../../../../../src/std/abort.ts';
import { startFileServer, type FileServer } from '../../../../fixtures/file-server.ts';

const { signal } = new AbortController();
const files = new URL('../../../../../node_modules/kokoro-js/voices/', import.meta.url);
const heart = await readFile(new URL('af_heart.bin', files));
const michael = await readFile(new URL('am_michael.bin', files));

let server: FileServer;
let voices: VoicePack;

beforeEach(async () => {
  server = await startFileServer();
  server.files.set('voices/af_heart.bin', heart);
  server.files.set('voices/am_michael.bin', michael);
  voices = new VoicePack({ baseUrl: server.baseUrl });
});

afterEach(() => server.close());

function rowOf(file: Buffer, row: number): number[] {
  return Array.from({ length: 256 }, (_, index) => file.readFloatLE((row * 256 + index) * 4));
}

describe('a style', () => {
  it.each([
    [1, 0],
    [2, 0],
    [3, 0],
    [4, 1],
    [100, 97],
    [511, 508],
    [512, 509],
  ])('for %i tokens is row %i', async (tokenCount, row) => {
    const style = await voices.style([{ id: 'af_heart', weight: 1 }], tokenCount, signal);
    expect([...style]).toEqual(rowOf(heart, row));
  });

  it('of a mix is the weighted mean of its rows', async () => {
    const mix = [
      { id: 'af_heart', weight: 0.25 },
      { id: 'am_michael', weight: 0.75 },
    ] as const;
    const style = await voices.style([...mix], 40, signal);
    const [a, b] = [rowOf(heart, 37), rowOf(michael, 37)];
    style.forEach((value, index) => expect(value).toBeCloseTo(0.25 * a[index]! + 0.75 * b[index]!, 6));
  });
});

describe('a voice', () => {
  it('is fetched once, however many ask', async () => {
    await Promise.all([1, 2, 3].map(() => voices.style([{ id: 'af_heart', weight: 1 }], 10, signal)));
    await voices.style([{ id: 'af_heart', weight: 1 }], 20, signal);
    expect(server.requests.length).toBe(1);
  });

  it('that is not there is refused by name, and asked for again the next time', async () => {
    const missing = voices.style([{ id: 'af_nobody', weight: 1 }], 10, signal);
    await expect(missing).rejects.toMatchObject({ code: 'invalid_value', param: 'voice' });
    server.files.set('voices/af_nobody.bin', heart);
    await expect(voices.style([{ id: 'af_nobody', weight: 1 }], 10, signal)).resolves.toHaveLength(256);
  });

  it('whose server falls silent is given up, and asked for again', async () => {
    vi.useFakeTimers();
    let requestCount = 0;
    vi.stubGlobal('fetch', (_: unknown, init: { readonly signal: AbortSignal }) => {
      requestCount += 1;
      return requestCount === 1
        ? orAbort(new Promise<never>(() => undefined), init.signal)
        : Promise.resolve(new Response(heart));
    });
    const style = (): Promise<Float32Array> => voices.style([{ id: 'af_heart', weight: 1 }], 10, signal);
    const waiting = expect(style()).rejects.toMatchObject({ code: 'model_unavailable' });
    await vi.advanceTimersByTimeAsync(300_000);
    await waiting;
    await expect(style()).resolves.toHaveLength(256);
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('of the wrong size is refused', async () => {
    server.files.set('voices/af_heart.bin', heart.subarray(4));
    await expect(voices.style([{ id: 'af_heart', weight: 1 }], 10, signal)).rejects.toMatchObject({
      code: 'model_corrupt',
      message: expect.stringContaining('522236') as string,
    });
  });

  it('whose id leads out of the folder is refused unasked', async () => {
    const outside = voices.style([{ id: '../models/catalog', weight: 1 }], 10, signal);
    await expect(outside).rejects.toMatchObject({ code: 'invalid_value' });
    expect(server.requests).toEqual([]);
  });

  it('is dropped when seventeen others came after it', async () => {
    for (let index = 0; index <= 17; index += 1) {
      server.files.set(`voices/v${index}.bin`, heart);
      await voices.style([{ id: `v${index}`, weight: 1 }], 10, signal);
    }
    await voices.style([{ id: 'v17', weight: 1 }], 10, signal);
    expect(server.requests.length).toBe(18);
    await voices.style([{ id: 'v0', weight: 1 }], 10, signal);
    expect(server.requests.length).toBe(19);
  });
});
