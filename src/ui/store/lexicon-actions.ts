import type { LexiconEntry } from '../../contract/lexicon.ts';
import type { LexiconChange } from '../../page/lexicon-storage.ts';
import type { PageServices } from '../../page/page-services.ts';
import type { TextSlice } from '../../text/sentences/slice.ts';
import type { AppStore } from './app-store.ts';
import { findWordAt } from './find-word-at.ts';
import { toProblem } from './problem.ts';
import { toMixLanguage } from './voice-language.ts';

/** What a person can do with the lexicon. */
export interface LexiconActions {
  /** Changes the lexicon for all tabs and for all that is spoken from now on. */
  readonly changeLexicon: (
    update: (entries: readonly LexiconEntry[]) => readonly LexiconEntry[],
  ) => LexiconChange;
  /** Shows how the word is said that the cursor is at, or what is selected, where that is short. */
  readonly askWord: (place: TextSlice) => void;
  readonly closeWord: () => void;
  /** Shows the lexicon that another tab has changed. */
  readonly followLexicon: (entries: readonly LexiconEntry[]) => void;
}

/** Creates the actions. */
export function createLexiconActions(store: AppStore, { lexicon, speech }: PageServices): LexiconActions {
  return {
    changeLexicon(update) {
      const change = lexicon.change(update);
      store.dispatch({ type: 'lexicon-changed', lexicon: change.entries });
      speech
        .applySettings({ lexicon: change.entries }, new AbortController().signal)
        .catch((error: unknown) => {
          store.dispatch({ type: 'engine-load-failed', problem: toProblem(error) });
        });
      return change;
    },
    askWord(place) {
      const { text, settings } = store.getState();
      const word = findWordAt(text, place, toMixLanguage(settings.voice));
      store.dispatch({ type: 'word-asked', word });
    },
    closeWord: () => store.dispatch({ type: 'word-asked', word: null }),
    followLexicon: (entries) => store.dispatch({ type: 'lexicon-changed', lexicon: entries }),
  };
}
