import type { KernelMemory } from '../../../compute/kernels/kernel-memory.ts';
import { packLstm, type LstmWeights } from '../../../compute/kernels/pack-lstm.ts';
import { packMatrix, packProduct, padColumns } from '../../../compute/kernels/pack-weights.ts';
import type {
  BertWeights,
  EncoderWeights,
  NormWeights,
  ProductWeights,
  TextBlockWeights,
  TextWeights,
} from './encoder-weights.ts';

/** Addresses of a product's weights; columns are whole blocks of 8. */
export interface PackedProduct {
  readonly depth: number;
  readonly columns: number;
  readonly weights: number;
  readonly bias: number;
}

export interface PackedNorm {
  readonly gain: number;
  readonly shift: number;
  readonly epsilon: number;
}

export interface PackedLstm {
  readonly units: number;
  readonly directions: 1 | 2;
  readonly input: PackedProduct;
  readonly recurrence: number;
}

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

export interface PackedText {
  readonly channels: number;
  readonly kernel: number;
  readonly table: Float32Array;
  readonly blocks: readonly {
    readonly product: PackedProduct;
    readonly norm: PackedNorm;
    readonly slope: number;
  }[];
  readonly lstm: PackedLstm;
}

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

/** Packs all weights into the kernels' memory, one after the other, so that few of them are unpacked at a time. */
export function packEncoder(weights: EncoderWeights, memory: KernelMemory): PackedEncoder {
  const { style, durationLayers, durationProjection } = weights;
  return {
    style,
    bert: packBert(weights.bert, memory),
    text: packText(weights.text, memory),
    styles: packStyles(weights, memory),
    durationLayers: durationLayers.map(({ lstm, epsilon }) => ({ lstm: storeLstm(lstm, memory), epsilon })),
    durationLstm: storeLstm(weights.durationLstm, memory),
    durationProjection: storeProducts([durationProjection], memory),
    chances: durationProjection.outputs,
    frameLstm: storeLstm(weights.frameLstm, memory),
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
    ...{ channels, kernel, table },
    blocks: text.blocks.map((block) => ({
      product: storeConvolution(block, { channels, kernel }, memory),
      norm: storeNorm(block.norm, memory),
      slope: block.slope,
    })),
    lstm: storeLstm(text.lstm, memory),
  };
}

/** Rows of tokens lie behind each other, so a window of them is one long row. */
function storeConvolution(
  block: TextBlockWeights,
  { channels, kernel }: Pick<TextWeights, 'channels' | 'kernel'>,
  memory: KernelMemory,
): PackedProduct {
  const { weight, bias } = block;
  const depth = kernel * channels;
  const at = (output: number, index: number): number =>
    weight[(output * channels + (index % channels)) * kernel + Math.floor(index / channels)] ?? 0;
  return {
    depth,
    columns: channels,
    weights: memory.store(packMatrix({ rows: channels, columns: depth, at })),
    bias: memory.store(bias),
  };
}

function packStyles({ style, durationLayers }: EncoderWeights, memory: KernelMemory): PackedProduct {
  const biases = durationLayers.map(({ styleBias }) => styleBias);
  const rows = biases.reduce((total, { length }) => total + length, 0);
  const weight = new Float32Array(rows * style);
  const bias = new Float32Array(rows);
  let row = 0;
  for (const layer of durationLayers) {
    weight.set(layer.styleWeight, row * style);
    bias.set(layer.styleBias, row);
    row += layer.styleBias.length;
  }
  const at = (column: number, index: number): number => weight[column * style + index] ?? 0;
  const packed = packMatrix({ rows, columns: style, at });
  return { depth: style, columns: rows, weights: memory.store(packed), bias: memory.store(bias) };
}

/** Packs products with the same inputs side by side. */
function storeProducts(products: readonly ProductWeights[], memory: KernelMemory): PackedProduct {
  const packed = products.map(({ weight, inputs, outputs }) => packProduct(weight, { inputs, outputs }));
  const floats = packed.reduce((total, { length }) => total + length, 0);
  const depth = products[0]?.inputs ?? 0;
  const weights = memory.allocateFloats(floats);
  const biases = products.map(({ bias }) => padColumns(bias));
  const columns = biases.reduce((total, { length }) => total + length, 0);
  const bias = memory.allocateFloats(columns);
  fill(memory, weights, packed);
  fill(memory, bias, biases);
  return { depth, columns, weights, bias };
}

function fill(memory: KernelMemory, address: number, parts: readonly Float32Array[]): void {
  let target = address;
  for (const part of parts) {
    memory.floats(target, part.length).set(part);
    target += 4 * part.length;
  }
}

function storeNorm({ gain, shift, epsilon }: NormWeights, memory: KernelMemory): PackedNorm {
  return { gain: memory.store(gain), shift: memory.store(shift), epsilon };
}

function storeLstm(weights: LstmWeights, memory: KernelMemory): PackedLstm {
  const { units, directions, inputs } = weights;
  const { input, bias, recurrence } = packLstm(weights);
  return {
    ...{ units, directions },
    input: { depth: inputs, columns: bias.length, weights: memory.store(input), bias: memory.store(bias) },
    recurrence: memory.store(recurrence),
  };
}
