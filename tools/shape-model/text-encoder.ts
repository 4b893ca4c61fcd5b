import type { GraphBuilder } from '../onnx/graph-builder.ts';
import { addBiLstm, addConv, addEmbedding, addLayerNorm } from './layers.ts';
import type { Sizes } from './sizes.ts';

/** Adds the text encoder: ids `[1, n]` → `[1, hidden, n]`. */
export function addTextEncoder(graph: GraphBuilder, ids: string, sizes: Sizes): string {
  const { hidden } = sizes;
  const embedding = graph.module('embedding');
  const rows = addEmbedding(embedding, ids, { rows: sizes.tokenCount, columns: hidden });
  let x = graph.node('Transpose', [rows], { perm: { ints: [0, 2, 1] } });
  for (let index = 0; index < 3; index += 1) {
    const block = graph.module(`cnn.${index}`);
    x = addConv(block.module(`cnn.${index}.0`), x, {
      inputs: hidden,
      outputs: hidden,
      kernel: 5,
      padding: 2,
    });
    x = addChannelNorm(block.module(`cnn.${index}.1`), x, hidden);
    x = block.module(`cnn.${index}.2`).node('LeakyRelu', [x], { alpha: { float: 0.2 } });
  }
  const steps = graph.node('Transpose', [x], { perm: { ints: [2, 0, 1] } });
  const states = addBiLstm(graph.module('lstm'), steps, { inputs: hidden, hidden: hidden / 2 });
  return graph.node('Transpose', [states], { perm: { ints: [1, 2, 0] } });
}

function addChannelNorm(graph: GraphBuilder, input: string, channels: number): string {
  const rows = graph.node('Transpose', [input], { perm: { ints: [0, 2, 1] } });
  const normalised = addLayerNorm(graph, rows, channels);
  return graph.node('Transpose', [normalised], { perm: { ints: [0, 2, 1] } });
}
