import { MAX_PHONEMES } from './phonemes/tokens.ts';
import { toKnownPhonemes } from './phonemes/known-phonemes.ts';
import type { Piece } from './piece.ts';
import { createSilentPiece, splitPhonemes } from './piece.ts';
import type { Phonemizer } from './ports.ts';
import type { SpeechRequest } from './request.ts';
import { toCleanText } from './text/clean-text.ts';
import { countWords } from './text/count-words.ts';
import type { Sentence } from './text/slice.ts';
import { findSpokenPart } from './text/speakable.ts';
import { findSplitPoint } from './text/split-point.ts';
import { splitSentences } from './text/split-sentences.ts';

export interface PieceSourceOptions {
  /** Null for an engine that takes text. */
  readonly phonemizer: Phonemizer | null;
  readonly signal: AbortSignal;
}

/** Hands out a request's text in pieces, in order, each phonemised when it is first looked at. */
export class PieceSource {
  readonly #request: SpeechRequest;
  readonly #options: PieceSourceOptions;
  readonly #sentences: Iterator<Sentence, void, undefined>;
  /** Slices that were read but not phonemised. */
  readonly #slices: Sentence[] = [];
  readonly #pieces: Piece[] = [];

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
      const slice = this.#shortenSlice(room);
      if (slice === undefined) return null;
      const piece = await this.#phonemize(slice);
      this.#slices.shift();
      const isTooLong = piece.tokenCount > MAX_PHONEMES && !this.#isDivisible(piece.slice);
      this.#pieces.push(...(isTooLong ? splitPhonemes(piece, MAX_PHONEMES) : [piece]));
    }
    return this.#pieces[0] ?? null;
  }

  /** Takes the piece that was peeked at. */
  take(): void {
    this.#pieces.shift();
  }

  /** Cuts the piece that was peeked at, so that its head takes about `share` of it at most. False if it is one character. */
  cut(share: number): boolean {
    const [piece] = this.#pieces;
    if (piece === undefined || this.#pieces.length > 1 || !this.#isDivisible(piece.slice)) return false;
    this.#pieces.shift();
    this.#slices.unshift(...this.#cutSlice(piece.slice, share));
    return true;
  }

  /** Whether nothing is left but a sentence of fewer words than this. */
  endsWithin(minWords: number): boolean {
    const isStub = (slice: Sentence): boolean => this.#countWords(slice) < minWords;
    const [piece] = this.#pieces;
    if (piece !== undefined)
      return this.#pieces.length === 1 && piece.wordCount < minWords && !this.#hasSlice(0);
    return this.#hasSlice(0) && !this.#hasSlice(1) && this.#slices.every(isStub);
  }

  #hasSlice(index: number): boolean {
    while (this.#slices.length <= index) {
      const { value } = this.#sentences.next();
      if (value === undefined) return false;
      this.#slices.push(value);
    }
    return true;
  }

  #shortenSlice(room: number): Sentence | undefined {
    if (!this.#hasSlice(0)) return undefined;
    const [slice] = this.#slices;
    const size = slice === undefined ? 0 : this.#estimateTokens(slice);
    if (slice === undefined || size <= 2.5 * room || !this.#isDivisible(slice)) return slice;
    this.#slices.splice(0, 1, ...this.#cutSlice(slice, room / size));
    return this.#slices[0];
  }

  async #phonemize(slice: Sentence): Promise<Piece> {
    const { text, language } = this.#request;
    const { phonemizer, signal } = this.#options;
    const spoken = findSpokenPart(text, slice);
    if (spoken === null) return createSilentPiece(slice);
    const part = toCleanText(text.slice(spoken.start, spoken.end));
    const wordCount = countWords(part, language);
    if (phonemizer === null) {
      return { slice, spoken, phonemes: '', words: [], tokenCount: this.#estimateTokens(slice), wordCount };
    }
    const { phonemes, words } = toKnownPhonemes(await phonemizer.phonemize(part, language, signal));
    if (phonemes === '') return createSilentPiece(slice);
    const moved = words.map((word) => ({
      ...word,
      start: word.start + spoken.start,
      end: word.end + spoken.start,
    }));
    return { slice, spoken, phonemes, words: moved, tokenCount: Array.from(phonemes).length, wordCount };
  }

  /** Into equal parts rather than a long one and a rest. */
  #cutSlice(slice: Sentence, share: number): [Sentence, Sentence] {
    const { text, language } = this.#request;
    const { start, end } = findSpokenPart(text, slice) ?? slice;
    const length = end - start;
    const even = length / Math.max(2, Math.ceil(1 / share));
    // A range of two offsets at least: one of them is not within a surrogate pair.
    const to = clamp(Math.floor(Math.min(length * share, even * 1.25)), Math.min(2, length - 1), length - 1);
    const from = clamp(Math.floor(even * 0.5), 1, Math.max(1, to - 1));
    const range = { from: start + from, to: start + to, least: start + 1, language };
    const at = findSplitPoint(text, range);
    return [
      { start: slice.start, end: at, endsLine: false },
      { ...slice, start: at },
    ];
  }

  /** Whether the spoken part is longer than one character. */
  #isDivisible(slice: Sentence): boolean {
    const { text } = this.#request;
    const spoken = findSpokenPart(text, slice);
    if (spoken === null) return false;
    return spoken.end - spoken.start > String.fromCodePoint(text.codePointAt(spoken.start) ?? 0).length;
  }

  #countWords(slice: Sentence): number {
    return countWords(this.#request.text.slice(slice.start, slice.end), this.#request.language);
  }

  /** A letter is about one phoneme, an ideograph or a Hangul syllable about three. */
  #estimateTokens(slice: Sentence): number {
    const spoken = findSpokenPart(this.#request.text, slice);
    if (spoken === null) return 0;
    const part = this.#request.text.slice(spoken.start, spoken.end);
    const wide = part.match(/[\p{Script=Han}\p{Script=Hangul}]/gu)?.length ?? 0;
    return part.length + 2 * wide;
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
