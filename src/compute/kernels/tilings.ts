/** Taps of a convolution for which there are tiles. */
export type KernelSize = 2 | 3 | 5 | 7 | 11;

/** How the convolution of one kernel size is cut into Winograd tiles. */
export interface Tiling {
  /** Its place in `TILINGS`. */
  readonly id: number;
  readonly kernel: KernelSize;
  /** Output positions that one tile covers. */
  readonly tile: number;
  /** Products per tile. */
  readonly planes: number;
  /** Where its polynomials are interpolated, or the length of the cyclic convolution that it goes through. */
  readonly points: WinogradPoints | number;
}

/** A fraction of whole numbers, `[numerator, denominator]`. */
export type Point = readonly [number, number];

/** Where polynomials are interpolated, besides infinity. */
export interface WinogradPoints {
  readonly real: readonly Point[];
  /** Couples of complex points on the unit circle: each number b stands for the two roots of x² + bx + 1. */
  readonly unit: readonly number[];
}

/** x² + 1, and the couple x² ± x + 1. */
const IMAGINARY = 0;
const SIXTHS = [-1, 1];

/**
 * Points near those that a random search found best. Real points alone lose too much accuracy in tiles of this size;
 * each couple of complex ones costs a product more and takes the error down by a factor of 3 to 6. How accurate a set is
 * depends on its points and hardly on the taps, and taps and outputs of a tile are one more than it has points.
 */
const TWELVE: WinogradPoints = {
  real: [[0, 1], ...toPairs([3, 8], [7, 10], [1, 1], [10, 7], [8, 3])],
  unit: [],
};
const TWENTY_TWO: WinogradPoints = {
  real: [[0, 1], ...toPairs([1, 3], [3, 5], [5, 6], [1, 1], [6, 5], [5, 3], [3, 1])],
  unit: [IMAGINARY, ...SIXTHS],
};
/**
 * A cyclic convolution of this length, by Fourier transforms, as accurate as a direct one. Its tiles are so long, and its
 * weights so many, that it pays where rows are many and channels few.
 */
const CYCLE = 64;
const MOST_CYCLE_CHANNELS = 128;
/** Loses a tenth as much as the others. */
const SIX: WinogradPoints = { real: [[0, 1], ...toPairs([2, 3], [3, 2])], unit: [] };

/** All tilings, in the order of their ids. A real point takes a product, a couple of complex ones three, infinity one. */
export const TILINGS: readonly Tiling[] = (
  [
    [3, TWELVE],
    [7, TWENTY_TWO],
    [11, TWENTY_TWO],
    [2, TWELVE],
    [5, TWELVE],
    [3, SIX],
    [11, CYCLE],
  ] as const
).map(([kernel, points], id) => {
  if (typeof points === 'number') {
    // Two values lie outside of the cycle, and each has a product; all frequencies but two have three.
    return { id, kernel, tile: points + 3 - kernel, planes: 4 + 3 * (points / 2 - 1), points };
  }
  const { real, unit } = points;
  const planes = real.length + 3 * unit.length + 1;
  return { id, kernel, tile: real.length + 2 * unit.length + 2 - kernel, planes, points };
});

/** Whether there is a tiling for so many taps. */
export function isKernelSize(taps: number): taps is KernelSize {
  return TILINGS.some(({ kernel }) => kernel === taps);
}

/**
 * The tiling for a kernel and a number of input channels, or the finest for the kernel, whose tiles are small; throws a
 * RangeError for a size that the model does not have.
 */
export function findTiling(
  kernel: KernelSize,
  { isFine = false, channels = Infinity }: { readonly isFine?: boolean; readonly channels?: number } = {},
): Tiling {
  const isLast = isFine || channels <= MOST_CYCLE_CHANNELS;
  const fitting = TILINGS.filter((tiling) => tiling.kernel === kernel);
  const allowed = isFine ? fitting : fitting.filter(({ points }) => points !== SIX);
  const found = isLast ? allowed.at(-1) : allowed[0];
  if (found === undefined) throw new RangeError(`There is no tiling for a kernel of ${kernel}`);
  return found;
}

function toPairs(...points: readonly Point[]): Point[] {
  return points.flatMap(([numerator, denominator]): Point[] => [
    [numerator, denominator],
    [-numerator, denominator],
  ]);
}
