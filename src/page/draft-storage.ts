/** The texts that are kept while they are worked on: the sheet's, and the lines of a recording. */
type DraftKey = 'sotto.draft' | 'sotto.subtitles';

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
  /** Null forgets what this tab wrote. Returns false for a text that the browser does not keep. */
  write(text: string | null): boolean;
}

/** Where drafts are kept: this tab's, and the last one of all tabs. Either may be denied, or too small for the text. */
export interface DraftPlaces {
  readonly openTab: () => TextStorage;
  readonly openLast: () => TextStorage;
}

/** Creates a storage; `sessionStorage` and `localStorage` are its places if not given. */
export function createDraftStorage(
  key: DraftKey,
  { openTab = () => sessionStorage, openLast = () => localStorage }: Partial<DraftPlaces> = {},
): DraftStorage {
  const readText = (open: () => TextStorage): string | null => readItem(open, key);
  const writeText = (open: () => TextStorage, text: string | null): boolean => writeItem(open, key, text);
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
      const isLast = (isText || readText(openLast) === own) && writeText(openLast, item);
      own = item ?? '';
      return writeText(openTab, own) || isLast;
    },
  };
}

function readItem(open: () => TextStorage, key: DraftKey): string | null {
  try {
    return open().getItem(key);
  } catch {
    return null;
  }
}

function writeItem(open: () => TextStorage, key: DraftKey, text: string | null): boolean {
  try {
    const storage = open();
    // The new text may not fit. No draft is better than an old one.
    storage.removeItem(key);
    if (text !== null) storage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}
