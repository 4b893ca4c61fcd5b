import type { Phonemizer } from '../contract/phonemizer.ts';
import type { Phonemes, WordSpan } from '../contract/segment.ts';
import { findBorder, type SentenceReading, type SpokenPassage } from '../text/sentences/sentence-reading.ts';
import { DEFAULT_NORMALIZATION } from '../contract/normalization.ts';
import { readSentence } from '../text/reading/read-sentence.ts';
import { findSayings, keepWhole, type Saying, type Stretch, toSayings } from '../text/script/stretches.ts';
import type { Sentence } from '../text/sentences/slice.ts';
import { splitSentences } from '../text/sentences/split-sentences.ts';
import type { Piece } from './piece.ts';
import { createSilentPiece, splitPhonemes } from './piece.ts';
import { toReadWords } from './read-words.ts';

interface PieceSourceOptions {
  /** Null for an engine that takes text. */
  readonly phonemizer: Phonemizer | null;
  readonly signal: AbortSignal;
}

/** A sentence, or a part of one, that was read but not phonemised. */
interface ReadSlice {
  readonly slice: Sentence;
  /** The whole sentence. */
  readonly sentence: Sentence;
  readonly reading: SentenceReading;
}

/** Hands out the text of a stretch in pieces, in order, each phonemised when it is first looked at. */
export class PieceSource {
  readonly #stretch: Stretch;
  readonly #options: PieceSourceOptions;
  readonly #sayings: readonly Saying[];
  readonly #sentences: Iterator<Sentence, void, undefined>;
  readonly #slices: ReadSlice[] = [];
  readonly #pieces: { readonly piece: Piece; readonly from: ReadSlice }[] = [];

  constructor(stretch: Stretch, options: PieceSourceOptions) {
    this.#stretch = stretch;
    this.#options = options;
    this.#sayings = toSayings(stretch);
    this.#sentences = keepWhole(splitSentences(stretch.text, stretch.language), this.#sayings);
  }

  /**
   * The next piece, which stays the next until it is taken; null at the end of the text. A sentence that is sure to be
   * longer than `room` is cut before it is phonemised.
   */
  async peek(room: number): Promise<Piece | null> {
    if (this.#pieces.length === 0) {
      const next = this.#shortenSlice(room);
      if (next === undefined) return null;
      const piece = await this.#phonemize(next);
      this.#slices.shift();
      const most = this.#options.phonemizer?.alphabet.maxPhonemes ?? Infinity;
      const isTooLong = piece.tokenCount > most && next.reading.borders.length === 0;
      const pieces = isTooLong ? splitPhonemes(piece, most) : [piece];
      this.#pieces.push(...pieces.map((part) => ({ piece: part, from: next })));
    }
    return this.#pieces[0]?.piece ?? null;
  }

  /** Takes the piece that was peeked at. */
  take(): void {
    this.#pieces.shift();
  }

  /** Cuts the piece that was peeked at, so that its head takes about `share` of it at most. False if it is one word. */
  cut(share: number): boolean {
    const [first] = this.#pieces;
    if (first === undefined || this.#pieces.length > 1) return false;
    const halves = this.#cutSlice(first.from, share);
    if (halves === null) return false;
    this.#pieces.shift();
    this.#slices.unshift(...halves);
    return true;
  }

  /** Whether nothing is left but a sentence of fewer words than this. */
  endsWithin(minWords: number): boolean {
    const [first] = this.#pieces;
    if (first !== undefined)
      return this.#pieces.length === 1 && first.piece.wordCount < minWords && !this.#hasSlice(0);
    return (
      this.#hasSlice(0) &&
      !this.#hasSlice(1) &&
      this.#slices.every(({ reading }) => reading.wordCount < minWords)
    );
  }

  #hasSlice(index: number): boolean {
    while (this.#slices.length <= index) {
      const { value } = this.#sentences.next();
      if (value === undefined) return false;
      this.#slices.push(this.#read(value));
    }
    return true;
  }

  #read(slice: Sentence, sentence = slice): ReadSlice {
    const { text, language, normalization = DEFAULT_NORMALIZATION } = this.#stretch;
    const sayings = findSayings(this.#sayings, slice);
    const reading = readSentence(text, slice, { language, normalization, sayings, sentence });
    return { slice, sentence, reading };
  }

  #shortenSlice(room: number): ReadSlice | undefined {
    if (!this.#hasSlice(0)) return undefined;
    const [first] = this.#slices;
    const size = first?.reading.size ?? 0;
    if (first === undefined || size <= 2.5 * room) return first;
    const halves = this.#cutSlice(first, room / size);
    if (halves !== null) this.#slices.splice(0, 1, ...halves);
    return this.#slices[0];
  }

  async #phonemize({ slice, reading }: ReadSlice): Promise<Piece> {
    const { phonemizer } = this.#options;
    const { passages, spoken, wordCount, size } = reading;
    const silent = createSilentPiece(slice);
    if (spoken === null) return silent;
    const read = passages.map(({ text }) => text).join(' ');
    const said = { ...silent, spoken, read, wordCount };
    if (phonemizer === null) return { ...said, words: toReadWords(passages), tokenCount: size };
    let phonemes = '';
    let length = 0;
    const words: WordSpan[] = [];
    for (const passage of passages) {
      const known = await this.#phonemizePassage(passage, phonemizer);
      if (known.phonemes === '') continue;
      const offset = length + (phonemes === '' ? 0 : 1);
      phonemes += (phonemes === '' ? '' : ' ') + known.phonemes;
      length = offset + Array.from(known.phonemes).length;
      words.push(...known.words.map((word) => movePhonemes(word, offset)));
    }
    return phonemes === '' ? silent : { ...said, phonemes, words, tokenCount: length };
  }

  async #phonemizePassage(passage: SpokenPassage, phonemizer: Phonemizer): Promise<Phonemes> {
    const { alphabet } = phonemizer;
    if (passage.phonemes !== null) {
      const given = alphabet.toKnown({ phonemes: passage.phonemes, words: passage.place([]) });
      if (given.phonemes !== '') return given;
    }
    const { phonemes, words } = alphabet.toKnown(
      await phonemizer.phonemize(passage.bound ?? passage.text, this.#stretch.language, this.#options.signal),
    );
    // Phonemes that were given and that nothing knows: the text is looked up, and is one word all the same.
    const whole =
      passage.phonemes === null
        ? words
        : [{ start: 0, end: 0, phonemeStart: 0, phonemeEnd: Array.from(phonemes).length }];
    return { phonemes, words: passage.place(whole) };
  }

  #cutSlice({ slice, sentence, reading }: ReadSlice, share: number): ReadSlice[] | null {
    const border = findBorder(reading, share);
    if (border === null) return null;
    return [
      this.#read({ start: slice.start, end: border.offset, endsLine: false }, sentence),
      this.#read({ ...slice, start: border.offset }, sentence),
    ];
  }
}

function movePhonemes(word: WordSpan, offset: number): WordSpan {
  return { ...word, phonemeStart: word.phonemeStart + offset, phonemeEnd: word.phonemeEnd + offset };
}
