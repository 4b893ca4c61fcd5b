import { NO_BYTES } from '../codec/bytes.ts';
import type { Encoder } from '../codec/encoder.ts';
import { toPcm16Bytes } from '../codec/pcm16.ts';

/** Creates an encoder of bare little-endian 16-bit samples. */
export function createPcmEncoder(): Encoder {
  return {
    encode: toPcm16Bytes,
    finish: () => NO_BYTES,
    head: () => NO_BYTES,
    free: () => undefined,
  };
}
