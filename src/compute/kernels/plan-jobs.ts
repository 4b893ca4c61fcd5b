import { CHANNEL_GROUP, MULTIPLY_COLUMNS, MULTIPLY_ROWS, PLANE_GAP } from './assembly/layout.ts';
import type { Tiling } from './tilings.ts';

/** Jobs per thread and step that dynamic splitting aims at: enough that a late thread costs little. */
const JOBS_PER_THREAD = 4;
const ROWS_PER_JOB = 512;
/** Fewer tiles than this read the weights too often for the arithmetic that they do. */
const LEAST_TILES = 10;
/** With fewer blocks of columns than this the transform of the inputs, which each job repeats, costs too much. */
const LEAST_BLOCKS = 16;
/** Transformed inputs of one job stay within a part of a core's second-level cache. */
const CACHE_BYTES = 512 * 1024;

/** The size of a matrix product's result. */
export interface Product {
  readonly rows: number;
  readonly columns: number;
}

/** Cuts rows into jobs. */
export function planRows(rows: number, threads: number): { jobs: number; rowsPerJob: number } {
  const wanted = Math.max(Math.ceil(rows / ROWS_PER_JOB), threads > 1 ? Math.min(threads, rows) : 1);
  const rowsPerJob = Math.max(Math.ceil(rows / wanted), 1);
  return { jobs: Math.ceil(rows / rowsPerJob), rowsPerJob };
}

/** Cuts a matrix product into jobs: by rows first, and by columns where rows are few. */
export function planProduct(
  { rows, columns }: Product,
  threads: number,
): { jobs: number; rowsPerJob: number; blocksPerJob: number; blocks: number } {
  const blocks = Math.ceil(columns / MULTIPLY_COLUMNS);
  const rowsPerJob = Math.min(Math.ceil(rows / MULTIPLY_ROWS), 16) * MULTIPLY_ROWS;
  const down = Math.ceil(rows / rowsPerJob);
  const across = Math.min(Math.max(Math.ceil((JOBS_PER_THREAD * threads) / down), 1), blocks);
  const blocksPerJob = threads === 1 ? blocks : Math.ceil(blocks / across);
  return { jobs: down * Math.ceil(blocks / blocksPerJob), rowsPerJob, blocksPerJob, blocks };
}

const LSTM_GATES = 4;

/** More rows of scores than this do not stay in a core's second-level cache. */
const ATTENTION_ROWS = 128;

/** Cuts attention by heads, and by rows where these are many or heads are few. */
export function planAttention(
  { rows, heads }: { readonly rows: number; readonly heads: number },
  threads: number,
): { jobs: number; rowsPerJob: number } {
  const shared = threads === 1 ? 1 : Math.ceil((2 * threads) / heads);
  const runs = Math.min(Math.max(Math.ceil(rows / ATTENTION_ROWS), shared), rows);
  const rowsPerJob = Math.ceil(rows / runs);
  return { jobs: heads * Math.ceil(rows / rowsPerJob), rowsPerJob };
}

/** Bytes of scratch space that one thread needs for attention over so many rows at most. */
export function attentionScratchBytes(shape: { readonly rows: number; readonly headSize: number }): number {
  const rows = toWholeColumns(shape.rows);
  const headSize = toWholeColumns(shape.headSize);
  const runRows = Math.min(rows, ATTENTION_ROWS) + MULTIPLY_ROWS;
  return 4 * (2 * rows * headSize + runRows * (rows + headSize));
}

/** Bytes of scratch space that one thread needs for an LSTM: cells, first states and the floats of quantised weights. */
export function lstmScratchBytes(units: number, isQuantised: boolean): number {
  return 8 * units + (isQuantised ? LSTM_GATES * 4 * units * units : 0);
}

/** Bytes of scratch space that one thread needs for a product with quantised weights. */
export function productScratchBytes(depth: number): number {
  return depth * MULTIPLY_COLUMNS * 4;
}

function toWholeColumns(count: number): number {
  return Math.ceil(count / MULTIPLY_COLUMNS) * MULTIPLY_COLUMNS;
}

/** Cuts a convolution into runs of tiles of each of its `dilation` interleaved sequences, and if these are few, by columns. */
export function planConvolution(
  shape: {
    readonly rows: number;
    readonly channels: number;
    readonly outputs: number;
    readonly dilation: number;
    readonly tiling: Tiling;
  },
  threads: number,
): { jobs: number; tileRuns: number; tilesPerJob: number; jobsPerPhase: number; blocksPerJob: number } {
  const { rows, channels, outputs, dilation, tiling } = shape;
  const tiles = Math.ceil(Math.ceil(rows / dilation) / tiling.tile);
  const most = toWholeBlocks(CACHE_BYTES / (tiling.planes * channels * 4));
  const shared = threads === 1 ? 1 : Math.ceil((JOBS_PER_THREAD * threads) / dilation);
  const wanted = Math.max(Math.ceil(tiles / most), Math.min(shared, Math.floor(tiles / LEAST_TILES)), 1);
  const tilesPerJob = Math.min(Math.ceil(tiles / wanted / MULTIPLY_ROWS) * MULTIPLY_ROWS, most);
  const jobsPerPhase = Math.ceil(tiles / tilesPerJob);
  const tileRuns = jobsPerPhase * dilation;
  const blocks = outputs / MULTIPLY_COLUMNS;
  const columns = threads === 1 ? 1 : Math.ceil((JOBS_PER_THREAD * threads) / tileRuns);
  const across = Math.max(Math.min(columns, Math.floor(blocks / LEAST_BLOCKS)), 1);
  const blocksPerJob = Math.ceil(blocks / across);
  const jobs = tileRuns * Math.ceil(blocks / blocksPerJob);
  return { jobs, tileRuns, tilesPerJob, jobsPerPhase, blocksPerJob };
}

/** What the scratch space of a convolution depends on. */
export interface ScratchShape {
  readonly channels: number;
  readonly tiling: Tiling;
}

/** Bytes of scratch space that one thread needs for a convolution. */
export function scratchBytes({ channels, tiling }: ScratchShape, isShared: boolean): number {
  const { planes, tile, kernel } = tiling;
  const tiles = toWholeBlocks(CACHE_BYTES / (planes * channels * 4));
  const transformed = planes * (tiles * channels * 4 + PLANE_GAP);
  const products = planes * tiles * MULTIPLY_COLUMNS * 4;
  const outputs = tiles * tile * MULTIPLY_COLUMNS * 4;
  // The floats of some taps take turns with these.
  const activations = Math.max((tiles * tile + kernel - 1) * 64, expansionScratchBytes(tiling));
  const weights = isShared ? 0 : planes * channels * MULTIPLY_COLUMNS * 4;
  return transformed + products + outputs + activations + weights;
}

/** Bytes of scratch space in which the taps of some channels become floats. */
export function expansionScratchBytes({ kernel }: Tiling): number {
  return CHANNEL_GROUP * kernel * MULTIPLY_COLUMNS * 4;
}

/** Bytes of a convolution's weights once they are transformed. */
export function expandedBytes(shape: ScratchShape & { readonly outputs: number }): number {
  return shape.outputs * shape.channels * shape.tiling.planes * 4;
}

/** Bytes of one record of statistics. */
export function recordBytes(channels: number): number {
  return 16 + channels * 12;
}

function toWholeBlocks(tiles: number): number {
  return Math.max(Math.floor(tiles / MULTIPLY_ROWS), 2) * MULTIPLY_ROWS;
}
