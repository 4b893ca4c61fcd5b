/** Root mean square of the difference over that of what was expected; not a number where either has none. */
export function measureDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return NaN;
  let error = 0;
  let power = 0;
  for (let index = 0; index < expected.length; index += 1) {
    const value = expected[index] ?? 0;
    error += ((actual[index] ?? 0) - value) ** 2;
    power += value * value;
  }
  return Math.sqrt(error / power);
}
