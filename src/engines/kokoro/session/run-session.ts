import { isAbortError } from '../../../std/abort.ts';
import { withinLimit } from '../../../std/within-limit.ts';
import { type KokoroSession, type SessionInput, SessionLostError, type SessionOutput } from './session.ts';
import type { VoicePack } from './voice-pack.ts';

const BASE_LIMIT_MS = 30_000;
const TOKEN_LIMIT_MS = 500;

/** One run's output and how long it took. */
export interface Run {
  readonly output: SessionOutput;
  readonly seconds: number;
}

/**
 * Runs a session. A GPU that takes several times longer than it may take to be of any use hangs, and counts as lost;
 * the processor only seems to hang, on a slow machine, and gets its time. Rejects with the reason of `signal` where the
 * session could stop early.
 */
export async function runSession(
  session: KokoroSession,
  input: SessionInput,
  signal?: AbortSignal,
): Promise<Run> {
  const startMs = performance.now();
  const run = session.run(input, signal);
  const limitMs = BASE_LIMIT_MS + TOKEN_LIMIT_MS * input.tokenIds.length;
  const output = await (session.device === 'wasm' ? run : withinLimit(run, limitMs, failLate));
  return { output, seconds: (performance.now() - startMs) / 1000 };
}

function failLate(): never {
  throw new SessionLostError('The device did not answer in time.');
}

/** "hello. " in Kokoro's ids, and the padding. */
const HELLO = [50, 83, 54, 156, 57, 135, 4, 16];
const PADDING = 0;

/** How often it says hello. A GPU compiles a few programs for each new length, most of them for the first three. */
const REPEATS = { wasm: [1], webgpu: [1, 4, 12] } as const;

/**
 * Runs the model, so that the first real segment finds compiled code: on the processor the first run is up to 1.7 times
 * slower. A voice that cannot be loaded only costs the warm-up. Rejects where the session is lost, or `signal` fires.
 */
export async function warmUp(
  session: KokoroSession,
  voices: VoicePack,
  { onStep, signal }: { readonly onStep: () => void; readonly signal: AbortSignal },
): Promise<void> {
  try {
    for (const repeats of REPEATS[session.device]) {
      const words = Array.from({ length: repeats }, () => HELLO).flat();
      const tokenIds = [PADDING, ...words, PADDING];
      const style = await voices.style([{ id: 'af_heart', weight: 1 }], tokenIds.length, signal);
      await runSession(session, { tokenIds, style, speed: 1 }, signal);
      signal.throwIfAborted();
      onStep();
    }
  } catch (error) {
    if (isAbortError(error) || error instanceof SessionLostError) throw error;
    console.warn('The model was not warmed up', error);
  }
}
