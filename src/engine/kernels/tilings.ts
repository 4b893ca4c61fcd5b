import { TILE, TILING_11, TILING_3, TILING_7 } from './assembly/layout.ts';
import { createWinogradMatrices, type Point, type WinogradMatrices } from './winograd.ts';

export type KernelSize = 3 | 7 | 11;

/** How the convolution of one kernel size is cut into Winograd tiles. */
export interface Tiling {
  readonly id: number;
  readonly kernel: KernelSize;
  /** Taps that one transform covers; a kernel of 11 is two of 6, one tile apart. */
  readonly taps: number;
  /** How many such transforms a kernel needs. */
  readonly parts: number;
  /** Products per tile of 6 outputs, for each part. */
  readonly planes: number;
  readonly matrices: WinogradMatrices;
}

/**
 * Points, found by trying all small fractions for the least fp32 error (over 128 channels, relative RMS): 9e-7, 5e-6
 * and 4e-6. All of them come in pairs ±p, which lets the transforms share half of their arithmetic.
 */
const POINTS: Readonly<Record<KernelSize, readonly Point[]>> = {
  3: [[0, 1], ...toPairs([1, 2], [1, 1], [2, 1])],
  7: [[0, 1], ...toPairs([1, 3], [2, 3], [1, 1], [3, 2], [3, 1])],
  11: toPairs([1, 4], [1, 2], [1, 1], [4, 3], [3, 1]),
};

/** The tilings of all kernel sizes. */
export const TILINGS: Readonly<Record<KernelSize, Tiling>> = {
  3: createTiling(TILING_3, 3, 1),
  7: createTiling(TILING_7, 7, 1),
  11: createTiling(TILING_11, 11, 2),
};

function createTiling(id: number, kernel: KernelSize, parts: number): Tiling {
  const taps = Math.ceil(kernel / parts);
  const matrices = createWinogradMatrices(TILE, taps, POINTS[kernel]);
  return { id, kernel, taps, parts, planes: TILE + taps - 1, matrices };
}

function toPairs(...points: readonly Point[]): Point[] {
  return points.flatMap(([numerator, denominator]): Point[] => [
    [numerator, denominator],
    [-numerator, denominator],
  ]);
}
