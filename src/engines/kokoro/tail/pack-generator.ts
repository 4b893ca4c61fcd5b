import type { KernelMemory } from '../../../compute/kernels/kernel-memory.ts';
import {
  BINS,
  OUTPUT_KERNEL,
  SPECTRUM_CHANNELS,
  WINDOW_SAMPLES,
  type BentConvolution,
  type GeneratorWeights,
  type ResblockWeights,
  type StageWeights,
} from './generator-weights.ts';
import type { PackedProduct, StyleLayers } from './pack-styles.ts';
import { storePlainNorm, type PlainNorm } from '../../../compute/kernels/plain-convolution.ts';
import {
  padColumns,
  placeColumns,
  placeWindows,
  storeMatrix,
  type StoredMatrix,
} from '../../../compute/kernels/store-matrix.ts';
import { findTiling, type Tiling } from '../../../compute/kernels/tilings.ts';

/**
 * A convolution of a resblock with the AdaIN and the Snake before it, in the kernels' memory; `frequency` and
 * `amplitude` as in `Bend`.
 */
export interface PackedConvolution extends StoredMatrix {
  /** Where γ and β start, in floats, in the product of all style layers. */
  readonly styleOffset: number;
  readonly frequency: number;
  readonly amplitude: number;
  readonly bias: number;
}

/** A resblock in the kernels' memory; both convolutions of a layer have the same tiling. */
export interface PackedResblock {
  readonly tiling: Tiling;
  readonly layers: readonly {
    readonly dilation: number;
    readonly first: PackedConvolution;
    readonly second: PackedConvolution;
  }[];
}

/** A convolution with nothing but a leaky bend before it. */
export interface PackedLeaky extends StoredMatrix {
  readonly tiling: Tiling;
  /** Whole blocks of columns. */
  readonly outputs: number;
  readonly bias: number;
}

/** A stage of the generator in the kernels' memory; the source's convolution is written as a product. */
export interface PackedStage {
  /** Channels behind the upsampling. */
  readonly channels: number;
  /** Rows that the upsampling makes of one. */
  readonly stride: number;
  /** Makes `stride` rows, side by side, from each row and the one before it. */
  readonly upsampling: PackedLeaky;
  readonly source: PackedProduct & { readonly stride: number; readonly padding: number };
  readonly sourceBlock: PackedResblock;
  readonly blocks: readonly PackedResblock[];
}

/** The generator in the kernels' memory; `inverse` turns magnitudes and phases into windows of 20 samples. */
export interface PackedGenerator extends PlainNorm {
  /** Channels of the features that come in. */
  readonly channels: number;
  readonly stages: readonly PackedStage[];
  readonly output: PackedLeaky;
  readonly inverse: PackedProduct;
}

/** Rows in which log magnitudes and phases, 11 each, are stored with one spare column each. */
export const HALF_COLUMNS = BINS + 1;

/** Packs all weights into the kernels' memory. */
export function packGenerator(weights: GeneratorWeights, context: PackContext): PackedGenerator {
  const { memory } = context;
  const most = Math.max(weights.channels, ...weights.stages.map(({ channels }) => channels));
  let inputs = weights.channels;
  const stages = weights.stages.map((stage) => {
    const packed = packStage(stage, inputs, context);
    inputs = stage.channels;
    return packed;
  });
  return {
    channels: weights.channels,
    ...storePlainNorm(memory, most),
    stages,
    output: packOutput(weights, inputs, memory),
    inverse: packInverse(weights, memory),
  };
}

/** Where weights are stored, and what collects the layers behind the style. */
export interface PackContext {
  readonly memory: KernelMemory;
  readonly styles: StyleLayers;
}

function packStage(stage: StageWeights, inputs: number, context: PackContext): PackedStage {
  const { memory } = context;
  const { channels, sourceConvolution } = stage;
  const { kernel, stride, padding, weight } = sourceConvolution;
  // Rows of the source lie behind each other, so a window of them is one long row.
  const windows = placeWindows(channels, SPECTRUM_CHANNELS, kernel);
  return {
    channels,
    stride: stage.upsampling.stride,
    upsampling: packUpsampling(stage, inputs, memory),
    source: {
      depth: kernel * SPECTRUM_CHANNELS,
      columns: channels,
      ...storeMatrix(memory, [{ weights: weight, ...windows }]),
      bias: memory.store(padColumns(sourceConvolution.bias)),
      stride,
      padding,
    },
    sourceBlock: packResblock(stage.sourceBlock, context),
    blocks: stage.blocks.map((block) => packResblock(block, context)),
  };
}

