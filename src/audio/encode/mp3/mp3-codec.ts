import type { Codec } from '../../../contract/codec.ts';
import { createCodec } from '../codec/codec.ts';
import type { LoadBinary } from '../wasm/binary.ts';
import { createWasmHost } from '../wasm/wasm-host.ts';
import { createMp3Encoder } from './mp3-encoder.ts';
import { lame } from './lame.ts';

/** Creates the codec of `mp3`; its encoder is loaded by the first encode. */
export function createMp3Codec(load: LoadBinary): Codec {
  const host = createWasmHost(lame, load);
  return createCodec({
    format: 'mp3',
    contentType: 'audio/mpeg',
    open: (settings) => host.open((library) => createMp3Encoder(library, settings)),
  });
}
