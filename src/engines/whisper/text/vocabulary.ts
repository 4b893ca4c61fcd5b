import { Tokenizer } from '@huggingface/tokenizers';
import { parseSpecialTokens, type SpecialTokens } from './special-tokens.ts';

/** The texts of a model's small files. */
export interface VocabularyFiles {
  /** `tokenizer.json` */
  readonly tokenizer: string;
  /** `tokenizer_config.json` */
  readonly tokenizerConfig: string;
  /** `generation_config.json` */
  readonly generationConfig: string;
}

/** Languages that are written in Devanagari. Small models write Hindi in Arabic letters, as its twin Urdu is written. */
const devanagari = new Set(['hi', 'mr', 'ne', 'sa']);

/** The first bytes of Arabic letters in UTF-8, which no other character has: U+0600 to U+06FF. */
const isArabicByte = (byte: number): boolean => byte >= 0xd8 && byte <= 0xdb;

/** Converts between text and Whisper's tokens. */
export class Vocabulary {
  readonly special: SpecialTokens;
  readonly #tokenizer: Tokenizer;
  #arabic: readonly number[] | undefined;

  constructor({ tokenizer, tokenizerConfig, generationConfig }: VocabularyFiles) {
    this.special = parseSpecialTokens(generationConfig);
    this.#tokenizer = new Tokenizer(JSON.parse(tokenizer) as object, JSON.parse(tokenizerConfig) as object);
  }

  /** Splits a text into tokens, without the special ones at its ends. */
  encode(text: string): readonly number[] {
    return this.#tokenizer.encode(text, { add_special_tokens: false }).ids;
  }

  /** The UTF-8 bytes of a token of text; none for Whisper's own tokens. */
  toBytes(tokenId: number): readonly number[] {
    return tokenId < this.special.endOfText ? toTokenBytes(this.#tokenizer.id_to_token(tokenId) ?? '') : [];
  }

  /** Returns the text of tokens; bytes of characters that are cut off become replacement characters. */
  decode(tokenIds: readonly number[]): string {
    return new TextDecoder().decode(Uint8Array.from(tokenIds.flatMap((id) => this.toBytes(id))));
  }

  /** The tokens that a text in a language cannot have, by its code: letters of a script that it is not written in. */
  listForeign(language: string): readonly number[] {
    if (!devanagari.has(language)) return [];
    this.#arabic ??= Array.from({ length: this.special.endOfText }, (_, id) => id).filter((id) =>
      this.toBytes(id).some(isArabicByte),
    );
    return this.#arabic;
  }
}

/** Printable Latin-1, which stands for itself in byte-level vocabularies. */
const printable: readonly (readonly [number, number])[] = [
  [0x21, 0x7e],
  [0xa1, 0xac],
  [0xae, 0xff],
];

const bytes = createByteTable();

/** Converts a token of a byte-level vocabulary to the bytes it stands for. */
function toTokenBytes(token: string): readonly number[] {
  return Array.from(token).flatMap((character) => bytes.get(character) ?? []);
}

/** The other bytes are numbered from U+0100 on: https://github.com/openai/gpt-2/blob/master/src/encoder.py */
function createByteTable(): ReadonlyMap<string, number> {
  const table = new Map<string, number>();
  let next = 0x100;
  for (let byte = 0; byte < 256; byte += 1) {
    const isPrintable = printable.some(([first, last]) => byte >= first && byte <= last);
    table.set(String.fromCharCode(isPrintable ? byte : next), byte);
    if (!isPrintable) next += 1;
  }
  return table;
}
