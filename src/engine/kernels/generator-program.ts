import { allocateBuffers, SOURCE_MARGIN, type Buffers } from './generator-buffers.ts';
import { HOP_SAMPLES, OUTPUT_KERNEL, SPECTRUM_CHANNELS } from './generator-weights.ts';
import type { KernelMemory } from './kernel-memory.ts';
import {
  HALF_COLUMNS,
  type PackedGenerator,
  type PackedResblock,
  type PackedStage,
} from './pack-generator.ts';
import { ProgramBuilder, type Records } from './program-builder.ts';

const FIRST_SLOPE = 0.1;
const LAST_SLOPE = 0.01;

/** What a program reads and writes: addresses of plain arrays. */
export interface GeneratorProgram {
  readonly builder: ProgramBuilder;
  /** [channels][steps]. */
  readonly features: number;
  /** [22][spectrum rows]. */
  readonly source: number;
  readonly style: number;
  readonly waveform: number;
  readonly spectrumRows: number;
  readonly sampleCount: number;
}

/** Rows of the source's spectrum for a number of decoder steps. */
export function countSpectrumRows(generator: PackedGenerator, steps: number): number {
  return generator.stages.reduce((rows, stage) => rows * stage.stride, steps) + 1;
}

/** Lays out the buffers for an utterance of `steps` decoder steps and writes the program that computes its waveform. */
export function createGeneratorProgram(
  generator: PackedGenerator,
  memory: KernelMemory,
  options: { readonly steps: number; readonly threads: number },
): GeneratorProgram {
  const { steps, threads } = options;
  const spectrumRows = countSpectrumRows(generator, steps);
  const sampleCount = (spectrumRows - 1) * HOP_SAMPLES;
  const features = memory.allocateFloats(steps * generator.channels);
  const source = memory.allocateFloats(spectrumRows * SPECTRUM_CHANNELS);
  const style = memory.allocateFloats(generator.style);
  const waveform = memory.allocateFloats(sampleCount);
  const builder = new ProgramBuilder(threads);
  const buffers = allocateBuffers(generator, memory, { steps, threads });
  const { styles } = generator;
  // A stride of zero makes the five rows of a block one and the same.
  builder.multiply({ ...styles, x: style, stride: 0, out: buffers.styles, outStride: 0, rows: 1 });
  const sourceRows = buffers.source + SOURCE_MARGIN * SPECTRUM_CHANNELS * 4;
  const sourceEnd = sourceRows + spectrumRows * SPECTRUM_CHANNELS * 4;
  builder.fill(buffers.source, SOURCE_MARGIN * SPECTRUM_CHANNELS);
  builder.fill(sourceEnd, SOURCE_MARGIN * SPECTRUM_CHANNELS);
  builder.transpose(source, sourceRows, { channels: SPECTRUM_CHANNELS, rows: spectrumRows, slope: 1 });
  const { channels } = generator;
  const bent = { channels, rows: steps, slope: FIRST_SLOPE };
  builder.transpose(features, buffers.block + channels * 4, bent);
  let rows = steps;
  let inputs = channels;
  generator.stages.forEach((stage, index) => {
    if (index > 0) {
      builder.leaky(buffers.sum, buffers.block + inputs * 4, { count: rows * inputs, slope: FIRST_SLOPE });
    }
    const last = index === generator.stages.length - 1;
    rows = addStage(builder, stage, { buffers, rows, inputs, last });
    inputs = stage.channels;
  });
  addOutput(builder, generator, { buffers, rows, waveform });
  return { builder, features, source, style, waveform, spectrumRows, sampleCount };
}

interface StageOptions {
  readonly buffers: Buffers;
  readonly rows: number;
  readonly inputs: number;
  readonly last: boolean;
}

/** Adds a stage, whose bent input lies in `block` from the second row on; returns the rows that it gives. */
function addStage(builder: ProgramBuilder, stage: PackedStage, options: StageOptions): number {
  const { buffers, inputs, last } = options;
  const { channels, stride, upsampling, source } = stage;
  builder.fill(buffers.block, inputs);
  builder.fill(buffers.block + (options.rows + 1) * inputs * 4, inputs);
  builder.multiply({
    ...upsampling,
    x: buffers.block,
    stride: inputs,
    out: buffers.x,
    outStride: upsampling.columns,
    rows: options.rows + 1,
  });
  const rowBytes = channels * 4;
  const rows = options.rows * stride + (last ? 1 : 0);
  // Half a stride of rows in front is cut off; the last stage starts a row early with the mirror image of its second.
  const x = buffers.x + (stride / 2 - (last ? 1 : 0)) * rowBytes;
  if (last) builder.copy(x + 2 * rowBytes, x, channels);
  builder.multiply({
    ...source,
    x: buffers.source + (SOURCE_MARGIN - source.padding) * SPECTRUM_CHANNELS * 4,
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
  const shape = { rows, channels, tiling: resblock.tiling, scale, shift };
  const target = { channels, scale, shift };
  let { x, statistics } = options;
  resblock.layers.forEach(({ dilation, first, second }, index) => {
    builder.normalise(statistics, { ...target, style: buffers.styles + first.styleOffset * 4 });
    const plain = { residual: 0, factor: 1, accumulate: false };
    const between = builder.convolve({ ...shape, ...first, ...plain, dilation, x, out: bent, records });
    builder.normalise(between, { ...target, style: buffers.styles + second.styleOffset * 4 });
    const last = index === resblock.layers.length - 1;
    const end = last ? options.end : { out: block, factor: 1, accumulate: false, records };
    statistics = builder.convolve({ ...shape, ...second, ...end, dilation: 1, x: bent, residual: x });
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
  const { output, inverse } = generator;
  const channels = output.depth / OUTPUT_KERNEL;
  const margin = Math.floor(OUTPUT_KERNEL / 2) * channels;
  const columns = 2 * HALF_COLUMNS;
  const start = buffers.block + margin * 4;
  builder.fill(buffers.block, margin);
  builder.fill(start + rows * channels * 4, margin);
  builder.leaky(buffers.sum, start, { count: rows * channels, slope: LAST_SLOPE });
  builder.multiply({
    ...output,
    x: buffers.block,
    stride: channels,
    out: buffers.x,
    outStride: columns,
    rows,
  });
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
