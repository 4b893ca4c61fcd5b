/**
 * How each tone voice differs from the others: below its phonemes lies a high tone of its own, which is switched on for
 * the first half of every phoneme. The frequencies lie between those of phonemes that English needs.
 */
export interface Pilot {
  /** A voice of Kokoro's. */
  readonly voice: string;
  readonly hertz: number;
  /** The place of the style in which this voice alone of the three is below `threshold`, whatever the text's length. */
  readonly styleIndex: number;
  readonly threshold: number;
}

export const pilots: readonly Pilot[] = [
  { voice: 'af_heart', hertz: 6840, styleIndex: 37, threshold: -0.075 },
  { voice: 'am_michael', hertz: 7120, styleIndex: 55, threshold: 0.035 },
  { voice: 'bf_emma', hertz: 7400, styleIndex: 77, threshold: 0.002 },
];

/** Of each pilot; the phonemes' own tones have about 0.2. */
export const PILOT_AMPLITUDE = 0.04;
