import type { GraphBuilder } from '../onnx/graph-builder.ts';
import { ints } from '../onnx/model.ts';
import { addEmbedding, addLayerNorm, addLinear, addScalar } from './layers.ts';
import type { Sizes } from './sizes.ts';

/** Adds PL-BERT, an ALBERT whose layers share their weights: ids `[1, n]` → `[1, n, bertHidden]`. */
export function addAlbert(graph: GraphBuilder, ids: string, sizes: Sizes): string {
  const embeddings = graph.module('embeddings');
  const columns = sizes.bertEmbedding;
  const words = addEmbedding(embeddings.module('word_embeddings'), ids, { rows: sizes.tokenCount, columns });
  const count = embeddings.node('Gather', [
    embeddings.node('Shape', [ids]),
    embeddings.constant(ints([1], [])),
  ]);
  const range = embeddings.node('Range', [
    embeddings.constant(ints([0], [])),
    count,
    embeddings.constant(ints([1], [])),
  ]);
  const positionTable = embeddings.module('position_embeddings');
  const positions = addEmbedding(positionTable, range, { rows: sizes.bertPositions, columns });
  const sum = embeddings.node('Add', [words, positions]);
  const normalised = addLayerNorm(embeddings.module('LayerNorm'), sum, columns);
  const encoder = graph.module('encoder');
  let hidden = addLinear(encoder.module('embedding_hidden_mapping_in'), normalised, {
    inputs: columns,
    outputs: sizes.bertHidden,
  });
  const layer = encoder.module('albert_layer_groups.0/albert_layers.0');
  for (let index = 0; index < sizes.bertLayers; index += 1) hidden = addLayer(layer, hidden, sizes);
  return hidden;
}

function addLayer(graph: GraphBuilder, input: string, sizes: Sizes): string {
  const width = { inputs: sizes.bertHidden, outputs: sizes.bertHidden };
  const attention = graph.module('attention');
  const context = addAttention(attention, input, sizes);
  const projected = addLinear(attention.module('dense'), context, width);
  const first = addLayerNorm(
    attention.module('LayerNorm'),
    attention.node('Add', [input, projected]),
    sizes.bertHidden,
  );
  const wide = addLinear(graph.module('ffn'), first, {
    inputs: sizes.bertHidden,
    outputs: sizes.bertFeedForward,
  });
  const narrow = addLinear(graph.module('ffn_output'), addGelu(graph.module('activation'), wide), {
    inputs: sizes.bertFeedForward,
    outputs: sizes.bertHidden,
  });
  const second = graph.node('Add', [narrow, first]);
  return addLayerNorm(graph.module('full_layer_layer_norm'), second, sizes.bertHidden);
}

function addAttention(graph: GraphBuilder, input: string, sizes: Sizes): string {
  const { bertHidden, bertHeads } = sizes;
  const headSize = bertHidden / bertHeads;
  const project = (name: string, perm: readonly number[]): string => {
    const module = graph.module(name);
    const flat = addLinear(module, input, { inputs: bertHidden, outputs: bertHidden });
    const heads = graph.node('Reshape', [flat, graph.constant(ints([0, 0, bertHeads, headSize]))]);
    return graph.node('Transpose', [heads], { perm: { ints: perm } });
  };
  const queries = project('query', [0, 2, 1, 3]);
  const keys = project('key', [0, 2, 3, 1]);
  const values = project('value', [0, 2, 1, 3]);
  const products = graph.node('MatMul', [queries, keys]);
  const scores = graph.node('Div', [products, addScalar(graph, Math.sqrt(headSize))]);
  const weights = graph.node('Softmax', [scores], { axis: { int: -1 } });
  const context = graph.node('MatMul', [weights, values]);
  const merged = graph.node('Transpose', [context], { perm: { ints: [0, 2, 1, 3] } });
  return graph.node('Reshape', [merged, graph.constant(ints([0, 0, bertHidden]))]);
}

/** The tanh approximation, which ALBERT was trained with. */
function addGelu(graph: GraphBuilder, input: string): string {
  const half = graph.node('Mul', [input, addScalar(graph, 0.5)]);
  const cube = graph.node('Pow', [input, addScalar(graph, 3)]);
  const bent = graph.node('Add', [input, graph.node('Mul', [cube, addScalar(graph, 0.044715)])]);
  const scaled = graph.node('Mul', [bent, addScalar(graph, Math.sqrt(2 / Math.PI))]);
  const gate = graph.node('Add', [graph.node('Tanh', [scaled]), addScalar(graph, 1)]);
  return graph.node('Mul', [half, gate]);
}
