import type { Tiling, WinogradPoints } from '../../src/compute/kernels/tilings.ts';
import { Rational } from './rational.ts';

/** The three matrices of a one-dimensional Winograd (Toom–Cook) correlation y = outputᵀ·[(kernel·g) ⊙ (input·d)]. */
export interface WinogradMatrices {
  /** [planes][tile], read column by column. */
  readonly output: readonly (readonly number[])[];
  /** [planes][taps]. */
  readonly kernel: readonly (readonly number[])[];
  /** [planes][tile + taps - 1]. */
  readonly input: readonly (readonly number[])[];
}

/**
 * Computes the matrices that give `tile` outputs of a correlation with `taps` taps, exactly, by interpolation of a
 * polynomial product with tile + taps - 1 coefficients at as many points, infinity being one of them. A real point takes
 * one plane; a couple of complex ones takes three, by Karatsuba's rule, and keeps rounding errors small. Rows of `input`
 * are scaled to about one and those of `kernel` the other way.
 */
export function createWinogradMatrices({
  tile,
  kernel: taps,
  points,
}: Pick<Tiling, 'tile' | 'kernel'> & { readonly points: WinogradPoints }): WinogradMatrices {
  const length = tile + taps - 1;
  const given = points.real.length + 2 * points.unit.length + 1;
  if (given !== length) throw new RangeError(`F(${tile}, ${taps}) needs ${length} points, not ${given}`);
  const interpolation = invert(evaluate(points, length, (even, odd) => [even, odd]));
  // The transpose of the interpolation takes the data to the points.
  const columns = range(length).map((column) => range(length).map((row) => at(interpolation, row, column)));
  const rows = toPlanes(columns, points);
  const scales = rows.map((row) => toScale(row));
  const scale = (index: number): Rational => scales[index] ?? Rational.ONE;
  return {
    output: evaluatePlanes(points, tile).map((row) => row.map((value) => value.toNumber())),
    kernel: evaluatePlanes(points, taps).map((row, index) =>
      row.map((value) => value.over(scale(index)).toNumber()),
    ),
    input: rows.map((row, index) => row.map((value) => value.times(scale(index)).toNumber())),
  };
}

/** The factors of Karatsuba's three products for the rest r + s·x of a division by x² + bx + 1: r, s and r + t·s. */
function evaluatePlanes(points: WinogradPoints, length: number): Rational[][] {
  return evaluate(points, length, (constant, linear, b) => [
    constant,
    linear,
    add(constant, linear, toTwist(b)),
  ]);
}

/**
 * From the products p, q and (r + ts)(r' + ts') the rest of the whole product is
 * p - q + x·[(third - p)/t - (t + b)·q]; this is the transpose of that.
 */
function toPlanes(columns: readonly Rational[][], points: WinogradPoints): Rational[][] {
  const count = points.real.length;
  const unit = points.unit.flatMap((b, index) => {
    const constant = columns[count + 2 * index] ?? [];
    const linear = columns[count + 2 * index + 1] ?? [];
    const twist = toTwist(b);
    const inverse = Rational.ONE.over(twist);
    const minus = (value: Rational): Rational => Rational.ZERO.minus(value);
    return [
      add(constant, linear, minus(inverse)),
      add(constant.map(minus), linear, minus(twist.plus(Rational.of(b)))),
      linear.map((value) => value.times(inverse)),
    ];
  });
  return [...columns.slice(0, count), ...unit, ...columns.slice(-1)];
}

/** Either sign of t is right; this one adds the smaller errors. */
function toTwist(b: number): Rational {
  return Rational.of(b > 0 ? -1 : 1);
}

/**
 * For each real point its powers, for each couple of complex ones what `combine` makes of the constants and the linear
 * coefficients of the powers' rests, and the leading coefficient for the point at infinity.
 */
function evaluate(
  points: WinogradPoints,
  length: number,
  combine: (constants: Rational[], linears: Rational[], b: number) => Rational[][],
): Rational[][] {
  const real = points.real.map(([numerator, denominator]) => {
    const point = Rational.of(numerator, denominator);
    const powers = [Rational.ONE];
    for (let degree = 1; degree < length; degree += 1) {
      powers.push((powers[degree - 1] ?? Rational.ONE).times(point));
    }
    return powers;
  });
  const unit = points.unit.flatMap((b) => {
    const rests = [{ constant: 1, linear: 0 }];
    for (let degree = 1; degree < length; degree += 1) {
      const { constant, linear } = rests[degree - 1] ?? { constant: 0, linear: 0 };
      rests.push({ constant: -linear, linear: constant - b * linear });
    }
    const constants = rests.map(({ constant }) => Rational.of(constant));
    return combine(
      constants,
      rests.map(({ linear }) => Rational.of(linear)),
      b,
    );
  });
  const infinity = range(length).map((degree) => (degree === length - 1 ? Rational.ONE : Rational.ZERO));
  return [...real, ...unit, infinity];
}

/** first + factor · second. */
function add(first: readonly Rational[], second: readonly Rational[], factor: Rational): Rational[] {
  return first.map((value, index) => value.plus((second[index] ?? Rational.ZERO).times(factor)));
}

/** Gauss–Jordan elimination; the matrix is regular since the points differ. */
function invert(matrix: readonly (readonly Rational[])[]): Rational[][] {
  const size = matrix.length;
  const rows = matrix.map((row, index) => [
    ...row,
    ...range(size).map((column) => (column === index ? Rational.ONE : Rational.ZERO)),
  ]);
  for (let column = 0; column < size; column += 1) {
    const pivot = rows.findIndex((row, index) => index >= column && !isZero(row[column]));
    if (pivot < 0) throw new RangeError('The points of a Winograd transform must differ');
    swap(rows, pivot, column);
    const lead = at(rows, column, column);
    const scaled = (rows[column] ?? []).map((value) => value.over(lead));
    rows[column] = scaled;
    rows.forEach((row, index) => {
      const factor = row[column];
      if (index === column || factor === undefined || isZero(factor)) return;
      rows[index] = row.map((value, position) =>
        value.minus(factor.times(scaled[position] ?? Rational.ZERO)),
      );
    });
  }
  return rows.map((row) => row.slice(size));
}

/** Makes a row whole numbers, which fp32 holds exactly, then brings the largest near one by a power of two. */
function toScale(row: readonly Rational[]): Rational {
  const whole = row.reduce(
    (scale, value) => scale.times(Rational.of(value.times(scale).denominator)),
    Rational.ONE,
  );
  const largest = Math.max(...row.map((value) => Math.abs(value.times(whole).toNumber())));
  const exponent = Math.ceil(Math.log2(largest)) - 2;
  return exponent >= 0 ? whole.over(Rational.of(2 ** exponent)) : whole.times(Rational.of(2 ** -exponent));
}

function swap(rows: Rational[][], first: number, second: number): void {
  const [one, other] = [rows[first], rows[second]];
  if (one === undefined || other === undefined) return;
  rows[first] = other;
  rows[second] = one;
}

function at(rows: readonly (readonly Rational[])[], row: number, column: number): Rational {
  return rows[row]?.[column] ?? Rational.ZERO;
}

function isZero(value: Rational | undefined): boolean {
  return value === undefined || value.numerator === 0n;
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}
