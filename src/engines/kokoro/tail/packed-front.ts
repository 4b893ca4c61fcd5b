import type { ChannelTaps } from './front-weights.ts';
import type { PackedAdainBlock } from './pack-adain-block.ts';
import type { PackedProduct } from './pack-styles.ts';

/** The convolutions, with three taps and a stride of two, that bring both curves to one value a frame. */
export interface CurveHalving {
  readonly f0: ChannelTaps;
  readonly energy: ChannelTaps;
}

/** Addresses and sizes of what makes the generator's features, in the kernels' memory. */
export interface PackedDecoder {
  /** Channels of the aligned text, and of the residual made from it. */
  readonly channels: number;
  readonly residualChannels: number;
  readonly encode: PackedAdainBlock;
  readonly blocks: readonly PackedAdainBlock[];
  readonly residual: PackedProduct;
  readonly halving: CurveHalving;
  readonly constants: PackedConstants;
}

/** What makes F0, or energy. */
export interface PackedCurve {
  readonly blocks: readonly PackedAdainBlock[];
  readonly projection: PackedProduct;
}

/** What makes both curves, with their styles. */
export interface PackedProsody {
  readonly channels: number;
  readonly style: number;
  readonly styles: PackedProduct;
  readonly f0: PackedCurve;
  readonly energy: PackedCurve;
  readonly constants: PackedConstants;
}

/** The scale and the shift that change nothing, for as many channels as any block has. */
export interface PackedConstants {
  readonly ones: number;
  readonly zeros: number;
}
