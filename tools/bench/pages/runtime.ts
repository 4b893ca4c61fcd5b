import { createWorkerSessions } from '../../../src/engine/kokoro/worker-session.ts';
import type { KokoroSession } from '../../../src/engine/kokoro/session.ts';
import type { Device, GeneratorReport } from '../../../src/speech/engine-status.ts';
import { createTokens } from './tokens.ts';

/** A session to be measured, by a name of one's own. */
export interface RuntimeOptions {
  readonly name: string;
  /** Path of the weights on this origin. */
  readonly weights: string;
  readonly device: Device;
  readonly threads: number;
  /** Plain onnxruntime-web; the app's kernels as on their first use, which is compared; or as on every later one. */
  readonly kernels: 'none' | 'checked' | 'trusted';
}

/** One run of the model. */
export interface RuntimeRun {
  readonly totalMs: number;
  readonly audioSeconds: number;
  /** What computed the generator; null where there was no choice. */
  readonly generator: GeneratorReport | null;
}

const SAMPLE_RATE = 24_000;

const sessions = new Map<string, KokoroSession>();
const createSession = createWorkerSessions(
  () =>
    new Worker(new URL('../../../src/threads/engine/session.worker.ts', import.meta.url), { type: 'module' }),
);

/** Starts the model in a worker; gives the milliseconds, the download not counted. */
export async function start({ name, weights, device, threads, kernels }: RuntimeOptions): Promise<number> {
  const response = await fetch(weights);
  if (!response.ok) throw new Error(`The weights cannot be fetched: status ${response.status}`);
  const model = new Uint8Array(await response.arrayBuffer());
  const plain = { model, device, threads, ortUrl: new URL('/ort/', location.href).href };
  const use = { url: new URL('/kernels/', location.href).href, isTrusted: kernels === 'trusted' };
  const options = kernels === 'none' ? plain : { ...plain, kernels: use };
  const startedMs = performance.now();
  sessions.set(name, await createSession(options, new AbortController().signal));
  return performance.now() - startedMs;
}

/** Runs the model on made-up tokens, the same ones for the same count. */
export async function run(options: { readonly name: string; readonly tokens: number }): Promise<RuntimeRun> {
  const session = sessions.get(options.name);
  if (session === undefined) throw new Error(`There is no session '${options.name}'.`);
  const input = createTokens(options.tokens);
  const startedMs = performance.now();
  const { samples, generator } = await session.run(input);
  const totalMs = performance.now() - startedMs;
  return { totalMs, audioSeconds: samples.length / SAMPLE_RATE, generator: generator ?? null };
}

/** Ends a session and its worker, where there is one of that name. */
export async function stop({ name }: { readonly name: string }): Promise<void> {
  await sessions.get(name)?.release();
  sessions.delete(name);
}
