import { SpeechError } from '../../../contract/errors.ts';
import { loadOnce } from '../../../std/load-once.ts';
import type { Encoder } from '../codec/encoder.ts';
import type { LoadBinary } from './binary.ts';
import { createWasmLibrary, type WasmLibrary, type WasmLibrarySpec } from './wasm-library.ts';

/** Runs a C library for the encodes of one format. */
export interface WasmHost<Name extends string> {
  /** Opens an encoder; the library is loaded on first use. Rejects with `engine_unavailable` if that fails. */
  open(create: (library: WasmLibrary<Name>) => Encoder): Promise<Encoder>;
}

/**
 * Creates a host. A load that fails is tried again by the next call. One copy of the library serves all encodes, unless
 * it cannot close an encoder: then each has a copy of its own, whose memory goes as a whole. A copy in which an encoder
 * failed is given up, for the state of a C library that trapped cannot be trusted.
 */
export function createWasmHost<Name extends string>(
  spec: WasmLibrarySpec<Name>,
  load: LoadBinary,
): WasmHost<Name> {
  const compile = loadOnce(async () => WebAssembly.compile(await load(spec.binary)));
  const prepareCopy = (): (() => Promise<WasmLibrary<Name>>) =>
    loadOnce(async () => createWasmLibrary(spec, await compile()));
  let current = prepareCopy();
  return {
    async open(create) {
      const openCopy = current;
      const giveUp = (): void => {
        if (current === openCopy) current = prepareCopy();
      };
      if (!spec.closesEncoders) giveUp();
      const library = await openCopy().catch((error: unknown) => {
        throw new SpeechError('engine_unavailable', 'The encoder could not be loaded.', { cause: error });
      });
      return watch(() => create(library), giveUp);
    },
  };
}

function watch(create: () => Encoder, giveUp: () => void): Encoder {
  let broken = false;
  const attempt = <T>(step: () => T): T => {
    try {
      return step();
    } catch (error) {
      broken = true;
      giveUp();
      throw error;
    }
  };
  const encoder = attempt(create);
  return {
    encode: (samples) => attempt(() => encoder.encode(samples)),
    finish: () => attempt(() => encoder.finish()),
    head: (body) => encoder.head(body),
    free: () => {
      // The memory of a broken copy goes as a whole.
      if (!broken) attempt(() => encoder.free());
    },
  };
}
