/** What the transforms are computed with: numbers, or code that computes vectors. Null stands for zero. */
export interface Arithmetic<T> {
  add(first: T | null, second: T | null): T | null;
  subtract(first: T | null, second: T | null): T | null;
  /** sum + factor · value */
  multiplyAdd(value: T | null, factor: number, sum: T | null): T | null;
}

/** The first half of a spectrum whose other half is its mirror image: frequencies 0 to length / 2. */
export interface Spectrum<T> {
  readonly real: readonly (T | null)[];
  readonly imaginary: readonly (T | null)[];
}

/** Is told of a value as soon as it is there. */
export type Put<T> = (place: number, value: T | null) => void;

/** Is told of a frequency as soon as its value is there. */
export type PutFrequency<T> = (frequency: number, real: T | null, imaginary: T | null) => void;

/**
 * The discrete Fourier transform Σ valueₙ·e^(-2πi·nf/length) of real values, whose count is a power of two, at frequencies 0
 * to length / 2 (Cooley and Tukey, decimation in time).
 */
export function transform<T>(
  values: readonly (T | null)[],
  by: Arithmetic<T>,
  put?: PutFrequency<T>,
): Spectrum<T> {
  const { length } = values;
  if (length === 1) return { real: values, imaginary: [null] };
  const even = transform(
    values.filter((_, index) => index % 2 === 0),
    by,
  );
  const odd = transform(
    values.filter((_, index) => index % 2 === 1),
    by,
  );
  const real: (T | null)[] = [];
  const imaginary: (T | null)[] = [];
  const set: PutFrequency<T> = (frequency, x, y) => {
    real[frequency] = x;
    imaginary[frequency] = y;
    put?.(frequency, x, y);
  };
  set(0, by.add(even.real[0] ?? null, odd.real[0] ?? null), null);
  set(length / 2, by.subtract(even.real[0] ?? null, odd.real[0] ?? null), null);
  const quarter = length / 4;
  if (length > 2) set(quarter, even.real[quarter] ?? null, by.subtract(null, odd.real[quarter] ?? null));
  for (let index = 1; index < quarter; index += 1) {
    const turned = turn(odd, index, { angle: (2 * Math.PI * index) / length, by });
    const [x, y] = [even.real[index] ?? null, even.imaginary[index] ?? null];
    const { factor } = turned;
    set(index, by.multiplyAdd(turned.real, factor, x), by.multiplyAdd(turned.imaginary, factor, y));
    set(
      length / 2 - index,
      by.multiplyAdd(turned.real, -factor, x),
      by.subtract(null, by.multiplyAdd(turned.imaginary, -factor, y)),
    );
  }
  return { real, imaginary };
}

interface Turned<T> {
  readonly real: T | null;
  readonly imaginary: T | null;
  /** What both are still to be multiplied by, which the sums behind do. */
  readonly factor: number;
}

/** One value of a spectrum times e^(-i·angle). The larger of sine and cosine is the factor, so that nothing grows. */
function turn<T>(
  { real, imaginary }: Spectrum<T>,
  index: number,
  { angle, by }: { readonly angle: number; readonly by: Arithmetic<T> },
): Turned<T> {
  const [x, y] = [real[index] ?? null, imaginary[index] ?? null];
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  if (angle <= Math.PI / 4 + 1e-9) {
    const tangent = angle === Math.PI / 4 ? 1 : sine / cosine;
    return {
      real: by.multiplyAdd(y, tangent, x),
      imaginary: by.multiplyAdd(x, -tangent, y),
      factor: cosine,
    };
  }
  return {
    real: by.multiplyAdd(x, cosine / sine, y),
    imaginary: by.subtract(null, by.multiplyAdd(y, -cosine / sine, x)),
    factor: sine,
  };
}

/**
 * The way back, without a factor: r₀ ± r_(length / 2) + Σ (r_f·cos(2π·nf/length) - i_f·sin(2π·nf/length)) for all n, r and i
 * being the spectrum's real and imaginary parts.
 */
export function transformBack<T>({ real, imaginary }: Spectrum<T>, by: Arithmetic<T>, put: Put<T>): void {
  const half = real.length - 1;
  const at = (values: readonly (T | null)[], index: number): T | null => values[index] ?? null;
  const first = by.add(at(real, 0), at(real, half));
  const second = by.subtract(at(real, 0), at(real, half));
  if (half === 1) {
    put(0, first);
    put(1, second);
    return;
  }
  const even = { real: [first], imaginary: [null as T | null] };
  const odd = { real: [second], imaginary: [null as T | null] };
  for (let index = 1; index < half / 2; index += 1) {
    const mirrored = half - index;
    even.real.push(by.add(at(real, index), at(real, mirrored)));
    even.imaginary.push(by.subtract(at(imaginary, index), at(imaginary, mirrored)));
    const x = by.subtract(at(real, index), at(real, mirrored));
    const y = by.add(at(imaginary, index), at(imaginary, mirrored));
    const angle = (Math.PI * index) / half;
    const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
    odd.real.push(by.multiplyAdd(y, -sine, by.multiplyAdd(x, cosine, null)));
    odd.imaginary.push(by.multiplyAdd(x, sine, by.multiplyAdd(y, cosine, null)));
  }
  even.real.push(at(real, half / 2));
  odd.real.push(by.subtract(null, at(imaginary, half / 2)));
  transformBack(even, by, (place, value) => put(2 * place, value));
  transformBack(odd, by, (place, value) => put(2 * place + 1, value));
}
