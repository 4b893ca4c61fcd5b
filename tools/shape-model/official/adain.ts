import { ints } from '../../onnx/model.ts';
import { halves, shared } from './constants.ts';
import { addConv, addConvTranspose, addGemm } from './layers.ts';
import type { ModuleBuilder } from './module-builder.ts';

/** γ + 1 and β, `[1, channels, 1]` each. */
export interface StyleGains {
  readonly gain: string;
  readonly shift: string;
}

interface StyleOptions {
  /** Half a style, `[1, styleSize]`. */
  readonly style: string;
  readonly styleSize: number;
  readonly channels: number;
}

/** Adds γ and β, linear in the style, split by what was once two slices. */
export function addStyleGains(
  graph: ModuleBuilder,
  { style, styleSize, channels }: StyleOptions,
  plusOne?: { readonly outputs: readonly string[] },
): StyleGains {
  const both = addGemm(graph.module('fc'), style, { inputs: styleSize, outputs: 2 * channels, gain: 0.5 });
  const column = graph.node('Unsqueeze', [both, shared(graph, 'two')]);
  const [gamma = '', shift = ''] = graph.nodes('Split', [column, halves(graph, channels)], {
    name: `${graph.path}/Slice_1/GatherSliceToSplitFusion/`,
    outputs: [graph.value('Slice'), graph.value('Slice_1')],
    attributes: { axis: { int: 1 } },
  });
  return { gain: graph.node('Add_1', [gamma, shared(graph, 'float1')], plusOne), shift };
}

const MEAN = { keepdims: { int: 1 }, noop_with_empty_axes: { int: 0 } };

/** Adds an instance norm over the whole time axis, spelt out: `[1, channels, T]` of mean 0 and variance 1. */
export function addNormalised(graph: ModuleBuilder, input: string): string {
  const time = shared(graph, 'two');
  const mean = graph.node('ReduceMean', [input, time], { attributes: MEAN });
  const centred = graph.node('Sub', [input, mean]);
  const squares = graph.node('Mul_2', [centred, centred]);
  const variance = graph.node('ReduceMean_2', [squares, time], { attributes: MEAN });
  return addQuotient(graph, centred, variance);
}

/** The same over `[T, 1, channels]`: a transposition was pushed behind the first steps. */
export function addNormalisedSteps(graph: ModuleBuilder, input: string): string {
  const time = graph.constant('const_transpose_optimizer_token_26', () => ints([0]));
  const inner = (label: string): readonly string[] => [`${graph.path}/${label}`];
  const turn = (value: string, token: string, label: string): string =>
    graph.node('Transpose', [value], {
      name: `Transpose_token_${token}`,
      outputs: [graph.value(label)],
      attributes: { perm: { ints: [1, 2, 0] } },
    });
  const mean = graph.node('ReduceMean', [input, time], {
    attributes: MEAN,
    outputs: inner('ReduceMean'),
  });
  const steps = graph.node('Sub', [input, mean], { outputs: inner('Sub') });
  const centred = turn(steps, '28', 'Sub');
  const squares = graph.node('Mul_2', [steps, steps], { outputs: inner('Mul_2') });
  const variances = graph.node('ReduceMean_2', [squares, time], {
    attributes: MEAN,
    outputs: inner('ReduceMean_2'),
  });
  return addQuotient(graph, centred, turn(variances, '31', 'ReduceMean_2'));
}

function addQuotient(graph: ModuleBuilder, centred: string, variance: string): string {
  const safe = graph.node('Add_2', [variance, shared(graph, 'epsilon')]);
  return graph.node('Div_1', [centred, graph.node('Sqrt', [safe])]);
}

/** How an adaptive norm gets its normalised input. */
export type Normaliser = 'own' | 'steps' | { readonly by: string };

/**
 * Adds an adaptive instance norm over `[1, channels, T]`: (1 + γ)·x + β. Modules that read the same input share the
 * normalised one, and the exporter counts fewer operators in those that do not normalise.
 */
