/** A value that a part gives as fp32: what it is called inside, and the output's name. */
export interface CutOutput {
  readonly value: string;
  readonly name: string;
}

/** A value that a part is given as fp32, where it was computed before. */
export interface CutInput extends CutOutput {
  /** What the value is inside, as in `ELEMENT_TYPES`. */
  readonly elementType: number;
}
