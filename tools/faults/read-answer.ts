import type { Page } from '@playwright/test';
import { openAnswer } from '../../tests/browser/support/held-answer.ts';
import { toSamples } from '../../tests/browser/support/speech-fetch.ts';

/** A request whose answer is s16le PCM: bare, behind a WAV header, or in events. */
export interface SoundRequest {
  readonly input: string;
  readonly model: string;
  readonly response_format: 'pcm' | 'wav';
  readonly stream: true;
  readonly stream_format: 'audio' | 'sse';
}

/** Sound of which some was read or heard. */
export interface OpenSound {
  /** Reads or hears the rest and returns all samples. Rejects where the sound breaks off. */
  readRest(): Promise<Float32Array>;
  close(): Promise<void>;
}

const WAV_HEADER_BYTES = 44;

/** Asks in a page, and reads the answer up to so many bytes. */
export async function openSound(page: Page, request: SoundRequest, byteCount: number): Promise<OpenSound> {
  const answer = await openAnswer(page, { ...request }, byteCount);
  return {
    readRest: async () => toSound(await answer.readRest(), request),
    close: () => Promise.resolve(),
  };
}

function toSound(
  body: Buffer,
  { response_format: format, stream_format: wrapping }: SoundRequest,
): Float32Array {
  const sound = wrapping === 'sse' ? fromEvents(body.toString()) : body;
  return toSamples(format === 'wav' ? sound.subarray(WAV_HEADER_BYTES) : sound);
}

/** Joins the sound of events. Throws where none says that the answer is whole. */
function fromEvents(text: string): Buffer {
  const events = text
    .split('\n\n')
    .filter((event) => event !== '')
    .map((event) => JSON.parse(event.replace(/^data: /, '')) as { type?: string; audio?: string });
  const isWhole = events.some(({ type }) => type === 'speech.audio.done');
  const [last = 'nothing'] = text.trimEnd().split('\n').slice(-1);
  if (!isWhole) throw new Error(`The events end with ${last.slice(0, 200)}`);
  return Buffer.concat(events.map(({ audio = '' }) => Buffer.from(audio, 'base64')));
}
