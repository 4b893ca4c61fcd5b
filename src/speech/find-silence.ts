/** A range of samples, half open. */
export interface SampleRange {
  readonly start: number;
  readonly end: number;
}

export interface SilenceSearch {
  /** Where a silence must lie at least in part. */
  readonly range: SampleRange;
  /** How far a silence may reach. */
  readonly bounds: SampleRange;
  /** Samples of at most this magnitude are quiet. */
  readonly level: number;
  /** How many samples a silence has at least. */
  readonly leastSamples: number;
}

/** Finds the longest silence that touches a range of samples; null where there is none. */
export function findSilence(samples: Float32Array, search: SilenceSearch): SampleRange | null {
  const { range, bounds, level, leastSamples } = search;
  const isQuiet = (index: number): boolean => Math.abs(samples[index] ?? 1) <= level;
  let longest: SampleRange | null = null;
  let start = Math.max(range.start, bounds.start);
  while (start > bounds.start && isQuiet(start - 1)) start -= 1;
  while (start < Math.min(range.end, bounds.end)) {
    let end = start;
    while (end < bounds.end && isQuiet(end)) end += 1;
    const longestLength = longest === null ? 0 : longest.end - longest.start;
    if (end - start >= leastSamples && end - start > longestLength) longest = { start, end };
    start = end + 1;
  }
  return longest;
}
