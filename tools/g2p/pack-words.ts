import { type Entry, packedForm } from '../../src/phonemes/english/word-list.ts';
import { readingKinds } from '../../src/phonemes/english/tag.ts';

const { BLOCK_LENGTH, MAX_SHARED, SILVER, FIRST_READING, FIRST_PHONEME } = packedForm;

/** Word lists as misaki writes them: the gold one is checked by hand and wins. */
export interface WordLists {
  readonly gold: Readonly<Record<string, Entry>>;
  readonly silver: Readonly<Record<string, Entry>>;
}

/** Packs two word lists into one, in the form that `WordList` reads. Throws for a word or phoneme that the form cannot hold. */
export function packWords({ gold, silver }: WordLists): Uint8Array {
  const alphabet = toAlphabet([...Object.values(gold), ...Object.values(silver)]);
  const words = [...new Set([...Object.keys(gold), ...Object.keys(silver)])].sort();
  const bytes: number[] = [...new TextEncoder().encode(alphabet.join('')), 0];
  let [lastWord, lastValue] = ['', [] as number[]];
  for (const [index, word] of words.entries()) {
    if (!/^[!-~]+$/u.test(word)) throw new Error(`Cannot pack the word '${word}'.`);
    const entry = gold[word] ?? silver[word] ?? '';
    const value = toUnits(entry, alphabet);
    const isRestart = index % BLOCK_LENGTH === 0;
    const sharedLetters = isRestart ? 0 : countShared(Array.from(lastWord), Array.from(word));
    const sharedUnits = isRestart ? 0 : countShared(lastValue, value);
    bytes.push(sharedLetters + (gold[word] === undefined ? SILVER : 0));
    bytes.push(...new TextEncoder().encode(word.slice(sharedLetters)));
    bytes.push(sharedUnits, ...value.slice(sharedUnits));
    [lastWord, lastValue] = [word, value];
  }
  return Uint8Array.from(bytes);
}

function toAlphabet(entries: readonly Entry[]): string[] {
  const phonemes = new Set(
    entries.flatMap((entry) => toParts(entry).flatMap(([, part]) => Array.from(part ?? ''))),
  );
  if (phonemes.size > 256 - FIRST_PHONEME) throw new Error('There are too many phonemes.');
  return [...phonemes].sort();
}

function toParts(entry: Entry): [kind: string, phonemes: string | null][] {
  if (typeof entry === 'string') return [['DEFAULT', entry]];
  const others = readingKinds.filter((kind) => kind in entry).map((kind) => [kind, entry[kind] ?? null]);
  if (others.length + 1 !== Object.keys(entry).length)
    throw new Error(`Unknown reading: ${JSON.stringify(entry)}`);
  return [['DEFAULT', entry.DEFAULT], ...(others as [string, string | null][])];
}

function toUnits(entry: Entry, alphabet: readonly string[]): number[] {
  return toParts(entry).flatMap(([kind, phonemes]) => {
    const mark = readingKinds.findIndex((known) => known === kind);
    const units = Array.from(phonemes ?? '', (phoneme) => FIRST_PHONEME + alphabet.indexOf(phoneme));
    return mark < 0 ? units : [FIRST_READING + mark, ...units];
  });
}

function countShared<T>(first: readonly T[], second: readonly T[]): number {
  let count = 0;
  while (count < MAX_SHARED && count < second.length && first[count] === second[count]) count += 1;
  return count;
}
