import { findLanguage, isLanguage } from '../../contract/language.ts';
import { type LexiconEntry, MAX_LEXICON_ENTRIES, MAX_LEXICON_TEXT_LENGTH } from '../../contract/lexicon.ts';

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

/** Raised when a field changes its meaning. */
const LEXICON_VERSION = 1;

/** The entries of a file or of the storage, and how many of it were none. */
export interface ParsedEntries {
  readonly entries: readonly LexiconEntry[];
  readonly skippedCount: number;
}

/** Writes the text to store. */
export function toStoredLexicon(entries: readonly LexiconEntry[]): string {
  return JSON.stringify({ version: LEXICON_VERSION, entries });
}

/** Writes a file for people and programs: what `parseLexicon` reads, indented. */
export function toLexiconJson(entries: readonly LexiconEntry[]): string {
  return `${JSON.stringify({ version: LEXICON_VERSION, entries }, null, 2)}\n`;
}

/**
 * Parses what was stored or exported, a bare list of entries, or an object of words and how they are said, as requests
 * have it in `pronunciations`. Entries that make no sense are counted and left out.
 */
export function parseLexicon(value: unknown): ParsedEntries {
  const items = toItems(value);
  const entries = items.map(parseEntry).filter((entry) => entry !== null);
  return { entries, skippedCount: items.length - entries.length };
}

function toItems(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'object' || value === null) return [];
  if ('entries' in value) return Array.isArray(value.entries) ? value.entries : [];
  return Object.entries(value).flatMap(([written, says]) =>
    typeof says === 'string' ? [{ written, says, matchCase: written !== written.toLowerCase() }] : [],
  );
}

function parseEntry(value: unknown): LexiconEntry | null {
  if (typeof value !== 'object' || value === null) return null;
  const { written, says, language, matchCase, wholeWord } = value as Readonly<Record<string, unknown>>;
  if (!isText(written) || !isText(says)) return null;
  return {
    written: written.trim(),
    says: says.trim(),
    language: parseLanguage(language),
    matchCase: matchCase === true,
    wholeWord: wholeWord !== false,
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= MAX_LEXICON_TEXT_LENGTH;
}

function parseLanguage(value: unknown): LexiconEntry['language'] {
  if (typeof value !== 'string') return 'all';
  return isLanguage(value) ? value : (findLanguage(value, 'en-us') ?? 'all');
}
