/** Copies samples and makes them fit for every encoder: values beyond full scale are clipped, and NaN is silence. */
export function toClipped(samples: Float32Array): Float32Array<ArrayBuffer> {
  const clipped = new Float32Array(samples);
  for (let index = 0; index < clipped.length; index += 1) {
    const value = clipped[index] ?? 0;
    if (value > 1) clipped[index] = 1;
    else if (value < -1) clipped[index] = -1;
    else if (Number.isNaN(value)) clipped[index] = 0;
  }
  return clipped;
}

/**
 * Converts samples within [-1, 1] to 16-bit integers. Full scale is 32768, as in decoders, so that sound which once
 * was 16-bit comes back unchanged.
 */
export function toPcm16(samples: Float32Array): Int16Array<ArrayBuffer> {
  const pcm = new Int16Array(samples.length);
  for (let index = 0; index < pcm.length; index += 1) {
    pcm[index] = Math.min(Math.round((samples[index] ?? 0) * 32_768), 32_767);
  }
  return pcm;
}

/** Converts samples within [-1, 1] to little-endian 16-bit bytes. */
export function toPcm16Bytes(samples: Float32Array): Uint8Array<ArrayBuffer> {
  const pcm = toPcm16(samples);
  const view = new DataView(pcm.buffer);
  for (let index = 0; index < pcm.length; index += 1) view.setInt16(index * 2, pcm[index] ?? 0, true);
  return new Uint8Array(pcm.buffer);
}
