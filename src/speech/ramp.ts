import type { SegmentLimits } from '../contract/speech-course.ts';

/** How segments grow from the first, which must be heard soon, to the later ones, which should sound well. */
export interface Ramp {
  readonly first: SegmentLimits;
  readonly steady: SegmentLimits;
  /** While the speed is unknown: how much longer a segment may be than the one before it. */
  readonly growth: number;
  /** While the speed is known: the share of the audio ahead that making the next segment may use up. */
  readonly safety: number;
  /** Fewer words than this sound bad alone, so they are merged with their neighbours. */
  readonly minWords: number;
  /** More words than this are never in one segment. */
  readonly maxWords: number;
  /** What the audio ahead must at least allow; with less the engine is too slow to be waited for anyway. */
  readonly leastTokens: number;
}

/** A clause of 8 to 12 words first, then 100 to 200 phonemes. */
export const DEFAULT_RAMP: Ramp = {
  first: { minTokens: 40, maxTokens: 70, capTokens: 70 },
  steady: { minTokens: 100, maxTokens: 200, capTokens: 220 },
  growth: 1.7,
  safety: 0.8,
  minWords: 5,
  maxWords: 110,
  leastTokens: 30,
};

/** A sentence that is longer than it should be by no more than this is not cut: its rest would be too short. */
export const WHOLE_SENTENCE_SLACK = 1.25;

/** Limits a ramp to what an engine takes at once. */
export function limitRamp(ramp: Ramp, maxTokens: number): Ramp {
  const limit = ({ minTokens, maxTokens: most, capTokens }: SegmentLimits): SegmentLimits => ({
    minTokens: Math.min(minTokens, maxTokens),
    maxTokens: Math.min(most, maxTokens),
    capTokens: Math.min(capTokens, maxTokens),
  });
  return { ...ramp, first: limit(ramp.first), steady: limit(ramp.steady) };
}

/** What is known of the engine's speed and of the listener; undefined where nothing is. */
export interface Pace {
  /** Resolves when something is known, or never will be. */
  known?(): Promise<void>;
  /** How long the engine takes for one phoneme. */
  secondsPerToken(): number | undefined;
  /** How much sound will be left to hear when the engine can begin the next segment. */
  audioAheadSeconds(): number | undefined;
}

/**
 * Finds the limits of the next segment. `previousTokens` is the length of the one before it, or null for the first.
 * A later segment is never so long that the audio ahead runs out while it is made; where an engine is slower than
 * speech that is impossible, and segments stay as long as the first.
 */
export function toSegmentLimits(ramp: Ramp, previousTokens: number | null, pace?: Pace): SegmentLimits {
  if (previousTokens === null) return ramp.first;
  const { first, steady } = ramp;
  const affordable = Math.floor(Math.min(toAffordable(ramp, previousTokens, pace), steady.capTokens));
  const capTokens = affordable < ramp.leastTokens ? first.capTokens : affordable;
  const maxTokens = Math.min(steady.maxTokens, capTokens);
  return { capTokens, maxTokens, minTokens: Math.min(steady.minTokens, Math.floor(maxTokens * 0.6)) };
}

function toAffordable(ramp: Ramp, previousTokens: number, pace?: Pace): number {
  const secondsPerToken = pace?.secondsPerToken();
  const aheadSeconds = pace?.audioAheadSeconds();
  const isKnown = secondsPerToken !== undefined && aheadSeconds !== undefined && secondsPerToken > 0;
  if (isKnown) return (ramp.safety * aheadSeconds) / secondsPerToken;
  return Math.max(ramp.first.capTokens, ramp.growth * previousTokens);
}
