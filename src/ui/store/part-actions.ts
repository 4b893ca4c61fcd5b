import type { PageServices } from '../../page/page-services.ts';
import type { TextSlice } from '../../text/sentences/slice.ts';
import { splitSentences } from '../../text/sentences/split-sentences.ts';
import type { AppStore } from './app-store.ts';
import { isCurrent } from './selectors.ts';
import type { AppState } from './state.ts';
import { createTakeOrder } from './take-order.ts';
import type { TakeRunner } from './take-runner.ts';
import { isActive, toTake } from './take.ts';
import { toTimeline } from './timeline.ts';
import { toMixLanguage } from './voice-language.ts';

/** What a person can do to hear a part of the text. Call what plays in a click or key press. */
export interface PartActions {
  /** Notes what is selected in the text, or where the cursor is. */
  readonly select: (selection: TextSlice) => void;
  /** Plays from the sentence at the cursor to the end; what was made of it already is not made again. */
  readonly playFromHere: () => void;
  /** Plays what is selected and no more, or from the cursor on where nothing is selected. */
  readonly playSelection: () => void;
}

/** Creates the actions. */
export function createPartActions(
  store: AppStore,
  { player }: PageServices,
  runner: TakeRunner,
): PartActions {
  const actions: PartActions = {
    select: (selection) => store.dispatch({ type: 'selection-changed', selection }),
    playFromHere() {
      const state = store.getState();
      // A key may ask for it where the page offers it to nobody.
      if (state.text.trim() === '') return;
      const part = findRest(state);
      const seconds = findMadeSeconds(state, part.start);
      const take = toTake(state.take);
      if (take === null || seconds === null) runner.speak(createTakeOrder(state, { part }));
      else if (isActive(state.take)) {
        player.seek(seconds);
        store.dispatch({ type: 'take-sought', positionSeconds: seconds });
        if (state.take.phase !== 'paused') return;
        player.resume();
        store.dispatch({ type: 'take-resumed' });
      } else runner.replay(take, seconds);
    },
    playSelection() {
      const state = store.getState();
      const part = toSelected(state);
      if (part === null) actions.playFromHere();
      else runner.speak(createTakeOrder(state, { part }));
    },
  };
  return actions;
}

/** Gives the part of the text that is selected; null where that is nothing but space. */
export function toSelected({ text, selection }: AppState): TextSlice | null {
  const end = Math.min(selection.end, text.length);
  return text.slice(selection.start, end).trim() === '' ? null : { start: selection.start, end };
}

/** Finds what is left to speak from the sentence on in which the cursor is, or the selection begins. */
function findRest({ text, selection, settings }: AppState): TextSlice {
  let start = 0;
  for (const sentence of splitSentences(text, toMixLanguage(settings.voice))) {
    if (sentence.start > selection.start) break;
    start = sentence.start;
  }
  return { start, end: text.length };
}

/** Says when a sentence of the text is heard in the take, if that is what Play would say and the sentence was made. */
function findMadeSeconds(state: AppState, sentenceStart: number): number | null {
  const take = toTake(state.take);
  if (take === null || !isCurrent(take, state)) return null;
  const { sentences } = toTimeline(take);
  return sentences.find(({ start }) => start === sentenceStart)?.startSeconds ?? null;
}
