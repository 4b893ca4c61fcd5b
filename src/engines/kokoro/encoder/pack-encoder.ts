import type { KernelMemory } from '../../../compute/kernels/kernel-memory.ts';
import { storePlainNorm, type PlainNorm } from '../../../compute/kernels/plain-convolution.ts';
import { storeLstm, type LstmWeights } from '../../../compute/kernels/store-lstm.ts';
import {
  padColumns,
  placeColumns,
  placeProduct,
  storeMatrix,
  type StoredMatrix,
} from '../../../compute/kernels/store-matrix.ts';
import { findTiling, type Tiling } from '../../../compute/kernels/tilings.ts';
import type {
  BertWeights,
  EncoderWeights,
  NormWeights,
  ProductWeights,
  TextWeights,
} from './encoder-weights.ts';

/** Addresses of a product's weights; columns are whole blocks of 8. */
export interface PackedProduct extends StoredMatrix {
  readonly depth: number;
  readonly columns: number;
  readonly bias: number;
}

/** Addresses of a layer norm's gain and shift in the kernels' memory, and what is added to the variance. */
export interface PackedNorm {
  readonly gain: number;
  readonly shift: number;
  readonly epsilon: number;
}

/**
 * An LSTM in the kernels' memory: `input` makes the gates of all directions, 4 · units columns each; `recurrence` adds
 * what each step hands on.
 */
export interface PackedLstm {
  readonly units: number;
  readonly directions: 1 | 2;
  readonly input: PackedProduct;
  readonly recurrence: StoredMatrix;
}

/** PL-BERT with its products in the kernels' memory; the tables are read here, as in `BertWeights`. */
export interface PackedBert {
  readonly width: number;
  readonly words: Float32Array;
  readonly positions: Float32Array;
  readonly embeddingNorm: PackedNorm;
  readonly entry: PackedProduct;
  readonly layers: number;
  readonly heads: number;
  readonly scale: number;
  /** Of queries, keys and values, side by side. */
  readonly projections: PackedProduct;
  readonly dense: PackedProduct;
  readonly attentionNorm: PackedNorm;
  readonly widening: PackedProduct;
  readonly narrowing: PackedProduct;
  readonly outputNorm: PackedNorm;
  readonly exit: PackedProduct;
}

/** What makes the text's features, in the kernels' memory. */
export interface PackedText extends PlainNorm {
  readonly channels: number;
  readonly tiling: Tiling;
  readonly table: Float32Array;
  readonly blocks: readonly {
    readonly convolution: StoredMatrix & { readonly bias: number };
    readonly norm: PackedNorm;
    readonly slope: number;
  }[];
  readonly lstm: PackedLstm;
}

/**
 * The encoder's weights in the kernels' memory, in the order of `EncoderWeights`; `style` is the length of the
 * prosody's half.
 */
export interface PackedEncoder {
  readonly style: number;
  readonly bert: PackedBert;
  readonly text: PackedText;
  /** Gains and shifts of all duration layers from one style. */
  readonly styles: PackedProduct;
  readonly durationLayers: readonly { readonly lstm: PackedLstm; readonly epsilon: number }[];
  readonly durationLstm: PackedLstm;
  readonly durationProjection: PackedProduct;
  /** How many sigmoids add up to a duration. */
  readonly chances: number;
  readonly frameLstm: PackedLstm;
}

/** Stores all weights in the kernels' memory, one after the other, so that few of them are read at a time. */
export function packEncoder(weights: EncoderWeights, memory: KernelMemory): PackedEncoder {
  const { style, durationLayers, durationProjection } = weights;
  return {
    style,
    bert: packBert(weights.bert, memory),
    text: packText(weights.text, memory),
    styles: packStyles(weights, memory),
    durationLayers: durationLayers.map(({ lstm, epsilon }) => ({ lstm: packLstm(lstm, memory), epsilon })),
    durationLstm: packLstm(weights.durationLstm, memory),
    durationProjection: storeProducts([durationProjection], memory),
    chances: durationProjection.outputs,
    frameLstm: packLstm(weights.frameLstm, memory),
  };
}

function packBert(bert: BertWeights, memory: KernelMemory): PackedBert {
  const { width, words, positions, layers, heads, scale } = bert;
  return {
    ...{ width, words, positions, layers, heads, scale },
    embeddingNorm: storeNorm(bert.embeddingNorm, memory),
    entry: storeProducts([bert.entry], memory),
    projections: storeProducts([bert.query, bert.key, bert.value], memory),
    dense: storeProducts([bert.dense], memory),
    attentionNorm: storeNorm(bert.attentionNorm, memory),
    widening: storeProducts([bert.widening], memory),
    narrowing: storeProducts([bert.narrowing], memory),
    outputNorm: storeNorm(bert.outputNorm, memory),
    exit: storeProducts([bert.exit], memory),
  };
}

function packText(text: TextWeights, memory: KernelMemory): PackedText {
  const { channels, kernel, table } = text;
  return {
    ...{ channels, table, tiling: findTiling(kernel) },
    ...storePlainNorm(memory, channels),
    blocks: text.blocks.map((block) => ({
      convolution: {
        ...storeMatrix(memory, [{ weights: block.weight, ...placeColumns(channels, channels * kernel) }]),
        bias: memory.store(block.bias),
      },
      norm: storeNorm(block.norm, memory),
      slope: block.slope,
    })),
    lstm: packLstm(text.lstm, memory),
  };
}

function packStyles({ style, durationLayers }: EncoderWeights, memory: KernelMemory): PackedProduct {
  const biases = durationLayers.map(({ styleBias }) => padColumns(styleBias));
  const parts = durationLayers.map(({ styleWeight, styleBias }) => {
    return { weights: styleWeight, ...placeColumns(styleBias.length, style) };
  });
  const columns = biases.reduce((total, { length }) => total + length, 0);
  return { depth: style, columns, ...storeMatrix(memory, parts), bias: storeAll(memory, biases) };
}

/** Stores products with the same inputs side by side. */
function storeProducts(products: readonly ProductWeights[], memory: KernelMemory): PackedProduct {
  const parts = products.map(({ weight, inputs, outputs }) => {
    return { weights: weight, ...placeProduct(inputs, outputs) };
  });
  const biases = products.map(({ bias }) => padColumns(bias));
  const columns = biases.reduce((total, { length }) => total + length, 0);
  const depth = products[0]?.inputs ?? 0;
  return { depth, columns, ...storeMatrix(memory, parts), bias: storeAll(memory, biases) };
}

function storeAll(memory: KernelMemory, parts: readonly Float32Array[]): number {
  return memory.store(parts.flatMap((part) => [...part]));
}

function storeNorm({ gain, shift, epsilon }: NormWeights, memory: KernelMemory): PackedNorm {
  return { gain: memory.store(gain), shift: memory.store(shift), epsilon };
}

function packLstm(weights: LstmWeights, memory: KernelMemory): PackedLstm {
  const { units, directions, inputs } = weights;
  const { input, bias, recurrence } = storeLstm(weights, memory);
  const columns = directions * 4 * units;
  return { units, directions, input: { depth: inputs, columns, ...input, bias }, recurrence };
}
