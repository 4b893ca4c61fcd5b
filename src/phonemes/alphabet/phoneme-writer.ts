import type { Phonemes, PhonemeSource, WordSpan } from '../../contract/segment.ts';

/** What a word of a text sounds like; offsets count UTF-16 units of the text. */
export interface WrittenWord {
  readonly start: number;
  readonly end: number;
  readonly phonemes: string;
  readonly source: PhonemeSource;
}

/** Writes phonemes one after the other and notes which word of the text became which of them. */
export class PhonemeWriter {
  #phonemes = '';
  /** Whether nothing, not even a silent sign, stands between the last word and the next. */
  #isAfterWord = false;
  readonly #words: WordSpan[] = [];

  /** Adds signs, or spaces; none for a sign that is silent. */
  addSigns(signs: string): void {
    this.#phonemes += signs;
    this.#isAfterWord = false;
  }

  /** Adds a word that has a sound, and a space before it where it follows another. */
  addWord({ start, end, phonemes, source }: WrittenWord): void {
    if (phonemes === '') return;
    // The stop of a double consonant belongs to both words.
    const isStop = this.#phonemes.endsWith('ʔ') || phonemes.startsWith('ʔ');
    if (this.#isAfterWord && !isStop) this.#phonemes += ' ';
    this.#isAfterWord = true;
    const phonemeStart = this.#phonemes.length;
    this.#phonemes += phonemes;
    this.#words.push({ start, end, phonemeStart, phonemeEnd: this.#phonemes.length, source });
  }

  /** Adds what another phonemizer made of the text from `start` on, parted from the words around it. */
  addPhonemes({ phonemes, words }: Phonemes, start: number): void {
    if (phonemes === '') return;
    if (/[^\s“("—…]$/u.test(this.#phonemes)) this.#phonemes += ' ';
    this.#isAfterWord = true;
    const offset = this.#phonemes.length;
    this.#phonemes += phonemes;
    for (const word of words) {
      this.#words.push({
        ...word,
        start: word.start + start,
        end: word.end + start,
        phonemeStart: word.phonemeStart + offset,
        phonemeEnd: word.phonemeEnd + offset,
      });
    }
  }

  /** Every phoneme of Kokoro is one UTF-16 unit, so that units count code points. */
  toPhonemes(): Phonemes {
    return { phonemes: this.#phonemes, words: this.#words };
  }
}
