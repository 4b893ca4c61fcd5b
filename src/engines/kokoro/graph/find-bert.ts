import { findProduct, type FoundProduct, readProduct } from '../../../compute/onnx/find-product.ts';
import {
  collectNodes,
  combinationOf,
  inputOf,
  type KnownGraph,
  outputOf,
} from '../../../compute/onnx/known-graph.ts';
import { GraphMismatch } from '../../../compute/onnx/onnx-graph.ts';
import { toFloatWeights } from '../../../compute/stored-weights.ts';
import type { BertWeights } from '../encoder/encoder-weights.ts';
import { findAttention, type FoundAttention } from './find-attention.ts';
import { findNormBehind, type FoundNorm } from './find-norm.ts';

const IDS = 'input_ids';
const LAYER = 'encoder/albert_layer_groups.0/albert_layers.0';
/** The products of a layer, by their modules in it. */
const ROLES = {
  query: 'attention/query',
  key: 'attention/key',
  value: 'attention/value',
  dense: 'attention/dense',
  widening: 'ffn',
  narrowing: 'ffn_output',
} as const;

type Role = keyof typeof ROLES;
type LayerProducts = Readonly<Record<Role, FoundProduct>>;

/** PL-BERT with the product behind it, and the features [1, tokens, channels] that this gives. */
export interface FoundBert {
  readonly weights: BertWeights;
  readonly output: string;
}

/** Finds PL-BERT in a module; throws `GraphMismatch` where it is not built as the kernels compute it. */
export function findBert(graph: KnownGraph, module: string): FoundBert {
  const entry = findProduct(graph, `${module}/encoder/embedding_hidden_mapping_in`);
  const channels = entry.weights.outputs;
  const products = findProducts(graph, `${module}/${LAYER}`);
  let x = entry.output;
  const layers = products.map((layer) => {
    const found = findLayer(graph, layer, { x, channels });
    x = found.outputNorm.output;
    return found;
  });
  const exit = findProduct(graph, `${module}_encoder`);
  const [first] = layers;
  if (
    first === undefined ||
    exit.input !== x ||
    layers.some(({ heads, scale }) => heads !== first.heads || scale !== first.scale)
  )
    throw new GraphMismatch(`${module} has other layers`);
  const [{ query, key, value, dense, widening, narrowing }] = products as [LayerProducts];
  return {
    weights: {
      ...findEmbeddings(graph, module, entry),
      ...{ entry: entry.weights, layers: layers.length, heads: first.heads, scale: first.scale },
      ...{ query: query.weights, key: key.weights, value: value.weights, dense: dense.weights },
      ...{ widening: widening.weights, narrowing: narrowing.weights, exit: exit.weights },
      ...{ attentionNorm: first.attentionNorm.weights, outputNorm: first.outputNorm.weights },
    },
    output: exit.output,
  };
}

/** All products of the layers, in order; the layers must share their weights. */
function findProducts(graph: KnownGraph, module: string): readonly LayerProducts[] {
  const nodes = graph.index
    .nodesBelow(module)
    .filter(({ opType, inputs }) => opType === 'MatMul' && graph.constants.has(inputs[1] ?? ''));
  const entries = Object.entries(ROLES).map(([role, path]) => {
    // Each call of a shared layer may count on.
    const isRole = new RegExp(`^${path}(_\\d+)?/[^/]*$`);
    const own = nodes.filter(({ name }) => isRole.test(name.slice(module.length + 1)));
    return [role as Role, own.map((node) => readProduct(graph, node))] as const;
  });
  const count = nodes.length / entries.length;
  for (const [role, products] of entries) {
    if (products.length !== count || !isShared(products))
      throw new GraphMismatch(`${module} has another ${role}`);
  }
  return Array.from(
    { length: count },
    (_, index) => Object.fromEntries(entries.map(([role, all]) => [role, all[index]])) as LayerProducts,
  );
}

/** Whether products have the same weights; some exports give each layer a copy. */
function isShared([first, ...others]: readonly FoundProduct[]): boolean {
  if (first === undefined) return false;
  const unlike = others.filter(({ names }) => names.join() !== first.names.join());
  if (unlike.length === 0) return true;
  const weight = toFloatWeights(first.weights.weight);
  const { bias } = first.weights;
  return unlike.every(
    ({ weights }) => hasSame(toFloatWeights(weights.weight), weight) && hasSame(weights.bias, bias),
  );
}

function hasSame(actual: Float32Array, expected: Float32Array): boolean {
  return actual.length === expected.length && actual.every((value, index) => value === expected[index]);
}

