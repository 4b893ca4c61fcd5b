/** Formats whose decoders take the file's bytes as they are, and know its tags and what the encoder padded. */
export type ByteFormat = 'mp3' | 'flac' | 'vorbis';

/** What the decoders of all three formats have in common. */
interface ByteDecoder {
  readonly ready: Promise<void>;
  decode(bytes: Uint8Array): Decoded | Promise<Decoded>;
  flush?(): Promise<Decoded>;
  free(): void;
}

interface Decoded {
  readonly channelData: readonly Float32Array[];
  readonly samplesDecoded: number;
  readonly sampleRate: number;
}

const creators: Readonly<Record<ByteFormat, () => Promise<ByteDecoder>>> = {
  mp3: async () => new (await import('mpg123-decoder')).MPEGDecoder(),
  flac: async () => new (await import('@wasm-audio-decoders/flac')).FLACDecoder(),
  vorbis: async () => new (await import('@wasm-audio-decoders/ogg-vorbis')).OggVorbisDecoder(),
};

/** Bytes that are decoded at a time. */
const STEP_BYTES = 65_536;

/** Decodes a file of one of these formats piece by piece; each decoder is loaded on first use. */
export async function* decodeBytes(
  file: Blob,
  format: ByteFormat,
  signal: AbortSignal,
): AsyncGenerator<DecodedPiece, void, undefined> {
  const decoder = await creators[format]();
  try {
    await decoder.ready;
    for (let offset = 0; offset < file.size; offset += STEP_BYTES) {
      signal.throwIfAborted();
      const bytes = new Uint8Array(await file.slice(offset, offset + STEP_BYTES).arrayBuffer());
      yield* toPieces(await decoder.decode(bytes));
    }
    if (decoder.flush !== undefined) yield* toPieces(await decoder.flush());
  } finally {
    decoder.free();
  }
}

function* toPieces({ channelData, samplesDecoded, sampleRate }: Decoded): Generator<DecodedPiece> {
  if (samplesDecoded === 0 || channelData.length === 0) return;
  const channels = channelData.map((channel) => channel.subarray(0, samplesDecoded));
  yield { channels, sampleRate, startSeconds: null };
}

/** Consecutive samples as a decoder gives them. */
export interface DecodedPiece {
  /** One array a channel, all of one length; they may belong to the decoder, which overwrites them later. */
  readonly channels: readonly Float32Array[];
  readonly sampleRate: number;
  /** When the first sample is heard; null where it follows on the piece before. */
  readonly startSeconds: number | null;
}
