import type { KernelSize } from '../../../compute/kernels/tilings.ts';
import type { StoredWeights } from '../../../compute/stored-weights.ts';

/** The layer that makes γ and β of an AdaIN from the style; all arrays are row-major. */
export interface AdainWeights {
  /** [2 · channels][style], γ before β. */
  readonly styleWeight: StoredWeights;
  readonly styleBias: Float32Array;
}

/** AdaIN, Snake and the convolution behind them. */
export interface BentConvolution extends AdainWeights {
  /** [channels]. */
  readonly alpha: Float32Array;
  /** [channels][channels][kernel]. */
  readonly weight: StoredWeights;
  readonly bias: Float32Array;
}

/** A resblock: for each dilation a dilated convolution, an undilated one, and the sum with the input. */
export interface ResblockWeights {
  readonly kernel: KernelSize;
  readonly layers: readonly {
    readonly dilation: number;
    readonly first: BentConvolution;
    readonly second: BentConvolution;
  }[];
}

/** One stage of the generator: it makes `stride` rows of each, adds the harmonic source, and averages resblocks. */
export interface StageWeights {
  /** Channels behind the upsampling; a multiple of 16. */
  readonly channels: number;
  /** A transposed convolution with kernel = 2 · stride and padding stride / 2: weight [inputs][channels][kernel]. */
  readonly upsampling: {
    readonly stride: number;
    readonly weight: StoredWeights;
    readonly bias: Float32Array;
  };
  /** The convolution that brings the source in: weight [channels][22][kernel]. */
  readonly sourceConvolution: {
    readonly kernel: number;
    readonly stride: number;
    readonly padding: number;
    readonly weight: StoredWeights;
    readonly bias: Float32Array;
  };
  readonly sourceBlock: ResblockWeights;
  /** Side by side, averaged. */
  readonly blocks: readonly ResblockWeights[];
}

/** Everything that the generator knows; weights are read out of the file each time they are asked for. */
export interface GeneratorWeights {
  /** Channels of the features that come in. */
  readonly channels: number;
  /** Numbers in the style. */
  readonly style: number;
  readonly stages: readonly StageWeights[];
  /** The last convolution: weight [22][channels][7]. */
  readonly output: { readonly weight: StoredWeights; readonly bias: Float32Array };
  /** The windowed waves of the inverse transform, [11][20] each; the imaginary one is subtracted. */
  readonly inverse: { readonly real: Float32Array; readonly imaginary: Float32Array };
}

/** Channels of the source's spectrum: 11 magnitudes and 11 phases. */
export const SPECTRUM_CHANNELS = 22;
/** Frequencies of a spectrum: those of a window of 20 samples, with 0 and the highest. */
export const BINS = 11;
/** Samples that one row of the spectrum becomes. */
export const WINDOW_SAMPLES = 20;
/** Samples from one window to the next. */
export const HOP_SAMPLES = 5;
/** Taps of the last convolution. */
export const OUTPUT_KERNEL = 7;
