import type { WasmLibrary, WasmLibrarySpec } from '../wasm/wasm-library.ts';

type FlacFunction =
  'open' | 'input' | 'encode' | 'output' | 'frameCount' | 'frameBytes' | 'header' | 'headerBytes' | 'finish';

export type FlacLibrary = WasmLibrary<FlacFunction>;

/** libFLAC at level 5 as @mediabunny/flac-encoder 1.58.1 builds it. */
export const libflac: WasmLibrarySpec<FlacFunction> = {
  binary: 'libflac.wasm',
  exports: {
    memory: 'j',
    start: 'k',
    open: 'l',
    input: 'n',
    encode: 'o',
    output: 'p',
    frameCount: 'q',
    frameBytes: 'r',
    header: 't',
    headerBytes: 'u',
    finish: 'v',
  },
  imports: { e: 'grow-memory' },
  closesEncoders: false,
};
