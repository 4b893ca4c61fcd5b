import { isAbortError } from '../../std/abort.ts';
import type { PageServices } from '../../browser/page-services.ts';
import { saveFile } from '../../browser/save-file.ts';
import { createSilentSink } from '../../browser/silent-sink.ts';
import type { AppStore } from './app-store.ts';
import { toProblem } from './problem.ts';
import { isCurrent } from './selectors.ts';
import type { AppState } from './state.ts';
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
export function createSaveActions(store: AppStore, services: PageServices): SaveActions {
  let current: AbortController | null = null;

  const save = async (signal: AbortSignal): Promise<void> => {
    const spoken = toReusable(store.getState());
    const order = createTakeOrder(store.getState());
    store.dispatch({ type: 'save-started', take: order.id, textLength: order.text.length });
    try {
      const blob = await (spoken === null
        ? makeFile(services, order, signal)
        : reuse(services, spoken, signal).catch((error: unknown) => {
            // Takes are dropped when room is short, and with the tab that kept them.
            if (isAbortError(error)) throw error;
            return makeFile(services, order, signal);
          }));
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

/** Gives the take on the page if it is whole and says what Play would say. */
function toReusable(state: AppState): TakeOrder | null {
  const take = toTake(state.take);
  return take?.complete === true && isCurrent(take, state) ? take : null;
}

function reuse({ speech }: PageServices, { id }: TakeOrder, signal: AbortSignal): Promise<Blob> {
  return speech.exportTake({ take: id, format: 'wav' }, signal);
}

async function makeFile(services: PageServices, order: TakeOrder, signal: AbortSignal): Promise<Blob> {
  const call = { take: order.id, request: toSpeechRequest(order), sink: createSilentSink() };
  await services.speech.speak(call, signal);
  return reuse(services, order, signal);
}

/** Names a file after the first words of its text. */
export function toFileName(text: string): string {
  const words = text.normalize('NFC').match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const name = words.slice(0, 6).join('-').toLowerCase().slice(0, 60);
  return `${name === '' ? 'sotto' : name}.wav`;
}
