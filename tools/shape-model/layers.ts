import type { GraphBuilder } from '../onnx/graph-builder.ts';
import { floats, ints } from '../onnx/model.ts';
import { createRandomTensor, type Spread } from './random-tensor.ts';

interface ConvOptions {
  readonly inputs: number;
  readonly outputs: number;
  readonly kernel: number;
  readonly stride?: number;
  readonly dilation?: number;
  readonly padding?: number;
  /** The bias's spread; false leaves the bias out. */
  readonly bias?: Spread | false;
  /** Standard deviation of the output for an input of order one. */
  readonly gain?: number;
}

const SMALL_BIAS: Spread = { deviation: 0.1 };

/** Adds a one-dimensional convolution over `[1, inputs, T]` in its own module. */
export function addConv(graph: GraphBuilder, input: string, options: ConvOptions): string {
  const {
    inputs,
    outputs,
    kernel,
    stride = 1,
    dilation = 1,
    padding = 0,
    bias = SMALL_BIAS,
    gain = 1,
  } = options;
  const spread = { deviation: gain / Math.sqrt(inputs * kernel) };
  const weight = addRandom(graph, 'weight', { dims: [outputs, inputs, kernel], spread, label: 'Conv' });
  const biases = bias === false ? [] : [addRandom(graph, 'bias', { dims: [outputs], spread: bias })];
  return graph.node('Conv', [input, weight, ...biases], {
    dilations: { ints: [dilation] },
    group: { int: 1 },
    kernel_shape: { ints: [kernel] },
    pads: { ints: [padding, padding] },
    strides: { ints: [stride] },
  });
}

interface ConvTransposeOptions {
  readonly inputs: number;
  readonly outputs: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly outputPadding?: number;
  readonly groups?: number;
}

/** Adds a transposed convolution over `[1, inputs, T]` in its own module. */
export function addConvTranspose(graph: GraphBuilder, input: string, options: ConvTransposeOptions): string {
  const { inputs, outputs, kernel, stride, padding, outputPadding = 0, groups = 1 } = options;
  const spread = { deviation: Math.sqrt((stride * groups) / (inputs * kernel)) };
  const dims = [inputs, outputs / groups, kernel];
  const weight = addRandom(graph, 'weight', { dims, spread, label: 'ConvTranspose' });
  const bias = addRandom(graph, 'bias', { dims: [outputs], spread: SMALL_BIAS });
  return graph.node('ConvTranspose', [input, weight, bias], {
    dilations: { ints: [1] },
    group: { int: groups },
    kernel_shape: { ints: [kernel] },
    output_padding: { ints: [outputPadding] },
    pads: { ints: [padding, padding] },
    strides: { ints: [stride] },
  });
}

interface LinearOptions {
  readonly inputs: number;
  readonly outputs: number;
  readonly bias?: Spread;
  readonly gain?: number;
}

/** Adds a linear layer over the last axis, as MatMul and Add, in its own module. */
export function addLinear(graph: GraphBuilder, input: string, options: LinearOptions): string {
  const { inputs, outputs, bias = SMALL_BIAS, gain = 1 } = options;
  const spread = { deviation: gain / Math.sqrt(inputs) };
  const weight = addRandom(graph, 'weight', { dims: [inputs, outputs], spread, label: 'MatMul' });
  const product = graph.node('MatMul', [input, weight]);
  return graph.node('Add', [addRandom(graph, 'bias', { dims: [outputs], spread: bias }), product]);
}

/** Adds a linear layer over `[1, inputs]`, as Gemm, in its own module. */
export function addGemm(graph: GraphBuilder, input: string, options: LinearOptions): string {
  const { inputs, outputs, bias = SMALL_BIAS, gain = 1 } = options;
  const spread = { deviation: gain / Math.sqrt(inputs) };
  const weight = addRandom(graph, 'weight', { dims: [outputs, inputs], spread });
  return graph.node('Gemm', [input, weight, addRandom(graph, 'bias', { dims: [outputs], spread: bias })], {
    alpha: { float: 1 },
    beta: { float: 1 },
    transB: { int: 1 },
  });
}

/** Adds a bidirectional LSTM over `[T, 1, inputs]` and gives `[T, 1, 2 · hidden]`. */
export function addBiLstm(
  graph: GraphBuilder,
  input: string,
  sizes: { readonly inputs: number; readonly hidden: number },
): string {
  const { inputs, hidden } = sizes;
  const spread = { deviation: 1 / Math.sqrt(hidden) };
  const weight = addRandom(graph, 'W', { dims: [2, 4 * hidden, inputs], spread, label: 'LSTM' });
  const recurrence = addRandom(graph, 'R', { dims: [2, 4 * hidden, hidden], spread, label: 'LSTM' });
  const bias = addRandom(graph, 'B', { dims: [2, 8 * hidden], spread: SMALL_BIAS, label: 'LSTM' });
  const [sequence = ''] = graph.nodes('LSTM', [input, weight, recurrence, bias], {
    attributes: { direction: { string: 'bidirectional' }, hidden_size: { int: hidden } },
    outputCount: 3,
  });
  const swapped = graph.node('Transpose', [sequence], { perm: { ints: [0, 2, 1, 3] } });
  return graph.node('Reshape', [swapped, graph.constant(ints([0, 0, -1]))]);
}

/** Adds a table of `rows` vectors and looks the ids up in it. */
export function addEmbedding(
  graph: GraphBuilder,
  ids: string,
  sizes: { readonly rows: number; readonly columns: number },
): string {
  const dims = [sizes.rows, sizes.columns];
  const table = addRandom(graph, 'weight', { dims, spread: { deviation: 1 } });
  return graph.node('Gather', [table, ids]);
}

/** Adds a layer norm over the last axis with its own scale and shift. */
export function addLayerNorm(graph: GraphBuilder, input: string, channels: number): string {
  const gain = addRandom(graph, 'weight', { dims: [channels], spread: { mean: 1, deviation: 0.1 } });
  const bias = addRandom(graph, 'bias', { dims: [channels], spread: SMALL_BIAS });
  return graph.node('LayerNormalization', [input, gain, bias], {
    axis: { int: -1 },
    epsilon: { float: 1e-5 },
  });
}

/** Adds a constant of one element that broadcasts over anything. */
export function addScalar(graph: GraphBuilder, value: number): string {
  return graph.constant(floats([], [value]));
}

interface RandomOptions {
  readonly dims: readonly number[];
  readonly spread: Spread;
  readonly label?: string;
}

/** Adds a made-up weight to the module; `label` hides its parameter name, as exporters do. */
export function addRandom(graph: GraphBuilder, name: string, options: RandomOptions): string {
  return graph.weight(
    name,
    (parameter) => createRandomTensor(parameter, options.dims, options.spread),
    options.label,
  );
}
