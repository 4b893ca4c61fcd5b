import { SAMPLE_RATE } from '../../../src/contract/audio.ts';
import { HeardSpeechMeter, type HeardSpeech } from '../../../src/benchmark/heard-speech.ts';
import { createCaller } from './worker-calls.ts';

/** kokoro-js as it is published, in a worker, for the page that measures it. */
const call = createCaller(new Worker(new URL('./stock.worker.ts', import.meta.url), { type: 'module' }));

/** Loads the model; gives how long that took in milliseconds. */
export function load(options: { readonly dtype: string }): Promise<number> {
  return call('load', options) as Promise<number>;
}

/** Speaks a text in one piece, whose sound is there when all of it is. */
export function generate(options: { readonly text: string }): Promise<HeardSpeech> {
  return measure('generate', options);
}

/** Speaks a text sentence by sentence. */
export function stream(options: { readonly text: string }): Promise<HeardSpeech> {
  return measure('stream', { ...options, firstOnly: false });
}

/** Speaks the first sentence that `stream` would give, and stops. */
export function streamFirst(options: { readonly text: string }): Promise<HeardSpeech> {
  return measure('stream', { ...options, firstOnly: true });
}

async function measure(name: string, argument: object): Promise<HeardSpeech> {
  const chunks = (await call(name, argument)) as readonly { readonly ms: number; readonly seconds: number }[];
  const meter = new HeardSpeechMeter();
  for (const { ms, seconds } of chunks) meter.add(2 * seconds * SAMPLE_RATE, ms);
  return meter.finish();
}
