import { createWorkerSessions } from '../../../src/engine/kokoro/worker-session.ts';
import type { KokoroSession } from '../../../src/engine/kokoro/session.ts';
import type { Device } from '../../../src/speech/engine-status.ts';

/** A session to be measured, by a name of one's own. */
export interface RuntimeOptions {
  readonly name: string;
  /** Path of the weights on this origin. */
  readonly weights: string;
  readonly device: Device;
  readonly threads: number;
}

/** One run of the model. */
export interface RuntimeRun {
  readonly totalMs: number;
  readonly audioSeconds: number;
}

const VOCABULARY_SIZE = 178;
const STYLE_LENGTH = 256;
const SAMPLE_RATE = 24_000;

const sessions = new Map<string, KokoroSession>();
const createSession = createWorkerSessions(
  () =>
    new Worker(new URL('../../../src/threads/engine/session.worker.ts', import.meta.url), { type: 'module' }),
);

/** Starts plain onnxruntime-web on the model, in a worker; gives the milliseconds, the download not counted. */
export async function start({ name, weights, device, threads }: RuntimeOptions): Promise<number> {
  const model = new Uint8Array(await (await fetch(weights)).arrayBuffer());
  const ortUrl = new URL('/ort/', location.href).href;
  const startedMs = performance.now();
  const session = await createSession({ model, device, threads, ortUrl }, new AbortController().signal);
  sessions.set(name, session);
  return performance.now() - startedMs;
}

/** Runs the model on made-up tokens, the same ones for the same count. */
export async function run(options: { readonly name: string; readonly tokens: number }): Promise<RuntimeRun> {
  const session = sessions.get(options.name);
  if (session === undefined) throw new Error(`There is no session '${options.name}'.`);
  const tokenIds = Array.from({ length: options.tokens }, (_, index) => (index * 37) % VOCABULARY_SIZE);
  const style = Float32Array.from({ length: STYLE_LENGTH }, (_, index) => 0.3 * Math.sin(index * 1.7));
  const startedMs = performance.now();
  const { samples } = await session.run({ tokenIds, style, speed: 1 });
  return { totalMs: performance.now() - startedMs, audioSeconds: samples.length / SAMPLE_RATE };
}

/** Ends a session and its worker. */
export async function stop({ name }: { readonly name: string }): Promise<void> {
  await sessions.get(name)?.release();
  sessions.delete(name);
}
