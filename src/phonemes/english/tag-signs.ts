import type { Tag } from './tag.ts';
import type { BareToken } from './token.ts';

const brackets: ReadonlyMap<string, Tag> = new Map<string, Tag>([
  ...'([{'.split('').map((sign) => [sign, '-LRB-'] as const),
  ...')]}'.split('').map((sign) => [sign, '-RRB-'] as const),
  ...'“„«‹‘‛'.split('').map((sign) => [sign, '``'] as const),
  ...'”»›'.split('').map((sign) => [sign, "''"] as const),
]);
/** Faces that are written with signs. */
export const emoticon = /^(?:[:;=]['-]?[)(\][dp|/\\]+|<3|:o)$/iu;

/** Tags the signs of a text: what parts words, and what is read as one. Words are left out. */
export class SignTagger {
  readonly #tokens: readonly BareToken[];
  /** Whether the text has a quotation open in straight or single quotes. */
  #isOpen = { double: false, single: false };

  constructor(tokens: readonly BareToken[]) {
    this.#tokens = tokens;
  }

  /** Tags the token at an index; call it for each token in order, since quotes open and close. */
  tag(index: number): Tag | undefined {
    const text = this.#tokens[index]?.text ?? '';
    if (emoticon.test(text)) return 'NFP';
    if (/[\p{L}\p{N}]/u.test(text)) return undefined;
    const bracket = brackets.get(text);
    if (bracket !== undefined) return bracket;
    if (text === '"') return this.#tagQuote(index, 'double');
    if (/^['’`´]$/u.test(text)) return this.#tagApostrophe(index);
    if (/^[.!?]+$/u.test(text)) return /^\.{2,}$/u.test(text) ? ',' : '.';
    if (/^,+$/u.test(text)) return ',';
    if (/^(?:[:;…—–―]+|--+)$/u.test(text)) return this.#isBetweenNumbers(index) ? 'SYM' : ':';
    if (text === '-') return this.#tagHyphen(index);
    if (/^[$£€]$/u.test(text)) return /^[\d.]/u.test(this.#tokens[index + 1]?.text ?? '') ? '$' : 'SYM';
    if (text === '/' && !this.#touchesLast(index) && !this.#touchesNext(index)) return ',';
    if (/^[*~_|¿¡]$/u.test(text) && !this.#isBetweenNumbers(index)) return 'NFP';
    if (/^([^\p{L}\p{N}])\1+$/u.test(text)) return 'NFP';
    return 'SYM';
  }

  #tagQuote(index: number, kind: 'double' | 'single'): Tag {
    const opens =
      this.#touchesNext(index) !== this.#touchesLast(index) ? this.#touchesNext(index) : !this.#isOpen[kind];
    this.#isOpen[kind] = opens;
    return opens ? '``' : "''";
  }

  /** An apostrophe behind a word is its own unless a quotation is open. */
  #tagApostrophe(index: number): Tag {
    const last = this.#tokens[index - 1]?.text ?? '';
    const isPossessive = this.#touchesLast(index) && /\p{L}$/u.test(last) && !this.#isOpen.single;
    return isPossessive ? 'POS' : this.#tagQuote(index, 'single');
  }

  /** A hyphen joins words that touch it on both sides and parts others; a minus sign is read with its number. */
  #tagHyphen(index: number): Tag {
    if (this.#touchesLast(index) && this.#touchesNext(index))
      return this.#isBetweenNumbers(index) ? 'SYM' : 'HYPH';
    return ':';
  }

  #isBetweenNumbers(index: number): boolean {
    const [last, next] = [this.#tokens[index - 1]?.text ?? '', this.#tokens[index + 1]?.text ?? ''];
    return this.#touchesLast(index) && this.#touchesNext(index) && /\d$/u.test(last) && /^\d/u.test(next);
  }

  #touchesLast(index: number): boolean {
    return index > 0 && this.#tokens[index - 1]?.hasSpaceBehind === false;
  }

  #touchesNext(index: number): boolean {
    return index < this.#tokens.length - 1 && this.#tokens[index]?.hasSpaceBehind === false;
  }
}
