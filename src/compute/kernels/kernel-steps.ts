import type { Product } from './plan-jobs.ts';
import type { StoredMatrix } from './store-matrix.ts';
import type { Tiling } from './tilings.ts';

/** Where the statistics of a buffer lie. */
export interface Records {
  readonly address: number;
  readonly count: number;
}

/**
 * A matrix product with a bias, out = x · weights + bias: rows × depth times depth × columns. Places are byte
 * addresses.
 */
export interface Multiplication extends Product, StoredMatrix {
  readonly x: number;
  /** Floats from one row of x to the next. */
  readonly stride: number;
  /** Columns of x, and rows of the weights. */
  readonly depth: number;
  readonly bias: number;
  readonly out: number;
  /** Floats from one row of `out` to the next. */
  readonly outStride: number;
}

/** What is done to the inputs of a convolution behind their AdaIN. */
export type Bend =
  /** α / π and 1 / α for each channel. */
  { readonly frequency: number; readonly amplitude: number } | { readonly slope: number };

/** What is added to the outputs of a convolution. */
export interface Residual {
  readonly address: number;
  /** Floats from one row to the next. */
  readonly stride: number;
  /** Rows in which each is used: 1, or 2 where it has half as many. */
  readonly repeat: 1 | 2;
}

/**
 * A convolution over rows as Winograd tiles, with AdaIN and a bend before it and a sum behind it. Places are byte
 * addresses.
 */
export interface Convolution extends StoredMatrix {
  readonly x: number;
  /** Rows of x and of `out`; what lies outside of x counts as zero. */
  readonly rows: number;
  /** Of the input, side by side. */
  readonly channels: number;
  readonly outputs: number;
  /** Rows from one tap to the next. */
  readonly dilation: number;
  readonly tiling: Tiling;
  /** Factors of AdaIN, one for each channel; `shift` has what is added. */
  readonly scale: number;
  readonly shift: number;
  readonly bend: Bend;
  readonly bias: number;
  /** Added before the factor. */
  readonly residual: Residual | null;
  readonly out: number;
  /** Floats from one row of `out` to the next. */
  readonly outStride: number;
  readonly factor: number;
  /** Whether `out` is added to. */
  readonly accumulate: boolean;
  /** Where to leave statistics of `out`; 0 for nowhere. */
  readonly records: number;
}

/** A transform of overlapping windows of 20 samples, 5 apart, into rows of 11 magnitudes and 11 phases. */
export interface PolarTransform {
  readonly samples: number;
  readonly rows: number;
  /** Doubles, [20][11][2]: a cosine and a sine for each place of the window and each frequency. */
  readonly waves: number;
  /** The phase of a negative number without an imaginary part. */
  readonly straightPhase: number;
  readonly out: number;
}

/** Makes two rows of each, as the kernel `double` says. */
export interface Doubling {
  readonly x: number;
  readonly rows: number;
  readonly channels: number;
  readonly scale: number;
  readonly shift: number;
  readonly slope: number;
  readonly weights: number;
  readonly bias: number;
  readonly out: number;
}

/** Layer norm over rows: out = leaky((base + gain)·norm(x + residual) + shift). */
export interface LayerNorm {
  readonly x: number;
  /** Floats from one row to the next. */
  readonly stride: number;
  readonly rows: number;
  /** A multiple of 4. */
  readonly channels: number;
  readonly residual: { readonly address: number; readonly stride: number } | null;
  readonly gain: number;
  /** 1 where the gain says how far it is from 1, else 0. */
  readonly base: 0 | 1;
  readonly shift: number;
  readonly epsilon: number;
  /** Of the leaky bend; 1 for none. */
  readonly slope: number;
  /** May be x. */
  readonly out: number;
  readonly outStride: number;
}

/** Attention over rows that hold queries, keys and values, each of all heads side by side. */
export interface Attention {
  readonly x: number;
  readonly stride: number;
  readonly rows: number;
  readonly heads: number;
  readonly headSize: number;
  /** What the products of queries and keys are multiplied by. */
  readonly scale: number;
  readonly out: number;
  readonly outStride: number;
}

/** An LSTM in one or both directions, as the kernel `lstm` says. */
export interface Recurrence extends StoredMatrix {
  /** What the inputs give to the gates. */
  readonly x: number;
  readonly stride: number;
  /** Of each direction; a multiple of 8. */
  readonly units: number;
  readonly directions: 1 | 2;
  readonly steps: number;
  /** Row numbers as int32, one for each step; 0 where each row is one step. */
  readonly table: number;
  readonly out: number;
  readonly outStride: number;
}
