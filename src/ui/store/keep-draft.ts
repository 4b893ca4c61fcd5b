import type { DraftStorage } from '../../page/draft-storage.ts';
import type { Scope } from '../../std/scope.ts';
import { sampleTexts } from '../texts/sample-texts.ts';
import type { AppStore } from './app-store.ts';

/** So much typing at most is lost when the page crashes. */
const DELAY_MS = 500;

/** Keeps what is written for as long as `scope` lives, from moment to moment and when the page is left. */
export function keepDraft(scope: Scope, store: AppStore, draft: DraftStorage): void {
  let kept = store.getState().text;
  let cancel: (() => void) | null = null;
  const keep = (): void => {
    cancel?.();
    cancel = null;
    const { text } = store.getState();
    if (text === kept) return;
    kept = text;
    // What came with the page comes again, in the language of the day.
    draft.write(text === '' || isWelcome(text) ? null : text);
  };
  scope.add(
    store.subscribe(() => {
      if (store.getState().text !== kept) cancel ??= scope.timeout(keep, DELAY_MS);
    }),
  );
  scope.listen(window, 'pagehide', keep);
}

function isWelcome(text: string): boolean {
  return Object.values(sampleTexts).some(({ welcome }) => welcome === text);
}
