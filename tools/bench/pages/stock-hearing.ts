import type { HeardText } from './app.ts';
import type { StockModel } from './stock-hearing.worker.ts';
import { createCaller } from './worker-calls.ts';

/** The speech recognition of transformers.js as it is published, in a worker, for the page that measures it. */
const worker = new Worker(new URL('./stock-hearing.worker.ts', import.meta.url), { type: 'module' });
const call = createCaller(worker);

/** Loads Whisper. */
export async function load(model: StockModel): Promise<void> {
  await call('load', model);
}

/** Writes down a sound: mono, 16 kHz, 16-bit integers in base64. */
export function hear({ base64 }: { readonly base64: string }): Promise<HeardText> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const samples = Float32Array.from(new Int16Array(bytes.buffer), (integer) => integer / 32_768);
  return call('hear', { samples }) as Promise<HeardText>;
}
