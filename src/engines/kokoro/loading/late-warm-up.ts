import type { SerialQueue } from '../../../std/serial-queue.ts';
import type { VoicePack } from '../session/voice-pack.ts';
import { warmUp } from '../session/run-session.ts';
import { IdleTask } from './idle-task.ts';
import type { SessionSlot } from './session-slot.ts';

interface LateWarmUpParts {
  /** The queue of the runs. */
  readonly queue: SerialQueue;
  readonly slot: SessionSlot;
  readonly voices: VoicePack;
}

/**
 * Has a model that started cold speak once while nobody asks for anything. Who comes before that need not wait for it: it
 * is called off, and what they ask for warms the model just as well.
 */
export function createLateWarmUp({ queue, slot, voices }: LateWarmUpParts): IdleTask {
  const warm = async (signal: AbortSignal): Promise<void> => {
    const { loaded } = slot;
    if (loaded === null || loaded.runCount > 0) return;
    await warmUp(loaded.session, voices, { onStep: () => undefined, signal });
  };
  return new IdleTask({ run: (signal) => queue.run(() => warm(signal), signal), idleMs: 0 });
}
