/** Gives the noise of one sample, from its index and from what the harmonics would give there at full voice. */
export type Noise = (sampleIndex: number, harmonics: number) => number;

/**
 * Makes normal noise of this deviation from a seed; the same seed gives the same noise. Nine independent noises, mixed
 * with the weights w, are one noise of the deviation ‖w‖, so one is enough.
 */
export function createNormalNoise(seed: number, deviation: number): Noise {
  const random = createRandom(seed);
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    // Box and Muller's way from two uniform numbers to two normal ones.
    const radius = deviation * Math.sqrt(-2 * Math.log(1 - random()));
    const angle = 2 * Math.PI * random();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

/** Uniform numbers in [0, 1), by a counter that is scrambled (splitmix32). */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let bits = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
    return ((bits ^ (bits >>> 15)) >>> 0) / 2 ** 32;
  };
}
