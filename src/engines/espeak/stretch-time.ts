/** Lengths in samples: of the windows that are laid over each other, and how far one may be moved to fit its neighbour. */
export interface StretchOptions {
  readonly windowSamples: number;
  readonly searchSamples: number;
}

/**
 * Makes speech `factor` times as fast (0.5 to 2 sounds natural) at the same pitch: WSOLA, which lays windows of the input
 * closer together or wider apart, each where it fits best on the one before. The output has `length / factor` samples.
 */
export function stretchTime(
  samples: Float32Array<ArrayBuffer>,
  factor: number,
  { windowSamples, searchSamples }: StretchOptions,
): Float32Array<ArrayBuffer> {
  const hop = windowSamples >> 1;
  const output = new Float32Array(Math.round(samples.length / factor));
  const padded = new Float32Array(samples.length + 2 * (windowSamples + searchSamples));
  padded.set(samples);
  const fade = Float32Array.from(
    { length: hop },
    (_, index) => Math.sin(((index + 0.5) / hop) * (Math.PI / 2)) ** 2,
  );
  let natural = padded.subarray(0, hop);
  for (let start = 0; start < output.length; start += hop) {
    const wanted = Math.round(start * factor);
    const at = start === 0 ? 0 : toBestFit(padded, natural, { wanted, searchSamples });
    const count = Math.min(hop, output.length - start);
    for (let index = 0; index < count; index += 1) {
      const share = fade[index] ?? 0;
      output[start + index] = (natural[index] ?? 0) * (1 - share) + (padded[at + index] ?? 0) * share;
    }
    natural = padded.subarray(at + hop, at + 2 * hop);
  }
  return output;
}

/** Finds where the input, near the wanted place, is most like what would have followed. */
function toBestFit(
  samples: Float32Array,
  natural: Float32Array,
  { wanted, searchSamples }: { wanted: number; searchSamples: number },
): number {
  const first = Math.max(0, wanted - searchSamples);
  const last = Math.min(samples.length - 2 * natural.length, wanted + searchSamples);
  let best = Math.min(wanted, last);
  let bestLikeness = -Infinity;
  for (let at = first; at <= last; at += 1) {
    let product = 0;
    let energy = 1e-9;
    for (let index = 0; index < natural.length; index += 2) {
      const sample = samples[at + index] ?? 0;
      product += sample * (natural[index] ?? 0);
      energy += sample * sample;
    }
    const likeness = product / Math.sqrt(energy);
    if (likeness > bestLikeness) [best, bestLikeness] = [at, likeness];
  }
  return best;
}
