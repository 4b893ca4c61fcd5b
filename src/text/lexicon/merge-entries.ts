import { MAX_LEXICON_ENTRIES, type LexiconEntry } from '../../contract/lexicon.ts';

/** A lexicon with entries added to it, and what became of these. */
export interface MergedEntries {
  readonly entries: readonly LexiconEntry[];
  readonly newCount: number;
  readonly changedCount: number;
  /** Those for which there was no room. */
  readonly leftOutCount: number;
}

/** Adds entries to a lexicon: one for the same word takes the place of the other, all the rest stays as it is. */
export function mergeEntries(
  entries: readonly LexiconEntry[],
  added: readonly LexiconEntry[],
): MergedEntries {
  const merged = new Map(entries.map((entry) => [toEntryKey(entry), entry]));
  let [newCount, changedCount, leftOutCount] = [0, 0, 0];
  for (const entry of added) {
    const key = toEntryKey(entry);
    const known = merged.get(key);
    if (known === undefined && merged.size >= MAX_LEXICON_ENTRIES) {
      leftOutCount += 1;
      continue;
    }
    if (known === undefined) newCount += 1;
    else if (!isSame(known, entry)) changedCount += 1;
    merged.set(key, entry);
  }
  return { entries: [...merged.values()], newCount, changedCount, leftOutCount };
}

/** Names the word that an entry stands for: entries with the same key cannot both hold. */
export function toEntryKey({ written, language, matchCase }: LexiconEntry): string {
  const word = written.normalize('NFC').replace(/\s+/gu, ' ');
  return JSON.stringify([matchCase ? word : word.toLowerCase(), language, matchCase]);
}

function isSame(one: LexiconEntry, other: LexiconEntry): boolean {
  return one.written === other.written && one.says === other.says && one.wholeWord === other.wholeWord;
}
