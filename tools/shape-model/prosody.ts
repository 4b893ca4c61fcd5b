import type { GraphBuilder } from '../onnx/graph-builder.ts';
import { floats, ints } from '../onnx/model.ts';
import { addAdainBlock } from './adain.ts';
import { addBiLstm, addConv, addGemm, addLinear, addScalar } from './layers.ts';
import type { Sizes } from './sizes.ts';

/** Adds the duration encoder: features `[1, n, hidden]` and the prosody style → `[n, 1, hidden + style]`. */
export function addDurationEncoder(
  graph: GraphBuilder,
  features: string,
  options: { readonly style: string; readonly sizes: Sizes },
): string {
  const { hidden } = options.sizes;
  const inputs = hidden + options.sizes.style;
  const steps = graph.node('Transpose', [features], { perm: { ints: [1, 0, 2] } });
  let x = addStyleColumns(graph, steps, options.style);
  for (let layer = 0; layer < 3; layer += 1) {
    const states = addBiLstm(graph.module(`lstms.${2 * layer}`), x, { inputs, hidden: hidden / 2 });
    const normalised = addAdaptiveLayerNorm(graph.module(`lstms.${2 * layer + 1}`), states, options);
    x = addStyleColumns(graph, normalised, options.style);
  }
  return x;
}

function addStyleColumns(graph: GraphBuilder, steps: string, style: string): string {
  const shape = graph.node('Shape', [steps]);
  const start = graph.constant(ints([0]));
  const count = graph.node('Slice', [shape, start, graph.constant(ints([1]))]);
  const rest = graph.constant(ints([1, 1]));
  const target = graph.node('Concat', [count, rest], { axis: { int: 0 } });
  return graph.node('Concat', [steps, graph.node('Expand', [style, target])], { axis: { int: -1 } });
}

function addAdaptiveLayerNorm(
  graph: GraphBuilder,
  input: string,
  options: { readonly style: string; readonly sizes: Sizes },
): string {
  const { hidden, style } = options.sizes;
  const both = addGemm(graph.module('fc'), options.style, { inputs: style, outputs: 2 * hidden, gain: 0.5 });
  const [gamma = '', beta = ''] = graph.nodes('Split', [both], {
    attributes: { axis: { int: 1 } },
    outputCount: 2,
  });
  const ones = graph.constant(floats([hidden], new Float32Array(hidden).fill(1)));
  const zeros = graph.constant(floats([hidden], new Float32Array(hidden)));
  const normalised = graph.node('LayerNormalization', [input, ones, zeros], {
    axis: { int: -1 },
    epsilon: { float: 1e-5 },
  });
  const gain = graph.node('Add', [gamma, addScalar(graph, 1)]);
  return graph.node('Add', [graph.node('Mul', [gain, normalised]), beta]);
}

/** Adds the durations in frames, before rounding: `[n, 1, hidden + style]` → `[1, n]`, about 3 at speed 1. */
export function addDurations(
  graph: GraphBuilder,
  encoded: string,
  options: { readonly speed: string; readonly sizes: Sizes },
): string {
  const { hidden, style, maxDuration } = options.sizes;
  const states = addBiLstm(graph.module('lstm'), encoded, { inputs: hidden + style, hidden: hidden / 2 });
  const logits = addLinear(graph.module('duration_proj/linear_layer'), states, {
    inputs: hidden,
    outputs: maxDuration,
    gain: 3,
    bias: { mean: -3.3, deviation: 0.1 },
  });
  const chances = graph.node('Sigmoid', [logits]);
  const sums = graph.node('ReduceSum', [chances, graph.constant(ints([-1]))], { keepdims: { int: 0 } });
  const row = graph.node('Transpose', [sums], { perm: { ints: [1, 0] } });
  return graph.node('Div', [row, options.speed]);
}

/** Adds the F0 and energy curves: aligned features `[1, hidden + style, F]` → two of `[1, 2F]`. */
export function addCurves(
  graph: GraphBuilder,
  aligned: string,
  options: { readonly style: string; readonly sizes: Sizes },
): { f0: string; energy: string } {
  const { hidden, style } = options.sizes;
  const steps = graph.node('Transpose', [aligned], { perm: { ints: [2, 0, 1] } });
  const states = addBiLstm(graph.module('shared'), steps, { inputs: hidden + style, hidden: hidden / 2 });
  const x = graph.node('Transpose', [states], { perm: { ints: [1, 2, 0] } });
  // Around 150 Hz, now and then below the 10 Hz that count as unvoiced.
  const f0 = addCurve(graph, x, { ...options, name: 'F0', gain: 60, bias: { mean: 150, deviation: 0 } });
  const energy = addCurve(graph, x, { ...options, name: 'N', gain: 1, bias: { deviation: 0.1 } });
  return { f0, energy };
}

interface CurveOptions {
  readonly name: string;
  readonly style: string;
  readonly sizes: Sizes;
  readonly gain: number;
  readonly bias: { readonly mean?: number; readonly deviation: number };
}

function addCurve(graph: GraphBuilder, input: string, options: CurveOptions): string {
  const { name, style, sizes, gain, bias } = options;
  const { hidden } = sizes;
  const half = hidden / 2;
  let x = addAdainBlock(graph.module(`${name}.0`), input, { style, inputs: hidden, outputs: hidden, sizes });
  x = addAdainBlock(graph.module(`${name}.1`), x, {
    style,
    inputs: hidden,
    outputs: half,
    upsample: true,
    sizes,
  });
  x = addAdainBlock(graph.module(`${name}.2`), x, { style, inputs: half, outputs: half, sizes });
  x = addConv(graph.module(`${name}_proj`), x, { inputs: half, outputs: 1, kernel: 1, gain, bias });
  return graph.node('Squeeze', [x, graph.constant(ints([1]))]);
}
