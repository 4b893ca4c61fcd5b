import type { SortedStrings } from '../packs/sorted-strings.ts';

/** How Han characters are read, in syllables of pinyin with the number of the tone, 5 for none: `lv4`. */
export interface PinyinLists {
  readonly phrases: SortedStrings;
  /** For each unit of the phrases, which of its character's readings it has there. */
  readonly phraseReadings: Uint8Array;
  readonly characters: SortedStrings;
  /** Where the readings of each character begin in `characterReadings`. */
  readonly characterStarts: Uint32Array;
  /** Indexes of syllables; the first of each character is the one that it has alone. */
  readonly characterReadings: Uint32Array;
  readonly syllables: readonly string[];
}

/** Reads words of Han characters: the longest known phrase from the left, else the character alone. */
export class Pinyin {
  readonly #lists: PinyinLists;

  constructor(lists: PinyinLists) {
    this.#lists = lists;
  }

  /** Returns a syllable for each UTF-16 unit of a word, empty for one that has none. */
  read(word: string): string[] {
    const { phrases, phraseReadings } = this.#lists;
    const syllables: string[] = [];
    while (syllables.length < word.length) {
      const start = syllables.length;
      let [phrase, end] = [-1, start + 1];
      phrases.visitPrefixes(word, start, (index, length) => {
        [phrase, end] = [index, start + length];
      });
      const offset = phrases.offsetOf(phrase) - start;
      for (let at = start; at < end; at += 1) {
        const reading = phrase < 0 ? 0 : (phraseReadings[offset + at] ?? 0);
        syllables.push(this.#readCharacter(word.charAt(at), reading));
      }
    }
    return syllables;
  }

  /** Reads a character that stands alone, which may be a surrogate pair. */
  readAlone(character: string): string {
    return this.#readCharacter(character, 0);
  }

  #readCharacter(character: string, reading: number): string {
    const { characters, characterStarts, characterReadings, syllables } = this.#lists;
    const index = characters.indexOf(character, 0, character.length);
    if (index < 0) return '';
    return syllables[characterReadings[(characterStarts[index] ?? 0) + reading] ?? 0] ?? '';
  }
}
