import { fileURLToPath } from 'node:url';
import * as ort from 'onnxruntime-web/wasm';

ort.env.wasm.wasmPaths = fileURLToPath(
  new URL('../../../node_modules/onnxruntime-web/dist/', import.meta.url),
);
ort.env.wasm.numThreads = 1;
ort.env.logLevel = 'error';

/** Loads a model into onnxruntime-web's WebAssembly backend, with one thread. */
export function createSession(
  model: Uint8Array,
  options: ort.InferenceSession.SessionOptions = {},
): Promise<ort.InferenceSession> {
  return ort.InferenceSession.create(model, { executionProviders: ['wasm'], ...options });
}

export { ort };
