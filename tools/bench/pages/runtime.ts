import { createOrtModel, loadOrt } from '../../../src/compute/runtime/ort-model.ts';
import { toOrtSession } from '../../../src/engines/kokoro/session/ort-session.ts';
import { createWorkerSessions } from '../../../src/engines/kokoro/session/worker-session.ts';
import type { KokoroSession, SessionOptions, SplitUse } from '../../../src/engines/kokoro/session/session.ts';
import {
  compareWithReference,
  renderKernelReference,
  type KernelReference,
} from '../../../src/engines/kokoro/trust/check-kernels.ts';
import type { Device } from '../../../src/contract/engine-status.ts';
import { watchLife } from '../../../src/wire/life-lock.ts';
import { createTokens } from './tokens.ts';

/** A session to be measured, by a name of one's own. */
export interface RuntimeOptions {
  readonly name: string;
  /** Path of the weights on this origin. */
  readonly weights: string;
  readonly device: Device;
  readonly threads: number;
  /**
   * The whole model in onnxruntime-web, in the page and as its documentation shows, or in the app's session; taken apart,
   * with ONNX Runtime's tail on the device; or with the kernels.
   */
  readonly how: 'plain' | 'stock' | 'split' | 'kernels';
}

/** One run of the model. */
export interface RuntimeRun {
  readonly totalMs: number;
  readonly audioSeconds: number;
}

interface NamedTokens {
  /** Of the session. */
  readonly name: string;
  readonly tokens: number;
}

const SAMPLE_RATE = 24_000;

const SPLITS: Readonly<Record<Exclude<RuntimeOptions['how'], 'plain'>, SplitUse | null>> = {
  stock: null,
  split: { tail: 'onnxruntime' },
  kernels: { tail: 'kernels', kernelsUrl: new URL('/kernels/', location.href).href },
};

const sessions = new Map<string, KokoroSession>();
/** By the number of tokens. */
const references = new Map<number, KernelReference>();
const { signal } = new AbortController();
const { createSession } = createWorkerSessions(
  () =>
    new Worker(new URL('../../../src/threads/engine/session.worker.ts', import.meta.url), { type: 'module' }),
  watchLife,
);

/** Starts the model in a worker; gives the milliseconds, the download not counted. */
export async function start({ name, weights, device, threads, how }: RuntimeOptions): Promise<number> {
  const response = await fetch(weights);
  if (!response.ok) throw new Error(`The weights cannot be fetched: status ${response.status}`);
  const ortUrl = new URL('/ort/', location.href).href;
  if (how === 'plain') return startPlain(name, { response, device, threads, ortUrl });
  const model = await response.blob();
  const plain = { model, device, threads, ortUrl };
  const split = SPLITS[how];
  const startedMs = performance.now();
  const session = await createSession(split === null ? plain : { ...plain, split }, signal);
  const startMs = performance.now() - startedMs;
  sessions.set(name, session);
  if (split !== null && !session.isSplit) {
    throw new Error(`The model was not taken apart: ${session.generator?.reason ?? 'not told why'}`);
  }
  return startMs;
}

async function startPlain(
  name: string,
  {
    response,
    ...options
  }: Omit<SessionOptions, 'model' | 'split'> & {
    readonly response: Response;
  },
): Promise<number> {
  const ort = await loadOrt(options);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const startedMs = performance.now();
  const model = await createOrtModel(ort, { model: bytes, device: options.device }, signal);
  sessions.set(name, toOrtSession(ort, model, options));
  return performance.now() - startedMs;
}

/** Runs the model on made-up tokens, the same ones for the same count. */
export async function run({ name, tokens }: NamedTokens): Promise<RuntimeRun> {
  const input = createTokens(tokens);
  const session = findSession(name);
  const startedMs = performance.now();
  const { samples } = await session.run(input);
  return { totalMs: performance.now() - startedMs, audioSeconds: samples.length / SAMPLE_RATE };
}

/** Runs a session whose tail is ONNX Runtime's, and keeps what it gives for `compare`. */
export async function render({ name, tokens }: NamedTokens): Promise<void> {
  references.set(tokens, await renderKernelReference(findSession(name), createTokens(tokens), signal));
}

/**
 * Runs a session on tokens that were rendered, and gives how far it is off: relative root mean square. Meanwhile the
 * session prepares the `next` ones, if any.
 */
export async function compare({
  name,
  tokens,
  next,
}: NamedTokens & { readonly next?: number }): Promise<number> {
  const reference = references.get(tokens);
  if (reference === undefined) throw new Error(`${tokens} tokens were not rendered.`);
  const session = findSession(name);
  const comparing = compareWithReference(session, reference, signal);
  if (next !== undefined) session.prepare?.(createTokens(next));
  return comparing;
}

function findSession(name: string): KokoroSession {
  const session = sessions.get(name);
  if (session === undefined) throw new Error(`There is no session '${name}'.`);
  return session;
}

/** Ends a session and its worker, where there is one of that name. */
export async function stop({ name }: { readonly name: string }): Promise<void> {
  await sessions.get(name)?.release();
  sessions.delete(name);
}
