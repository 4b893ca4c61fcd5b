/** Consecutive samples as a decoder gives them. */
export interface DecodedPiece {
  /** One array a channel, all of one length; they may belong to the decoder, which overwrites them later. */
  readonly channels: readonly Float32Array[];
  readonly sampleRate: number;
  /** When the first sample is heard; null where it follows on the piece before. */
  readonly startSeconds: number | null;
}
