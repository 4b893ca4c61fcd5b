import type { LstmWeights } from '../../../compute/kernels/store-lstm.ts';
import type { KernelSize } from '../../../compute/kernels/tilings.ts';
import type { StoredWeights } from '../../../compute/stored-weights.ts';

/** A matrix product with a bias; all sizes are multiples of 8 but for the outputs of the durations. */
export interface ProductWeights {
  readonly inputs: number;
  readonly outputs: number;
  /** [inputs][outputs], read out of the file when it is asked for. */
  readonly weight: StoredWeights;
  readonly bias: Float32Array;
}

/** A layer norm over the channels. */
export interface NormWeights {
  readonly gain: Float32Array;
  readonly shift: Float32Array;
  readonly epsilon: number;
}

/** PL-BERT: an ALBERT, whose layers share their weights. */
export interface BertWeights {
  /** Channels of an embedding. */
  readonly width: number;
  /** [tokens][width] */
  readonly words: Float32Array;
  /** [positions][width]; what stands for the type of a token is added. */
  readonly positions: Float32Array;
  readonly embeddingNorm: NormWeights;
  readonly entry: ProductWeights;
  readonly layers: number;
  readonly heads: number;
  /** What the scores of attention are multiplied by. */
  readonly scale: number;
  readonly query: ProductWeights;
  readonly key: ProductWeights;
  readonly value: ProductWeights;
  readonly dense: ProductWeights;
  readonly attentionNorm: NormWeights;
  readonly widening: ProductWeights;
  readonly narrowing: ProductWeights;
  readonly outputNorm: NormWeights;
  /** From PL-BERT's channels to those of the duration encoder. */
  readonly exit: ProductWeights;
}

/** A convolution over the tokens, a layer norm and a leaky bend. */
export interface TextBlockWeights {
  /** [channels][channels][kernel] */
  readonly weight: StoredWeights;
  readonly bias: Float32Array;
  readonly norm: NormWeights;
  readonly slope: number;
}

/** What makes the text's features, one row for each token. */
export interface TextWeights {
  readonly channels: number;
  /** Taps of a convolution. */
  readonly kernel: KernelSize;
  /** [tokens][channels] */
  readonly table: Float32Array;
  readonly blocks: readonly TextBlockWeights[];
  readonly lstm: LstmWeights;
}

/** An LSTM, and a layer norm whose gain and shift are linear in the style. */
export interface DurationLayerWeights {
  readonly lstm: LstmWeights;
  /** [2 · channels][style]: of the gain, which is one more, and of the shift. */
  readonly styleWeight: StoredWeights;
  readonly styleBias: Float32Array;
  readonly epsilon: number;
}

/** All that is computed before the curves: from token ids and the style to durations and what follows the frames. */
export interface EncoderWeights {
  /** Length of the prosody's half of the style. */
  readonly style: number;
  readonly bert: BertWeights;
  readonly text: TextWeights;
  readonly durationLayers: readonly DurationLayerWeights[];
  readonly durationLstm: LstmWeights;
  /** Its sigmoids add up to a duration. */
  readonly durationProjection: ProductWeights;
  /** Runs over the frames; the curves are made from its states. */
  readonly frameLstm: LstmWeights;
}
