import type { Page } from '@playwright/test';
import type { TimedWord } from './word-times.ts';

/** A request of `/v1/audio/speech` without its format. */
export interface SpokenRequest {
  readonly input: string;
  readonly voice: string;
  readonly speed?: number;
  /** Kokoro if left out. */
  readonly model?: string;
}

/** What the app said. */
export interface SpokenSound {
  /** Mono, 24 kHz. */
  readonly samples: Float32Array<ArrayBuffer>;
  /** From the request to the last byte. */
  readonly totalMs: number;
}

/** A request of `/dev/generate_from_phonemes` without its format. */
export interface PhonemesRequest {
  readonly phonemes: string;
  readonly voice: string;
}

/** Has Kokoro speak in the app's page, through its API; throws with the API's own message where it refuses. */
export function speakInPage(page: Page, request: SpokenRequest): Promise<SpokenSound> {
  return fetchSound(page, '/v1/audio/speech', { model: 'kokoro-82m', ...request });
}

/** Has Kokoro speak phonemes as they are; throws with the API's own message where it refuses. */
export function speakPhonemesInPage(page: Page, request: PhonemesRequest): Promise<SpokenSound> {
  return fetchSound(page, '/dev/generate_from_phonemes', { model: 'kokoro-82m', ...request });
}

/** Has a voice speak, and returns when it says each word; throws as `speakInPage` does. */
export async function speakTimedInPage(
  page: Page,
  request: SpokenRequest,
): Promise<SpokenSound & { readonly words: readonly TimedWord[] }> {
  const extra = { stream_format: 'sse', return_timestamps: true };
  const { bytes, totalMs } = await fetchBytes(page, '/v1/audio/speech', {
    ...{ model: 'kokoro-82m', ...request, ...extra },
  });
  const deltas = bytes
    .toString()
    .split('\n\n')
    .filter((event) => event.includes('"speech.audio.delta"'))
    .map((event) => JSON.parse(event.slice('data: '.length)) as { audio: string; timestamps: TimedWord[] });
  const audio = Buffer.concat(deltas.map((delta) => Buffer.from(delta.audio, 'base64')));
  return { samples: toSamples(audio), totalMs, words: deltas.flatMap(({ timestamps }) => timestamps) };
}

async function fetchSound(page: Page, path: string, body: object): Promise<SpokenSound> {
  const { bytes, totalMs } = await fetchBytes(page, path, body);
  return { samples: toSamples(bytes), totalMs };
}

async function fetchBytes(
  page: Page,
  path: string,
  body: object,
): Promise<{ readonly bytes: Buffer; readonly totalMs: number }> {
  const answer = await page.evaluate(
    async ([url, fields]) => {
      const startedMs = performance.now();
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ response_format: 'pcm', ...fields }),
      });
      if (!response.ok) throw new Error(await response.text());
      const bytes = new Uint8Array(await response.arrayBuffer());
      const totalMs = performance.now() - startedMs;
      let binary = '';
      // In pieces: a call takes only so many arguments.
      for (let at = 0; at < bytes.length; at += 8192) {
        binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
      }
      return { base64: btoa(binary), totalMs };
    },
    [path, body] as const,
  );
  return { bytes: Buffer.from(answer.base64, 'base64'), totalMs: answer.totalMs };
}

function toSamples(bytes: Buffer): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: bytes.length / 2 }, (_, index) => bytes.readInt16LE(2 * index) / 32_768);
}
