import { isAbortError } from '../../std/abort.ts';
import type { GeneratorReport } from '../../speech/engine-status.ts';
import type { KokoroSession } from './session.ts';
import type { VoicePack } from './voice-pack.ts';

/** "hello." in Kokoro's ids. */
const HELLO = [0, 50, 83, 54, 156, 57, 135, 4, 0];

/**
 * Runs the model once, so that the first real segment finds compiled code: the first run is up to 1.7 times slower.
 * Gives what computed the generator, where the session tells. A voice that cannot be had only costs the warm-up.
 */
export async function warmUp(
  session: KokoroSession,
  voices: VoicePack,
  signal: AbortSignal,
): Promise<GeneratorReport | null> {
  try {
    const style = await voices.style([{ id: 'af_heart', weight: 1 }], HELLO.length, signal);
    const { generator } = await session.run({ tokenIds: HELLO, style, speed: 1 });
    return generator ?? null;
  } catch (error) {
    if (isAbortError(error)) throw error;
    console.warn('The model was not warmed up', error);
    return null;
  }
}
