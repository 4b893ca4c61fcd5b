import type { Codec } from '../../../contract/codec.ts';
import { createCodec } from '../codec/codec.ts';
import { createPcmEncoder } from './pcm-encoder.ts';

const contentTypes = { pcm: 'audio/pcm', raw: 'application/octet-stream' } as const;

/** Creates the codec of bare samples, under either of its two names. */
export function createPcmCodec(format: keyof typeof contentTypes): Codec {
  return createCodec({ format, contentType: contentTypes[format], open: createPcmEncoder });
}
