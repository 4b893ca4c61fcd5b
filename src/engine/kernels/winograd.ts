import { Rational } from './rational.ts';

/** A fraction of whole numbers, `[numerator, denominator]`. */
export type Point = readonly [number, number];

/** The three matrices of a one-dimensional Winograd (Toom–Cook) correlation y = outputᵀ·[(kernel·g) ⊙ (input·d)]. */
export interface WinogradMatrices {
  /** [alpha][tile], read column by column. */
  readonly output: readonly (readonly number[])[];
  /** [alpha][taps]. */
  readonly kernel: readonly (readonly number[])[];
  /** [alpha][alpha]. */
  readonly input: readonly (readonly number[])[];
}

/**
 * Computes the matrices that give `tile` outputs of a correlation with `taps` taps from alpha = tile + taps - 1
 * products, exactly, by interpolation at alpha - 1 finite points and infinity. Rows of `input` are scaled to numbers that
 * fp32 holds exactly and those of `kernel` the other way.
 */
export function createWinogradMatrices(
  tile: number,
  taps: number,
  points: readonly Point[],
): WinogradMatrices {
  const alpha = tile + taps - 1;
  if (points.length !== alpha - 1) throw new RangeError(`F(${tile}, ${taps}) needs ${alpha - 1} points`);
  const places = points.map(([numerator, denominator]) => Rational.of(numerator, denominator));
  const interpolation = invert(evaluateAt(places, alpha));
  // The transpose of the interpolation takes the data to the points.
  const rows = range(alpha).map((row) => range(alpha).map((column) => at(interpolation, column, row)));
  const scales = rows.map((row) => toScale(row));
  const scale = (index: number): Rational => scales[index] ?? Rational.ONE;
  return {
    output: evaluateAt(places, tile).map((row) => row.map((value) => value.toNumber())),
    kernel: evaluateAt(places, taps).map((row, index) =>
      row.map((value) => value.over(scale(index)).toNumber()),
    ),
    input: rows.map((row, index) => row.map((value) => value.times(scale(index)).toNumber())),
  };
}

/** Powers of each point, and the leading coefficient for the point at infinity. */
function evaluateAt(points: readonly Rational[], length: number): Rational[][] {
  const rows = points.map((point) => {
    const powers = [Rational.ONE];
    for (let degree = 1; degree < length; degree += 1) {
      powers.push((powers[degree - 1] ?? Rational.ONE).times(point));
    }
    return powers;
  });
  const infinity = range(length).map((degree) => (degree === length - 1 ? Rational.ONE : Rational.ZERO));
  return [...rows, infinity];
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
