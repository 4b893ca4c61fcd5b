import type { Codec } from '../../../contract/codec.ts';
import { createCodec } from '../codec/codec.ts';
import type { LoadBinary } from '../wasm/binary.ts';
import { createWasmHost } from '../wasm/wasm-host.ts';
import { createAacEncoder } from './aac-encoder.ts';
import { ffmpegAac } from './ffmpeg-aac.ts';

/** Creates the codec of `aac`; its encoder is loaded by the first encode. */
export function createAacCodec(load: LoadBinary): Codec {
  const host = createWasmHost(ffmpegAac, load);
  return createCodec({
    format: 'aac',
    contentType: 'audio/aac',
    open: (settings) => host.open((library) => createAacEncoder(library, settings)),
  });
}
