import { isAbortError } from '../../std/abort.ts';
import type { PageServices } from '../../browser/page-services.ts';
import type { AppStore } from './app-store.ts';
import { toProblem } from './problem.ts';
import { isActive, type TakeOrder } from './take.ts';
import { createTakeOrder, toSpeechRequest } from './take-order.ts';

/** What a person can do with the take. */
export interface TakeActions {
  /** Speaks the text, dropping an earlier take; goes on where a paused one was left. Call it in a click or key press. */
  readonly play: () => void;
  /** Speaks with a given model, once. */
  readonly playWith: (model: string) => void;
  readonly pause: () => void;
  /** Play or pause, whichever makes sense. */
  readonly toggle: () => void;
  readonly stop: () => void;
}

/** Creates the actions. */
export function createTakeActions(store: AppStore, services: PageServices): TakeActions {
  const { player } = services;
  const run = createRunner(store, services);

  const actions: TakeActions = {
    play() {
      if (store.getState().take.phase === 'paused') {
        player.resume();
        store.dispatch({ type: 'take-resumed' });
      } else {
        run.start(createTakeOrder(store.getState()));
      }
    },
    playWith: (model) => run.start(createTakeOrder(store.getState(), model)),
    pause() {
      player.pause();
      store.dispatch({ type: 'take-paused' });
    },
    toggle() {
      if (store.getState().take.phase === 'speaking') actions.pause();
      else actions.play();
    },
    stop() {
      if (!isActive(store.getState().take)) return;
      run.cancel();
      player.stop();
      store.dispatch({ type: 'take-stopped' });
    },
  };
  return actions;
}

interface Runner {
  /** Speaks an order, cancelling the one before. */
  start(order: TakeOrder): void;
  cancel(): void;
}

function createRunner(store: AppStore, { player, speech }: PageServices): Runner {
  let current: AbortController | null = null;

  const run = async (order: TakeOrder, signal: AbortSignal): Promise<void> => {
    store.dispatch({ type: 'take-ordered', order });
    try {
      const sink = await openSink(player);
      // A stop that came meanwhile found nothing to silence yet; a newer take has replaced the sink already.
      if (signal.aborted) {
        sink.close();
        if (current === null) player.stop();
        return;
      }
      await speech.speak({ take: order.id, request: toSpeechRequest(order), sink }, signal);
      store.dispatch({ type: 'take-completed', take: order.id });
    } catch (error) {
      if (signal.aborted || isAbortError(error)) return;
      player.stop();
      store.dispatch({ type: 'take-failed', take: order.id, problem: toTakeProblem(error) });
    }
  };

  return {
    start(order) {
      current?.abort();
      current = new AbortController();
      void run(order, current.signal);
    },
    cancel() {
      current?.abort();
      current = null;
    },
  };
}

class NoSoundError extends Error {
  override readonly name = 'NoSoundError';
}

async function openSink(player: PageServices['player']): Promise<MessagePort> {
  try {
    return await player.play();
  } catch (error) {
    throw new NoSoundError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function toTakeProblem(error: unknown): ReturnType<typeof toProblem> {
  return error instanceof NoSoundError ? { code: 'no_sound', detail: error.message } : toProblem(error);
}
