import type { WordSpan } from '../contract/segment.ts';
import type { Sentence, TextSlice } from '../text/sentences/slice.ts';

/** A sentence, or a part of one, in phonemes. Segments are made of one or more. */
export interface Piece {
  /** The slice of the text that it covers, with all that is not spoken. */
  readonly slice: Sentence;
  /** What of the slice is spoken; null where nothing is. */
  readonly spoken: TextSlice | null;
  /** The spoken part as it is read: numbers and signs as words. */
  readonly read: string;
  /** Only ones that the model knows; empty for an engine that takes text. */
  readonly phonemes: string;
  /** Text offsets count from the start of the stretch, phoneme offsets from the start of the piece. */
  readonly words: readonly WordSpan[];
  /** Phonemes, or an estimate for an engine that takes text; 0 where nothing is spoken. */
  readonly tokenCount: number;
  readonly wordCount: number;
}

/** Makes a piece that says nothing. */
export function createSilentPiece(slice: Sentence): Piece {
  return {
    slice,
    spoken: null,
    read: '',
    phonemes: '',
    words: [],
    tokenCount: 0,
    wordCount: 0,
  };
}

/**
 * Splits the phonemes of a piece whose text cannot be split, since it is a single word. The first part covers the
 * text, the others an empty range behind it.
 */
export function splitPhonemes(piece: Piece, maxTokens: number): Piece[] {
  const phonemes = Array.from(piece.phonemes);
  const { end } = piece.slice;
  const parts: Piece[] = [];
  for (let start = 0; start < phonemes.length; start += maxTokens) {
    const part = phonemes.slice(start, start + maxTokens);
    const isFirst = start === 0;
    const words = piece.words.map((word) => ({ ...word, phonemeEnd: Math.min(word.phonemeEnd, maxTokens) }));
    parts.push({
      slice: isFirst ? piece.slice : { ...piece.slice, start: end },
      spoken: isFirst ? piece.spoken : { start: end, end },
      read: isFirst ? piece.read : '',
      phonemes: part.join(''),
      words: isFirst ? words : [],
      tokenCount: part.length,
      wordCount: 1,
    });
  }
  return parts;
}
