import { floats, ints } from '../../onnx/model.ts';
import type { Sizes } from '../sizes.ts';
import { shared } from './constants.ts';
import { addLength, addLinear } from './layers.ts';
import type { ModuleBuilder } from './module-builder.ts';

const FLOAT = 1;

interface Place {
  /** The builder of a module of this layer's call. */
  readonly module: (name: string) => ModuleBuilder;
  /** `[1, n, bertHidden]`. */
  readonly input: string;
}

interface AttentionOptions {
  readonly index: number;
  readonly mask: string;
  readonly sizes: Sizes;
}

/** Adds self-attention up to its output projection: `[1, n, bertHidden]`. */
export function addAttention({ module, input }: Place, options: AttentionOptions): string {
  const { index, mask, sizes } = options;
  const graph = module('attention');
  const queryHeads = addHeads({ module, input }, { ...HEADS.query, sizes });
  const queries = turn(graph, 'Transpose', { input: queryHeads, perm: [0, 2, 1, 3] });
  const scale = addScale(graph, queryHeads, index);
  const scaledQueries = graph.node('Mul', [queries, scale]);
  const keyHeads = addHeads({ module, input }, { ...HEADS.key, sizes });
  const keys = turn(graph, 'Transpose_2', { input: keyHeads, perm: [0, 2, 3, 1] });
  const products = graph.node('MatMul', [scaledQueries, graph.node('Mul_1', [keys, scale])]);
  const scores = graph.node('Add', [products, mask]);
  const weights = graph.node('Softmax', [scores], { attributes: { axis: { int: -1 } } });
  const valueHeads = addHeads({ module, input }, { ...HEADS.value, sizes });
  const values = turn(graph, 'Transpose_1', { input: valueHeads, perm: [0, 2, 1, 3] });
  const context = graph.node('MatMul_1', [weights, values]);
  const merged = turn(graph, 'Transpose_3', { input: context, perm: [0, 2, 1, 3] });
  const shape = graph.node('Shape', [input]);
  const target = graph.node(
    'Concat_3',
    [
      addLength(graph, shape, { index: 'index0', labels: ['Gather', 'Unsqueeze_6'] }),
      addLength(graph, shape, { index: 'index1', labels: ['Gather_1', 'Unsqueeze_7'] }),
      addWidth(graph, 'Constant_17', sizes.bertHidden),
    ],
    { attributes: { axis: { int: 0 } } },
  );
  return graph.node('Reshape_3', [merged, target]);
}

interface HeadLabels {
  readonly name: string;
  /** The exporter's number for the weight. */
  readonly number: string;
  readonly shape: string;
  readonly lengths: readonly [readonly [string, string], readonly [string, string]];
  readonly concat: string;
  readonly reshape: string;
}

const HEADS = {
  query: {
    name: 'attention/query',
    number: '6548_3',
    shape: 'Shape_2',
    lengths: [
      ['Gather_2', 'Unsqueeze'],
      ['Gather_3', 'Unsqueeze_1'],
    ],
    concat: 'Concat',
    reshape: 'Reshape',
  },
  key: {
    name: 'attention/key',
    number: '6551_3',
    shape: 'Shape_4',
    lengths: [
      ['Gather_4', 'Unsqueeze_2'],
      ['Gather_5', 'Unsqueeze_3'],
    ],
    concat: 'Concat_1',
    reshape: 'Reshape_1',
  },
  value: {
    name: 'attention/value',
    number: '6554_3',
    shape: 'Shape_6',
    lengths: [
      ['Gather_6', 'Unsqueeze_4'],
      ['Gather_7', 'Unsqueeze_5'],
    ],
    concat: 'Concat_2',
    reshape: 'Reshape_2',
  },
} as const satisfies Readonly<Record<string, HeadLabels>>;

/** Adds a projection and deals its columns out to the heads: `[1, n, heads, headSize]`. */
function addHeads({ module, input }: Place, labels: HeadLabels & { readonly sizes: Sizes }): string {
  const { bertHidden, bertHeads } = labels.sizes;
  const graph = module('attention');
  const layer = { inputs: bertHidden, outputs: bertHidden, number: labels.number };
  const flat = addLinear(module(labels.name), input, layer);
  const shape = graph.node(labels.shape, [flat]);
  const [rows, columns] = labels.lengths;
  const target = graph.node(
    labels.concat,
    [
      addLength(graph, shape, { index: 'index0', labels: rows }),
      addLength(graph, shape, { index: 'index1', labels: columns }),
      addWidth(graph, 'Constant_4', bertHeads),
      addWidth(graph, 'Constant_5', bertHidden / bertHeads),
    ],
    { attributes: { axis: { int: 0 } } },
  );
  return graph.node(labels.reshape, [flat, target]);
}

/** Adds the fourth root of 1 / headSize, which the exporter computes from a shape. */
function addScale(graph: ModuleBuilder, heads: string, index: number): string {
  const shape = graph.node('Shape_8', [heads], { outputs: [`${graph.path}/Shape_8`] });
  const order = graph.constant('const_transpose_optimizer', () => ints([0, 2, 1, 3]));
  const turned = graph.node('Gather', [shape, order], {
    name: index === 0 ? 'Gather' : `Gather_token_${2 * index - 1}`,
    outputs: [graph.value('Shape_8')],
    attributes: { axis: { int: 0 } },
  });
  const size = graph.node('Slice', [turned, shared(graph, 'minusOne'), shared(graph, 'end')]);
  const width = graph.node('Cast', [size], { attributes: { to: { int: FLOAT } } });
  const one = graph.constant(firstCall(graph).value('Constant_16'), () => floats([1], [1]));
  const inverse = graph.node('Div', [one, graph.node('Sqrt', [width])], { outputs: [graph.value('Cast_1')] });
  return graph.node('Sqrt_1', [inverse]);
}

function addWidth(graph: ModuleBuilder, label: string, width: number): string {
  return graph.constant(firstCall(graph).value(label), () => ints([width]));
}

/** The optimiser kept the constants of the first of the layers that share their weights. */
function firstCall(graph: ModuleBuilder): { readonly value: (label: string) => string } {
  const path = graph.path.replace(/_\d+$/, '');
  return { value: (label) => `${path}/${label}_output_0` };
}

function turn(
  graph: ModuleBuilder,
  label: string,
  { input, perm }: { readonly input: string; readonly perm: readonly number[] },
): string {
  return graph.node(label, [input], { attributes: { perm: { ints: perm } } });
}
