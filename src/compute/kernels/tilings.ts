/** Taps of a convolution for which there are Winograd tiles. */
export type KernelSize = 3 | 7 | 11;

/** How the convolution of one kernel size is cut into Winograd tiles. */
export interface Tiling {
  /** Its place in `TILINGS`. */
  readonly id: number;
  readonly kernel: KernelSize;
  /** Output positions that one tile covers. */
  readonly tile: number;
  /** Products per tile. */
  readonly planes: number;
  /** Where its polynomials are interpolated. */
  readonly points: WinogradPoints;
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
 * each couple of complex ones costs a product more and takes the error down by a factor of 3 to 6.
 */
const SHAPES: readonly (readonly [kernel: KernelSize, tile: number, points: WinogradPoints])[] = [
  [3, 10, { real: [[0, 1], ...toPairs([3, 8], [7, 10], [1, 1], [10, 7], [8, 3])], unit: [] }],
  [7, 10, { real: [[0, 1], ...toPairs([1, 3], [5, 8], [7, 8], [8, 7], [8, 5], [3, 1])], unit: [IMAGINARY] }],
  [
    11,
    12,
    {
      real: [[0, 1], ...toPairs([1, 3], [3, 5], [5, 6], [1, 1], [6, 5], [5, 3], [3, 1])],
      unit: [IMAGINARY, ...SIXTHS],
    },
  ],
  [3, 4, { real: [[0, 1], ...toPairs([2, 3], [3, 2])], unit: [] }],
];

/** All tilings, in the order of their ids. A real point takes a product, a couple of complex ones three, infinity one. */
export const TILINGS: readonly Tiling[] = SHAPES.map(([kernel, tile, points], id) => {
  const planes = points.real.length + 3 * points.unit.length + 1;
  return { id, kernel, tile, planes, points };
});

/** With more channels than this on a side, weights are most of what is read, and there are fewer the smaller the tile. */
const MOST_NARROW_CHANNELS = 256;

/** The tiling for a kernel and so many channels; throws a RangeError for a size that the model does not have. */
export function findTiling(kernel: KernelSize, channels = 0): Tiling {
  const fitting = TILINGS.filter((tiling) => tiling.kernel === kernel);
  const found = channels > MOST_NARROW_CHANNELS ? fitting.at(-1) : fitting[0];
  if (found === undefined) throw new RangeError(`There is no tiling for a kernel of ${kernel}`);
  return found;
}

function toPairs(...points: readonly Point[]): Point[] {
  return points.flatMap(([numerator, denominator]): Point[] => [
    [numerator, denominator],
    [-numerator, denominator],
  ]);
}
