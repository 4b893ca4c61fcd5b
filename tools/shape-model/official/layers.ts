import { floats, ints } from '../../onnx/model.ts';
import type { Spread } from '../random-tensor.ts';
import { shared } from './constants.ts';
import type { ModuleBuilder } from './module-builder.ts';

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
  /** The value that weight normalisation was folded into; a plain convolution's weight is a parameter. */
  readonly folded?: string;
}

const SMALL_BIAS: Spread = { deviation: 0.1 };

/** Adds a one-dimensional convolution over `[1, inputs, T]` in its own module. */
export function addConv(graph: ModuleBuilder, input: string, options: ConvOptions): string {
  const { inputs, outputs, kernel, stride = 1, dilation = 1, padding = 0, folded } = options;
  const { bias = SMALL_BIAS, gain = 1 } = options;
  const spread = { deviation: gain / Math.sqrt(inputs * kernel) };
  const dims = [outputs, inputs, kernel];
  const weight = graph.weight('weight', {
    dims,
    spread,
    ...(folded === undefined ? {} : { name: folded }),
  });
  const biases = bias === false ? [] : [graph.weight('bias', { dims: [outputs], spread: bias })];
  return graph.node('Conv', [input, weight, ...biases], {
    attributes: {
      dilations: { ints: [dilation] },
      group: { int: 1 },
      kernel_shape: { ints: [kernel] },
      pads: { ints: [padding, padding] },
      strides: { ints: [stride] },
    },
  });
}

interface ConvTransposeOptions {
  readonly inputs: number;
  readonly outputs: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  /** The value that weight normalisation was folded into. */
  readonly folded: string;
  readonly outputPadding?: number;
  readonly groups?: number;
}

/** Adds a transposed convolution over `[1, inputs, T]` in its own module. */
export function addConvTranspose(graph: ModuleBuilder, input: string, options: ConvTransposeOptions): string {
  const { inputs, outputs, kernel, stride, padding, folded, outputPadding, groups = 1 } = options;
  const spread = { deviation: Math.sqrt((stride * groups) / (inputs * kernel)) };
  const weight = graph.weight('weight', { dims: [inputs, outputs / groups, kernel], spread, name: folded });
  const bias = graph.weight('bias', { dims: [outputs], spread: SMALL_BIAS });
  return graph.node('ConvTranspose', [input, weight, bias], {
    attributes: {
      dilations: { ints: [1] },
      group: { int: groups },
      kernel_shape: { ints: [kernel] },
      ...(outputPadding === undefined ? {} : { output_padding: { ints: [outputPadding] } }),
      pads: { ints: [padding, padding] },
      strides: { ints: [stride] },
    },
  });
}

interface LinearOptions {
  readonly inputs: number;
  readonly outputs: number;
  readonly bias?: Spread;
  readonly gain?: number;
}

/** Adds the product of a linear layer over the last axis, in its own module; `number` is the exporter's for the weight. */
export function addProduct(
  graph: ModuleBuilder,
  input: string,
  { inputs, outputs, gain = 1, number }: LinearOptions & { readonly number: string },
): string {
  const spread = { deviation: gain / Math.sqrt(inputs) };
  const weight = graph.weight('weight', { dims: [inputs, outputs], spread, name: `onnx::MatMul_${number}` });
  return graph.node('MatMul', [input, weight]);
}

/** Adds a linear layer's bias, a parameter of its module. */
export function addBias(graph: ModuleBuilder, { outputs, bias = SMALL_BIAS }: LinearOptions): string {
  return graph.weight('bias', { dims: [outputs], spread: bias });
}

/** Adds a linear layer over the last axis, as MatMul and Add, in its own module. */
export function addLinear(
  graph: ModuleBuilder,
  input: string,
  options: LinearOptions & { readonly number: string },
): string {
  return graph.node('Add', [addBias(graph, options), addProduct(graph, input, options)]);
}

/** Adds a linear layer over `[1, inputs]`, as Gemm, in its own module. */
export function addGemm(graph: ModuleBuilder, input: string, options: LinearOptions): string {
  const { inputs, outputs, gain = 1 } = options;
  const spread = { deviation: gain / Math.sqrt(inputs) };
  const weight = graph.weight('weight', { dims: [outputs, inputs], spread });
  return graph.node('Gemm', [input, weight, addBias(graph, options)], {
    attributes: { alpha: { float: 1 }, beta: { float: 1 }, transB: { int: 1 } },
  });
}

