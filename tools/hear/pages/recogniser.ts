import { env, pipeline, type AutomaticSpeechRecognitionPipeline } from '@huggingface/transformers';

/** Where a recogniser's files lie on this origin. */
export interface RecogniserFiles {
  /** The folder above the revision's, with a slash at the end. */
  readonly folder: string;
  readonly revision: string;
}

/** Sound to be heard: base64 of mono 32-bit floats at 16 kHz, and its language as Whisper names it. */
export interface HeardSound {
  readonly samples: string;
  readonly language: string;
}

let recogniser: AutomaticSpeechRecognitionPipeline | undefined;

/** Loads the quantised Whisper from this origin alone. */
export async function load({ folder, revision }: RecogniserFiles): Promise<void> {
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.localModelPath = folder;
  env.useBrowserCache = false;
  const { wasm } = env.backends.onnx;
  if (wasm === undefined) throw new Error('The library has no WebAssembly.');
  wasm.wasmPaths = new URL('/ort/', location.href).href;
  recogniser = await pipeline('automatic-speech-recognition', revision, { device: 'wasm', dtype: 'q8' });
}

/** Writes down what is said. */
export async function hear({ samples, language }: HeardSound): Promise<string> {
  if (recogniser === undefined) throw new Error('The recogniser is not loaded.');
  const bytes = Uint8Array.from(atob(samples), (character) => character.charCodeAt(0));
  const options = { language, task: 'transcribe', chunk_length_s: 30, stride_length_s: 5 };
  const output = await recogniser(new Float32Array(bytes.buffer), options);
  const parts: readonly { readonly text: string }[] = [output].flat();
  return parts.map(({ text }) => text).join(' ');
}
