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
  /** Reads or hears on until so many tones came, pauses between them included. Rejects where the sound breaks off. */
  readTo(toneCount: number): Promise<void>;
  /** Reads or hears the rest and returns all samples. Rejects where the sound breaks off or does not end as it must. */
  readRest(): Promise<Float32Array>;
  /** Returns the samples that came, after it broke off. */
  readDelivered(): Promise<Float32Array>;
  close(): Promise<void>;
}

const WAV_HEADER_BYTES = 44;

/** At the usual speed. */
const BYTES_PER_TONE = 2_400;

/** Base64, and what stands around it. */
const BYTES_PER_EVENT_BYTE = 1.34;

/** Asks in a page, and reads the beginning of the answer. */
export async function openSound(page: Page, request: SoundRequest): Promise<OpenSound> {
  const answer = await openAnswer(page, { ...request });
  const isEvents = request.stream_format === 'sse';
  const scale = BYTES_PER_TONE * (isEvents ? BYTES_PER_EVENT_BYTE : 1);
  let delivered: Promise<Buffer> | undefined;
  const readDelivered = (): Promise<Buffer> => (delivered ??= answer.readDelivered());
  return {
    readTo: async (toneCount) => {
      try {
        await answer.readTo(Math.round(toneCount * scale));
      } catch (error) {
        // An event may say why the answer is over.
        if (isEvents) requireDone((await readDelivered()).toString());
        throw error;
      }
    },
    readRest: async () => {
      const body = await answer.readRest();
      if (isEvents) requireDone(body.toString());
      return toSound(body, request);
    },
    readDelivered: async () => toSound(await readDelivered(), request),
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

/** Throws where no event says that the answer is whole. */
function requireDone(text: string): void {
  if (readEvents(text).some(({ type }) => type === 'speech.audio.done')) return;
  const [last = 'nothing'] = text.trimEnd().split('\n').slice(-1);
  throw new Error(`The events end with ${last.slice(0, 200)}`);
}

/** Joins the sound of events. */
function fromEvents(text: string): Buffer {
  return Buffer.concat(readEvents(text).map(({ audio = '' }) => Buffer.from(audio, 'base64')));
}

/** Reads events that came whole. */
function readEvents(text: string): readonly { readonly type?: string; readonly audio?: string }[] {
  return text
    .split('\n\n')
    .slice(0, -1)
    .map((event) => JSON.parse(event.replace(/^data: /, '')) as { type?: string; audio?: string });
}