interface FoundLayer extends FoundAttention {
  readonly attentionNorm: FoundNorm;
  readonly outputNorm: FoundNorm;
}

function findLayer(
  graph: KnownGraph,
  { query, key, value, dense, widening, narrowing }: LayerProducts,
  { x, channels }: { readonly x: string; readonly channels: number },
): FoundLayer {
  const attention = findAttention(graph, { query, key, value, dense }, x);
  const attended = outputOf(combinationOf(graph, 'Add', [x, dense.output]));
  const attentionNorm = findNormBehind(graph, attended, channels);
  if (widening.input !== attentionNorm.output)
    throw new GraphMismatch(`${widening.node.name} reads something else`);
  findGelu(graph, { input: widening.output, output: narrowing.input });
  const sum = outputOf(combinationOf(graph, 'Add', [narrowing.output, attentionNorm.output]));
  return { ...attention, attentionNorm, outputNorm: findNormBehind(graph, sum, channels) };
}

/** What is looked up, what comes out, and the rows. */
interface Table {
  readonly ids: string;
  readonly rows: string;
  readonly data: Float32Array;
}

/** Finds the tables of words and positions, and the norm over their sum. */
function findEmbeddings(
  graph: KnownGraph,
  module: string,
  entry: FoundProduct,
): Pick<BertWeights, 'width' | 'words' | 'positions' | 'embeddingNorm'> {
  const { index, constants } = graph;
  const width = entry.weights.inputs;
  const readTable = (name: string): Table | null => {
    const [node, ...others] = index.nodesIn(`${module}/embeddings/${name}`, ['Gather']);
    if (node === undefined) return null;
    const { dims, data } = constants.read(inputOf(node, 0));
    if (others.length > 0 || dims[1] !== width) throw new GraphMismatch(`${node.name} is no table of rows`);
    return { ids: inputOf(node, 1), rows: outputOf(node), data };
  };
  const words = readTable('word_embeddings');
  const positions = readTable('position_embeddings');
  const types = readTable('token_type_embeddings');
  if (words?.ids !== IDS || positions === null)
    throw new GraphMismatch(`${module} has no tables of words and positions`);
  const sum = inputOf(index.nodeIn(`${module}/embeddings/LayerNorm`, ['LayerNormalization']), 0);
  const norm = findNormBehind(graph, sum, width);
  if (norm.output !== entry.input) throw new GraphMismatch(`${entry.node.name} reads something else`);
  const stops = [words.rows, positions.rows, ...(types === null ? [] : [types.rows])];
  collectNodes(graph, sum, { name: `${module}/embeddings`, stops, ops: ['Add'] });
  // All tokens of an utterance are of the first type.
  const placed = positions.data.map((value, place) => value + (types?.data[place % width] ?? 0));
  return { width, words: words.data, positions: placed, embeddingNorm: norm.weights };
}

/** The approximation spelled out: ½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))). */
const SPELLED_OPS = ['Mul', 'Pow', 'Add', 'Tanh'];
const SPELLED_CONSTANTS = [0.044715, 0.5, Math.sqrt(2 / Math.PI), 1, 3];

/** Checks that a value is GELU's approximation by tanh of another; throws `GraphMismatch` where it is not. */
function findGelu(graph: KnownGraph, ends: { readonly input: string; readonly output: string }): void {
  const name = ends.output;
  const ops = ['FastGelu', 'Gelu', ...SPELLED_OPS];
  const nodes = collectNodes(graph, ends.output, { name, stops: [ends.input], ops });
  const [node, ...others] = nodes;
  if (node !== undefined && others.length === 0) {
    const isByTanh = node.opType === 'FastGelu' || node.attributes.get('approximate')?.text === 'tanh';
    if (isByTanh) return;
  }
  const constants = nodes
    .flatMap(({ inputs }) => inputs.map((input) => graph.constants.readScalar(input)))
    .filter((constant) => constant !== null)
    .sort((a, b) => a - b);
  const isSpelled =
    nodes.every(({ opType }) => SPELLED_OPS.includes(opType)) &&
    nodes.filter(({ opType }) => opType === 'Tanh').length === 1 &&
    constants.length === SPELLED_CONSTANTS.length &&
    constants.every((constant, index) => Math.abs(constant - (SPELLED_CONSTANTS[index] ?? NaN)) < 1e-3);
  if (!isSpelled) throw new GraphMismatch(`${name} is bent otherwise`);
}
