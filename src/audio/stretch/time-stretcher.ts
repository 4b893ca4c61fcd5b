import type { TimeStretcher } from '../../contract/time-stretcher.ts';
import { SpeechError } from '../../contract/errors.ts';
import type { LoadBinary } from '../encode/wasm/binary.ts';
import { loadOnce } from '../../std/load-once.ts';
import { createWasmLibrary } from '../encode/wasm/wasm-library.ts';
import { openExactStretch } from './exact-stretch.ts';
import { sonic } from './sonic.ts';

/** Creates a stretcher that runs Sonic in the calling thread; the library is loaded on first use, and again after a failure. */
export function createTimeStretcher(load: LoadBinary): TimeStretcher {
  const loadLibrary = loadOnce(async () =>
    createWasmLibrary(sonic, await WebAssembly.compile(await load(sonic.binary))),
  );
  return {
    async open(factor) {
      const loaded = await loadLibrary().catch((error: unknown) => {
        throw new SpeechError('engine_unavailable', 'The time stretcher could not be loaded.', {
          cause: error,
        });
      });
      return openExactStretch(loaded, factor);
    },
  };
}
