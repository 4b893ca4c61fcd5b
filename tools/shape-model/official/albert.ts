import { ints } from '../../onnx/model.ts';
import type { Sizes } from '../sizes.ts';
import { addMask } from './attention-mask.ts';
import { addAttention } from './attention.ts';
import { shared } from './constants.ts';
import { addBias, addEmbedding, addLayerNorm, addLinear, addNormWeights, addProduct } from './layers.ts';
import type { ModuleBuilder } from './module-builder.ts';

const EPSILON = 1e-12;
const LAYER = 'albert_layer_groups.0/albert_layers.0';

/** Adds PL-BERT, an ALBERT whose layers share their weights: ids `[1, n]` → `[1, n, bertHidden]`. */
export function addAlbert(graph: ModuleBuilder, ids: string, sizes: Sizes): string {
  const shape = graph.node('Shape_1', [ids]);
  const count = graph.node('Gather_1', [shape, shared(graph, 'index1')], {
    attributes: { axis: { int: 0 } },
  });
  const length = graph.node('Unsqueeze_1', [count, shared(graph, 'zero')]);
  const dims = graph.node('Concat', [shared(graph, 'one'), length], { attributes: { axis: { int: 0 } } });
  const embedded = addEmbeddings(graph, { ids, length, dims }, sizes);
  const encoder = graph.module('encoder');
  let hidden = addLinear(encoder.module('embedding_hidden_mapping_in'), embedded, {
    inputs: sizes.bertEmbedding,
    outputs: sizes.bertHidden,
    number: '6547',
  });
  const mask = addMask(graph, { length, dims });
  for (let index = 0; index < sizes.bertLayers; index += 1) {
    hidden = addLayer(encoder.module(LAYER), hidden, { index, mask, sizes });
  }
  return hidden;
}

interface Lengths {
  readonly ids: string;
  /** The count of ids, as a vector of one. */
  readonly length: string;
  /** `[1, n]`. */
  readonly dims: string;
}

function addEmbeddings(graph: ModuleBuilder, { ids, length, dims }: Lengths, sizes: Sizes): string {
  const columns = sizes.bertEmbedding;
  const embeddings = graph.module('embeddings');
  const slice = (module: ModuleBuilder, table: string): string => {
    const one = shared(graph, 'one');
    return module.node('Slice', [table, shared(graph, 'zero'), length, one, one]);
  };
  const positionCount = sizes.bertPositions;
  const types = graph.constant('onnx::Slice_579', () =>
    ints(new Array<number>(positionCount).fill(0), [1, positionCount]),
  );
  const positions = graph.constant('onnx::Slice_603', () =>
    ints([...new Array(positionCount).keys()], [1, positionCount]),
  );
  const isWhole = graph.node('Equal', [dims, shared(graph, 'minusOnes2')]);
  const target = graph.node('Where', [isWhole, shared(graph, 'ones2'), dims]);
  const typeIds = graph.node('Expand', [slice(graph, types), target]);
  const table = (name: string, rows: number, lookup: string): string =>
    addEmbedding(embeddings.module(name), lookup, { rows, columns });
  const words = table('word_embeddings', sizes.tokenCount, ids);
  const typed = embeddings.node('Add', [words, table('token_type_embeddings', 2, typeIds)]);
  const placed = table('position_embeddings', positionCount, slice(embeddings, positions));
  const sum = embeddings.node('Add_1', [typed, placed]);
  return addLayerNorm(embeddings.module('LayerNorm'), sum, { channels: columns, epsilon: EPSILON });
}

interface LayerOptions {
  readonly index: number;
  readonly mask: string;
  readonly sizes: Sizes;
}

function addLayer(graph: ModuleBuilder, input: string, options: LayerOptions): string {
  const { index, sizes } = options;
  const channels = sizes.bertHidden;
  // Each call of a shared layer counts on; its parameters stay the same.
  const module = (name: string): ModuleBuilder =>
    graph.module(index === 0 ? name : `${name}_${index}`, name.replaceAll('/', '.'));
  const attended = addAttention({ module, input }, options);
  const dense = { inputs: channels, outputs: channels, number: '6558_3' };
  const projected = addLinear(module('attention/dense'), attended, dense);
  const sum = module('attention').node('Add_1', [input, projected]);
  const first = addLayerNorm(module('attention/LayerNorm'), sum, { channels, epsilon: EPSILON });
  const wide = { inputs: channels, outputs: sizes.bertFeedForward, number: '6559_3' };
  const product = addProduct(module('ffn'), first, wide);
  const bent = graph.node('FastGelu', [product, addBias(module('ffn'), wide)], {
    name: index === 0 ? 'FastGelu' : `FastGelu_token_${143 + index}`,
    outputs: [module('activation').value('Mul_3')],
    domain: 'com.microsoft',
  });
  const narrow = { inputs: sizes.bertFeedForward, outputs: channels, number: '6560_3' };
  const second = addLinear(module('ffn_output'), bent, narrow);
  const norm = module('full_layer_layer_norm');
  const weights = addNormWeights(norm, { channels, epsilon: EPSILON });
  return graph.node('SkipLayerNormalization', [second, first, ...weights], {
    name: index === 0 ? 'SkipLayerNormalization' : `SkipLayerNormalization_token_${110 + index}`,
    outputs: [norm.value('LayerNormalization')],
    attributes: { epsilon: { float: EPSILON } },
    domain: 'com.microsoft',
  });
}
