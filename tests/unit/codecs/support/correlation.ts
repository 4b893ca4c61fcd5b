/** How alike two stretches of sound are: 1 for the same shape, around 0 for unrelated ones. */
export function correlation(a: Float32Array, b: Float32Array): number {
  const length = Math.min(a.length, b.length);
  let product = 0;
  let powerA = 0;
  let powerB = 0;
  for (let index = 0; index < length; index += 1) {
    product += a[index]! * b[index]!;
    powerA += a[index]! ** 2;
    powerB += b[index]! ** 2;
  }
  return product / Math.sqrt(powerA * powerB);
}

/** The lowest correlation of any stretch of `window` samples that is not silent: a local fault cannot hide in the sum. */
export function worstCorrelation(original: Float32Array, decoded: Float32Array, window: number): number {
  let worst = 1;
  for (let start = 0; start + window <= original.length; start += window) {
    const part = original.subarray(start, start + window);
    if (part.some((sample) => Math.abs(sample) > 0.1))
      worst = Math.min(worst, correlation(part, decoded.subarray(start, start + window)));
  }
  return worst;
}
