import { Tokenizer } from '@huggingface/tokenizers';
import { toTokenBytes } from './byte-level.ts';
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

/** Converts between text and Whisper's tokens. */
export class Vocabulary {
  readonly special: SpecialTokens;
  readonly #tokenizer: Tokenizer;

  constructor({ tokenizer, tokenizerConfig, generationConfig }: VocabularyFiles) {
    this.special = parseSpecialTokens(generationConfig);
    this.#tokenizer = new Tokenizer(JSON.parse(tokenizer) as object, JSON.parse(tokenizerConfig) as object);
  }

  encode(text: string): readonly number[] {
    return this.#tokenizer.encode(text, { add_special_tokens: false }).ids;
  }

  /** The UTF-8 bytes of a token of text; none for Whisper's own tokens. */
  toBytes(tokenId: number): readonly number[] {
    return tokenId < this.special.endOfText ? toTokenBytes(this.#tokenizer.id_to_token(tokenId) ?? '') : [];
  }

  decode(tokenIds: readonly number[]): string {
    return new TextDecoder().decode(Uint8Array.from(tokenIds.flatMap((id) => this.toBytes(id))));
  }
}
