import { toInt16 } from '../../pcm.ts';
import type { EncodeOptions } from '../../../contract/codec.ts';

/** Everything that an encoder has made, once the last sample is in. */
export interface EncodedBody {
  readonly parts: readonly Uint8Array[];
  readonly byteCount: number;
  readonly sampleCount: number;
}

/** One encode in progress. Samples are within [-1, 1]; bytes that were handed out are never looked at again. */
export interface Encoder {
  /** Takes any number of samples and returns the bytes that are ready, often none. */
  encode(samples: Float32Array): Uint8Array<ArrayBuffer>;
  /** Returns the bytes that were held back. Nothing but `head` and `free` may be called afterwards. */
  finish(): Uint8Array<ArrayBuffer>;
  /** Returns what stands before the first encoded byte: with exact totals where the whole body is known. */
  head(body: EncodedBody | null): Uint8Array<ArrayBuffer>;
  /** Gives the encoder's memory back. */
  free(): void;
}

/** Settings of one encode. */
export type EncoderSettings = Pick<EncodeOptions, 'layout' | 'sampleRate' | 'bitRate' | 'streamId'>;

/** Starts an encode. */
export type OpenEncoder = (settings: EncoderSettings) => Promise<Encoder> | Encoder;

/** Cuts samples that come in any number into frames of one length. */
export interface FrameBuffer {
  /** Hands every frame that is full now to `onFrame`; the array is used again after that call. */
  push(samples: Float32Array, onFrame: (frame: Float32Array) => void): void;
  /** Fills the rest of the last frame with silence and hands it out, unless it is empty. */
  flush(onFrame: (frame: Float32Array) => void): void;
}

/** Creates a buffer for frames of `frameSamples`. */
export function createFrameBuffer(frameSamples: number): FrameBuffer {
  const frame = new Float32Array(frameSamples);
  let filled = 0;
  return {
    push(samples, onFrame) {
      for (let start = 0; start < samples.length;) {
        const part = samples.subarray(start, start + frameSamples - filled);
        frame.set(part, filled);
        filled += part.length;
        start += part.length;
        if (filled < frameSamples) return;
        onFrame(frame);
        filled = 0;
      }
    },
    flush(onFrame) {
      if (filled === 0) return;
      frame.fill(0, filled);
      filled = 0;
      onFrame(frame);
    },
  };
}

/** Copies samples and makes them fit for every encoder: values beyond full scale are clipped, and NaN is silence. */
export function toClipped(samples: Float32Array): Float32Array<ArrayBuffer> {
  const clipped = new Float32Array(samples);
  for (let index = 0; index < clipped.length; index += 1) {
    const value = clipped[index] ?? 0;
    if (value > 1) clipped[index] = 1;
    else if (value < -1) clipped[index] = -1;
    else if (Number.isNaN(value)) clipped[index] = 0;
  }
  return clipped;
}

/** Converts samples within [-1, 1] to little-endian 16-bit bytes. */
export function toPcm16Bytes(samples: Float32Array): Uint8Array<ArrayBuffer> {
  const pcm = toInt16(samples);
  const view = new DataView(pcm.buffer);
  for (let index = 0; index < pcm.length; index += 1) view.setInt16(index * 2, pcm[index] ?? 0, true);
  return new Uint8Array(pcm.buffer);
}

/** No bytes at all. */
export const NO_BYTES: Uint8Array<ArrayBuffer> = new Uint8Array(0);

/** Converts text of single-byte characters, such as `RIFF`, to bytes. */
export function toLatin1(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
