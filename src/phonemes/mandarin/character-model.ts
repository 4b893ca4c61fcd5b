import type { SortedStrings } from '../packs/sorted-strings.ts';

/** Where in a word a character stands: at its beginning, at its end, between them, or alone. In the order of the pack. */
const [BEGIN, END, MIDDLE, SINGLE] = [0, 1, 2, 3] as const;
const STATES = 4;

/** Which states may come before each; of two that are equally likely the first wins. */
const before: readonly (readonly number[])[] = [
  [SINGLE, END],
  [MIDDLE, BEGIN],
  [MIDDLE, BEGIN],
  [SINGLE, END],
];

/** The logarithm of the chance of what was never seen. */
const NEVER = -3.14e100;

/** Logarithms of chances, in the order of the states; 0 stands for what was never seen. */
export interface CharacterChances {
  readonly start: Float32Array;
  /** From each state to each. */
  readonly next: Float32Array;
  readonly characters: SortedStrings;
  /** Four for each character. */
  readonly characterChances: Float32Array;
}

/** A hidden Markov model that joins characters to words which no list has, such as names. */
export class CharacterModel {
  readonly #chances: CharacterChances;

  constructor(chances: CharacterChances) {
    this.#chances = chances;
  }

  /** Returns words that together are the text. */
  cut(text: string): string[] {
    const words: string[] = [];
    let start = 0;
    for (const [index, state] of this.#findStates(text).entries()) {
      if (state === BEGIN) start = index;
      if (state !== END && state !== SINGLE) continue;
      words.push(text.slice(state === SINGLE ? index : start, index + 1));
      start = index + 1;
    }
    return start < text.length ? [...words, text.slice(start)] : words;
  }

  /** Viterbi's algorithm: finds the most likely state of each character. */
  #findStates(text: string): Uint8Array {
    const { start, next } = this.#chances;
    const from = new Uint8Array(text.length * STATES);
    let scores = Array.from(
      { length: STATES },
      (_, state) => toChance(start[state]) + this.#chanceOf(text, 0, state),
    );
    for (let index = 1; index < text.length; index += 1) {
      const last = scores;
      scores = before.map((states, state) => {
        const chance = this.#chanceOf(text, index, state);
        let [best, bestState] = [-Infinity, 0];
        for (const other of states) {
          const score = (last[other] ?? 0) + toChance(next[other * STATES + state]) + chance;
          if (score > best) [best, bestState] = [score, other];
        }
        from[index * STATES + state] = bestState;
        return best;
      });
    }
    const states = new Uint8Array(text.length);
    let state: number = (scores[SINGLE] ?? 0) >= (scores[END] ?? 0) ? SINGLE : END;
    for (let index = text.length - 1; index >= 0; index -= 1) {
      states[index] = state;
      state = from[index * STATES + state] ?? 0;
    }
    return states;
  }

  #chanceOf(text: string, index: number, state: number): number {
    const { characters, characterChances } = this.#chances;
    const character = characters.indexOf(text, index, index + 1);
    return character < 0 ? NEVER : toChance(characterChances[character * STATES + state]);
  }
}

function toChance(stored: number | undefined): number {
  return stored === undefined || stored === 0 ? NEVER : stored;
}
