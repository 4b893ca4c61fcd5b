import {
  addAdainBlock,
  allocateBlockBuffers,
  countFloats,
  type BlockBuffers,
} from './adain-block-program.ts';
import type { KernelMemory } from '../../../compute/kernels/kernel-memory.ts';
import type { PackedCurve, PackedProsody } from './pack-front.ts';
import { ProgramBuilder } from '../../../compute/kernels/program-builder.ts';

/**
 * The work is cut as for so many threads, however many there are: sums are then rounded the same way everywhere, and a
 * voice sounds the same sample for sample, though the source makes large differences of the least ones in F0.
 */
const PLANNED_THREADS = 4;

/** What F0 and energy are made from. */
export interface ProsodyInput {
  /** [channels][frames]. */
  readonly states: Float32Array;
  readonly frames: number;
  /** The prosody's half of the style. */
  readonly style: Float32Array;
}

/** Two values for each frame. */
export interface Curves {
  /** In hertz. */
  readonly f0: Float32Array<ArrayBuffer>;
  readonly energy: Float32Array<ArrayBuffer>;
}

/** A program for the curves, and where its inputs and outputs lie. */
export interface ProsodyProgram {
  readonly builder: ProgramBuilder;
  readonly states: number;
  readonly style: number;
  /** [2 · frames] rows of `columns`, of which the first counts. */
  readonly f0: number;
  readonly energy: number;
  readonly columns: number;
}

/** Lays out the buffers for so many frames and writes the program that computes both curves. */
export function createProsodyProgram(
  prosody: PackedProsody,
  memory: KernelMemory,
  options: { readonly frames: number },
): ProsodyProgram {
  const { frames } = options;
  const threads = PLANNED_THREADS;
  const { channels, constants, styles } = prosody;
  const builder = new ProgramBuilder(threads);
  const allocate = (count: number): number => memory.allocateFloats(count);
  const states = allocate(channels * frames);
  const style = allocate(prosody.style);
  const blocks = [...prosody.f0.blocks, ...prosody.energy.blocks];
  const inner = { ...constants, styles: allocate(styles.columns) };
  const buffers = { ...inner, ...allocateBlockBuffers(blocks, allocate, { rows: frames, threads }) };
  builder.multiply({ ...styles, x: style, stride: 0, out: buffers.styles, outStride: 0, rows: 1 });
  const columns = prosody.f0.projection.columns;
  const rows = 2 * frames;
  const widest = Math.max(channels, ...blocks.map(({ outputs }) => outputs));
  const entry = allocate(countFloats(rows, widest));
  const other = allocate(countFloats(rows, widest));
  const addCurve = (curve: PackedCurve): number => {
    const out = allocate(countFloats(rows, columns));
    builder.transpose(states, entry, { channels, rows: frames, stride: channels });
    addBlocks(builder, curve, { buffers, frames, entry, other, out });
    return out;
  };
  return { builder, states, style, f0: addCurve(prosody.f0), energy: addCurve(prosody.energy), columns };
}

interface CurvePlace {
  readonly buffers: BlockBuffers;
  readonly frames: number;
  readonly entry: number;
  readonly other: number;
  readonly out: number;
}

/** Blocks take turns between two buffers. */
function addBlocks(builder: ProgramBuilder, { blocks, projection }: PackedCurve, place: CurvePlace): void {
  let { frames: rows, entry: x, other: out } = place;
  for (const block of blocks) {
    const target = { x, rows, out, outStride: block.outputs };
    rows = addAdainBlock(builder, block, { buffers: place.buffers, place: target });
    [x, out] = [out, x];
  }
  const { columns, depth } = projection;
  builder.multiply({ ...projection, x, stride: depth, out: place.out, outStride: columns, rows });
}