export function addAdain(
  graph: ModuleBuilder,
  input: string,
  options: StyleOptions & { readonly normaliser?: Normaliser },
): { readonly output: string; readonly normalised: string } {
  const { gain, shift } = addStyleGains(graph, options);
  const { normaliser = 'own' } = options;
  if (typeof normaliser === 'object') {
    const product = graph.node('Mul_2', [gain, normaliser.by]);
    return { output: graph.node('Add_2', [product, shift]), normalised: normaliser.by };
  }
  const normalised = normaliser === 'own' ? addNormalised(graph, input) : addNormalisedSteps(graph, input);
  const product = graph.node('Mul_3', [gain, normalised]);
  return { output: graph.node('Add_3', [product, shift]), normalised };
}

interface BlockOptions {
  readonly style: string;
  readonly styleSize: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly upsample?: boolean;
  readonly normaliser?: Normaliser;
  /** The input as `[1, inputs, T]`, where the first norm reads it otherwise laid out. */
  readonly columns?: () => string;
}

/** Adds an AdainResBlk1d: `[1, inputs, T]` → `[1, outputs, T]`, or `[1, outputs, 2T]` where it upsamples. */
export function addAdainBlock(
  graph: ModuleBuilder,
  input: string,
  options: BlockOptions,
): { readonly output: string; readonly normalised: string } {
  const { inputs, outputs, upsample = false, columns = () => input } = options;
  // Weight normalisation was one Mul for each convolution, in the order of the layers.
  const weights = [...(upsample ? ['pool'] : []), 'conv1', 'conv2', 'conv1x1'];
  const folded = (layer: string): string => {
    const index = weights.indexOf(layer);
    return graph.value(index === 0 ? 'Mul' : `Mul_${index}`);
  };
  const first = addAdain(graph.module('norm1'), input, { ...options, channels: inputs });
  const activated = addLeakyRelu(graph.module('actv'), first.output, { alpha: 0.2 });
  const wide = upsample ? addPool(graph, activated, { channels: inputs, folded: folded('pool') }) : activated;
  const conv = { outputs, kernel: 3, padding: 1 };
  const middle = addConv(graph.module('conv1'), wide, { ...conv, inputs, folded: folded('conv1') });
  const second = addAdain(graph.module('norm2'), middle, {
    style: options.style,
    styleSize: options.styleSize,
    channels: outputs,
  });
  const bent = addLeakyRelu(graph.module('actv_1', 'actv'), second.output, { alpha: 0.2 });
  const residual = addConv(graph.module('conv2'), bent, {
    ...conv,
    inputs: outputs,
    folded: folded('conv2'),
  });
  let shortcut = columns();
  if (upsample) shortcut = addNearest(graph.module('upsample'), shortcut, shared(graph, 'twice'));
  if (inputs !== outputs) {
    const layer = { inputs, outputs, kernel: 1, bias: false, folded: folded('conv1x1') } as const;
    shortcut = addConv(graph.module('conv1x1'), shortcut, layer);
  }
  const sum = graph.node('Add', [residual, shortcut]);
  const divisions = weights.length - (inputs === outputs ? 1 : 0);
  return {
    output: graph.node(`Div_${divisions}`, [sum, shared(graph, 'sqrt2')]),
    normalised: first.normalised,
  };
}

function addPool(
  graph: ModuleBuilder,
  input: string,
  { channels, folded }: { readonly channels: number; readonly folded: string },
): string {
  const layer = { kernel: 3, stride: 2, padding: 1, outputPadding: 1, groups: channels, folded };
  return addConvTranspose(graph.module('pool'), input, { inputs: channels, outputs: channels, ...layer });
}

/** Adds a leaky ReLU. */
export function addLeakyRelu(
  graph: ModuleBuilder,
  input: string,
  { alpha, label = 'LeakyRelu' }: { readonly alpha: number; readonly label?: string },
): string {
  return graph.node(label, [input], { attributes: { alpha: { float: alpha } } });
}

/** Repeats each position of `[1, C, T]` a whole number of times. */
export function addNearest(graph: ModuleBuilder, input: string, scales: string): string {
  return graph.node('Resize', [input, '', scales], {
    attributes: {
      coordinate_transformation_mode: { string: 'asymmetric' },
      mode: { string: 'nearest' },
      nearest_mode: { string: 'floor' },
    },
  });
}
