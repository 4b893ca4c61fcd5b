import { SpeechError } from './errors.ts';

/** The byte formats of the contract (`raw` is `pcm` under Together's name). */
export type AudioFormat = 'mp3' | 'wav' | 'opus' | 'aac' | 'flac' | 'pcm' | 'raw';

/** How a sound is encoded; `sampleRate` is in hertz, and `signal` ends the encoding with `AbortError`. */
export interface EncodeOptions {
  /**
   * `streamed` gives bytes as soon as samples exist; `complete` may hold everything back and gives the headers
   * (sizes, sample totals, Info frame) their exact values.
   */
  readonly layout: 'streamed' | 'complete';
  readonly sampleRate: number;
  /** Bits a second, where the format is lossy; the format's own default otherwise. */
  readonly bitRate?: number;
  /**
   * Integrated loudness in LUFS that the sound is brought to, its true peak at -1 dBTP or below. The whole sound is
   * kept until it is measured, so it needs the layout `complete`. Left out, the sound stays as it is.
   */
  readonly loudness?: number;
  /** Distinguishes streams that are joined end to end, where the format has such a number (Ogg); random if left out. */
  readonly streamId?: number;
  readonly signal: AbortSignal;
}

/** Turns PCM into bytes of one format. */
export interface Codec {
  readonly format: AudioFormat;
  readonly contentType: string;
  /** Hands out each byte once and in order, lazily; frees the encoder when the reader stops early. */
  encode(
    pcm: AsyncIterable<Float32Array<ArrayBuffer>>,
    options: EncodeOptions,
  ): AsyncIterable<Uint8Array<ArrayBuffer>>;
}

/** Finds codecs; each is loaded on first use. */
export interface CodecRegistry {
  /** The formats that can be encoded here. */
  readonly formats: readonly AudioFormat[];
  /** Rejects with `unsupported_format` where the format cannot be encoded. */
  load(format: AudioFormat): Promise<Codec>;
}

/** Creates the error for a format that is known and has no encoder here. */
export function createUnsupportedFormat(format: AudioFormat, formats: readonly AudioFormat[]): SpeechError {
  const supported = formats.map((name) => `'${name}'`).join(', ');
  const message = `'${format}' cannot be encoded in this browser. Supported here: ${supported}.`;
  return new SpeechError('unsupported_format', message, { param: 'response_format' });
}
