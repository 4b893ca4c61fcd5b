const DRAFT_KEY = 'sotto.draft';

type TextStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Keeps the text that is being written, so that it survives a reload or a crash. */
export interface DraftStorage {
  /** Null where nothing was written, or where the browser keeps nothing. */
  read(): string | null;
  /** Null forgets what there was. */
  write(text: string | null): void;
}

/** Creates a storage over `localStorage`, which may be denied, or too small for the text. */
export function createDraftStorage(open: () => TextStorage = () => localStorage): DraftStorage {
  return {
    read() {
      try {
        return open().getItem(DRAFT_KEY);
      } catch {
        return null;
      }
    },
    write(text) {
      try {
        const storage = open();
        // The new text does not fit. No draft is better than an old one.
        storage.removeItem(DRAFT_KEY);
        if (text !== null) storage.setItem(DRAFT_KEY, text);
      } catch {
        // Takes keep their texts in the library; only what was never spoken is lost.
      }
    },
  };
}
