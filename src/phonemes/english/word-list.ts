import { readingKinds, type ReadingKind } from './tag.ts';

/** What a word list says of a word that has several readings; null stands for one that is spelled out. */
export type Readings = { readonly DEFAULT: string } & Partial<Readonly<Record<ReadingKind, string | null>>>;

/** A word's phonemes, or its readings. */
export type Entry = string | Readings;

/** An entry, and whether it was checked by hand (gold) or comes from a larger, automatic list (silver). */
export interface ListedEntry {
  readonly entry: Entry;
  readonly isGold: boolean;
}

/**
 * The form of a packed list. Entries are sorted by word; each consists of a head byte (letters shared with the word before,
 * plus `SILVER`), the other letters, a byte (units shared with the value before), and the other units of the value. A unit
 * is a phoneme (`FIRST_PHONEME` plus its index in the alphabet) or the beginning of a reading (`FIRST_READING` plus the
 * index of its kind). Every `BLOCK_LENGTH`th entry shares nothing. The alphabet stands before the entries, ended by a NUL.
 */
export const packedForm = {
  BLOCK_LENGTH: 32,
  MAX_SHARED: 31,
  SILVER: 32,
  FIRST_LETTER: 33,
  FIRST_READING: 64,
  FIRST_PHONEME: 128,
} as const;

const { BLOCK_LENGTH, SILVER, FIRST_LETTER, FIRST_READING, FIRST_PHONEME } = packedForm;

/** A packed list of words, looked up in place: nothing is kept for each entry. */
export class WordList {
  readonly #bytes: Uint8Array;
  readonly #alphabet: readonly string[];
  /** Where each block begins. */
  readonly #blocks: Uint32Array;

  /** Indexes an inflated pack. Throws a `RangeError` for bytes of another form. */
  constructor(bytes: Uint8Array) {
    const start = bytes.indexOf(0) + 1;
    if (start === 0) throw new RangeError('The word list has no alphabet.');
    this.#bytes = bytes;
    this.#alphabet = Array.from(new TextDecoder().decode(bytes.subarray(0, start - 1)));
    this.#blocks = findBlocks(bytes, start);
  }

  /** Finds a word exactly as it is written. */
  get(word: string): ListedEntry | undefined {
    const block = this.#findBlock(word);
    return block === undefined ? undefined : this.#findInBlock(block, word);
  }

  /** Finds the last block whose first word is not behind `word`. */
  #findBlock(word: string): number | undefined {
    let low = 0;
    let high = this.#blocks.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const at = this.#blocks[middle] ?? 0;
      if (this.#compareHead(at, word) <= 0) low = middle + 1;
      else high = middle - 1;
    }
    return this.#blocks[high];
  }

  /** Orders the whole word at a block's beginning against `word`. */
  #compareHead(at: number, word: string): number {
    for (let index = 0; ; index += 1) {
      const letter = this.#bytes[at + 1 + index] ?? 0;
      const isEnd = letter < FIRST_LETTER;
      if (isEnd || index === word.length) return isEnd ? (index === word.length ? 0 : -1) : 1;
      const difference = letter - word.charCodeAt(index);
      if (difference !== 0) return difference;
    }
  }

  #findInBlock(start: number, word: string): ListedEntry | undefined {
    const bytes = this.#bytes;
    let at = start;
    let matched = 0;
    let value: number[] = [];
    for (let count = 0; count < BLOCK_LENGTH && at < bytes.length; count += 1) {
      const head = bytes[at] ?? 0;
      const shared = head & (SILVER - 1);
      at += 1;
      // Letters that are shared with a word that matched less far cannot match either.
      let length = shared;
      const isOpen = shared <= matched;
      if (isOpen) matched = shared;
      for (; (bytes[at] ?? 0) >= FIRST_LETTER; at += 1, length += 1) {
        if (isOpen && matched === length && bytes[at] === word.charCodeAt(length)) matched += 1;
      }
      value = value.slice(0, bytes[at]);
      for (at += 1; (bytes[at] ?? 0) >= FIRST_READING; at += 1) value.push(bytes[at] ?? 0);
      if (matched === word.length && length === word.length) {
        return { entry: this.#toEntry(value), isGold: head < SILVER };
      }
    }
    return undefined;
  }

  #toEntry(units: readonly number[]): Entry {
    const readings: Record<string, string | null> = { DEFAULT: '' };
    let kind = 'DEFAULT';
    for (const unit of units) {
      if (unit >= FIRST_PHONEME) {
        readings[kind] = (readings[kind] ?? '') + (this.#alphabet[unit - FIRST_PHONEME] ?? '');
      } else {
        kind = readingKinds[unit - FIRST_READING] ?? 'DEFAULT';
        readings[kind] = null;
      }
    }
    return kind === 'DEFAULT' ? (readings['DEFAULT'] ?? '') : (readings as Readings);
  }
}

function findBlocks(bytes: Uint8Array, start: number): Uint32Array {
  const blocks: number[] = [];
  let at = start;
  for (let count = 0; at < bytes.length; count += 1) {
    if (count % BLOCK_LENGTH === 0) blocks.push(at);
    at += 1;
    while ((bytes[at] ?? 0) >= FIRST_LETTER) at += 1;
    at += 1;
    while ((bytes[at] ?? 0) >= FIRST_READING) at += 1;
  }
  return Uint32Array.from(blocks);
}
