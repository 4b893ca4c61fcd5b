import type { HeardSpeech } from '../../../src/benchmark/heard-speech.ts';
import { createCaller } from './worker-calls.ts';

const call = createCaller(new Worker(new URL('./pipeline.worker.ts', import.meta.url), { type: 'module' }));

/** Speaks with the built-in voice, without anything between the pipeline and its reader. */
export function speak(options: { readonly text: string }): Promise<HeardSpeech> {
  return call('speak', options) as Promise<HeardSpeech>;
}
