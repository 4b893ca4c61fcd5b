import type { FoundProduct } from '../../../compute/onnx/find-product.ts';
import { GraphMismatch, type OnnxNode } from '../../../compute/onnx/onnx-graph.ts';
import { collectNodes, type KnownGraph } from '../../../compute/onnx/known-graph.ts';
import type { BertWeights } from '../encoder/encoder-weights.ts';
import { AXIS_OPS, SIZE_OPS } from './shape-ops.ts';

/** Between the projections and the product behind them; the mask of a text without padding adds nothing. */
const ATTENTION_OPS = [...AXIS_OPS, ...SIZE_OPS, ...['MatMul', 'Softmax', 'Add', 'Sub', 'Div', 'Sqrt']];

/** How rows are dealt out to heads, and what their scores are multiplied by. */
export type FoundAttention = Pick<BertWeights, 'heads' | 'scale'>;

/** Finds plain attention between its projections of `x` and the product behind them. */
export function findAttention(
  graph: KnownGraph,
  products: Readonly<Record<'query' | 'key' | 'value' | 'dense', FoundProduct>>,
  x: string,
): FoundAttention {
  const { query, key, value, dense } = products;
  const { name } = dense.node;
  if ([query, key, value].some(({ input }) => input !== x)) throw new GraphMismatch(`${name} reads others`);
  const stops = [query.output, key.output, value.output];
  const nodes = collectNodes(graph, dense.input, { name, stops, ops: ATTENTION_OPS });
  const count = (opType: string): number => nodes.filter((node) => node.opType === opType).length;
  const softmax = nodes.find(({ opType }) => opType === 'Softmax');
  const axis = softmax?.attributes.get('axis')?.int ?? -1;
  if (count('Softmax') !== 1 || count('MatMul') !== 2 || (axis !== -1 && axis !== 3))
    throw new GraphMismatch(`${name} is not behind plain attention`);
  const heads = [query, key, value].map(({ output }) => countHeads(graph, nodes, output));
  const [first = 0] = heads;
  if (first <= 0 || heads.some((each) => each !== first) || query.weights.outputs % first !== 0)
    throw new GraphMismatch(`${name} has heads of other sizes`);
  return { heads: first, scale: findScale(graph, nodes) ?? 1 / Math.sqrt(query.weights.outputs / first) };
}

/**
 * What a constant behind the scores scales them by; null where none does. Other exports compute it from the size of a
 * head, in many ways: the comparison of a whole run tells whether that is right.
 */
function findScale(graph: KnownGraph, nodes: readonly OnnxNode[]): number | null {
  for (const { opType, inputs } of nodes) {
    const scores = nodes.find(({ outputs }) => outputs.includes(inputs[0] ?? ''));
    const constant = graph.constants.readScalar(inputs[1] ?? '');
    if (scores?.opType !== 'MatMul' || constant === null) continue;
    if (opType === 'Div') return 1 / constant;
    if (opType === 'Mul') return constant;
  }
  return null;
}

/** The third axis of what rows are reshaped to, which is a constant or put together from sizes. */
function countHeads(graph: KnownGraph, nodes: readonly OnnxNode[], rows: string): number {
  const reshape = nodes.find(({ opType, inputs }) => opType === 'Reshape' && inputs[0] === rows);
  const shape = reshape?.inputs[1] ?? '';
  if (graph.constants.has(shape)) return graph.constants.read(shape).data[2] ?? 0;
  const joint = graph.index.producer(shape);
  return joint?.opType === 'Concat' ? (graph.constants.readScalar(joint.inputs[2] ?? '') ?? 0) : 0;
}
