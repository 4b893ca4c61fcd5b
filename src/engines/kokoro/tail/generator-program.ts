import { addDecoder, allocateDecoderBuffers, toCurveColumns, type CurveColumns } from './decoder-program.ts';
import { allocateBuffers, type Buffers } from './generator-buffers.ts';
import { addSource, allocateSource, type PackedSource, SOURCE_MARGIN } from './source-program.ts';
import { HOP_SAMPLES, SPECTRUM_CHANNELS } from './generator-weights.ts';
import type { KernelMemory } from '../../../compute/kernels/kernel-memory.ts';
import {
  HALF_COLUMNS,
  type PackedGenerator,
  type PackedLeaky,
  type PackedResblock,
  type PackedStage,
} from './pack-generator.ts';
import type { PackedDecoder } from './pack-front.ts';
import type { PackedProduct } from './pack-styles.ts';
import { PLAIN } from '../../../compute/kernels/plain-convolution.ts';
import { ProgramBuilder } from '../../../compute/kernels/program-builder.ts';
import type { Records } from '../../../compute/kernels/kernel-steps.ts';

const FIRST_SLOPE = 0.1;
const LAST_SLOPE = 0.01;

/** All that is packed for the generator, and for the decoder in front of it where the kernels have that. */
export interface PackedTail {
  readonly generator: PackedGenerator;
  readonly decoder: PackedDecoder | null;
  readonly source: PackedSource;
  readonly style: number;
  readonly styles: PackedProduct;
}

/** What a program reads and writes: addresses of plain arrays. */
export interface GeneratorProgram {
  readonly builder: ProgramBuilder;
  /** [channels][steps], or the aligned text [channels][frames] where there is a decoder. */
  readonly features: number;
  /** Where F0 and energy belong. */
  readonly curves: readonly CurveColumns[];
  /** Where the source belongs, padded. */
  readonly source: number;
  readonly style: number;
  readonly waveform: number;
  readonly sampleCount: number;
}

/** Samples that come of a number of decoder steps, and of the source as many. */
export function countSamples(generator: PackedGenerator, steps: number): number {
  return generator.stages.reduce((rows, stage) => rows * stage.stride, steps) * HOP_SAMPLES;
}

/** Lays out the buffers for an utterance of `steps` decoder steps and writes the program that computes its waveform. */
export function createGeneratorProgram(
  tail: PackedTail,
  memory: KernelMemory,
  options: { readonly steps: number; readonly threads: number },
): GeneratorProgram {
  const { steps, threads } = options;
  const { generator, styles } = tail;
  const sampleCount = countSamples(generator, steps);
  const source = allocateSource(memory, sampleCount);
  const style = memory.allocateFloats(tail.style);
  const waveform = memory.allocateFloats(sampleCount);
  const builder = new ProgramBuilder(threads);
  const buffers = allocateBuffers(generator, memory, { steps, threads, styleColumns: styles.columns });
  // A stride of zero makes the five rows of a block one and the same.
  builder.multiply({ ...styles, x: style, stride: 0, out: buffers.styles, outStride: 0, rows: 1 });
  const { features, curves } = addEntry(builder, tail, { memory, steps, threads, buffers });
  addSource(builder, tail.source, { samples: source, sampleCount, spectrum: buffers.spectrum });
  let rows = steps;
  let inputs = generator.channels;
  generator.stages.forEach((stage, index) => {
    const last = index === generator.stages.length - 1;
    rows = addStage(builder, stage, { generator, buffers, rows, inputs, last });
    inputs = stage.channels;
  });
  addOutput(builder, generator, { buffers, rows, waveform });
  return { builder, features, curves, source, style, waveform, sampleCount };
}

interface EntryOptions {
  readonly memory: KernelMemory;
  readonly steps: number;
  readonly threads: number;
  readonly buffers: Buffers;
}

/** Adds what leaves the features in `sum`, row by row: the decoder where there is one. */
function addEntry(
  builder: ProgramBuilder,
  { generator, decoder }: PackedTail,
  { memory, steps, threads, buffers }: EntryOptions,
): Pick<GeneratorProgram, 'features' | 'curves'> {
  const { channels } = generator;
  if (decoder === null) {
    const features = memory.allocateFloats(steps * channels);
    builder.transpose(features, buffers.sum, { channels, rows: steps, stride: channels });
    return { features, curves: [] };
  }
  const frames = steps / 2;
  const allocate = (count: number): number => memory.allocateFloats(count);
  const text = allocate(frames * decoder.channels);
  const inner = allocateDecoderBuffers(decoder, allocate, { frames, threads });
  const { styles, sum: out } = buffers;
  addDecoder(builder, decoder, { buffers: inner, styles, text, frames, out });
  return { features: text, curves: toCurveColumns(decoder, inner) };
}

