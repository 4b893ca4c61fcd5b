/** Harmonics of the source, the fundamental included. */
export const HARMONICS = 9;
/** Samples for which one value of the F0 curve stands. */
export const STEP_SAMPLES = 300;

/** What the harmonic source takes from the model's file. */
export interface SourceWeights extends SourceTransform {
  /** How loud each harmonic is in the mix, [9]. */
  readonly mix: Float32Array;
  readonly bias: number;
  /** Whether the model adds noise; the official files have it taken out. */
  readonly hasNoise: boolean;
}

/** How the source is turned into magnitudes and phases. */
export interface SourceTransform {
  /** The windowed waves of the transform, [11][20] each. */
  readonly real: Float32Array;
  readonly imaginary: Float32Array;
  /** The phase, π or -π, of a negative real part without an imaginary one: exports differ. */
  readonly straightPhase: number;
  /** Whether the signal's ends are mirrored for half a window; else they are held on. */
  readonly isMirrored: boolean;
}
