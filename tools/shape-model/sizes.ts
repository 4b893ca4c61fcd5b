/** The widths of a model of Kokoro's shape; kernels, strides and dilations are the same in all of them. */
export interface Sizes {
  readonly tokenCount: number;
  readonly hidden: number;
  /** Half of the style vector. */
  readonly style: number;
  readonly maxDuration: number;
  readonly bertEmbedding: number;
  readonly bertHidden: number;
  readonly bertHeads: number;
  readonly bertFeedForward: number;
  readonly bertLayers: number;
  readonly bertPositions: number;
  readonly decoder: number;
  readonly textResidual: number;
  /** Channels at the generator's door; each of its two stages halves them. */
  readonly generator: number;
}

export type Width = 'full' | 'small';

/** The published sizes, and a width at which every operator still runs but a sentence takes milliseconds. */
export const SIZES: Readonly<Record<Width, Sizes>> = {
  full: {
    tokenCount: 178,
    hidden: 512,
    style: 128,
    maxDuration: 50,
    bertEmbedding: 128,
    bertHidden: 768,
    bertHeads: 12,
    bertFeedForward: 2048,
    bertLayers: 12,
    bertPositions: 512,
    decoder: 1024,
    textResidual: 64,
    generator: 512,
  },
  small: {
    tokenCount: 178,
    hidden: 32,
    style: 128,
    maxDuration: 50,
    bertEmbedding: 16,
    bertHidden: 48,
    bertHeads: 4,
    bertFeedForward: 64,
    bertLayers: 2,
    bertPositions: 512,
    decoder: 48,
    textResidual: 8,
    generator: 64,
  },
};
