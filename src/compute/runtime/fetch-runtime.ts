import { DEFAULT_VOICE_ID } from '../../contract/voices.ts';

/** Distinguishes speech from other sound; a model that hears needs it. */
export const VOICE_DETECTOR_FILE = 'vad/silero_vad_16k_op15.onnx';

/** What the plain build of ONNX Runtime loads, a voice, and the voice detector: enough to speak and hear. */
const RUNTIME_FILES = [
  'ort/ort-wasm-simd-threaded.mjs',
  'ort/ort-wasm-simd-threaded.wasm',
  `voices/${DEFAULT_VOICE_ID}.bin`,
  VOICE_DETECTOR_FILE,
];

/**
 * Fetches the app's own files that a model speaks with, so that the service worker keeps them for use offline; the
 * weights alone, carried in by hand, could not be started there. `baseUrl` ends in a slash. Rejects when one of them
 * cannot be fetched.
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
