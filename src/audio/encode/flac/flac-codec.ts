import type { Codec } from '../../../contract/codec.ts';
import { createCodec } from '../codec/codec.ts';
import type { LoadBinary } from '../wasm/binary.ts';
import { createWasmHost } from '../wasm/wasm-host.ts';
import { createFlacEncoder } from './flac-encoder.ts';
import { libflac } from './libflac.ts';

/** Creates the codec of `flac`; its encoder is loaded by the first encode. */
export function createFlacCodec(load: LoadBinary): Codec {
  const host = createWasmHost(libflac, load);
  return createCodec({
    format: 'flac',
    contentType: 'audio/flac',
    open: (settings) => host.open((library) => createFlacEncoder(library, settings)),
  });
}
