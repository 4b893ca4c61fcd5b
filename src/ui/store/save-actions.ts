import { isAbortError } from '../../std/abort.ts';
import type { PageServices } from '../../browser/page-services.ts';
import { saveFile } from '../../browser/save-file.ts';
import { createSilentSink } from '../../browser/silent-sink.ts';
import type { AppStore } from './app-store.ts';
import { toProblem } from './problem.ts';
import { isCurrent } from './selectors.ts';
import { toTake, type TakeOrder } from './take.ts';
import { createTakeOrder, toSpeechRequest } from './take-order.ts';

/** What a person can do to keep the sound. */
export interface SaveActions {
  /** Saves what Play would say as a WAV file; what was spoken already is not made again. */
  readonly saveWav: () => void;
  readonly cancelSave: () => void;
  readonly dismissSave: () => void;
}

/** Creates the actions. */
export function createSaveActions(store: AppStore, { speech }: PageServices): SaveActions {
  let current: AbortController | null = null;

  const make = async (order: TakeOrder, signal: AbortSignal): Promise<void> => {
    const sink = createSilentSink();
    await speech.speak({ take: order.id, request: toSpeechRequest(order), sink }, signal);
  };

  const save = async (signal: AbortSignal): Promise<void> => {
    const state = store.getState();
    const spoken = toTake(state.take);
    const reusable = spoken?.complete === true && isCurrent(spoken, state) ? spoken : null;
    const order = reusable ?? createTakeOrder(state);
    store.dispatch({ type: 'save-started', take: order.id, textLength: order.text.length });
    try {
      if (reusable === null) await make(order, signal);
      const blob = await speech.exportTake({ take: order.id, format: 'wav' }, signal);
      const fileName = toFileName(order.text);
      saveFile(blob, fileName);
      store.dispatch({ type: 'save-finished', fileName });
    } catch (error) {
      const aborted = signal.aborted || isAbortError(error);
      store.dispatch(
        aborted ? { type: 'save-cancelled' } : { type: 'save-failed', problem: toProblem(error) },
      );
    }
  };

  return {
    saveWav() {
      if (store.getState().save.phase === 'working') return;
      current = new AbortController();
      void save(current.signal);
    },
    cancelSave: () => current?.abort(),
    dismissSave: () => store.dispatch({ type: 'save-dismissed' }),
  };
}

/** Names a file after the first words of its text. */
export function toFileName(text: string): string {
  const words = text.normalize('NFC').match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const name = words.slice(0, 6).join('-').toLowerCase().slice(0, 60);
  return `${name === '' ? 'sotto' : name}.wav`;
}
