import type { WasmLibrary, WasmLibrarySpec } from '../wasm/wasm-library.ts';

type LameFunction = 'allocate' | 'release' | 'open' | 'close' | 'inputPlanes' | 'output' | 'encode' | 'flush';

/** LAME as it runs here, with the C functions that the MP3 encoder calls. */
export type LameLibrary = WasmLibrary<LameFunction>;

/** LAME 3.100 as wasm-media-encoders 0.7.0 builds it. */
export const lame: WasmLibrarySpec<LameFunction> = {
  binary: 'lame.wasm',
  exports: {
    memory: 'memory',
    start: '_initialize',
    allocate: 'malloc',
    release: 'free',
    open: 'enc_init',
    close: 'enc_free',
    inputPlanes: 'enc_get_pcm',
    output: 'enc_get_out_buf',
    encode: 'enc_encode',
    flush: 'enc_flush',
  },
  imports: { emscripten_notify_memory_growth: 'nothing' },
  closesEncoders: true,
};
