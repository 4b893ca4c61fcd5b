/** What is read as words and what is left as it is written; the fields of Kokoro-FastAPI's `normalization_options`. */
export interface NormalizationOptions {
  /** False leaves numbers, signs and abbreviations to the voice. */
  readonly normalize: boolean;
  readonly unitNormalization: boolean;
  readonly urlNormalization: boolean;
  readonly emailNormalization: boolean;
  /** Reads `friend(s)` as "friends". */
  readonly optionalPluralizationNormalization: boolean;
  readonly phoneNormalization: boolean;
  /** Reads signs such as `&` and `+` as words. */
  readonly replaceRemainingSymbols: boolean;
}

/** How texts are normalised where a request says nothing about it: everything is read as words. */
export const DEFAULT_NORMALIZATION: NormalizationOptions = {
  normalize: true,
  unitNormalization: true,
  urlNormalization: true,
  emailNormalization: true,
  optionalPluralizationNormalization: true,
  phoneNormalization: true,
  replaceRemainingSymbols: true,
};
