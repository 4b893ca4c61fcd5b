import type { GraphBuilder } from '../onnx/graph-builder.ts';
import { floats, ints } from '../onnx/model.ts';
import { addConv, addConvTranspose, addGemm, addScalar } from './layers.ts';
import type { Sizes } from './sizes.ts';

/**
 * Adds an adaptive instance norm over `[1, channels, T]`: each channel normalised over the whole time axis, then
 * (1 + γ)·x + β with γ and β linear in the half style `[1, 128]`.
 */
export function addAdain(
  graph: GraphBuilder,
  input: string,
  options: { readonly style: string; readonly channels: number; readonly sizes: Sizes },
): string {
  const { style, channels, sizes } = options;
  const both = addGemm(graph.module('fc'), style, { inputs: sizes.style, outputs: 2 * channels, gain: 0.5 });
  const column = graph.node('Reshape', [both, graph.constant(ints([1, 2 * channels, 1]))]);
  const [gamma = '', beta = ''] = graph.nodes('Split', [column], {
    attributes: { axis: { int: 1 } },
    outputCount: 2,
  });
  const norm = graph.module('norm');
  const ones = norm.weight('weight', () => floats([channels], new Float32Array(channels).fill(1)));
  const zeros = norm.weight('bias', () => floats([channels], new Float32Array(channels)));
  const normalised = norm.node('InstanceNormalization', [input, ones, zeros], { epsilon: { float: 1e-5 } });
  const gain = graph.node('Add', [gamma, addScalar(graph, 1)]);
  return graph.node('Add', [graph.node('Mul', [gain, normalised]), beta]);
}

interface BlockOptions {
  readonly style: string;
  readonly inputs: number;
  readonly outputs: number;
  readonly upsample?: boolean;
  readonly sizes: Sizes;
}

/** Adds an AdainResBlk1d: `[1, inputs, T]` → `[1, outputs, T]`, or `[1, outputs, 2T]` where it upsamples. */
export function addAdainBlock(graph: GraphBuilder, input: string, options: BlockOptions): string {
  const residual = addResidual(graph, input, options);
  const shortcut = addShortcut(graph, input, options);
  const sum = graph.node('Add', [residual, shortcut]);
  return graph.node('Mul', [sum, addScalar(graph, Math.SQRT1_2)]);
}

function addResidual(graph: GraphBuilder, input: string, options: BlockOptions): string {
  const { style, inputs, outputs, sizes } = options;
  let x = addAdain(graph.module('norm1'), input, { style, channels: inputs, sizes });
  x = graph.module('actv').node('LeakyRelu', [x], { alpha: { float: 0.2 } });
  if (options.upsample === true) {
    const pool = { kernel: 3, stride: 2, padding: 1, outputPadding: 1, groups: inputs };
    x = addConvTranspose(graph.module('pool'), x, { inputs, outputs: inputs, ...pool });
  }
  x = addConv(graph.module('conv1'), x, { inputs, outputs, kernel: 3, padding: 1 });
  x = addAdain(graph.module('norm2'), x, { style, channels: outputs, sizes });
  x = graph.module('actv').node('LeakyRelu', [x], { alpha: { float: 0.2 } });
  return addConv(graph.module('conv2'), x, { inputs: outputs, outputs, kernel: 3, padding: 1 });
}

function addShortcut(graph: GraphBuilder, input: string, options: BlockOptions): string {
  const { inputs, outputs } = options;
  let x = input;
  if (options.upsample === true) x = addNearest(graph.module('upsample'), x, 2);
  if (inputs !== outputs)
    x = addConv(graph.module('conv1x1'), x, { inputs, outputs, kernel: 1, bias: false });
  return x;
}

/** Repeats each position of `[1, C, T]` a whole number of times. */
export function addNearest(graph: GraphBuilder, input: string, scale: number): string {
  return graph.node('Resize', [input, '', graph.constant(floats([3], [1, 1, scale]))], {
    coordinate_transformation_mode: { string: 'asymmetric' },
    mode: { string: 'nearest' },
    nearest_mode: { string: 'floor' },
  });
}
