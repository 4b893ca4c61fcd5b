import type { Codec } from '../../../contract/codec.ts';
import { createCodec } from '../codec/codec.ts';
import { NO_BYTES } from '../codec/bytes.ts';
import type { Encoder } from '../codec/encoder.ts';
import { toPcm16Bytes } from '../codec/pcm16.ts';

const contentTypes = { pcm: 'audio/pcm', raw: 'application/octet-stream' } as const;

/** Creates the codec of bare samples, under either of its two names. */
export function createPcmCodec(format: keyof typeof contentTypes): Codec {
  return createCodec({ format, contentType: contentTypes[format], open: createPcmEncoder });
}

/** Creates an encoder of bare little-endian 16-bit samples. */
export function createPcmEncoder(): Encoder {
  return {
    encode: toPcm16Bytes,
    finish: () => NO_BYTES,
    head: () => NO_BYTES,
    free: () => undefined,
  };
}
