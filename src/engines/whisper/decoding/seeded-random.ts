/** Creates a stream of numbers from 0 to 1 that depends on the samples alone, so that a repeat gives the same text. */
export function createSeededRandom(samples: Float32Array): () => number {
  let state = samples.length;
  for (const value of new Int32Array(samples.slice().buffer)) state = Math.imul(state ^ value, 0x01000193);
  return () => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