/** Adds a convolution over `sum`, to `x`. */
function addLeaky(
  builder: ProgramBuilder,
  { ones, zeros }: PackedGenerator,
  options: {
    readonly leaky: PackedLeaky;
    readonly buffers: Buffers;
    readonly rows: number;
    readonly channels: number;
    readonly slope: number;
  },
): void {
  const { leaky, buffers, rows, channels, slope } = options;
  builder.convolve({
    ...{ ...leaky, x: buffers.sum, rows, channels, dilation: 1 },
    ...{ scale: ones, shift: zeros, bend: { slope } },
    ...{ ...PLAIN, out: buffers.x, outStride: leaky.outputs },
  });
}

interface StageOptions {
  readonly generator: PackedGenerator;
  readonly buffers: Buffers;
  readonly rows: number;
  readonly inputs: number;
  readonly last: boolean;
}

/** Adds a stage, whose input lies in `sum`; returns the rows that it gives. */
function addStage(builder: ProgramBuilder, stage: PackedStage, options: StageOptions): number {
  const { generator, buffers, inputs, last } = options;
  const { channels, stride, upsampling, source } = stage;
  // The last row has a part in what lies behind it.
  builder.fill(buffers.sum + options.rows * inputs * 4, inputs);
  const pairs = { rows: options.rows + 1, channels: inputs, slope: FIRST_SLOPE };
  addLeaky(builder, generator, { ...pairs, leaky: upsampling, buffers });
  const rowBytes = channels * 4;
  const rows = options.rows * stride + (last ? 1 : 0);
  // Half a stride of rows in front is cut off; the last stage starts a row early with the mirror image of its second.
  const x = buffers.x + (stride / 2 - (last ? 1 : 0)) * rowBytes;
  if (last) builder.copy(x + 2 * rowBytes, x, channels);
  builder.multiply({
    ...source,
    x: buffers.spectrum + (SOURCE_MARGIN - source.padding) * SPECTRUM_CHANNELS * 4,
    stride: source.stride * SPECTRUM_CHANNELS,
    out: buffers.sum,
    outStride: channels,
    rows,
  });
  const shape = { rows, channels };
  const entry = builder.statistics(buffers.sum, shape, buffers.records);
  const block = { buffers, channels, rows };
  const shared = addResblock(builder, stage.sourceBlock, {
    ...block,
    x: buffers.sum,
    statistics: entry,
    end: { out: x, factor: 1, accumulate: true, records: buffers.sharedRecords },
  });
  stage.blocks.forEach((resblock, index) => {
    const factor = 1 / stage.blocks.length;
    const end = { out: buffers.sum, factor, accumulate: index > 0, records: 0 };
    addResblock(builder, resblock, { ...block, x, statistics: shared, end });
  });
  return rows;
}

interface ResblockOptions {
  readonly buffers: Buffers;
  readonly channels: number;
  readonly rows: number;
  readonly x: number;
  readonly statistics: Records;
  /** Where the last sum goes. */
  readonly end: {
    readonly out: number;
    readonly factor: number;
    readonly accumulate: boolean;
    readonly records: number;
  };
}

/** Adds a resblock and returns the statistics of what its last convolution left. */
function addResblock(builder: ProgramBuilder, resblock: PackedResblock, options: ResblockOptions): Records {
  const { buffers, channels, rows } = options;
  const { scale, shift, bent, block, records } = buffers;
  const shape = { rows, channels, outputs: channels, outStride: channels, tiling: resblock.tiling };
  const target = { channels, scale, shift };
  let { x, statistics } = options;
  resblock.layers.forEach(({ dilation, first, second }, index) => {
    builder.normalise(statistics, { ...target, style: buffers.styles + first.styleOffset * 4 });
    const opening = { ...first, bend: first, scale, shift, ...PLAIN, dilation, x, out: bent, records };
    const between = builder.convolve({ ...shape, ...opening });
    builder.normalise(between, { ...target, style: buffers.styles + second.styleOffset * 4 });
    const last = index === resblock.layers.length - 1;
    const end = last ? options.end : { out: block, factor: 1, accumulate: false, records };
    const residual = { address: x, stride: channels, repeat: 1 } as const;
    const closing = { ...second, bend: second, scale, shift, ...end, dilation: 1, x: bent, residual };
    statistics = builder.convolve({ ...shape, ...closing });
    x = block;
  });
  return statistics;
}

function addOutput(
  builder: ProgramBuilder,
  generator: PackedGenerator,
  options: { readonly buffers: Buffers; readonly rows: number; readonly waveform: number },
): void {
  const { buffers, rows, waveform } = options;
  const { output, inverse, stages } = generator;
  const columns = 2 * HALF_COLUMNS;
  const channels = stages.at(-1)?.channels ?? generator.channels;
  addLeaky(builder, generator, { leaky: output, buffers, rows, channels, slope: LAST_SLOPE });
  builder.spectrum(buffers.x, rows);
  builder.multiply({
    ...inverse,
    x: buffers.x,
    stride: columns,
    out: buffers.bent,
    outStride: columns,
    rows,
  });
  builder.overlap(buffers.bent, rows, waveform);
}
