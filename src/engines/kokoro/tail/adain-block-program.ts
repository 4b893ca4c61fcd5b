import { MULTIPLY_ROWS } from '../../../compute/kernels/assembly/layout.ts';
import type { PackedAdainBlock, PackedHalf } from './pack-adain-block.ts';
import { planConvolution, planRows, recordBytes } from '../../../compute/kernels/plan-jobs.ts';
import type { PlainNorm } from '../../../compute/kernels/plain-convolution.ts';
import type { ProgramBuilder } from '../../../compute/kernels/program-builder.ts';
import type { Convolution, Records, Residual } from '../../../compute/kernels/kernel-steps.ts';

const SLOPE = 0.2;

/** Addresses of what blocks compute on their way, and of what they share. */
export interface BlockBuffers extends PlainNorm {
  /** γ and β of all layers. */
  readonly styles: number;
  readonly scale: number;
  readonly shift: number;
  readonly records: number;
  readonly between: number;
  readonly shortcut: number;
  readonly doubled: number;
}

/** Where a block reads and writes in the kernels' memory: byte addresses, and how many rows go in. */
export interface BlockPlace {
  /** Rows of the block's inputs, filled up. */
  readonly x: number;
  readonly rows: number;
  readonly out: number;
  /** Floats from one row of `out` to the next. */
  readonly outStride: number;
}

/** Hands out memory, floats at a time. */
export type AllocateFloats = (count: number) => number;

/** Rows behind a buffer that a product may write over. */
const SPARE_ROWS = 2 * MULTIPLY_ROWS;

/** Floats of a buffer with so many rows. */
export function countFloats(rows: number, columns: number): number {
  return (rows + SPARE_ROWS) * columns;
}

/** Makes room for blocks that start with `rows` rows at most and may double them. */
export function allocateBlockBuffers(
  blocks: readonly PackedAdainBlock[],
  allocate: AllocateFloats,
  options: { readonly rows: number; readonly threads: number },
): Omit<BlockBuffers, 'styles' | 'ones' | 'zeros'> {
  const { threads } = options;
  const rows = 2 * options.rows;
  const channels = Math.max(...blocks.flatMap(({ inputs, outputs }) => [inputs, outputs]));
  const outputs = Math.max(...blocks.map((block) => block.outputs));
  const runs = blocks.flatMap((block) => [
    planRows(rows, threads).jobs,
    planConvolution(
      { rows, channels: block.inputs, outputs: block.outputs, dilation: 1, tiling: block.first.tiling },
      threads,
    ).tileRuns,
  ]);
  return {
    scale: allocate(channels),
    shift: allocate(channels),
    records: allocate(((Math.max(...runs) + 1) * recordBytes(channels)) / 4),
    between: allocate(countFloats(rows, outputs)),
    shortcut: allocate(countFloats(rows, outputs)),
    doubled: allocate(countFloats(rows, channels)),
  };
}

/** Adds a block; what it puts out may lie over its inputs, unless it doubles the rows. Gives the rows that come out. */
export function addAdainBlock(
  builder: ProgramBuilder,
  block: PackedAdainBlock,
  { buffers, place }: { readonly buffers: BlockBuffers; readonly place: BlockPlace },
): number {
  const { inputs, outputs, first, second, pool } = block;
  const { scale, shift, records, between } = buffers;
  const { x, out, outStride } = place;
  const normalise = (statistics: Records, channels: number, { styleOffset }: PackedHalf): void => {
    builder.normalise(statistics, { channels, scale, shift, style: buffers.styles + styleOffset * 4 });
  };
  normalise(builder.statistics(x, { rows: place.rows, channels: inputs }, records), inputs, first);
  const bent = pool === null ? null : addDoubling(builder, { ...block, pool }, { buffers, place });
  const rows = bent === null ? place.rows : 2 * place.rows;
  const shape = { rows, outputs, dilation: 1, accumulate: false };
  const bend = { x, scale, shift, bend: { slope: SLOPE } };
  const middle = builder.convolve({
    ...{ ...shape, ...first, ...bend, ...bent, channels: inputs },
    ...{ residual: null, out: between, outStride: outputs, factor: 1, records },
  });
  const residual = addShortcut(builder, block, { buffers, place });
  normalise(middle, outputs, second);
  builder.convolve({
    ...{ ...shape, ...second, ...bend, x: between, channels: outputs },
    ...{ residual, out, outStride, factor: Math.SQRT1_2, records: 0 },
  });
  return rows;
}

interface BlockOptions {
  readonly buffers: BlockBuffers;
  readonly place: BlockPlace;
}

/** Doubles the rows; what follows has nothing left to normalise and to bend. */
function addDoubling(
  builder: ProgramBuilder,
  { inputs, pool }: Pick<PackedAdainBlock, 'inputs'> & { pool: NonNullable<PackedAdainBlock['pool']> },
  { buffers, place }: BlockOptions,
): Pick<Convolution, 'x' | 'scale' | 'shift' | 'bend'> {
  const { scale, shift, doubled: out } = buffers;
  const { x, rows } = place;
  builder.double({ x, rows, channels: inputs, scale, shift, slope: SLOPE, ...pool, out });
  return { x: out, scale: buffers.ones, shift: buffers.zeros, bend: { slope: 1 } };
}

/** Adds what is taken round the block, and returns where it lies. */
function addShortcut(
  builder: ProgramBuilder,
  { inputs, outputs, pool, shortcut }: PackedAdainBlock,
  { buffers, place }: BlockOptions,
): Residual {
  const { x, rows } = place;
  const repeat = pool === null ? 1 : 2;
  if (shortcut === null) return { address: x, stride: inputs, repeat };
  const target = { out: buffers.shortcut, outStride: outputs };
  builder.multiply({ ...shortcut, ...target, x, stride: inputs, rows });
  return { address: buffers.shortcut, stride: outputs, repeat };
}
