const DRAFT_KEY = 'sotto.draft';

/** Keeps an empty text: an empty item says that the tab has no text of its own. */
const EMPTY = ' ';

type TextStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Keeps the text that is being written, so that it survives a reload or a crash, whatever is written in other tabs. */
export interface DraftStorage {
  /**
   * Reads this tab's text, which may be empty; in a new tab the one that was written last in any, which is this tab's
   * from then on. Null where there is none, or where the browser keeps nothing.
   */
  read(): string | null;
  /** Null forgets what this tab wrote. */
  write(text: string | null): void;
}

/** Where drafts are kept: this tab's, and the last one of all tabs. Either may be denied, or too small for the text. */
export interface DraftPlaces {
  readonly openTab: () => TextStorage;
  readonly openLast: () => TextStorage;
}

/** Creates a storage; `sessionStorage` and `localStorage` are its places if not given. */
export function createDraftStorage({
  openTab = () => sessionStorage,
  openLast = () => localStorage,
}: Partial<DraftPlaces> = {}): DraftStorage {
  // What this tab reads again when it is reloaded; empty where it forgot its own.
  let own: string | null = null;
  return {
    read() {
      own = readText(openTab);
      if (own === null) {
        own = readText(openLast);
        // Or a reload would show what another tab has written meanwhile.
        if (own !== null) writeText(openTab, own);
      }
      return own === '' ? null : own === EMPTY ? '' : own;
    },
    write(text) {
      const item = text === '' ? EMPTY : text;
      // The last text may be another tab's, which this one must not forget.
      const isText = item !== null && item !== EMPTY;
      if (isText || readText(openLast) === own) writeText(openLast, item);
      own = item ?? '';
      writeText(openTab, own);
    },
  };
}

function readText(open: () => TextStorage): string | null {
  try {
    return open().getItem(DRAFT_KEY);
  } catch {
    return null;
  }
}

function writeText(open: () => TextStorage, text: string | null): void {
  try {
    const storage = open();
    // The new text may not fit. No draft is better than an old one.
    storage.removeItem(DRAFT_KEY);
    if (text !== null) storage.setItem(DRAFT_KEY, text);
  } catch {
    // Takes keep their texts in the library; only what was never spoken is lost.
  }
}
