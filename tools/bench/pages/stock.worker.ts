import { serveCalls } from './worker-calls.ts';

/** What is used of kokoro-js, as its readme uses it. */
interface KokoroJs {
  readonly KokoroTTS: {
    from_pretrained(model: string, options: { readonly dtype: string }): Promise<StockVoice>;
  };
  readonly TextSplitterStream: new () => { push(text: string): void; close(): void };
  readonly env: { wasmPaths: string };
}

interface StockVoice {
  generate(text: string, options: { readonly voice: string }): Promise<StockAudio>;
  stream(
    splitter: unknown,
    options: { readonly voice: string },
  ): AsyncGenerator<{ readonly audio: StockAudio }>;
}

interface StockAudio {
  readonly audio: Float32Array;
  readonly sampling_rate: number;
}

/** A piece of sound and when it was there, counted from the call. */
interface StockChunk {
  readonly ms: number;
  readonly seconds: number;
}

const HUB = 'https://huggingface.co/';
const VOICE = 'af_heart';

// The model and the voices come from the same disk as the app's; kokoro-js itself stays as it was published.
const fetchAnything = self.fetch.bind(self);
self.fetch = (input, init) => {
  const url = input instanceof Request ? input.url : String(input);
  return fetchAnything(url.startsWith(HUB) ? `/hub/${url.slice(HUB.length)}` : input, init);
};

let kokoro: KokoroJs | undefined;
let voice: StockVoice | undefined;

serveCalls({
  /** Gives the milliseconds until the model was there. */
  load: async ({ dtype }: { readonly dtype: string }) => {
    const startedMs = performance.now();
    const address = '/kokoro-js/kokoro.web.js';
    kokoro = (await import(/* @vite-ignore */ address)) as KokoroJs;
    kokoro.env.wasmPaths = new URL('/ort/', self.location.href).href;
    voice = await kokoro.KokoroTTS.from_pretrained('onnx-community/Kokoro-82M-v1.0-ONNX', { dtype });
    return performance.now() - startedMs;
  },
  generate: async ({ text }: { readonly text: string }): Promise<readonly StockChunk[]> => {
    const { voice } = requireLoaded();
    const startedMs = performance.now();
    return [toChunk(await voice.generate(text, { voice: VOICE }), startedMs)];
  },
  /** Streams a text, or its first piece alone: the rest is then never made. */
  stream: async ({ text, firstOnly }: { readonly text: string; readonly firstOnly: boolean }) => {
    const { kokoro, voice } = requireLoaded();
    const startedMs = performance.now();
    const splitter = new kokoro.TextSplitterStream();
    splitter.push(text);
    splitter.close();
    const chunks: StockChunk[] = [];
    for await (const { audio } of voice.stream(splitter, { voice: VOICE })) {
      chunks.push(toChunk(audio, startedMs));
      if (firstOnly) break;
    }
    return chunks;
  },
});

function requireLoaded(): { readonly kokoro: KokoroJs; readonly voice: StockVoice } {
  if (kokoro === undefined || voice === undefined) throw new Error('The model is not loaded.');
  return { kokoro, voice };
}

function toChunk({ audio, sampling_rate: rate }: StockAudio, startedMs: number): StockChunk {
  return { ms: performance.now() - startedMs, seconds: audio.length / rate };
}
