import type { LexiconEntry } from '../contract/lexicon.ts';
import { parseLexicon, toStoredLexicon } from '../text/lexicon/entries.ts';
import type { Scope } from '../std/scope.ts';

const LEXICON_KEY = 'sotto.lexicon';

type TextStorage = Pick<Storage, 'getItem' | 'setItem'>;

/** What became of a change. */
export interface LexiconChange {
  readonly entries: readonly LexiconEntry[];
  /** False where the browser keeps nothing, or has no room; the change then lasts as long as the page. */
  readonly isKept: boolean;
}

/** The user's lexicon, which all tabs of this origin share, kept from visit to visit. */
export interface LexiconStorage {
  /** Returns the same list again for as long as nothing is changed. */
  read(): readonly LexiconEntry[];
  /** Changes what is stored at this moment, so that the changes of other tabs stay. */
  change(update: (entries: readonly LexiconEntry[]) => readonly LexiconEntry[]): LexiconChange;
  /** Calls `handler` whenever another tab has stored a change. */
  follow(scope: Scope, handler: (entries: readonly LexiconEntry[]) => void): void;
}

/** Replaces the storage of the lexicon, and what sends its `storage` events. */
export interface LexiconStorageOptions {
  /** Opens the storage, which may be denied or full, or hold broken data; `localStorage` if not given. */
  readonly open?: () => TextStorage;
  /** Sends `storage` events; the page's window if not given. */
  readonly target?: EventTarget;
}

/** Creates the storage of the lexicon. */
export function createLexiconStorage(options: LexiconStorageOptions = {}): LexiconStorage {
  const { open = () => localStorage, target = globalThis } = options;
  let last: { readonly text: string | null; readonly entries: readonly LexiconEntry[] } | null = null;
  // A list that could not be stored.
  let unstored: readonly LexiconEntry[] | null = null;
  const read = (): readonly LexiconEntry[] => {
    if (unstored !== null) return unstored;
    const text = readText(open);
    if (last?.text !== text) last = { text, entries: parseStored(text) };
    return last.entries;
  };
  return {
    read,
    change(update) {
      const entries = update(read());
      const text = toStoredLexicon(entries);
      try {
        open().setItem(LEXICON_KEY, text);
        unstored = null;
        last = { text, entries };
      } catch {
        unstored = entries;
      }
      return { entries, isKept: unstored === null };
    },
    follow(scope, handler) {
      scope.listen(target, 'storage', ({ key }: StorageEvent) => {
        // Null says that all of the storage was cleared.
        if (key === LEXICON_KEY || key === null) handler(read());
      });
    },
  };
}

function readText(open: () => TextStorage): string | null {
  try {
    return open().getItem(LEXICON_KEY);
  } catch {
    return null;
  }
}

/** Leaves out what makes no sense; nothing is there where the text is no lexicon. */
function parseStored(text: string | null): readonly LexiconEntry[] {
  try {
    return parseLexicon(JSON.parse(text ?? '{}')).entries;
  } catch {
    return [];
  }
}