interface LstmOptions {
  readonly inputs: number;
  readonly hidden: number;
  /** The exporter's number for the biases; the two weights have the next ones. */
  readonly number: number;
  /** The first states, `[2, 1, hidden]`. */
  readonly states: string;
}

/** Adds a bidirectional LSTM over `[T, 1, inputs]` and gives `[T, 1, 2 · hidden]`. */
export function addBiLstm(graph: ModuleBuilder, input: string, options: LstmOptions): string {
  const { inputs, hidden, number, states } = options;
  const spread = { deviation: 1 / Math.sqrt(hidden) };
  const gates = 4 * hidden;
  const weight = (parameter: string, size: number, offset: number): string =>
    graph.weight(parameter, { dims: [2, gates, size], spread, name: `onnx::LSTM_${number + offset}` });
  const biases = graph.weight('B', {
    dims: [2, 2 * gates],
    spread: SMALL_BIAS,
    name: `onnx::LSTM_${number}`,
  });
  const operands = [weight('W', inputs, 1), weight('R', hidden, 2), biases, '', states, states, ''];
  const [sequence = ''] = graph.nodes('LSTM', [input, ...operands], {
    attributes: {
      direction: { string: 'bidirectional' },
      hidden_size: { int: hidden },
      input_forget: { int: 0 },
    },
    outputs: [graph.value('LSTM'), `${graph.path}/LSTM_output_1`, `${graph.path}/LSTM_output_2`],
  });
  const swapped = graph.node('Transpose_1', [sequence], { attributes: { perm: { ints: [0, 2, 1, 3] } } });
  return graph.node('Reshape', [swapped, shared(graph, 'keepTwoAxes')]);
}

/** Adds the first states of an LSTM, zeros for one sentence, whose count is read from axis 0 of `source`. */
export function addFirstStates(graph: ModuleBuilder, shape: string, hidden: number): string {
  const count = graph.node('Gather', [shape, shared(graph, 'index0')]);
  const column = graph.node('Unsqueeze', [count, shared(graph, 'zero')]);
  const width = graph.constant('/encoder/F0.1/norm2/Mul_output_0', () => ints([hidden]));
  const dims = graph.node('Concat', [shared(graph, 'two'), column, width], {
    attributes: { axis: { int: 0 } },
  });
  return graph.node('ConstantOfShape', [dims], { attributes: { value: { tensor: floats([1], [0]) } } });
}

/** Adds a table of `rows` vectors and looks the ids up in it. */
export function addEmbedding(
  graph: ModuleBuilder,
  ids: string,
  sizes: { readonly rows: number; readonly columns: number },
): string {
  const dims = [sizes.rows, sizes.columns];
  const table = graph.weight('weight', { dims, spread: { deviation: 1 } });
  return graph.node('Gather', [table, ids], { attributes: { axis: { int: 0 } } });
}

interface NormOptions {
  readonly channels: number;
  readonly epsilon: number;
  /** Names of the parameters for scale and shift. */
  readonly parameters?: readonly [string, string];
}

/** Adds the scale and shift of a layer norm. */
export function addNormWeights(graph: ModuleBuilder, options: NormOptions): readonly [string, string] {
  const { channels, parameters = ['weight', 'bias'] } = options;
  const [scale, shift] = parameters;
  return [
    graph.weight(scale, { dims: [channels], spread: { mean: 1, deviation: 0.1 } }),
    graph.weight(shift, { dims: [channels], spread: SMALL_BIAS }),
  ];
}

/** Adds a layer norm over the last axis with its own scale and shift. */
export function addLayerNorm(graph: ModuleBuilder, input: string, options: NormOptions): string {
  const weights = addNormWeights(graph, options);
  return graph.node('LayerNormalization', [input, ...weights], {
    attributes: { axis: { int: -1 }, epsilon: { float: options.epsilon }, stash_type: { int: 1 } },
  });
}

/** Adds the number of entries along an axis of a shape, as a vector of one. */
export function addLength(
  graph: ModuleBuilder,
  shape: string,
  options: { readonly index: 'index0' | 'index1' | 'index2'; readonly labels: readonly [string, string] },
): string {
  const [gather, unsqueeze] = options.labels;
  const count = graph.node(gather, [shape, shared(graph, options.index)], {
    attributes: { axis: { int: 0 } },
  });
  return graph.node(unsqueeze, [count, shared(graph, 'zero')]);
}
