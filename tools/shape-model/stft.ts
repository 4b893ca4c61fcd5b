import type { GraphBuilder } from '../onnx/graph-builder.ts';
import { floats, ints } from '../onnx/model.ts';
import { addScalar } from './layers.ts';

const WINDOW = 20;
const HOP = 5;
const BINS = 11;
const MARGIN = WINDOW / 2;

/** Adds the transform of a signal `[1, L]` to magnitudes and phases: `[1, 22, L / 5 + 1]`. */
export function addStft(graph: GraphBuilder, signal: string): string {
  const padded = graph.node('Pad', [signal, graph.constant(ints([0, MARGIN, 0, MARGIN]))], {
    mode: { string: 'edge' },
  });
  const row = graph.node('Unsqueeze', [padded, graph.constant(ints([1]))]);
  const conv = (name: string, wave: (angle: number) => number): string => {
    const weight = graph.weight(name, () => createBasis((angle) => wave(angle)));
    return graph.node('Conv', [row, weight], { kernel_shape: { ints: [WINDOW] }, strides: { ints: [HOP] } });
  };
  const real = conv('weight_forward_real', (angle) => Math.cos(angle));
  const imaginary = conv('weight_forward_imag', (angle) => -Math.sin(angle));
  const two = addScalar(graph, 2);
  const power = graph.node('Add', [graph.node('Pow', [real, two]), graph.node('Pow', [imaginary, two])]);
  const magnitude = graph.node('Sqrt', [graph.node('Add', [power, addScalar(graph, 1e-14)])]);
  return graph.node('Concat', [magnitude, addPhase(graph, real, imaginary)], { axis: { int: 1 } });
}

/** Adds atan2(imaginary, real) as PyTorch's exporter spells it. */
function addPhase(graph: GraphBuilder, real: string, imaginary: string): string {
  const zero = addScalar(graph, 0);
  const pi = addScalar(graph, Math.PI);
  const angle = graph.node('Atan', [graph.node('Div', [imaginary, real])]);
  const above = graph.node('Greater', [imaginary, zero]);
  const upper = graph.node('Add', [angle, pi]);
  const lower = graph.node('Sub', [angle, pi]);
  const left = graph.node('Where', [above, upper, lower]);
  return graph.node('Where', [graph.node('Less', [real, zero]), left, angle]);
}

/** Adds the inverse: magnitudes and phases `[1, 11, frames]` each → a signal `[1, 5 · (frames - 1)]`. */
export function addInverseStft(graph: GraphBuilder, magnitude: string, phase: string): string {
  const conv = (input: string, name: string, wave: (angle: number) => number): string => {
    const weight = graph.weight(name, () => createBasis((angle) => wave(angle) / WINDOW));
    return graph.node('ConvTranspose', [input, weight], {
      kernel_shape: { ints: [WINDOW] },
      strides: { ints: [HOP] },
    });
  };
  const real = graph.node('Mul', [magnitude, graph.node('Cos', [phase])]);
  const imaginary = graph.node('Mul', [magnitude, graph.node('Sin', [phase])]);
  const cosines = conv(real, 'weight_backward_real', (angle) => Math.cos(angle));
  const sines = conv(imaginary, 'weight_backward_imag', (angle) => Math.sin(angle));
  const whole = graph.node('Sub', [cosines, sines]);
  const inner = graph.node('Slice', [
    whole,
    graph.constant(ints([MARGIN])),
    graph.constant(ints([-MARGIN])),
    graph.constant(ints([2])),
  ]);
  return graph.node('Squeeze', [inner, graph.constant(ints([1]))]);
}

/** The windowed waves of the eleven bins, `[11, 1, 20]`, under a periodic Hann window. */
function createBasis(wave: (angle: number) => number): ReturnType<typeof floats> {
  const values = new Float64Array(BINS * WINDOW);
  for (let bin = 0; bin < BINS; bin += 1) {
    for (let index = 0; index < WINDOW; index += 1) {
      const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * index) / WINDOW);
      values[bin * WINDOW + index] = window * wave((2 * Math.PI * bin * index) / WINDOW);
    }
  }
  return floats([BINS, 1, WINDOW], values);
}
