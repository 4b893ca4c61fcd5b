import { isAbortError } from '../../std/abort.ts';
import type { PageServices } from '../../page/page-services.ts';
import type { AppStore } from './app-store.ts';
import { toProblem } from './problem.ts';

/** What a person can do with the model. */
export interface EngineActions {
  /** Fetches Kokoro if need be and loads it. */
  readonly loadEngine: () => void;
  readonly cancelLoad: () => void;
  /** Frees the model's memory. */
  readonly unloadEngine: () => void;
}

/** Creates the actions. */
export function createEngineActions(store: AppStore, { speech }: PageServices): EngineActions {
  let loading: AbortController | null = null;

  const attempt = async (call: () => Promise<unknown>): Promise<void> => {
    store.dispatch({ type: 'engine-load-started' });
    try {
      await call();
    } catch (error) {
      if (!isAbortError(error)) store.dispatch({ type: 'engine-load-failed', problem: toProblem(error) });
    }
  };

  return {
    loadEngine() {
      loading?.abort();
      const controller = new AbortController();
      loading = controller;
      void attempt(async () => {
        const status = await speech.loadEngine(controller.signal);
        store.dispatch({ type: 'engine-reported', status });
      });
    },
    cancelLoad() {
      loading?.abort();
      loading = null;
      // A load that a request began, not this page, is ended by unloading.
      void attempt(async () => {
        const status = await speech.unloadEngine(new AbortController().signal);
        store.dispatch({ type: 'engine-reported', status });
      });
    },
    unloadEngine() {
      void attempt(async () => {
        const status = await speech.unloadEngine(new AbortController().signal);
        store.dispatch({ type: 'engine-reported', status });
      });
    },
  };
}