/**
 * A transposed convolution whose kernel is two strides long makes `stride` new rows from each pair of neighbours, the
 * older one first: a convolution with two taps and stride · channels outputs.
 */
function packUpsampling(stage: StageWeights, inputs: number, memory: KernelMemory): PackedLeaky {
  const { channels } = stage;
  const { stride, weight, bias } = stage.upsampling;
  const outputs = stride * channels;
  const kernel = 2 * stride;
  const columns = Int32Array.from({ length: outputs }, (_, column) => {
    return (column % channels) * kernel + Math.floor(column / channels);
  });
  const rows = Int32Array.from({ length: 2 * inputs }, (_, row) => {
    return (row >> 1) * channels * kernel + (row % 2 === 0 ? stride : 0);
  });
  const repeated = Float32Array.from({ length: outputs }, (_, index) => bias[index % channels] ?? 0);
  return {
    tiling: findTiling(2),
    outputs,
    ...storeMatrix(memory, [{ weights: weight, columns, rows }]),
    bias: memory.store(padColumns(repeated)),
  };
}

function packResblock(block: ResblockWeights, context: PackContext): PackedResblock {
  const channels = block.layers[0]?.first.alpha.length ?? 0;
  const tiling = findTiling(block.kernel, { channels });
  return {
    tiling,
    layers: block.layers.map(({ dilation, first, second }) => ({
      dilation,
      first: packBent(first, tiling, context),
      second: packBent(second, tiling, context),
    })),
  };
}

function packBent(convolution: BentConvolution, tiling: Tiling, context: PackContext): PackedConvolution {
  const { memory, styles } = context;
  const { alpha, weight, bias } = convolution;
  const channels = alpha.length;
  const places = placeColumns(channels, channels * tiling.kernel);
  return {
    styleOffset: styles.add(convolution, channels),
    frequency: memory.store(alpha.map((value) => value / Math.PI)),
    amplitude: memory.store(alpha.map((value) => 1 / value)),
    ...storeMatrix(memory, [{ weights: weight, ...places }]),
    bias: memory.store(bias),
  };
}

function packOutput(weights: GeneratorWeights, channels: number, memory: KernelMemory): PackedLeaky {
  const { weight, bias } = weights.output;
  const outputs = 2 * HALF_COLUMNS;
  const places = placeColumns(bias.length, channels * OUTPUT_KERNEL);
  const columns = Int32Array.from({ length: outputs }, (_, column) => {
    const output = toSpectrumChannel(column);
    return output === null ? -1 : (places.columns[output] ?? -1);
  });
  const padded = Float32Array.from({ length: outputs }, (_, column) => {
    const output = toSpectrumChannel(column);
    return output === null ? 0 : (bias[output] ?? 0);
  });
  return {
    tiling: findTiling(OUTPUT_KERNEL, { channels }),
    outputs,
    ...storeMatrix(memory, [{ weights: weight, columns, rows: places.rows }]),
    bias: memory.store(padded),
  };
}

function packInverse(weights: GeneratorWeights, memory: KernelMemory): PackedProduct {
  const { real, imaginary } = weights.inverse;
  const columns = 2 * HALF_COLUMNS;
  const waves = Float32Array.of(...real, ...imaginary.map((value) => -value));
  const places = {
    columns: Int32Array.from({ length: columns }, (_, sample) => (sample < WINDOW_SAMPLES ? sample : -1)),
    rows: Int32Array.from({ length: columns }, (_, row) => {
      const channel = toSpectrumChannel(row);
      return channel === null ? -1 : channel * WINDOW_SAMPLES;
    }),
  };
  return {
    depth: columns,
    columns,
    ...storeMatrix(memory, [{ weights: waves, ...places }]),
    bias: memory.store(new Float32Array(columns)),
  };
}

/** Of the 24 columns, 11 are magnitudes and 11 phases; the two others are spare. */
function toSpectrumChannel(column: number): number | null {
  const within = column % HALF_COLUMNS;
  if (within >= BINS) return null;
  return column < HALF_COLUMNS ? within : BINS + within;
}
