/**
 * Converts samples to 16 bits: rounded, clipped outside [-1, 1), silence for what is not a number. Full scale is 32768, as
 * in decoders, so that sound which once was 16-bit comes back unchanged.
 */
export function toInt16(samples: Float32Array): Int16Array<ArrayBuffer> {
  const integers = new Int16Array(samples.length);
  for (let i = 0; i < samples.length; i++) {
    integers[i] = Math.max(-32768, Math.min(32767, Math.round((samples[i] ?? 0) * 32768)));
  }
  return integers;
}

/** Converts 16-bit samples to floats in [-1, 1); `toInt16` gives the same integers back. */
export function toFloat32(integers: Int16Array): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(integers.length);
  for (let i = 0; i < integers.length; i++) samples[i] = (integers[i] ?? 0) / 32768;
  return samples;
}
