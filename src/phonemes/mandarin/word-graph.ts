import type { SortedStrings } from '../packs/sorted-strings.ts';
import type { CharacterModel } from './character-model.ts';

/** The words of Mandarin and how often each was counted. */
export interface WordCounts {
  readonly words: SortedStrings;
  readonly counts: Uint32Array;
}

/**
 * Cuts Han characters into words as jieba does: of all ways through the graph of known words it takes the most likely
 * one, and it lets a model of characters join those that stay alone.
 */
export class WordGraph {
  readonly #words: SortedStrings;
  readonly #logCounts: Float64Array;
  readonly #logTotal: number;
  readonly #characters: CharacterModel;

  constructor({ words, counts }: WordCounts, characters: CharacterModel) {
    this.#words = words;
    this.#logCounts = Float64Array.from(counts, Math.log);
    this.#logTotal = Math.log(counts.reduce((sum, count) => sum + count, 0));
    this.#characters = characters;
  }

  /** Returns words that together are the text. */
  cut(text: string): string[] {
    const ends = this.#findRoute(text);
    const words: string[] = [];
    let alone = '';
    for (let start = 0; start < text.length; start = ends[start] ?? text.length) {
      const word = text.slice(start, ends[start]);
      if (word.length === 1) {
        alone += word;
        continue;
      }
      words.push(...this.#joinCharacters(alone), word);
      alone = '';
    }
    return [...words, ...this.#joinCharacters(alone)];
  }

  /** Finds, from the end back, where the best word from each offset ends. The longer of two equally likely ones wins. */
  #findRoute(text: string): Uint32Array {
    const ends = new Uint32Array(text.length);
    const scores = new Float64Array(text.length + 1);
    for (let start = text.length - 1; start >= 0; start -= 1) {
      let best = -this.#logTotal + (scores[start + 1] ?? 0);
      let end = start + 1;
      let isKnown = false;
      this.#words.visitPrefixes(text, start, (index, length) => {
        const score = (this.#logCounts[index] ?? 0) - this.#logTotal + (scores[start + length] ?? 0);
        if (isKnown && score < best) return;
        isKnown = true;
        best = score;
        end = start + length;
      });
      scores[start] = best;
      ends[start] = end;
    }
    return ends;
  }

  #joinCharacters(alone: string): string[] {
    if (alone.length < 2) return alone === '' ? [] : [alone];
    const isKnown = this.#words.indexOf(alone, 0, alone.length) >= 0;
    return isKnown ? Array.from(alone) : this.#characters.cut(alone);
  }
}
