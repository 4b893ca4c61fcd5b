import type { LexiconEntry } from '../../../contract/lexicon.ts';
import { mergeEntries, toEntryKey } from '../../../text/lexicon/entries.ts';

type Entries = readonly LexiconEntry[];

/** A change of the lexicon that can be taken back, also after other changes. */
export interface LexiconEdit {
  readonly apply: (entries: Entries) => Entries;
  readonly undo: (entries: Entries) => Entries;
}

/** Puts an entry in the place of another one, or of none. */
export function toReplacement(old: LexiconEntry | null, entry: LexiconEntry): LexiconEdit['apply'] {
  const key = old === null ? null : toEntryKey(old);
  return (entries) => {
    const isMoved = key !== null && key !== toEntryKey(entry);
    const others = isMoved ? entries.filter((known) => toEntryKey(known) !== key) : entries;
    return mergeEntries(others, [entry]).entries;
  };
}

/** Takes an entry out. */
export function toRemoval(entry: LexiconEntry): LexiconEdit {
  const key = toEntryKey(entry);
  return {
    apply: (entries) => entries.filter((known) => toEntryKey(known) !== key),
    undo: (entries) => mergeEntries(entries, [entry]).entries,
  };
}

/** Adds the entries of a file; undoing leaves those that were there as they were. */
export function toAddition(before: Entries, added: Entries): LexiconEdit {
  const known = new Map(before.map((entry) => [toEntryKey(entry), entry]));
  const addedKeys = new Set(added.map(toEntryKey));
  return {
    apply: (entries) => mergeEntries(entries, added).entries,
    undo: (entries) =>
      entries.flatMap((entry) => {
        const key = toEntryKey(entry);
        if (!addedKeys.has(key)) return [entry];
        const old = known.get(key);
        return old === undefined ? [] : [old];
      }),
  };
}

/** Finds the entries whose word, or how it is said, holds a text; the newest first. */
export function searchEntries(entries: Entries, query: string): Entries {
  const wanted = query.trim().toLowerCase();
  const holds = (text: string): boolean => text.toLowerCase().includes(wanted);
  return entries.filter(({ written, says }) => holds(written) || holds(says)).toReversed();
}
