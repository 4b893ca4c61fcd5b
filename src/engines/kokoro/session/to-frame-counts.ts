/** Rounds durations as Kokoro's graph itself does after it gives them: half to even, at least 1. */
export function toFrameCounts(durations: Float32Array): Int32Array<ArrayBuffer> {
  return Int32Array.from(durations, (duration) => {
    const floor = Math.floor(duration);
    const isHalf = duration - floor === 0.5;
    const rounded = isHalf ? floor + (floor % 2) : Math.round(duration);
    return Math.max(1, rounded);
  });
}
