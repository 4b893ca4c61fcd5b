import { CHANNEL_GROUP, MULTIPLY_COLUMNS } from '../../../compute/kernels/assembly/layout.ts';
import type { AdainBlockWeights } from './front-weights.ts';
import type { KernelMemory } from '../../../compute/kernels/kernel-memory.ts';
import type { PackContext } from './pack-generator.ts';
import type { PackedProduct } from './pack-styles.ts';
import { packMatrix, padColumns } from '../../../compute/kernels/pack-weights.ts';
import { findTiling, type Tiling } from '../../../compute/kernels/tilings.ts';

export interface PackedHalf {
  /** Where γ and β start, in floats, in the product of all style layers. */
  readonly styleOffset: number;
  readonly tiling: Tiling;
  readonly weights: number;
  readonly bias: number;
}

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

/** Packs the weights of a block into the kernels' memory. */
export function packAdainBlock(block: AdainBlockWeights, context: PackContext): PackedAdainBlock {
  const { memory, styles, packConvolution } = context;
  const { inputs, outputs, shortcut } = block;
  const padded = padChannels(inputs);
  const packHalf = (weight: Float32Array, channels: number, total: number): number => {
    const size = { inputs: channels, outputs, padded: total };
    return packConvolution(weight, size, findTiling(3, Math.max(total, outputs)));
  };
  return {
    inputs: padded,
    outputs,
    first: {
      styleOffset: styles.add(block.firstNorm, padded),
      tiling: findTiling(3, Math.max(padded, outputs)),
      weights: packHalf(block.first.weight, inputs, padded),
      bias: memory.store(block.first.bias),
    },
    second: {
      styleOffset: styles.add(block.secondNorm, outputs),
      tiling: findTiling(3, outputs),
      weights: packHalf(block.second.weight, outputs, outputs),
      bias: memory.store(block.second.bias),
    },
    shortcut: shortcut === null ? null : packLinear(shortcut, { inputs, outputs }, memory),
    pool: block.pool === null ? null : packPool(block.pool, padded, memory),
  };
}

/** Packs weights [outputs][inputs] for a product with rows of whole groups of channels. */
export function packLinear(
  weight: Float32Array,
  size: { readonly inputs: number; readonly outputs: number; readonly bias?: Float32Array },
  memory: KernelMemory,
): PackedProduct {
  const { inputs, outputs, bias = new Float32Array(outputs) } = size;
  const depth = padChannels(inputs);
  const at = (row: number, index: number): number =>
    index < inputs ? (weight[row * inputs + index] ?? 0) : 0;
  return {
    depth,
    columns: Math.ceil(outputs / MULTIPLY_COLUMNS) * MULTIPLY_COLUMNS,
    weights: memory.store(packMatrix({ rows: outputs, columns: depth, at })),
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
