import {
  addAdainBlock,
  allocateBlockBuffers,
  countFloats,
  type AllocateFloats,
  type BlockBuffers,
} from './adain-block-program.ts';
import type { PackedDecoder } from './pack-front.ts';
import type { ProgramBuilder } from '../../../compute/kernels/program-builder.ts';

/** Addresses of what goes through the decoder. */
export interface DecoderBuffers extends Omit<BlockBuffers, 'styles'> {
  /** Text, F0, energy and zeros up to a whole group: [frames][entry columns]. */
  readonly entry: number;
  /** What a block gave, the text's residual, F0, energy and zeros: [frames][columns]. */
  readonly joined: number;
}

/** Makes room for an utterance of so many frames. */
export function allocateDecoderBuffers(
  decoder: PackedDecoder,
  allocate: AllocateFloats,
  options: { readonly frames: number; readonly threads: number },
): DecoderBuffers {
  const { frames, threads } = options;
  const { encode, blocks, constants } = decoder;
  return {
    ...constants,
    ...allocateBlockBuffers([encode, ...blocks], allocate, { rows: frames, threads }),
    entry: allocate(countFloats(frames, encode.inputs)),
    joined: allocate(countFloats(frames, blocks[0]?.inputs ?? 0)),
  };
}

/** Columns that must hold F0 and energy, and zeros behind them, before the program runs. */
export interface CurveColumns {
  /** Of the first column in the first row. */
  readonly address: number;
  /** Floats from one row to the next. */
  readonly stride: number;
  readonly count: number;
}

/** All such columns of a decoder. */
export function toCurveColumns(decoder: PackedDecoder, buffers: DecoderBuffers): readonly CurveColumns[] {
  const { encode, blocks, channels, residualChannels } = decoder;
  const toColumns = (rows: number, stride: number, before: number): CurveColumns => {
    return { address: rows + before * 4, stride, count: stride - before };
  };
  return [
    toColumns(buffers.entry, encode.inputs, channels),
    toColumns(buffers.joined, blocks[0]?.inputs ?? 0, encode.outputs + residualChannels),
  ];
}

/** Adds the decoder: aligned text [channels][frames] → features [2 · frames][channels of the last block] at `out`. */
export function addDecoder(
  builder: ProgramBuilder,
  decoder: PackedDecoder,
  options: {
    readonly buffers: DecoderBuffers;
    readonly styles: number;
    readonly text: number;
    readonly frames: number;
    readonly out: number;
  },
): void {
  const { encode, blocks, channels, residual } = decoder;
  const { text, frames, styles } = options;
  const buffers = { ...options.buffers, styles };
  const { entry, joined } = buffers;
  const stride = blocks[0]?.inputs ?? 0;
  builder.transpose(text, entry, { channels, rows: frames, stride: encode.inputs });
  const target = { out: joined + encode.outputs * 4, outStride: stride };
  builder.multiply({ ...residual, ...target, x: entry, stride: encode.inputs, rows: frames });
  const place = { rows: frames, out: joined, outStride: stride };
  addAdainBlock(builder, encode, { buffers, place: { ...place, x: entry } });
  blocks.forEach((block, index) => {
    const isLast = index === blocks.length - 1;
    const end = isLast ? { out: options.out, outStride: block.outputs } : {};
    addAdainBlock(builder, block, { buffers, place: { ...place, x: joined, ...end } });
  });
}
