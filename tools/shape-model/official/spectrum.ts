import { floats, ints } from '../../onnx/model.ts';
import { labelled, shared } from './constants.ts';
import { addLength } from './layers.ts';
import type { ModuleBuilder } from './module-builder.ts';

const WINDOW = 20;
const HOP = 5;
const MARGIN = WINDOW / 2;

/** Adds the transform of a signal `[1, L]` to magnitudes and phases: `[1, 22, L / 5 + 1]`. */
export function addSpectrum(graph: ModuleBuilder, signal: string): string {
  const padded = addReflection(graph, signal);
  const scalar = (label: string, value: number): string => labelled(graph, label, ints([value], []));
  const window = labelled(graph, 'Constant_17', floats([WINDOW], createWindow()));
  const operands = [scalar('Constant_15', HOP), window, scalar('Constant_16', WINDOW)];
  const bins = graph.node('STFT', [padded, ...operands], { attributes: { onesided: { int: 1 } } });
  const turned = graph.node('Transpose_3', [bins], { attributes: { perm: { ints: [0, 2, 1, 3] } } });
  const part = (label: string, index: 'index0' | 'index1'): string =>
    graph.node(label, [turned, shared(graph, index)], { attributes: { axis: { int: 3 } } });
  const real = part('Gather_4', 'index0');
  const imaginary = part('Gather_5', 'index1');
  const two = shared(graph, 'float2');
  const power = graph.node('Add', [graph.node('Pow', [real, two]), graph.node('Pow_1', [imaginary, two])]);
  const magnitude = graph.node('Sqrt', [power]);
  const phase = addPhase(graph, real, imaginary);
  return graph.node('Concat_3', [magnitude, phase], { attributes: { axis: { int: 1 } } });
}

/** Puts the mirror image of half a window at both ends: `[1, L]` → `[1, L + 20]`. */
function addReflection(graph: ModuleBuilder, signal: string): string {
  const join = (label: string, parts: readonly string[]): string =>
    graph.node(label, parts, { attributes: { axis: { int: 0 } } });
  const shape = graph.node('Shape_1', [signal]);
  const length = addLength(graph, shape, { index: 'index1', labels: ['Gather_1', 'Unsqueeze_2'] });
  const one = shared(graph, 'one');
  const planes = graph.node('Reshape', [signal, join('Concat', [one, one, length])]);
  const pads = labelled(graph, 'Cast', ints([0, 0, MARGIN, 0, 0, MARGIN]));
  const padded = graph.node('Pad', [planes, pads], { attributes: { mode: { string: 'reflect' } } });
  const paddedShape = graph.node('Shape_2', [padded]);
  const rows = addLength(graph, paddedShape, { index: 'index1', labels: ['Gather_2', 'Unsqueeze_3'] });
  const columns = addLength(graph, paddedShape, { index: 'index2', labels: ['Gather_3', 'Unsqueeze_4'] });
  return graph.node('Reshape_3', [padded, join('Concat_2', [rows, columns])]);
}

/** Adds atan2(imaginary, real) as PyTorch's exporter spells it. */
function addPhase(graph: ModuleBuilder, real: string, imaginary: string): string {
  const zero = shared(graph, 'float0');
  const pi = shared(graph, 'pi');
  const isLeft = graph.node('Less', [real, zero]);
  const isAbove = graph.node('Greater', [imaginary, zero]);
  const angle = graph.node('Atan', [graph.node('Div', [imaginary, real])]);
  const upper = graph.node('Add_1', [angle, pi]);
  const lower = graph.node('Sub', [angle, pi]);
  return graph.node('Where_1', [isLeft, graph.node('Where', [isAbove, upper, lower]), angle]);
}

/** Adds the inverse: magnitudes and phases `[1, 11, frames]` each → a signal `[1, 5 · (frames - 1)]`. */
export function addInverse(graph: ModuleBuilder, magnitude: string, phase: string): string {
  const real = graph.node('Mul', [magnitude, graph.node('Cos', [phase])]);
  const imaginary = graph.node('Mul_1', [magnitude, graph.node('Sin', [phase])]);
  const parts = graph.node('Concat', [real, imaginary], { attributes: { axis: { int: 1 } } });
  const basis = graph.constant('decoder.decoder.generator.stft.istft.stft.inverse_basis', createInverseBasis);
  const waves = graph.node('ConvTranspose', [parts, basis], {
    attributes: {
      dilations: { ints: [1] },
      group: { int: 1 },
      kernel_shape: { ints: [WINDOW] },
      pads: { ints: [0, 0] },
      strides: { ints: [HOP] },
    },
  });
  const whole = addDivided(graph, waves);
  const scale = labelled(graph, 'Constant_19', floats([], [WINDOW / HOP]));
  const loud = graph.node('Mul_4', [graph.node('Unsqueeze_3', [whole, shared(graph, 'one')]), scale]);
  const axes = [shared(graph, 'two'), shared(graph, 'one')];
  const start = labelled(graph, 'Constant_21', ints([MARGIN]));
  const tail = graph.node('Slice_3', [loud, start, shared(graph, 'end'), ...axes]);
  const stop = labelled(graph, 'Constant_26', ints([-MARGIN]));
  return graph.node('Slice_4', [tail, shared(graph, 'zero'), stop, ...axes]);
}

