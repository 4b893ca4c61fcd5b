import type { Codec } from '../../../contract/codec.ts';
import { createCodec } from '../codec/codec.ts';
import type { LoadBinary } from '../wasm/binary.ts';
import { createWasmHost } from '../wasm/wasm-host.ts';
import { createOpusEncoder } from './opus-encoder.ts';
import { libopus } from './libopus.ts';

/** Creates the codec of `opus`; its encoder is loaded by the first encode. */
export function createOpusCodec(load: LoadBinary): Codec {
  const host = createWasmHost(libopus, load);
  return createCodec({
    format: 'opus',
    contentType: 'audio/opus',
    open: (settings) => host.open((library) => createOpusEncoder(library, settings)),
  });
}
