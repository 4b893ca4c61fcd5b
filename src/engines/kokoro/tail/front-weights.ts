import type { StoredWeights } from '../../../compute/stored-weights.ts';
import type { AdainWeights } from './generator-weights.ts';

/** A convolution with three taps, [outputs][inputs][3]. */
export interface PlainConvolution {
  readonly weight: StoredWeights;
  readonly bias: Float32Array;
}

/** Three taps for each channel by itself, [channels][3]. */
export interface ChannelTaps {
  readonly weight: Float32Array;
  readonly bias: Float32Array;
}

/**
 * A resblock in front of the generator: AdaIN, LeakyReLU, convolution, twice, added to a shortcut, and the sum divided by
 * √2.
 */
export interface AdainBlockWeights {
  readonly inputs: number;
  /** A multiple of 16. */
  readonly outputs: number;
  readonly firstNorm: AdainWeights;
  readonly first: PlainConvolution;
  readonly secondNorm: AdainWeights;
  readonly second: PlainConvolution;
  /** [outputs][inputs]; null where the input itself is added. */
  readonly shortcut: StoredWeights | null;
  /** Where there are twice as many rows: what doubles them in front of the first convolution, [inputs][3]. */
  readonly pool: ChannelTaps | null;
}

/** What makes the generator's features from the aligned text, F0 and energy. */
export interface DecoderWeights {
  /** Channels of the aligned text. */
  readonly channels: number;
  readonly style: number;
  /** From text, F0 and energy, side by side. */
  readonly encode: AdainBlockWeights;
  /** From the channels of the block before, the residual, F0 and energy; the last doubles the rows. */
  readonly blocks: readonly AdainBlockWeights[];
  /** What of the text every block gets: [channels of the residual][channels]. */
  readonly residual: { readonly weight: StoredWeights; readonly bias: Float32Array };
  /** Three taps and a stride of two each. */
  readonly f0: ChannelTaps;
  readonly energy: ChannelTaps;
}

/** Three blocks, the second of which doubles the rows, and a sum over the channels. */
export interface CurveWeights {
  readonly blocks: readonly AdainBlockWeights[];
  /** [channels]. */
  readonly projection: StoredWeights;
  readonly bias: number;
}

/** What makes F0 and energy from the states of the LSTM before. */
export interface ProsodyWeights {
  readonly channels: number;
  readonly style: number;
  readonly f0: CurveWeights;
  readonly energy: CurveWeights;
}
