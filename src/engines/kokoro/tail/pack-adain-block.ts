import { CHANNEL_GROUP, MULTIPLY_COLUMNS } from '../../../compute/kernels/assembly/layout.ts';
import type { AdainBlockWeights, PlainConvolution } from './front-weights.ts';
import type { KernelMemory } from '../../../compute/kernels/kernel-memory.ts';
import type { PackContext } from './pack-generator.ts';
import type { PackedProduct } from './pack-styles.ts';
import {
  padColumns,
  placeColumns,
  storeMatrix,
  type StoredMatrix,
} from '../../../compute/kernels/store-matrix.ts';
import type { Tiling } from '../../../compute/kernels/tilings.ts';
import type { StoredWeights } from '../../../compute/stored-weights.ts';

/** Taps of a convolution in these blocks. */
const KERNEL = 3;

/** One convolution of a block with the AdaIN before it, in the kernels' memory. */
export interface PackedHalf extends StoredMatrix {
  /** Where γ and β start, in floats, in the product of all style layers. */
  readonly styleOffset: number;
  readonly tiling: Tiling;
  /** Address of the biases. */
  readonly bias: number;
}

/**
 * An AdainResBlk1d in the kernels' memory; `shortcut` is null where the input is added as it is, `pool` where rows are
 * not doubled.
 */
export interface PackedAdainBlock {
  /** Filled up to whole groups of channels. */
  readonly inputs: number;
  readonly outputs: number;
  readonly first: PackedHalf;
  readonly second: PackedHalf;
  readonly shortcut: PackedProduct | null;
  /** [3][inputs] and [inputs]. */
  readonly pool: { readonly weights: number; readonly bias: number } | null;
}

/** Fills a number of channels up to whole groups, which the convolutions work on. */
export function padChannels(channels: number): number {
  return Math.ceil(channels / CHANNEL_GROUP) * CHANNEL_GROUP;
}

/** Stores the weights of a block in the kernels' memory; its convolutions are cut as `tiling` says. */
export function packAdainBlock(
  block: AdainBlockWeights,
  tiling: Tiling,
  context: PackContext,
): PackedAdainBlock {
  const { memory, styles } = context;
  const { inputs, outputs, shortcut } = block;
  const padded = padChannels(inputs);
  const storeHalf = (
    { weight, bias }: PlainConvolution,
    channels: number,
  ): Omit<PackedHalf, 'styleOffset'> => {
    const total = padChannels(channels);
    const places = placeColumns(outputs, channels * KERNEL, total * KERNEL);
    return { tiling, ...storeMatrix(memory, [{ weights: weight, ...places }]), bias: memory.store(bias) };
  };
  return {
    inputs: padded,
    outputs,
    first: {
      styleOffset: styles.add(block.firstNorm, padded),
      ...storeHalf(block.first, inputs),
    },
    second: {
      styleOffset: styles.add(block.secondNorm, outputs),
      ...storeHalf(block.second, outputs),
    },
    shortcut: shortcut === null ? null : storeLinear(shortcut, { inputs, outputs }, memory),
    pool: block.pool === null ? null : packPool(block.pool, padded, memory),
  };
}

/** Stores weights [outputs][inputs] for a product with rows of whole groups of channels, or of more with `depth`. */
export function storeLinear(
  weights: StoredWeights,
  size: {
    readonly inputs: number;
    readonly outputs: number;
    readonly depth?: number;
    readonly bias?: Float32Array;
  },
  memory: KernelMemory,
): PackedProduct {
  const { inputs, outputs, depth = padChannels(inputs), bias = new Float32Array(outputs) } = size;
  return {
    depth,
    columns: Math.ceil(outputs / MULTIPLY_COLUMNS) * MULTIPLY_COLUMNS,
    ...storeMatrix(memory, [{ weights, ...placeColumns(outputs, inputs, depth) }]),
    bias: memory.store(padColumns(bias)),
  };
}

function packPool(
  { weight, bias }: NonNullable<AdainBlockWeights['pool']>,
  channels: number,
  memory: KernelMemory,
): NonNullable<PackedAdainBlock['pool']> {
  const taps = new Float32Array(3 * channels);
  weight.forEach((value, index) => {
    taps[(index % 3) * channels + Math.floor(index / 3)] = value;
  });
  const biases = new Float32Array(channels);
  biases.set(bias);
  return { weights: memory.store(taps), bias: memory.store(biases) };
}
