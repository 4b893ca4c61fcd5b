import { DEFAULT_VOICE_ID } from '../../contract/voices.ts';

/** What the plain build of ONNX Runtime loads, and a voice: enough to speak once the weights are there. */
const RUNTIME_FILES = [
  'ort/ort-wasm-simd-threaded.mjs',
  'ort/ort-wasm-simd-threaded.wasm',
  `voices/${DEFAULT_VOICE_ID}.bin`,
];

/**
 * Fetches the app's own files that a model speaks with, so that the service worker keeps them for use offline; the
 * weights alone, carried in by hand, could not be started there. `baseUrl` ends in a slash. Rejects when one of them
 * cannot be had.
 */
export async function fetchRuntime(baseUrl: string, signal: AbortSignal): Promise<void> {
  await Promise.all(
    RUNTIME_FILES.map(async (path) => {
      const response = await fetch(new URL(path, baseUrl), { signal });
      if (!response.ok) throw new TypeError(`${path}: status ${response.status}`);
      // A body that is not read may not be kept whole.
      await response.arrayBuffer();
    }),
  );
}
