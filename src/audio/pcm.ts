/** Converts samples to 16 bits: rounded, clipped outside [-1, 1), silence for what is not a number. */
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

/** Converts samples to bytes: 16 bits, little endian. */
export function toPcmBytes(samples: Float32Array): Uint8Array<ArrayBuffer> {
  const integers = toInt16(samples);
  const bytes = new Uint8Array(integers.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < integers.length; i++) view.setInt16(i * 2, integers[i] ?? 0, true);
  return bytes;
}
