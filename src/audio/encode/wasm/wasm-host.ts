import { SpeechError } from '../../../contract/errors.ts';
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
  const compiled = createRetryable(async () => WebAssembly.compile(await load(spec.binary)));
  const running = createRetryable(async () => createWasmLibrary(spec, await compiled.get()));
  return {
    async open(create) {
      const copy = running.get();
      const giveUp = (): void => running.forget(copy);
      if (!spec.closesEncoders) giveUp();
      const library = await copy.catch((error: unknown) => {
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

/** Something that is made once, and made again after a failure. */
export interface Retryable<T> {
  get(): Promise<T>;
  /** Makes the next call start again, if `promise` is still the current one. */
  forget(promise: Promise<T>): void;
}

/** Creates a retryable; a start that fails is forgotten, so that the next `get` tries again. */
export function createRetryable<T>(start: () => Promise<T>): Retryable<T> {
  let current: Promise<T> | null = null;
  const forget = (promise: Promise<T>): void => {
    if (current === promise) current = null;
  };
  return {
    forget,
    get() {
      if (current !== null) return current;
      const started = start();
      current = started;
      started.catch(() => forget(started));
      return started;
    },
  };
}
