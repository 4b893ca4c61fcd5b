/** A range of samples, half open. */
export interface SampleRange {
  readonly start: number;
  readonly end: number;
}

/** Where a silence is looked for in a sound, and what counts as one; levels are magnitudes, of 1 at most. */
export interface SilenceSearch {
  /** Where a silence must lie at least in part. */
  readonly range: SampleRange;
  /** How far a silence may reach. */
  readonly bounds: SampleRange;
  /** Samples of at most this magnitude are quiet. */
  readonly level: number;
  /** How many samples a silence has at least. */
  readonly leastSamples: number;
  /** A sound of at most so many samples between two silences is a click: the silence goes on behind it. */
  readonly mostClickSamples: number;
  /** Sound of at most this magnitude is a breath if silence parts it from what follows: the silence goes on behind it. */
  readonly breathLevel: number;
  /** How many samples of silence part a breath from what follows at least. */
  readonly leastGapSamples: number;
}

/** Finds the longest silence that touches a range of samples; null where there is none. */
export function findSilence(samples: Float32Array, search: SilenceSearch): SampleRange | null {
  const { range, leastSamples, mostClickSamples, breathLevel } = search;
  const runs = listQuietRuns(samples, search);
  const toLength = ({ start, end }: SampleRange): number => end - start;
  const isLong = (run: SampleRange): boolean => toLength(run) >= leastSamples;
  const touching = runs.filter((run) => isLong(run) && run.start < range.end && run.end > range.start);
  const [first] = touching;
  if (first === undefined) return null;
  const longest = touching.reduce((best, run) => (toLength(run) > toLength(best) ? run : best), first);
  let { end } = longest;
  for (const run of runs) {
    if (run.start < end) continue;
    const isClick = isLong(run) && run.start - end <= mostClickSamples;
    const isBreath = (): boolean =>
      samples.subarray(end, run.start).every((sample) => Math.abs(sample) <= breathLevel);
    if (!isClick && !isBreath()) break;
    end = run.end;
  }
  return { start: longest.start, end };
}

/** Lists the silences within the bounds, in order. */
function listQuietRuns(
  samples: Float32Array,
  { bounds, level, leastGapSamples }: SilenceSearch,
): readonly SampleRange[] {
  const runs: SampleRange[] = [];
  const last = Math.min(bounds.end, samples.length);
  let start = Math.max(0, bounds.start);
  for (let index = start; index <= last; index += 1) {
    if (index < last && Math.abs(samples[index] ?? 0) <= level) continue;
    if (index - start >= leastGapSamples) runs.push({ start, end: index });
    start = index + 1;
  }
  return runs;
}