/** Divides `[1, 1, L]` by the sum of squared windows, where the exporter knew it to be above 0: `[1, L]`. */
function addDivided(graph: ModuleBuilder, waves: string): string {
  const zero = shared(graph, 'zero');
  const one = shared(graph, 'one');
  const minusOne = shared(graph, 'minusOne');
  const end = shared(graph, 'end');
  const signal = graph.node('Squeeze_1', [waves, one]);
  const lengths = graph.node('Slice', [graph.node('Shape', [waves]), minusOne, end, zero]);
  const length = graph.node('Unsqueeze', [graph.node('Squeeze', [lengths, zero]), zero]);
  // The exporter saw a single window, so only its samples are divided, whatever the length.
  const sums = graph.constant('decoder.decoder.generator.stft.istft.stft.window_sum', () =>
    floats(
      [WINDOW],
      createWindow().map((value) => value ** 2),
    ),
  );
  const weights = graph.node('Slice_1', [sums, zero, length, zero, one]);
  const least = labelled(graph, 'Constant_9', floats([], [1.1754943508222875e-38]));
  const isSafe = graph.node('Greater', [weights, least]);
  const places = graph.node('Transpose', [graph.node('NonZero', [isSafe])], {
    attributes: { perm: { ints: [1, 0] } },
  });
  const shape = graph.node('Shape', [signal], { name: 'Shape_6488', outputs: ['onnx::Gather_6471'] });
  const rows = addRowIndices(graph, shape);
  const grid = graph.node('Shape_1', [graph.node('Add', [rows, places])]);
  const isWhole = graph.node('Equal', [grid, shared(graph, 'minusOnes2')]);
  const target = graph.node('Where', [isWhole, shared(graph, 'ones2'), grid]);
  const spread = (labels: readonly [string, string], value: string): string =>
    graph.node(labels[1], [graph.node(labels[0], [value, target]), minusOne]);
  const indices = graph.node(
    'Concat_1',
    [spread(['Expand', 'Unsqueeze_1'], rows), spread(['Expand_1', 'Unsqueeze_2'], places)],
    { attributes: { axis: { int: -1 } } },
  );
  const samples = graph.node('Gather', [signal, places], { attributes: { axis: { int: 1 } } });
  const divisors = graph.node('Gather_1', [weights, places], { attributes: { axis: { int: 0 } } });
  const quotients = graph.node('Div', [samples, divisors]);
  const rest = graph.node('Slice_2', [shape, shared(graph, 'two'), end, zero]);
  const dims = graph.node('Concat_2', [grid, rest], { attributes: { axis: { int: 0 } } });
  const updates = graph.node('Reshape', [quotients, dims], { outputs: [graph.value('Reshape_1')] });
  return graph.node('ScatterND', [signal, indices, updates], {
    attributes: { reduction: { string: 'none' } },
  });
}

/** Adds the indices of the rows, as a column; the exporter's own nodes have no module. */
function addRowIndices(graph: ModuleBuilder, shape: string): string {
  const index0 = shared(graph, 'index0');
  const count = graph.node('Gather', [shape, index0], {
    name: 'Gather_6490',
    outputs: ['onnx::Range_6474'],
    attributes: { axis: { int: 0 } },
  });
  const range = graph.node('Range', [index0, count, shared(graph, 'index1')], {
    name: 'Range_6494',
    outputs: ['onnx::Reshape_6477'],
  });
  const column = graph.constant('onnx::Reshape_6478', () => ints([-1, 1]));
  return graph.node('Reshape', [range, column], { name: 'Reshape_6496', outputs: ['onnx::Add_6479'] });
}

/** A periodic Hann window. */
function createWindow(): readonly number[] {
  return Array.from({ length: WINDOW }, (_, index) => 0.5 - 0.5 * Math.cos((2 * Math.PI * index) / WINDOW));
}

/** The windowed waves of the eleven bins, cosines before sines, `[22, 1, 20]`, divided by hop times window. */
function createInverseBasis(): ReturnType<typeof floats> {
  const bins = WINDOW / 2 + 1;
  const window = createWindow();
  const values = Array.from({ length: 2 * bins }, (_, row) => {
    const bin = row % bins;
    const isEnd = bin === 0 || bin === bins - 1;
    const level = (isEnd ? 1 : 2) / (4 * WINDOW);
    return window.map((gain, index) => {
      const angle = (2 * Math.PI * bin * index) / WINDOW;
      return gain * level * (row < bins ? Math.cos(angle) : -Math.sin(angle));
    });
  });
  return floats([2 * bins, 1, WINDOW], values.flat());
}
