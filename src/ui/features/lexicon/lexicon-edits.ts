import type { Words } from '../../words/words.ts';
import type { LexiconEntry } from '../../../contract/lexicon.ts';
import { mergeEntries, toEntryKey } from '../../../text/lexicon/entries.ts';

type Entries = readonly LexiconEntry[];

/** Tells what became of an edit, in the language that is shown when it is read. */
export type Tell = (words: Words) => string;

/** A change of the lexicon that can be taken back, also after other changes. */
export interface LexiconEdit {
  readonly apply: (entries: Entries) => Entries;
  readonly undo: (entries: Entries) => Entries;
}

/** Puts an entry in the place of another one, or of none; one of the same word that was there `before` makes way, too. */
export function toReplacement(
  before: Entries,
  old: LexiconEntry | null,
  entry: LexiconEntry,
): LexiconEdit & { readonly isNew: boolean } {
  const keys = new Set([...(old === null ? [] : [old]), entry].map(toEntryKey));
  const replaced = before.filter((known) => keys.has(toEntryKey(known)));
  return { isNew: replaced.length === 0, apply: toSwap(keys, [entry]), undo: toSwap(keys, replaced) };
}

/** Puts entries in the place of those with the given keys. */
function toSwap(keys: ReadonlySet<string>, added: Entries): LexiconEdit['apply'] {
  const addedKeys = new Set(added.map(toEntryKey));
  return (entries) => {
    // Those that merely change keep their place.
    const others = entries.filter((known) => {
      const key = toEntryKey(known);
      return !keys.has(key) || addedKeys.has(key);
    });
    return mergeEntries(others, added).entries;
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
