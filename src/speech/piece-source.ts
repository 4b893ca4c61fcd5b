import { findBorder, type SentenceReading, type SpokenPassage } from '../text/sentence-reading.ts';
import { DEFAULT_NORMALIZATION } from '../text/normalise/options.ts';
import { readSentence } from '../text/read-sentence.ts';
import { toKnownPhonemes } from './phonemes/known-phonemes.ts';
import { MAX_PHONEMES } from './phonemes/tokens.ts';
import type { Piece } from './piece.ts';
import { createSilentPiece, splitPhonemes } from './piece.ts';
import type { Phonemes, Phonemizer, WordSpan } from './ports.ts';
import type { SpeechRequest } from './request.ts';
import type { Sentence } from './text/slice.ts';
import { splitSentences } from './text/split-sentences.ts';

export interface PieceSourceOptions {
  /** Null for an engine that takes text. */
  readonly phonemizer: Phonemizer | null;
  readonly signal: AbortSignal;
}

/** A sentence, or a part of one, that was read but not phonemised. */
interface ReadSlice {
  readonly slice: Sentence;
  readonly reading: SentenceReading;
}

/** Hands out a request's text in pieces, in order, each phonemised when it is first looked at. */
export class PieceSource {
  readonly #request: SpeechRequest;
  readonly #options: PieceSourceOptions;
  readonly #sentences: Iterator<Sentence, void, undefined>;
  readonly #slices: ReadSlice[] = [];
  readonly #pieces: { readonly piece: Piece; readonly from: ReadSlice }[] = [];

  constructor(request: SpeechRequest, options: PieceSourceOptions) {
    this.#request = request;
    this.#options = options;
    this.#sentences = splitSentences(request.text, request.language);
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
      const isTooLong = piece.tokenCount > MAX_PHONEMES && next.reading.borders.length === 0;
      const pieces = isTooLong ? splitPhonemes(piece, MAX_PHONEMES) : [piece];
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

  #read(slice: Sentence): ReadSlice {
    const { text, language, normalization = DEFAULT_NORMALIZATION } = this.#request;
    return { slice, reading: readSentence(text, slice, { language, normalization }) };
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
    if (spoken === null) return createSilentPiece(slice);
    const read = passages.map(({ text }) => text).join(' ');
    if (phonemizer === null) {
      return { slice, spoken, read, phonemes: '', words: [], tokenCount: size, wordCount };
    }
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
    if (phonemes === '') return createSilentPiece(slice);
    return { slice, spoken, read, phonemes, words, tokenCount: length, wordCount };
  }

  async #phonemizePassage(passage: SpokenPassage, phonemizer: Phonemizer): Promise<Phonemes> {
    const { language } = this.#request;
    const { phonemes, words } = toKnownPhonemes(
      await phonemizer.phonemize(passage.text, language, this.#options.signal),
    );
    return { phonemes, words: passage.place(words) };
  }

  #cutSlice({ slice, reading }: ReadSlice, share: number): [ReadSlice, ReadSlice] | null {
    const border = findBorder(reading, share);
    if (border === null) return null;
    return [
      this.#read({ start: slice.start, end: border.offset, endsLine: false }),
      this.#read({ ...slice, start: border.offset }),
    ];
  }
}

function movePhonemes(word: WordSpan, offset: number): WordSpan {
  return { ...word, phonemeStart: word.phonemeStart + offset, phonemeEnd: word.phonemeEnd + offset };
}
