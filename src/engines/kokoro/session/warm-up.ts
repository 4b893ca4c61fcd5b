import { isAbortError } from '../../../std/abort.ts';
import { runSession } from './run-session.ts';
import { SessionLostError, type KokoroSession } from './session.ts';
import type { VoicePack } from './voice-pack.ts';

/** "hello. " in Kokoro's ids, and the padding. */
const HELLO = [50, 83, 54, 156, 57, 135, 4, 16];
const PADDING = 0;

/** How often it says hello. A GPU compiles a few programs for each new length, most of them for the first three. */
const REPEATS = { wasm: [1], webgpu: [1, 4, 12] } as const;

/**
 * Runs the model, so that the first real segment finds compiled code: on the processor the first run is up to 1.7 times
 * slower. A voice that cannot be had only costs the warm-up. Rejects where the session is lost, or `signal` fires.
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
