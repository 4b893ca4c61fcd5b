import { serveCalls } from './worker-calls.ts';

/** What is used of transformers.js, as its readme uses it. */
interface TransformersJs {
  readonly env: {
    readonly backends: { readonly onnx: { readonly wasm: { wasmPaths: string; numThreads: number } } };
  };
  pipeline(task: string, model: string, options: object): Promise<Transcriber>;
}

type Transcriber = (samples: Float32Array, options: object) => Promise<{ readonly text: string }>;

/** Which Whisper, and with how many threads. */
export interface StockModel {
  readonly repo: string;
  readonly revision: string;
  readonly threads: number;
}

const HUB = 'https://huggingface.co/';

// The model comes from the same disk as the app's; transformers.js itself stays as it was published.
const fetchAnything = self.fetch.bind(self);
self.fetch = (input, init) => {
  const url = input instanceof Request ? input.url : String(input);
  if (!url.startsWith(HUB)) return fetchAnything(input, init);
  // Some files are asked for without the revision.
  return fetchAnything(`/models/${url.slice(HUB.length).replace('/main/', `/${revision}/`)}`, init);
};

let transcribe: Transcriber | undefined;
let revision = '';

serveCalls({
  load: async (model: StockModel) => {
    revision = model.revision;
    const address = '/transformers/transformers.js';
    const transformers = (await import(/* @vite-ignore */ address)) as TransformersJs;
    const { wasm } = transformers.env.backends.onnx;
    wasm.wasmPaths = new URL('/ort-newest/', self.location.href).href;
    wasm.numThreads = model.threads;
    const options = { dtype: 'q8', device: 'wasm', revision };
    transcribe = await transformers.pipeline('automatic-speech-recognition', model.repo, options);
  },
  /** Gives the text, and how long it took in milliseconds. */
  hear: async ({ samples }: { readonly samples: Float32Array }) => {
    if (transcribe === undefined) throw new Error('The model is not loaded.');
    const startedMs = performance.now();
    const { text } = await transcribe(samples, {
      ...{ chunk_length_s: 30, language: 'en', task: 'transcribe', return_timestamps: true },
    });
    return { text, ms: performance.now() - startedMs };
  },
});
