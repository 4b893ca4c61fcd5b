import { toFeeds } from './to-feeds.ts';
import { freeBytes, readBlob } from '../../../std/memory.ts';
import { withDurations } from '../graph/with-durations.ts';
import { createOrtModel, loadOrt, type Ort, type OrtModel } from '../../../compute/runtime/ort-model.ts';
import type { KokoroSession, SessionInput, SessionOptions, SessionOutput } from './session.ts';
import { toFrameCounts } from './to-frame-counts.ts';

/** Starts a model with ONNX Runtime in this thread. Each backend gets a thread of its own. */
export async function createOrtSession(options: SessionOptions, signal: AbortSignal): Promise<KokoroSession> {
  signal.throwIfAborted();
  const ort = await loadOrt(options);
  const bytes = await readBlob(options.model, signal);
  options.onStep?.();
  const model = await createOrtModel(ort, { ...withDurations(bytes), device: options.device }, signal);
  freeBytes(bytes);
  return toOrtSession(ort, model, options);
}

/** Converts a whole model in ONNX Runtime to a session. */
export function toOrtSession(
  ort: Ort,
  model: OrtModel,
  { device, threads }: Pick<SessionOptions, 'device' | 'threads'>,
): KokoroSession {
  return {
    ...{ device, threads, generator: null, isSplit: false },
    run: (input) => run(ort, model, input),
    release: () => model.release(),
  };
}

async function run(ort: Ort, model: OrtModel, input: SessionInput): Promise<SessionOutput> {
  const { waveform, durations } = await model.run(toFeeds(ort, input));
  if (waveform === undefined) throw new TypeError('The model gives no waveform.');
  return { samples: waveform, durations: durations === undefined ? null : toFrameCounts(durations) };
}
