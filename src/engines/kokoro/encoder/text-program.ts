import { MULTIPLY_ROWS } from '../../../compute/kernels/assembly/layout.ts';
import type { KernelMemory } from '../../../compute/kernels/kernel-memory.ts';
import type { ProgramBuilder } from '../../../compute/kernels/program-builder.ts';
import type { PackedText } from './pack-encoder.ts';
import type { Rows } from './rows.ts';

/** Two buffers that convolutions go between, each with rows of zeros on both sides. */
export interface TextBuffers {
  readonly first: number;
  readonly second: number;
}

/** Makes room for so many tokens. */
export function allocateText(
  { channels, kernel }: PackedText,
  memory: KernelMemory,
  tokens: number,
): TextBuffers {
  const floats = (tokens + kernel + 2 * MULTIPLY_ROWS) * channels;
  return { first: memory.allocateFloats(floats), second: memory.allocateFloats(floats) };
}

/** Where the row of the first token lies in such a buffer. */
export function toFirstRow({ channels, kernel }: PackedText, buffer: number): number {
  return buffer + 4 * channels * ((kernel - 1) / 2);
}

/** Adds the convolutions of the text; the embeddings lie in the first buffer. Returns the rows that they leave. */
export function addText(
  builder: ProgramBuilder,
  text: PackedText,
  { buffers, tokens: rows }: { readonly buffers: TextBuffers; readonly tokens: number },
): Rows {
  const { channels, kernel } = text;
  const margin = channels * ((kernel - 1) / 2);
  const addMargins = (buffer: number): void => {
    builder.fill(buffer, margin);
    builder.fill(toFirstRow(text, buffer) + 4 * rows * channels, margin);
  };
  let { first: from, second: to } = buffers;
  addMargins(from);
  for (const { product, norm, slope } of text.blocks) {
    const out = toFirstRow(text, to);
    builder.multiply({ ...product, x: from, stride: channels, rows, out, outStride: channels });
    const place = { x: out, stride: channels, out, outStride: channels };
    builder.layerNorm({ ...norm, ...place, rows, channels, residual: null, base: 0, slope });
    // A product of few rows has written over the zeros behind them.
    addMargins(to);
    [from, to] = [to, from];
  }
  return { address: toFirstRow(text, from), stride: channels };
}
