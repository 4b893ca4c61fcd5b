/** A range of a text: UTF-16 offsets, half open. */
export interface TextSlice {
  readonly start: number;
  readonly end: number;
}

/** A sentence, or what is treated as one. */
export interface Sentence extends TextSlice {
  /** Whether a line of the text ends with it. */
  readonly endsLine: boolean;
}
