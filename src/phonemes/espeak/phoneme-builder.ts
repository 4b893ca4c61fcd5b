import type { Phonemes, WordSpan } from '../../contract/segment.ts';
import type { Token } from './tokenize.ts';
import type { ClausePhonemes } from './phonemize-clause.ts';

type Word = Extract<Token, { kind: 'word' }>;

/** Writes a text's phonemes from left to right and keeps where its words went. */
export class PhonemeBuilder {
  #phonemes = '';
  #isSpaceDue = false;
  readonly #words: WordSpan[] = [];

  /** Asks for a space before what comes next; there is never one at either end, nor two. */
  addSpace(): void {
    this.#isSpaceDue = true;
  }

  addSigns(signs: string): void {
    if (signs === '') return;
    this.#writeDueSpace();
    this.#phonemes += signs;
  }

  addClause(words: readonly Word[], { phonemes, ranges }: ClausePhonemes): void {
    if (phonemes === '') return;
    // Words that touch (`hello,world`) are read as if a space stood between them.
    if (/[^“("—]$/u.test(this.#phonemes)) this.#isSpaceDue = true;
    this.#writeDueSpace();
    const offset = this.#phonemes.length;
    this.#phonemes += phonemes;
    for (const [index, { start, end }] of words.entries()) {
      const range = ranges[index];
      if (range === undefined || range.end <= range.start) continue;
      // Every phoneme that Kokoro knows is one UTF-16 unit, so that units count code points.
      const phonemeEnd = offset + range.end;
      const last = this.#words.at(-1);
      if (last?.start === start) this.#words[this.#words.length - 1] = { ...last, phonemeEnd };
      else this.#words.push({ start, end, phonemeStart: offset + range.start, phonemeEnd });
    }
  }

  toPhonemes(): Phonemes {
    return { phonemes: this.#phonemes, words: this.#words };
  }

  #writeDueSpace(): void {
    if (this.#isSpaceDue && this.#phonemes !== '') this.#phonemes += ' ';
    this.#isSpaceDue = false;
  }
}
