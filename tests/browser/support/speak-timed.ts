import type { Page } from '@playwright/test';
import { expect } from './app-test.ts';
import { speakInPage, toSamples } from './speech-fetch.ts';

/** A word of an event's `timestamps`; times in seconds, offsets in the request's text. */
export interface Timestamp {
  readonly word: string;
  readonly start: number;
  readonly end: number;
  readonly start_char: number;
  readonly end_char: number;
}

/** A whole answer: mono samples at 24 kHz, and its words. */
export interface Timed {
  readonly samples: Float32Array;
  readonly timestamps: readonly Timestamp[];
}

/** Posts a speech request in the page, and reads its whole answer of server-sent events. */
export async function speakTimed(page: Page, json: Readonly<Record<string, unknown>>): Promise<Timed> {
  const extra = { response_format: 'pcm', stream_format: 'sse', return_timestamps: true };
  const answer = await speakInPage(page, { ...json, ...extra });
  expect(answer.status, answer.body.toString('utf8', 0, 500)).toBe(200);
  const events = answer.body
    .toString()
    .split('\n\n')
    .filter((event) => event.startsWith('data: '))
    .map((event) => JSON.parse(event.slice('data: '.length)) as Record<string, unknown>);
  const deltas = events.filter(({ type }) => type === 'speech.audio.delta');
  return {
    samples: toSamples(Buffer.concat(deltas.map((delta) => Buffer.from(delta['audio'] as string, 'base64')))),
    timestamps: deltas.flatMap((delta) => delta['timestamps'] as Timestamp[]),
  };
}
