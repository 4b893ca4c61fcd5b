import type { ProgramBuilder } from '../../../compute/kernels/program-builder.ts';
import type { PackedBert, PackedNorm, PackedProduct } from './pack-encoder.ts';
import type { Rows } from './rows.ts';

/** What goes through PL-BERT, one row for each token. */
export interface BertBuffers {
  readonly embeddings: Rows;
  readonly x: Rows;
  /** What attention makes of x. */
  readonly attended: Rows;
  /** Queries, keys and values. */
  readonly projections: Rows;
  readonly context: Rows;
  readonly wide: Rows;
}

/** Makes room with `allocate`, which takes the floats of a row. */
export function allocateBert(bert: PackedBert, allocate: (stride: number) => Rows): BertBuffers {
  const channels = bert.entry.columns;
  return {
    embeddings: allocate(bert.width),
    x: allocate(channels),
    attended: allocate(channels),
    projections: allocate(bert.projections.columns),
    context: allocate(channels),
    wide: allocate(bert.widening.columns),
  };
}

/** Adds PL-BERT and the product behind it: sums of embeddings → features at `out`. */
export function addBert(
  builder: ProgramBuilder,
  bert: PackedBert,
  {
    buffers,
    tokens: rows,
    out,
  }: { readonly buffers: BertBuffers; readonly tokens: number; readonly out: Rows },
): void {
  const { embeddings, x, attended, projections, context, wide } = buffers;
  const multiply = (product: PackedProduct, from: Rows, to: Rows): void => {
    const place = { x: from.address, stride: from.stride, out: to.address, outStride: to.stride };
    builder.multiply({ ...product, ...place, rows });
  };
  const normalise = (norm: PackedNorm, place: Rows, residual: Rows | null): void => {
    const { address, stride } = place;
    const target = { x: address, stride, out: address, outStride: stride };
    builder.layerNorm({ ...norm, ...target, rows, channels: stride, residual, base: 0, slope: 1 });
  };
  const headSize = x.stride / bert.heads;
  normalise(bert.embeddingNorm, embeddings, null);
  multiply(bert.entry, embeddings, x);
  for (let layer = 0; layer < bert.layers; layer += 1) {
    multiply(bert.projections, x, projections);
    builder.attend({
      ...{ x: projections.address, stride: projections.stride, rows },
      ...{ heads: bert.heads, headSize, scale: bert.scale },
      ...{ out: context.address, outStride: context.stride },
    });
    multiply(bert.dense, context, attended);
    normalise(bert.attentionNorm, attended, x);
    multiply(bert.widening, attended, wide);
    builder.gelu(wide.address, rows * wide.stride);
    multiply(bert.narrowing, wide, x);
    normalise(bert.outputNorm, x, attended);
  }
  multiply(bert.exit, x, out);
}
