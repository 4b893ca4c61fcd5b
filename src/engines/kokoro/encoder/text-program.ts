import { PLAIN } from '../../../compute/kernels/plain-convolution.ts';
import type { ProgramBuilder } from '../../../compute/kernels/program-builder.ts';
import type { PackedText } from './pack-encoder.ts';
import type { Rows } from './rows.ts';

/** Two buffers that convolutions go between. */
export interface TextBuffers {
  readonly first: Rows;
  readonly second: Rows;
}

/** Adds the convolutions of the text; the embeddings lie in the first buffer. Returns the rows that they leave. */
export function addText(
  builder: ProgramBuilder,
  { channels, tiling, ones, zeros, blocks }: PackedText,
  { buffers, tokens: rows }: { readonly buffers: TextBuffers; readonly tokens: number },
): Rows {
  let { first: from, second: to } = buffers;
  for (const { convolution, norm, slope } of blocks) {
    const place = { x: to.address, stride: channels, out: to.address, outStride: channels };
    builder.convolve({
      ...{ ...convolution, x: from.address, rows, channels, outputs: channels, dilation: 1, tiling },
      ...{ scale: ones, shift: zeros, bend: { slope: 1 } },
      ...{ ...PLAIN, out: to.address, outStride: channels },
    });
    builder.layerNorm({ ...norm, ...place, rows, channels, residual: null, base: 0, slope });
    [from, to] = [to, from];
  }
  return from;
}
