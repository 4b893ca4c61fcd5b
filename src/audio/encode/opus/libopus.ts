import type { WasmLibrary, WasmLibrarySpec } from '../wasm/wasm-library.ts';

type OpusFunction = 'allocate' | 'release' | 'create' | 'encode' | 'control' | 'destroy';

/** libopus as it runs here, with the C functions that the Opus encoder calls. */
export type OpusLibrary = WasmLibrary<OpusFunction>;

/** libopus 1.3.1 as opus-encdec 0.1.1 builds it; `control` takes the address of the C function's variable argument. */
export const libopus: WasmLibrarySpec<OpusFunction> = {
  binary: 'libopus.wasm',
  exports: {
    memory: 'g',
    start: 'h',
    create: 'i',
    encode: 'j',
    control: 'k',
    destroy: 'l',
    allocate: 'p',
    release: 'q',
  },
  imports: { e: 'copy-memory' },
  closesEncoders: true,
};
