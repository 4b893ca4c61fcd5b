import type { Codec } from '../../../contract/codec.ts';
import { createCodec } from '../codec/codec.ts';
import { createWavEncoder } from './wav-encoder.ts';

/** Creates the codec of `wav`. */
export function createWavCodec(): Codec {
  return createCodec({ format: 'wav', contentType: 'audio/wav', open: createWavEncoder });
}
