import type { WasmLibrary, WasmLibrarySpec } from '../encode/wasm/wasm-library.ts';

type SonicFunction = 'allocate' | 'release' | 'create' | 'destroy' | 'setSpeed' | 'write' | 'read';

/** Sonic as it runs here, with the C functions that stretching calls. */
export type SonicLibrary = WasmLibrary<SonicFunction>;

/** Sonic as @echogarden/sonic-wasm 0.2.0 builds it; `write` and `read` take floats and return how many. */
export const sonic: WasmLibrarySpec<SonicFunction> = {
  binary: 'sonic.wasm',
  exports: {
    memory: 'c',
    start: 'd',
    setSpeed: 'f',
    destroy: 'o',
    release: 'p',
    create: 'q',
    read: 'v',
    write: 'B',
    allocate: 'G',
  },
  imports: { a: 'grow-memory', b: 'copy-memory' },
  closesEncoders: true,
};
