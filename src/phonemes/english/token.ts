import type { Currency } from './numbers.ts';
import type { Tag } from './tag.ts';

/** A word, a part of one, or a sign, as a tagger sees it. */
export interface Token {
  readonly text: string;
  readonly tag: Tag;
  /** UTF-16 offset in the text that was cut. */
  readonly start: number;
  readonly hasSpaceBehind: boolean;
  /** How the word is said where it stands alone and the word list does not tell its readings apart. */
  readonly reading?: string;
}

/** A token, or one of the parts that it falls into: letters, digits, or a sign. */
export interface Piece {
  /** What is looked up: the text's own letters, or the word that they stand for. */
  readonly text: string;
  readonly tag: Tag;
  /** UTF-16 offsets in the text that was cut, half open. */
  readonly start: number;
  readonly end: number;
  readonly hasSpaceBehind: boolean;
  /** False within a word, where digits are read apart. */
  readonly isHead: boolean;
  /** Whether it is a word of its own, though it touches others. */
  readonly isAlone: boolean;
  /** The money of which this is the amount. */
  readonly currency: Currency | null;
  /** How the piece is said if it is no part of a longer word; null where the lexicon decides. */
  readonly reading: string | null;
  /** The sound of a sign; null for what is looked up. */
  readonly phonemes: string | null;
}

/** What stands between spaces or signs: a word of one piece or more, or a sign. */
export interface Unit {
  readonly kind: 'word' | 'sign';
  /** At least one. */
  readonly pieces: readonly Piece[];
}

/** Joins the text of pieces that touch. */
export function toPieceText(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join('');
}

/** A token without its tag. */
export type BareToken = Pick<Token, 'text' | 'start' | 'hasSpaceBehind'>;
