import { CHANNEL_GROUP, MULTIPLY_COLUMNS, MULTIPLY_ROWS, PLANE_GAP } from './assembly/layout.ts';
import type { Tiling } from './tilings.ts';

/** Jobs per thread and step that dynamic splitting aims at: enough that a late thread costs little. */
const JOBS_PER_THREAD = 4;
/** The same for products, whose jobs do nothing twice. */
const PRODUCTS_PER_THREAD = 12;
/** Each run of rows makes floats of quantised weights anew, so runs are long, but their inputs stay in the cache. */
const PRODUCT_CACHE_BYTES = 640 * 1024;
const LEAST_PRODUCT_ROWS = 80;
const ROWS_PER_JOB = 512;
/** Fewer tiles than this read the weights too often for the arithmetic that they do. */
const LEAST_TILES = 10;
/** With fewer blocks of columns than this the transform of the inputs, which each job repeats, costs too much. */
const LEAST_BLOCKS = 16;
/** Transformed inputs of one job stay within a part of a core's second-level cache. */
const CACHE_BYTES = 512 * 1024;
/** Where each job expands its weights, which takes longer than reading its inputs from further away. */
const FAR_CACHE_BYTES = 1024 * 1024;
/** Jobs that share a run of tiles may each expand the weights they need; with more runs one step does it for all. */
const MOST_OWN_RUNS = 3;
/** Expanded weights beyond this are never kept: they would cost much memory, and leave the cache before they are used. */
const MOST_EXPANDED_BYTES = 10 * 1024 * 1024;

/** The size of a matrix product: its result, and what each element of that is a sum over. */
export interface Product {
  readonly depth: number;
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
  { rows, columns, depth }: Product,
  threads: number,
): { jobs: number; rowsPerJob: number; blocksPerJob: number; blocks: number } {
  const blocks = Math.ceil(columns / MULTIPLY_COLUMNS);
  const runs = Math.ceil(rows / Math.max(PRODUCT_CACHE_BYTES / (depth * 4), LEAST_PRODUCT_ROWS));
  const rowsPerJob = Math.ceil(rows / runs / MULTIPLY_ROWS) * MULTIPLY_ROWS;
  const down = Math.ceil(rows / rowsPerJob);
  const across = Math.min(Math.max(Math.ceil((PRODUCTS_PER_THREAD * threads) / down), 1), blocks);
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

/** How a convolution is cut. */
export interface ConvolutionPlan {
  readonly jobs: number;
  readonly tileRuns: number;
  readonly tilesPerJob: number;
  readonly jobsPerPhase: number;
  readonly blocksPerJob: number;
  /** Whether a step before it expands the weights for all jobs. */
  readonly isExpanded: boolean;
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
): ConvolutionPlan {
  const { rows, outputs, dilation, tiling } = shape;
  const tiles = Math.ceil(Math.ceil(rows / dilation) / tiling.tile);
  const most = countMostTiles(shape);
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
  const isExpanded = tileRuns > MOST_OWN_RUNS && mayExpand(shape);
  return { jobs, tileRuns, tilesPerJob, jobsPerPhase, blocksPerJob, isExpanded };
}

/** What the scratch space of a convolution depends on. */
export interface ScratchShape {
  readonly channels: number;
  readonly outputs: number;
  readonly tiling: Tiling;
}

/** Bytes of scratch space that one thread needs for a convolution. */
export function scratchBytes(shape: ScratchShape, isExpanded: boolean): number {
  const { channels, tiling } = shape;
  const { planes, tile, kernel } = tiling;
  const tiles = countMostTiles(shape);
  const transformed = planes * (tiles * channels * 4 + PLANE_GAP);
  const products = planes * tiles * MULTIPLY_COLUMNS * 4;
  const outputs = tiles * tile * MULTIPLY_COLUMNS * 4;
  // The floats of some taps take turns with these.
  const activations = Math.max((tiles * tile + kernel - 1) * 64, expansionScratchBytes(tiling));
  const weights = isExpanded ? 0 : planes * weightBytes(channels);
  return transformed + products + outputs + activations + weights;
}

/** Bytes of scratch space in which the taps of some channels become floats. */
export function expansionScratchBytes({ kernel }: Tiling): number {
  return CHANNEL_GROUP * kernel * MULTIPLY_COLUMNS * 4;
}

/** Bytes of a convolution's weights once they are transformed. */
export function expandedBytes(shape: ScratchShape): number {
  return (shape.outputs / MULTIPLY_COLUMNS) * shape.tiling.planes * weightBytes(shape.channels);
}

/** Bytes of one plane of transformed taps of 8 outputs. */
function weightBytes(channels: number): number {
  return channels * MULTIPLY_COLUMNS * 4 + PLANE_GAP;
}

/** Bytes of one record of statistics. */
export function recordBytes(channels: number): number {
  return 16 + channels * 12;
}

function mayExpand(shape: ScratchShape): boolean {
  return expandedBytes(shape) <= MOST_EXPANDED_BYTES;
}

/** Tiles of one job at most. */
function countMostTiles(shape: ScratchShape): number {
  const bytes = mayExpand(shape) ? CACHE_BYTES : FAR_CACHE_BYTES;
  return toWholeBlocks(bytes / (shape.tiling.planes * shape.channels * 4));
}

function toWholeBlocks(tiles: number): number {
  return Math.max(Math.floor(tiles / MULTIPLY_ROWS), 2) * MULTIPLY_ROWS;
}
