import type { Codec } from '../../../contract/codec.ts';
import { createCodec } from '../codec/codec.ts';
import { type Encoder, type EncoderSettings, NO_BYTES, toLatin1, toPcm16Bytes } from '../codec/encoder.ts';

const HEADER_BYTES = 44;

const BYTES_PER_SAMPLE = 2;

/** What both sizes say while the end is not known, as OpenAI sends it; the 32 bits are also the format's limit. */
const UNKNOWN_SIZE = 0xffff_ffff;

/** Creates the codec of `wav`. */
export function createWavCodec(): Codec {
  return createCodec({ format: 'wav', contentType: 'audio/wav', open: createWavEncoder });
}

/** Creates an encoder of RIFF WAVE: one 44-byte header, then 16-bit mono samples. */
function createWavEncoder({ sampleRate }: EncoderSettings): Encoder {
  return {
    ...createPcmEncoder(),
    head: (body) => createWavHeader(sampleRate, body?.byteCount ?? null),
  };
}

function createWavHeader(sampleRate: number, dataBytes: number | null): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(HEADER_BYTES);
  const view = new DataView(header.buffer);
  header.set(toLatin1('RIFF'), 0);
  view.setUint32(4, toSize(dataBytes === null ? null : dataBytes + HEADER_BYTES - 8), true);
  header.set(toLatin1('WAVEfmt '), 8);
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * BYTES_PER_SAMPLE, true);
  view.setUint16(32, BYTES_PER_SAMPLE, true);
  view.setUint16(34, BYTES_PER_SAMPLE * 8, true);
  header.set(toLatin1('data'), 36);
  view.setUint32(40, toSize(dataBytes), true);
  return header;
}

function toSize(byteCount: number | null): number {
  return byteCount === null ? UNKNOWN_SIZE : Math.min(byteCount, UNKNOWN_SIZE);
}

const contentTypes = { pcm: 'audio/pcm', raw: 'application/octet-stream' } as const;

/** Creates the codec of bare samples, under either of its two names. */
export function createPcmCodec(format: keyof typeof contentTypes): Codec {
  return createCodec({ format, contentType: contentTypes[format], open: createPcmEncoder });
}

/** Creates an encoder of bare little-endian 16-bit samples. */
function createPcmEncoder(): Encoder {
  return {
    encode: toPcm16Bytes,
    finish: () => NO_BYTES,
    head: () => NO_BYTES,
    free: () => undefined,
  };
}
