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
